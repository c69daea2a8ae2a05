"""The sentences over renewals, waits and overlaps, made from the figures' own tables."""

import pandas as pd

from charts.theme import OUTSIDE, Look
from charts.waits import group_name

FEWEST = 10  # firms: of a smaller group no probability is told
WITHIN = 3  # years: the term of most programmes


def stage_transitions_matrix_message(moves: pd.DataFrame, look: Look) -> str:
    """How many of the largest stage of the first day are still there."""
    inside = moves[~moves["from_stage"].isin(OUTSIDE)]
    if inside.empty:
        return look.say("chart.message.stage_transitions_matrix.plain")
    largest = inside.sort_values("base", kind="stable").iloc[-1]["from_stage"]
    row = inside[(inside["from_stage"] == largest)]
    stayed = int(row.loc[row["to_stage"] == largest, "firms"].sum())
    return look.say(
        "chart.message.stage_transitions_matrix.stayed",
        stage=look.name("stage", largest),
        base=look.firms(row["base"].iloc[0]),
        firms=look.number(stayed),
    )


def renewal_rates_message(whole: pd.DataFrame, look: Look) -> str:
    """Of the terms of one stage that ended, how many were followed by another one."""
    ended = whole[whole["ended"] > 0]
    if ended.empty:
        return look.say("chart.message.renewal_rates.plain")
    row = ended.iloc[0]
    key = "few" if pd.isna(row["renewal_rate"]) else "some"
    return look.say(
        f"chart.message.renewal_rates.{key}",
        stage=look.name("stage", row["stage_code"]),
        ended=look.firms(row["ended"]),
        renewed=look.firms(row["renewed"]),
        promoted=look.firms(row["promoted"]),
        rate=look.number(row["renewal_rate"], "share"),
    )


def time_to_next_stage_message(curves: pd.DataFrame, medians: pd.DataFrame, outcome: str, look: Look) -> str:
    """The chance of the outcome within three years, where most firms are."""
    told = curves[(curves["outcome"] == outcome) & curves["probability"].notna()]
    keys = list(curves.columns[: curves.columns.get_loc("outcome")])
    if told.empty:
        key = "plain" if medians.empty else "few" if medians["firms"].max() < FEWEST else f"no_{outcome}"
        return look.say(f"chart.message.time_to_next_stage.{key}")
    largest = medians.sort_values("firms", kind="stable", ascending=False).to_dict("records")
    for row in largest:
        steps = told
        for name in keys:
            steps = steps[steps[name] == row[name]]
        by_then = steps[steps["years"] <= WITHIN]
        if not by_then.empty:
            return look.say(
                f"chart.message.time_to_next_stage.{outcome}",
                group=_name(keys, row, look),
                firms=look.firms(row["firms"]),
                years=WITHIN,
                share=look.number(by_then["probability"].iloc[-1], "share"),
            )
    return look.say("chart.message.time_to_next_stage.plain")


def median_lines(medians: pd.DataFrame, look: Look) -> list[tuple[dict[str, object], str, str, int]]:
    """A line for each stage or group: its codes, a name for the line, how long half of it took, its firms.

    Stages stand in their order, groups by the number of firms.
    """
    keys = list(medians.columns[: medians.columns.get_loc("firms")])
    rows = medians.to_dict("records")
    if len(keys) > 1:  # stages keep their order, groups are too many for it
        rows.sort(key=lambda row: -row["firms"])
    return [
        ({name: row[name] for name in keys}, str(at), _median_words(keys, row, look), int(row["firms"]))
        for at, row in enumerate(rows)
    ]


def _median_words(keys: list[str], row: dict, look: Look) -> str:
    counts = {name: look.firms(row[name]) for name in ("firms", "promoted", "left", "censored")}
    if pd.notna(row["median_years"]):
        key = "reached" if pd.notna(row["ci_high"]) else "reached_open"
    else:
        key = "few" if row["firms"] < FEWEST else "not_reached"
    years = {name: look.number(row[name], "years") for name in ("median_years", "ci_low", "ci_high")}
    return look.say(f"chart.half.{key}", group=_name(keys, row, look), **counts, **years)


def _name(keys: list[str], row: dict, look: Look) -> str:
    if len(keys) == 1:
        return look.name("stage", row["stage_code"])
    codes = tuple(row[name] for name in keys)
    return look.say("chart.group_unknown") if pd.isna(list(codes)).any() else group_name(keys, codes, look)


def stage_overlap_message(overlap: pd.DataFrame, look: Look) -> str:
    """Which two stages most firms hold together."""
    pairs = overlap[(overlap["stage_code"] != overlap["other_stage_code"]) & (overlap["firms"] > 0)]
    if pairs.empty:
        return look.say("chart.message.stage_overlap.none")
    most = pairs.sort_values("firms", kind="stable", ascending=False).iloc[0]
    return look.say(
        "chart.message.stage_overlap.most",
        one=look.name("stage", most["stage_code"]),
        other=look.name("stage", most["other_stage_code"]),
        firms=look.firms(most["firms"]),
    )
