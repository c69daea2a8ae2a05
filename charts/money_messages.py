"""The sentence above each figure of money, made from the figure's own table."""

import pandas as pd

from charts.money import change, told
from charts.theme import Look

_TOP = 5  # markets, chapters and firms that a sentence adds up
_AFTER = 3  # years after entry that a sentence looks at, fewer where nobody is known so long


def exports_by_stage_message(stages: pd.DataFrame, look: Look) -> str:
    """How much of the last year's exports firms with a designation made."""
    if stages.empty or not stages["exports_usd"].any():
        return look.say("chart.message.exports_by_stage.plain")
    year = int(stages["year"].max())
    last = stages[stages["year"] == year]
    total = last["exports_usd"].sum()
    if not total:
        return look.say("chart.message.exports_by_stage.plain")
    held = last.loc[last["stage_code"] != "none", "exports_usd"].sum()
    return look.say("chart.message.exports_by_stage.some", year=year, share=look.number(held / total, "share"))


def exports_by_country_message(countries: pd.DataFrame, look: Look) -> str:
    """The largest market, and how much the first few take together."""
    return _ranked(countries, "exports_by_country", "country", look.name, look)


def exports_by_hs_message(chapters: pd.DataFrame, look: Look) -> str:
    """The largest HS chapter, and how much the first few make together."""
    return _ranked(chapters, "exports_by_hs", "hs_chapter", lambda _, code: look.name("hs", code), look)


def top_exporters_message(firms: pd.DataFrame, look: Look) -> str:
    """What the largest firms hold, the total without the first, the middle firm. `firms`: every exporter."""
    if firms.empty:
        return look.say("chart.message.top_exporters.plain")
    if len(firms) == 1:
        return look.say("chart.message.top_exporters.one", firm=firms["firm_name"].iloc[0])
    most = min(_TOP, len(firms))
    return look.say(
        "chart.message.top_exporters.some",
        most=most,
        shares=look.number(firms["share"].head(most).sum(), "share"),
        rest=told(firms["exports_usd"].iloc[1:].sum(), "usd", look),
        median=told(firms["exports_usd"].median(), "usd_thousand", look),
    )


def exports_of_todays_members_message(members: pd.DataFrame, look: Look) -> str:
    """What today's members exported in the last year."""
    if members.empty or not members["members"].any():
        return look.say("chart.message.exports_of_todays_members.plain")
    last = members.iloc[-1]
    return look.say(
        "chart.message.exports_of_todays_members.some",
        year=int(last["year"]),
        members=look.firms(last["members"]),
        exporters=look.firms(last["exporters"]),
        usd=told(last["exports_usd"], "usd", look),
    )


def city_share_message(shares: pd.DataFrame, look: Look) -> str:
    """Our share of the region's exports in the last year that can be compared."""
    known = shares[shares["share"].notna()]
    if known.empty:
        return look.say("chart.message.city_share.plain")
    last = known.iloc[-1]
    facts = {"region": look.name("series", last["region"]), "share": look.number(last["share"], "share")}
    return look.say("chart.message.city_share.some", year=int(last["year"]), **facts)


def exports_around_entry_message(around: pd.DataFrame, name: str, look: Look) -> str:
    """The middle exporter the year before the entry and some years after it."""
    known = around[around["exporters"] > 0].set_index("years_since_entry")["median_usd"]
    after = [years for years in known.index if 0 < years <= _AFTER]
    if -1 not in known.index or not after:
        return look.say("chart.message.exports_around_entry.plain")
    return look.say(
        "chart.message.exports_around_entry.some",
        name=name,
        before=1,
        after=max(after),
        then=told(known.loc[-1], "usd_thousand", look),
        now=told(known.loc[max(after)], "usd_thousand", look),
    )


def outcomes_by_year_message(years: pd.DataFrame, measure: str, look: Look) -> str:
    """The middle firm of the last year, and the change of the sum over firms that reported both years."""
    named, known = look.name("measure", measure), years[years["reporting_firms"] > 0]
    if known.empty:
        return look.say("chart.message.outcomes_by_year.plain", measure=named)
    last = known.iloc[-1]
    return look.say(
        f"chart.message.outcomes_by_year.{_direction(last['yoy_rate'])}",
        measure=named,
        median=look.number(last["median"], last["unit"]),
        firms=look.firms(last["firms_in_both_years"]),
        rate=_size(last["yoy_rate"], look),
    )


