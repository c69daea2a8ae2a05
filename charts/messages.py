"""The sentence above each figure, made from the figure's own table; a plain name where there is nothing to say."""

import pandas as pd

from charts.theme import OUTSIDE, Look

_GONE = ("left", "closed", "unknown")


def stage_counts_message(counts: pd.DataFrame, look: Look) -> str:
    """How far the stage with the largest quota is filled."""
    limited = counts[counts["quota"].notna()]
    if limited.empty:
        return look.say("chart.message.stage_counts.plain")
    row = limited.sort_values("quota", kind="stable").iloc[-1]
    gap = int(row["quota"]) - int(row["current"])
    key = "under" if gap > 0 else "over" if gap < 0 else "full"
    return look.say(
        f"chart.message.stage_counts.{key}",
        stage=look.name("stage", row["stage_code"]),
        current=look.firms(row["current"]),
        quota=look.firms(row["quota"]),
        gap=look.firms(abs(gap)),
    )


def stage_stock_message(stock: pd.DataFrame, look: Look) -> str:
    """How the total moved from the year before to the last year."""
    totals = stock.groupby("year")["firms"].sum().sort_index()
    if len(totals) < 2:
        return look.say("chart.message.stage_stock.plain")
    before, now = int(totals.iloc[-2]), int(totals.iloc[-1])
    key = "up" if now > before else "down" if now < before else "same"
    return look.say(
        f"chart.message.stage_stock.{key}",
        year=int(totals.index[-2]),
        before=look.firms(before),
        now=look.firms(now),
        change=look.firms(abs(now - before)),
    )


def stage_flows_message(flows: pd.DataFrame, order: list[str], start: str, end: str, look: Look) -> str:
    """How many firms rose and how many left between two dates; `order` is the stages from low to high."""
    rank = {code: place for place, code in enumerate(order)}
    moved = flows[flows["firms"] > 0]
    rose = sum(
        row.firms
        for row in moved.itertuples()
        if row.from_stage in rank and row.to_stage in rank and rank[row.to_stage] > rank[row.from_stage]
    )
    is_leaving = moved["to_stage"].isin(_GONE) & ~moved["from_stage"].isin(OUTSIDE)
    left = int(moved.loc[is_leaving, "firms"].sum())
    if not rose and not left:
        return look.say("chart.message.stage_flows.none", start=start, end=end)
    return look.say(
        "chart.message.stage_flows.some", start=start, end=end, rose=look.firms(rose), left=look.firms(left)
    )


def stage_balance_message(balance: pd.DataFrame, look: Look) -> str:
    """What one stage gained and lost over the years given."""
    if balance.empty:
        return look.say("chart.message.stage_balance.plain")
    opening, closing = int(balance["opening"].iloc[0]), int(balance["closing"].iloc[-1])
    key = "up" if closing > opening else "down" if closing < opening else "same"
    return look.say(
        f"chart.message.stage_balance.{key}",
        stage=look.name("stage", balance["stage_code"].iloc[0]),
        entries=look.firms(balance["entries"].sum()),
        exits=look.firms(balance["exits"].sum()),
        change=look.firms(abs(closing - opening)),
        closing=look.firms(closing),
    )


def cohort_outcomes_message(cohorts: pd.DataFrame, look: Look) -> str:
    """What became of all firms of one programme's cohorts."""
    total = int(cohorts["firms"].sum())
    if not total:
        return look.say("chart.message.cohort_outcomes.plain")
    return look.say(
        "chart.message.cohort_outcomes.some",
        programme=look.name("programme", cohorts["programme_code"].iloc[0]),
        total=look.firms(total),
        promoted=look.firms(cohorts["promoted"].sum()),
        renewed=look.firms(cohorts["renewed"].sum()),
    )


def firms_by_district_message(districts: pd.DataFrame, look: Look) -> str:
    """Where most firms are."""
    total = int(districts["firms"].sum())
    if not total:
        return look.say("chart.message.firms_by_district.plain")
    most = districts.sort_values("firms", kind="stable").iloc[-1]
    return look.say(
        "chart.message.firms_by_district.most",
        total=look.firms(total),
        district=look.name("district", most["district"]),
        firms=look.firms(most["firms"]),
    )


def completeness_message(items: pd.DataFrame, look: Look) -> str:
    """Which item is known of the fewest firms."""
    known = items[items["known_share"].notna()]
    if known.empty:
        return look.say("chart.message.completeness.plain")
    least = known.sort_values("known_share", kind="stable").iloc[0]
    if least["known_share"] >= 1:
        return look.say("chart.message.completeness.full")
    return look.say(
        "chart.message.completeness.least",
        item=look.name("item", least["item"]),
        share=look.number(least["known_share"], "share"),
    )


def reported_and_computed_message(pairs: pd.DataFrame, look: Look) -> str:
    """How many published figures the data reproduce."""
    checked = pairs[pairs["difference"].notna()]
    if checked.empty:
        return look.say("chart.message.reported_and_computed.plain")
    equal = int((checked["difference"] == 0).sum())
    key = "all" if equal == len(checked) else "some"
    return look.say(
        f"chart.message.reported_and_computed.{key}",
        total=len(checked),
        equal=equal,
        other=len(checked) - equal,
    )
