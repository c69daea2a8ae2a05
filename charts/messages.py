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


def stage_flows_message(flows: pd.DataFrame, order: list[str], look: Look) -> str:
    """How many firms entered, rose and left; `order` is the stages from low to high."""
    rank = {code: place for place, code in enumerate(order)}
    moved = flows[flows["firms"] > 0]
    rose = sum(
        row.firms
        for row in moved.itertuples()
        if row.from_stage in rank and row.to_stage in rank and rank[row.to_stage] > rank[row.from_stage]
    )
    is_leaving = moved["to_stage"].isin(_GONE) & ~moved["from_stage"].isin(OUTSIDE)
    left = int(moved.loc[is_leaving, "firms"].sum())
    is_entering = moved["from_stage"].isin(OUTSIDE) & ~moved["to_stage"].isin(OUTSIDE)
    entered = int(moved.loc[is_entering, "firms"].sum())
    if not entered and not rose and not left:
        return look.say("chart.message.stage_flows.none")
    told = {"entered": look.firms(entered), "rose": look.firms(rose), "left": look.firms(left)}
    return look.say("chart.message.stage_flows.some", **told)


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
    known = districts[districts["district"].notna()]
    if not known["firms"].sum():
        return look.say("chart.message.firms_by_district.plain")
    total, most = int(districts["firms"].sum()), known.sort_values("firms", kind="stable").iloc[-1]
    return look.say(
        "chart.message.firms_by_district.most",
        total=look.firms(total),
        district=look.name("district_name", most["district"]),
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


def attention_lines(matters: pd.DataFrame, look: Look) -> list[tuple[str, str, int]]:
    """A line for each matter that firms are behind: item, words, firms."""
    return [(row.item, look.say(f"chart.attention.{row.item}"), row.firms) for row in matters.itertuples() if row.firms]


def quota_lines(counts: pd.DataFrame, look: Look) -> list[tuple[str, str, int]]:
    """A line for each stage that stands over or under its quota: stage, words, firms that hold it."""
    lines = []
    for row in counts[counts["quota"].notna()].itertuples():
        gap = int(row.quota) - int(row.current)
        if gap:
            key = f"chart.attention.{'under' if gap > 0 else 'over'}_quota"
            told = look.say(key, stage=look.name("stage", row.stage_code), gap=look.firms(abs(gap)))
            lines.append((row.stage_code, told, row.current))
    return lines


def stage_changes_message(changes: pd.DataFrame, look: Look) -> str:
    """What the last upload changed in what is known of the day."""
    added, withdrawn = int(changes["added"].sum()), int(changes["withdrawn"].sum())
    if not added and not withdrawn:
        return look.say("chart.message.stage_changes.none")
    told = {"added": look.number(added), "withdrawn": look.number(withdrawn)}  # a firm in two stages counts in both
    return look.say("chart.message.stage_changes.some", **told)


def stage_change_lines(changes: pd.DataFrame, look: Look) -> list[tuple[str, str, int]]:
    """A line for each stage that two snapshots know differently: stage, words, firms added or withdrawn."""
    lines = []
    for row in changes.itertuples():
        told = {"before": look.number(row.known_before), "now": look.number(row.known_now)}
        words = look.say("chart.message.stage_changes.line", stage=look.name("stage", row.stage_code), **told)
        lines.append((row.stage_code, words, row.added + row.withdrawn))
    return [line for line in lines if line[2]]
