"""Slides about who stands where on the ladder: results of the year, stages, moves, balance, quota, endings."""

import pandas as pd

from charts.days import end_of
from charts.messages import stage_counts_message, stage_flows_message, stage_stock_message
from charts.quota_words import ending_spells_message, quota_use_message
from charts.slides import Series, SlideChart
from charts.theme import Look
from reports.asking import About, Asked, Kind, Tables, metric
from reports.charting import amounts, stacked_by_stage
from reports.content import SlideContent
from reports.tables import slide_table
from texts import show_date

_MONTHS = 24  # how far ahead the council plans
_TOP_MOVES = 12


def _ask_results(asked: Asked) -> dict[str, pd.DataFrame]:
    return {"kpis": asked.metric("kpis")}


def _tell_results(tables: Tables, look: Look, about: About) -> SlideContent:
    if "kpis" not in tables:
        return _tell_counts(tables, look)  # a deck for outsiders of before they saw targets
    kpis = tables["kpis"]
    judged = kpis[kpis["status"] != "none"]
    facts = {"year": about.as_of.year, "judged": len(judged)}
    facts |= {status: int((judged["status"] == status).sum()) for status in ("met", "watch", "missed")}
    table = slide_table(kpis, ["kpi", "value", "previous", "target", "status"], look)
    numbers = (1, 2, 3)
    message = look.say("slide.results.message" if len(judged) else "slide.results.name", **facts)
    return SlideContent("results", message, table=_with_numbers(table, numbers))


def _tell_counts(tables: Tables, look: Look) -> SlideContent:
    counts = tables["stage_counts"]
    table = slide_table(counts, ["stage_code", "current", "cumulative", "new", "quota"], look)
    return SlideContent(
        "results", stage_counts_message(counts, look), look.say("slide.results.about_counts"), table=table
    )


def _with_numbers(table, numbers: tuple[int, ...]):
    return type(table)(table.heads, table.rows, numbers)


def _tell_ladder(tables: Tables, look: Look, about: About) -> SlideContent:
    counts, ink = tables["stage_counts"], look.ink
    series = (
        Series(look.say("slide.ladder.current"), amounts(counts["current"], "firms", look), ink.stages[2]),
        Series(look.say("slide.ladder.cumulative"), amounts(counts["cumulative"], "firms", look), ink.outside[0]),
    )
    if counts["quota"].notna().any():
        quota = amounts(counts["quota"], "firms", look)
        series += (Series(look.say("slide.ladder.quota"), quota, ink.background, ink.benchmark),)  # an empty seat
    names = tuple(look.name("stage", code) for code in counts["stage_code"])
    return _firms("ladder", stage_counts_message(counts, look), SlideChart("columns", names, series), look)


def _tell_stock(tables: Tables, look: Look, about: About) -> SlideContent:
    stock = tables["stage_stock"]
    known = stock[stock["year"].isin(stock.loc[stock["firms"] > 0, "year"])]
    labels = {int(year): str(year) for year in known["year"].unique()}
    chart = stacked_by_stage(known, "firms", "firms", labels, look)
    return _firms("stock", stage_stock_message(stock, look), chart, look)


def _tell_moves(tables: Tables, look: Look, about: About) -> SlideContent:
    moves = tables["stage_transitions"]
    order = list(look.names["stage"])
    moved = moves[(moves["from_stage"] != moves["to_stage"]) & (moves["firms"] > 0)]
    ranked = moved.sort_values("firms", ascending=False, kind="stable")
    most = len(ranked) if len(ranked) <= _TOP_MOVES else _TOP_MOVES - 1  # else the last bar is all others together
    shown, others = ranked.head(most), ranked.iloc[most:]
    names = [
        look.say("slide.moves.way", start=look.name("stage", row.from_stage), end=look.name("stage", row.to_stage))
        for row in shown.itertuples()
    ]
    counts = shown["firms"]
    if len(others):
        names.append(look.say("slide.moves.others", ways=look.number(len(others))))
        counts = pd.concat([counts, pd.Series([others["firms"].sum()])], ignore_index=True)
    values = amounts(counts, "firms", look)
    series = (Series(look.say("slide.moves.firms"), values, look.ink.stages[3]),)
    message = stage_flows_message(moves, order, look)
    start = end_of(about.as_of.year - 1, about.as_of.replace(year=about.as_of.year - 1, month=12, day=31), look)
    line = look.say("slide.moves.about", start=start, end=show_date(look.lang, about.as_of))
    return _firms("moves", message, SlideChart("bars", tuple(names), series), look, line)