def response_rate_message(outcomes: pd.DataFrame, look: Look) -> str:
    """Which measure of the last year fewest firms reported."""
    asked = outcomes[outcomes["response_rate"].notna()]
    if asked.empty:
        return look.say("chart.message.response_rate.plain")
    last = asked[asked["year"] == asked["year"].max()]
    least = last.sort_values("response_rate", kind="stable").iloc[0]
    key = "full" if least["response_rate"] >= 1 else "least"
    measure, share = look.name("measure", least["measure"]), look.number(least["response_rate"], "share")
    return look.say(f"chart.message.response_rate.{key}", year=int(least["year"]), measure=measure, share=share)


def report_grid_message(grid: pd.DataFrame, measure: str, look: Look) -> str:
    """How many firms missed a year of this measure."""
    if grid.empty:
        return look.say("chart.message.report_grid.plain")
    missed = grid.loc[~grid["is_reported"].astype(bool), "firm_id"].nunique()
    key = "some" if missed else "full"
    named = look.name("measure", measure)
    return look.say(f"chart.message.report_grid.{key}", measure=named, firms=look.firms(missed))


def not_reported_message(silent: pd.DataFrame, look: Look) -> str:
    """How many firms reported nothing for the last year in which anybody did not."""
    if silent.empty:
        return look.say("chart.message.not_reported.none")
    year = int(silent["fiscal_year"].max())
    firms = look.firms(int((silent["fiscal_year"] == year).sum()))
    return look.say("chart.message.not_reported.some", year=year, firms=firms)


def unclaimed_numbers_message(numbers: pd.DataFrame, look: Look) -> str:
    """How many business numbers wait for a firm."""
    if numbers.empty:
        return look.say("chart.message.unclaimed_numbers.none")
    number = look.number(numbers["business_no"].nunique())
    return look.say("chart.message.unclaimed_numbers.some", number=number)


def match_queue_message(queue: pd.DataFrame, look: Look) -> str:
    """How many names and numbers wait for a person, and how many of them may be a firm that is there already."""
    if queue.empty:
        return look.say("chart.message.match_queue.none")
    alike = int((queue["candidates"] > 0).sum())
    return look.say("chart.message.match_queue.some", number=look.number(len(queue)), alike=look.number(alike))


def source_freshness_message(sources: pd.DataFrame, look: Look) -> str:
    """How many sources are due for a newer file, and the one that is longest due."""
    due = sources[sources["is_stale"]]
    if due.empty:
        return look.say(f"chart.message.source_freshness.{'none' if len(sources) else 'empty'}")
    oldest = due.loc[(due["age_days"] - due["usual_days"]).idxmax(), "upload_source"]
    number = look.number(due["upload_source"].nunique())
    return look.say("chart.message.source_freshness.some", number=number, source=look.name("source_name", oldest))


def benchmark_breaks_message(breaks: pd.DataFrame, look: Look) -> str:
    """In how many series of a region something breaks."""
    if breaks.empty:
        return look.say("chart.message.benchmark_breaks.none")
    series = look.number(len(breaks[["region", "period_kind"]].drop_duplicates()))
    return look.say("chart.message.benchmark_breaks.some", series=series, number=look.number(len(breaks)))


def _ranked(table: pd.DataFrame, figure: str, column: str, name, look: Look) -> str:
    if table.empty:
        return look.say(f"chart.message.{figure}.plain")
    word = "country" if column == "country" else "chapter"
    named = {word: name(column, table[column].iloc[0])}
    if len(table) == 1:
        return look.say(f"chart.message.{figure}.one", **named)
    most = min(_TOP, len(table))
    shares = {"share": table["share"].iloc[0], "shares": table["share"].head(most).sum()}
    written = {key: look.number(share, "share") for key, share in shares.items()}
    return look.say(f"chart.message.{figure}.some", **named, most=most, **written)


def _direction(rate: float | None) -> str:
    if rate is None or pd.isna(rate):
        return "first"
    return "up" if round(rate, 3) > 0 else "down" if round(rate, 3) < 0 else "same"


def _size(rate: float | None, look: Look) -> str:
    return change(None, look) if rate is None or pd.isna(rate) else look.number(abs(rate), "share")
