"""The numbers on the page of the quota that can be opened, in words, with the codes that find their firms."""

import pandas as pd

from charts.numbers import Codes
from charts.theme import Look

HORIZONS = ("undecided", "renewed_already", "ending")
RECORD = ("ended", "stayed")


def use_numbers(use: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Seats held of each stage, the latest year first."""
    return {
        (("year", row["year"]), ("stage_code", row["stage_code"])): look.say(
            "chart.number.balance",
            year=row["year"],
            stage=look.name("stage", row["stage_code"]),
            firms=look.firms(row["used"]),
        )
        for row in use.sort_values("year", ascending=False, kind="stable").to_dict("records")
        if row["used"]
    }


def vacancy_numbers(expected: pd.DataFrame, counted_in: str, look: Look) -> dict[Codes, str]:
    """One count of each stage and horizon."""
    return {
        (
            *(("stage_code", row["stage_code"]), ("horizon_months", row["horizon_months"])),
            ("counted_in", counted_in),
        ): look.say(
            "chart.number.horizon",
            stage=look.name("stage", row["stage_code"]),
            months=row["horizon_months"],
            firms=look.firms(row[counted_in]),
        )
        for row in expected.to_dict("records")
        if row[counted_in]
    }


def record_numbers(expected: pd.DataFrame, counted_in: str, look: Look) -> dict[Codes, str]:
    """What the share of seats kept in each stage rests on, the same under every horizon."""
    return {
        (
            *(("stage_code", row["stage_code"]), ("horizon_months", row["horizon_months"])),
            ("counted_in", counted_in),
        ): look.say(
            "chart.number.record",
            stage=look.name("stage", row["stage_code"]),
            spells=look.number(row[counted_in], "spells"),
        )
        for row in expected.drop_duplicates("stage_code").to_dict("records")
        if row[counted_in]
    }


def ending_numbers(ending: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each month's endings by programme."""
    return {
        (("month", row["month"]), ("programme_code", row["programme_code"])): look.say(
            "chart.number.ending",
            month=f"{row['month']:%Y-%m}",
            programme=look.name("programme", row["programme_code"]),
            firms=look.firms(row["firms"]),
        )
        for row in ending.to_dict("records")
    }
