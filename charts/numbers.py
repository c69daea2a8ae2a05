"""The numbers on a page that can be opened, in words, with the codes that find their firms."""

import pandas as pd

from charts.theme import Look

COUNTS = ("current", "cumulative", "new")
MOVEMENTS = ("entries", "exits")
Codes = tuple[tuple[str, object], ...]  # column and code, of the table of firms


def count_numbers(counts: pd.DataFrame, counted_in: str, look: Look) -> dict[Codes, str]:
    """One count of each stage: `counted_in` is current, cumulative or new."""
    return {
        (("stage_code", row["stage_code"]), ("counted_in", counted_in)): look.say(
            "chart.number.count", stage=look.name("stage", row["stage_code"]), firms=look.firms(row[counted_in])
        )
        for row in counts.to_dict("records")
    }


def flow_numbers(flows: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each way from one stage to another."""
    return {
        (("from_stage", row.from_stage), ("to_stage", row.to_stage)): look.say(
            "chart.moved",
            start=look.name("stage", row.from_stage),
            end=look.name("stage", row.to_stage),
            firms=look.firms(row.firms),
        )
        for row in flows.itertuples()
    }


def balance_numbers(balance: pd.DataFrame, counted_in: str, look: Look) -> dict[Codes, str]:
    """One column of the balance, latest year first: `counted_in` is entries or exits."""
    return {
        (("stage_code", row["stage_code"]), ("year", row["year"]), ("counted_in", counted_in)): look.say(
            "chart.number.balance",
            year=row["year"],
            stage=look.name("stage", row["stage_code"]),
            firms=look.firms(row[counted_in]),
        )
        for row in balance.sort_values("year", ascending=False, kind="stable").to_dict("records")
        if row[counted_in]
    }
