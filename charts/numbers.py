"""The numbers on a page that can be opened, in words, with the codes that find their firms."""

from collections.abc import Mapping

import pandas as pd

from charts.theme import Look

COUNTS = ("current", "cumulative", "new")
MOVEMENTS = ("entries", "exits")
Entry = tuple[str, str]  # a stage and nothing, or a programme and one of its cohorts
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


def exports_numbers(table: pd.DataFrame, columns: tuple[str, ...], kind: str, look: Look) -> dict[Codes, str]:
    """Exports under the codes of these columns, in the table's order; `kind` names the last of them.

    Rows without exports are left out.
    """
    return {
        tuple((column, row[column]) for column in columns): look.say(
            "chart.number.exports",
            name=look.name(kind, str(row[columns[-1]])),
            year=row["year"],
            usd=look.number(row["exports_usd"], "usd"),
        )
        for row in table.to_dict("records")
        if row["exports_usd"]
    }


def measure_numbers(outcomes: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each measure of each year, the latest year first."""
    return {
        (("measure", row["measure"]), ("year", row["year"])): look.say(
            "chart.number.measure",
            measure=look.name("measure", row["measure"]),
            year=row["year"],
            firms=look.firms(row["reporting_firms"]),
        )
        for row in outcomes.sort_values("year", ascending=False, kind="stable").to_dict("records")
    }


def renewal_numbers(rates: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """What became of the ended terms and how many applied, of a stage or of each of its cohorts, whatever the table has
    a row for."""
    keys = [name for name in ("stage_code", "programme_code", "cohort") if name in rates]
    return {
        (*((name, row[name]) for name in keys), _found_by(fate)): look.say(
            "chart.number.renewal",
            name=look.name("programme", row["programme_code"])
            if "cohort" in row
            else look.name("stage", row["stage_code"]),
            cohort=row.get("cohort") or look.say("chart.all_cohorts"),
            fate=look.say(f"chart.fate.{fate}"),
            firms=look.firms(row[fate]),
        )
        for row in rates.to_dict("records")
        for fate in ("applied", "renewed", "promoted", "left")
        if pd.notna(row[fate]) and row[fate]
    }


def _found_by(fate: str) -> tuple[str, object]:
    """Who applied may have been renewed, promoted or neither: it stands in a column of its own."""
    return ("has_applied", True) if fate == "applied" else ("counted_in", fate)


def overlap_numbers(overlap: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each two stages that a firm holds together, and each stage by itself."""
    return {
        (("stage_code", row.stage_code), ("other_stage_code", row.other_stage_code)): look.say(
            "chart.number.overlap" if row.stage_code != row.other_stage_code else "chart.number.held",
            one=look.name("stage", row.stage_code),
            other=look.name("stage", row.other_stage_code),
            firms=look.firms(row.firms),
        )
        for row in overlap.itertuples()
        if row.firms
    }


def wait_numbers(medians: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """How the waits of each stage ended."""
    return {
        (("stage_code", row["stage_code"]), ("outcome", outcome)): look.say(
            "chart.number.wait",
            stage=look.name("stage", row["stage_code"]),
            outcome=look.say(f"wait_outcome.{outcome}"),
            firms=look.firms(row[outcome]),
        )
        for row in medians.to_dict("records")
        for outcome in ("promoted", "left", "censored")
        if row[outcome]
    }


def entries(stages: Mapping[str, str], cohorts: pd.DataFrame, look: Look) -> dict[Entry, str]:
    """What firms may have entered: each stage, then each cohort of each programme, by name."""
    into = {(code, ""): look.say("chart.around.stage", name=name) for code, name in stages.items()}
    return into | {
        (row.programme_code, row.cohort): look.say(
            "chart.around.cohort", programme=look.name("programme", row.programme_code), cohort=row.cohort
        )
        for row in cohorts.itertuples()
    }


def entry_asked(entry: Entry | None) -> dict[str, str]:
    """What a question about this entry names."""
    return {"programme_code": entry[0], "cohort": entry[1]} if entry and entry[1] else {}


def entry_rows(around: pd.DataFrame, entry: Entry | None) -> pd.DataFrame:
    """The rows of the stage; a cohort's own are all of its answer."""
    return around if entry is None or entry[1] else around[around["stage_code"] == entry[0]]