def _tell_balance(tables: Tables, look: Look, about: About) -> SlideContent:
    balance = tables["stage_balance"]
    last = balance[balance["year"] == balance["year"].max()]
    columns = ["stage_code", "opening", "entries_first", "entries_returning", "exits", "closing"]
    facts = {name: look.number(last[name].sum()) for name in ("opening", "entries", "exits", "closing")}
    message = look.say("slide.balance.message", year=int(last["year"].iloc[0]), **facts)
    return SlideContent("balance", message, table=slide_table(last, columns, look))


def _tell_quota(tables: Tables, look: Look, about: About) -> SlideContent:
    use = tables["quota_use"]
    limited = use[use["stage_code"].isin(use.loc[use["quota"].notna(), "stage_code"])]
    limited = limited[limited["year"].isin(limited.loc[limited["used"] > 0, "year"])]
    years = sorted(limited["year"].unique())
    series = []
    for code in limited["stage_code"].unique():
        rows = limited[limited["stage_code"] == code].set_index("year").reindex(years)
        stage = look.name("stage", code)
        used = look.say("slide.quota.used", stage=stage)
        series.append(
            Series(used, amounts(rows["used"], "firms", look), look.stage_colour(code), look.stage_edge(code))
        )
        quota = look.say("slide.quota.quota", stage=stage)
        colour = look.stage_edge(code)
        series.append(Series(quota, amounts(rows["quota"], "firms", look), colour, is_line=True))
    series.sort(key=lambda each: each.is_line)
    chart = SlideChart("columns", tuple(map(str, years)), tuple(series))
    return _firms("quota", quota_use_message(use, look), chart, look)


def _tell_ending(tables: Tables, look: Look, about: About) -> SlideContent:
    ending = tables["ending_spells"]
    message = ending_spells_message(ending, _MONTHS, look)
    if ending.empty:
        return SlideContent("ending", message, lines=(message,))
    halves = ending.assign(half=[_half(month, look) for month in pd.to_datetime(ending["month"])])
    labels = list(dict.fromkeys(halves.sort_values("month")["half"]))
    wide = halves.pivot_table(
        index="stage_code", columns="half", values="firms", aggfunc="sum", sort=False, fill_value=0
    )
    series = tuple(
        Series(
            look.name("stage", code),
            amounts([wide.loc[code].get(label) for label in labels], "firms", look),
            look.stage_colour(code),
            look.stage_edge(code),
        )
        for code in look.names["stage"]
        if code in wide.index
    )
    chart = SlideChart("stacked", tuple(labels), series)
    return SlideContent("ending", message, unit=look.say("slide.unit.spells"), chart=chart)


def _firms(kind: str, message: str, chart: SlideChart, look: Look, about: str = "") -> SlideContent:
    return SlideContent(kind, message, about, look.say("slide.unit.firms"), chart)


def _half(month: pd.Timestamp, look: Look) -> str:
    return look.say(f"slide.ending.half_{1 if month.month <= 6 else 2}", year=month.year)


LADDER = {
    "results": Kind(_ask_results, _tell_results, measures=("kpis",)),
    "ladder": Kind(metric("stage_counts"), _tell_ladder, measures=("stage_counts",)),
    "stock": Kind(metric("stage_stock"), _tell_stock, measures=("stage_stock",)),
    "moves": Kind(metric("stage_transitions"), _tell_moves, measures=("stage_transitions",)),
    "balance": Kind(metric("stage_balance"), _tell_balance, measures=("stage_balance",)),
    "quota": Kind(metric("quota_use"), _tell_quota, measures=("quota_use",)),
    "ending": Kind(metric("ending_spells"), _tell_ending, measures=("ending_spells",)),
}
