"""The sentences above the figures of readiness, and the words of its choices."""

import pandas as pd

from charts.readiness import STATES, limit_words
from charts.theme import Look

_NEAR = -0.2  # within a fifth of the threshold


def readiness_counts_message(counts: pd.DataFrame, look: Look) -> str:
    """The programme for which most firms are ready."""
    judged = counts[counts["criteria"] > 0]
    if judged.empty:
        return look.say("chart.message.readiness_counts.plain")
    row = judged[judged["programme_code"] == most_ready(counts)].iloc[0]
    key = "some" if row["ready"] else "none"
    return look.say(
        f"chart.message.readiness_counts.{key}",
        programme=look.name("programme", row["programme_code"]),
        ready=look.firms(row["ready"]),
        near=look.firms(judged["one_away"].sum() if key == "none" else row["one_away"]),
    )


def most_ready(counts: pd.DataFrame) -> str | None:
    """The programme with criteria for which most firms are ready, the lowest of several."""
    judged = counts[counts["criteria"] > 0].sort_values("ready", ascending=False, kind="stable")
    return None if judged.empty else judged["programme_code"].iloc[0]


def readiness_message(listed: pd.DataFrame, programme: str, state: str | None, look: Look) -> str:
    """How many firms have this verdict before this programme; of those one away, how many are near.

    Without a verdict there is nobody who could enter.
    """
    near = int((listed["room_share"] >= _NEAR).sum()) if state == "one_away" else 0
    told = {"programme": look.name("programme", programme), "firms": look.firms(len(listed)), "near": look.firms(near)}
    return look.say(f"chart.message.readiness.{state or 'nobody'}", **told)


def readiness_firm_message(row: pd.Series, look: Look) -> str:
    """How many requirements one firm meets, and what lacks or is not known."""
    told = {"firm": row["firm_name"], "programme": look.name("programme", row["programme_code"])}
    told |= {name: look.number(row[name]) for name in ("met", "not_met", "unknown", "needed")}
    return look.say(f"chart.message.readiness_firm.{row['readiness_state']}", **told)


def readiness_missing_message(missing: pd.DataFrame, look: Look) -> str:
    """How many figures are missing, of how many firms, and how many firms lack just one."""
    if missing.empty:
        return look.say("chart.message.readiness_missing.none")
    single = int((missing["firm_gaps"] == 1).sum())
    firms = missing["firm_id"].nunique()
    told = {"figures": look.number(len(missing)), "firms": look.firms(firms), "single": look.firms(single)}
    return look.say("chart.message.readiness_missing.some", **told)


def below_floor_message(below: pd.DataFrame, look: Look) -> str:
    """How many members lie below the floor of their stage, and how many of them for three years or more."""
    if below.empty:
        return look.say("chart.message.below_floor.none")
    long = below.loc[below["years_below"] >= 3, "firm_id"].nunique()
    told = {"firms": look.firms(below["firm_id"].nunique()), "long": look.number(long)}
    return look.say("chart.message.below_floor.some", **told)


def readiness_what_if_message(changes: pd.DataFrame, look: Look) -> str:
    """What the other thresholds do to the programme that they move most."""
    moved = changes.assign(moved=changes["added"] + changes["withdrawn"]).sort_values(
        "moved", ascending=False, kind="stable"
    )
    if moved.empty or not moved["moved"].iloc[0]:
        return look.say("chart.message.readiness_what_if.none")
    row = moved.iloc[0]
    told = {"programme": look.name("programme", row["programme_code"])}
    told |= {name: look.firms(row[name]) for name in ("ready_now", "ready_then", "added", "withdrawn")}
    return look.say("chart.message.readiness_what_if.some", **told)


def verdict_names(listed: pd.DataFrame, look: Look) -> dict[str, str]:
    """The verdicts that occur, each with how many firms it is of."""
    counts = listed["readiness_state"].value_counts()
    return {
        state: look.say(
            "chart.readiness.verdict",
            state=look.say(f"readiness_state.{state}"),
            number=look.number(int(counts[state])),
        )
        for state in STATES
        if state in counts
    }


def limit_names(criteria: pd.DataFrame, look: Look) -> list[str]:
    """Each criterion with its threshold, as the label beside the field that tries another."""
    return [
        look.say(
            "chart.readiness.try",
            criterion=look.name("criterion", row["criterion"]),
            limit=limit_words(row, look),
            condition="" if pd.isna(row["condition"]) else f" · {look.name('condition', row['condition'])}",
        )
        for row in criteria.to_dict("records")
    ]
