"""Filters and the firms behind each number, over the whole sample."""

from dataclasses import replace
from datetime import date

import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot

from .agreement import OF_FILES, OF_SPELLS, without_money
from .difference import differing_rows, plain_rows
from .spells import Book

DAYS = [date(2018, 12, 31), date(2020, 2, 29), date(2023, 7, 1)]
# a figure of the whole city has no target within a district
WITHIN_A_DISTRICT = [name for name in OF_SPELLS if name != "kpis"] + [
    "kpi_history",
    "firms_by_district",
    "completeness",
    "expected_vacancies",
]
ROWS_ARE_STAGES = (
    *("stage_counts", "programme_counts", "stage_balance", "stage_stock", "cohort_outcomes"),
    *("quota_use", "ending_spells", "expected_vacancies"),
    "cohort_years",
    *("stage_overlap", "renewal_rates", "time_to_next_stage", "time_to_next_stage_medians", "programme_successions"),
)
NUMBERS_IN_COLUMNS = {
    "stage_counts": ("current", "cumulative", "new"),
    "programme_counts": ("current", "cumulative", "new"),
    "stage_balance": ("opening", "entries", "entries_first", "entries_from_other_stage", "exits", "closing"),
    "cohort_outcomes": ("renewed", "promoted", "neither"),
    "cohort_years": ("retained", "promoted", "left"),
    "completeness": ("known",),
    "expected_vacancies": ("used", "ending", "renewed_already", "undecided", "ended", "stayed"),
    "renewal_rates": ("renewed", "promoted", "left"),
}
NUMBERS_IN_ROWS = {
    "stage_flows": "firms",
    "stage_stock": "firms",
    "stage_transitions": "firms",
    "firms_by_district": "firms",
    "programmes_per_firm": "firms",
    "stage_overlap": "firms",
    "time_to_next_stage": "firms",
    "kpis": "value",
    "quota_use": "used",
    "ending_spells": "firms",
}


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("name", WITHIN_A_DISTRICT)
def test_a_district_is_the_same_count_over_its_firms(street: Snapshot, book: Book, name: str, as_of: date) -> None:
    here = book.of_firms({firm for firm, district in book.districts.items() if district in ("북구", "동구")})
    here.reference = replace(book.reference, quotas=[])  # the quota is the whole city's
    found = without_money(METRICS[name](street, Selection(as_of=as_of, districts=("bukgu", "donggu"))))
    wrong = differing_rows(OF_FILES[name](here, as_of), found)
    assert not wrong, f"{name} on {as_of}\n{wrong}"


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("name", ROWS_ARE_STAGES)
def test_a_stage_filter_keeps_its_rows_unchanged(street: Snapshot, book: Book, name: str, as_of: date) -> None:
    stages = {"pre", "star"}
    stage_of = book.reference.stage_of
    by_hand = [
        row
        for row in OF_FILES[name](book.of_firms(ever_in(book, stages, as_of)), as_of)
        if (row.get("stage_code") or stage_of[row["programme_code"]]) in stages
    ]
    wrong = differing_rows(by_hand, METRICS[name](street, Selection(as_of=as_of, stages=("pre", "star"))))
    assert not wrong, f"{name} on {as_of}\n{wrong}"


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("name", ["stage_flows", "stage_transitions"])
def test_with_a_stage_filter_flows_follow_the_firms_that_ever_held_it(
    street: Snapshot, book: Book, name: str, as_of: date
) -> None:
    by_hand = OF_FILES[name](book.of_firms(ever_in(book, {"star"}, as_of)), as_of)
    wrong = differing_rows(by_hand, METRICS[name](street, Selection(as_of=as_of, stages=("star",))))
    assert not wrong, f"{name} on {as_of}\n{wrong}"


def ever_in(book: Book, stages: set[str], as_of: date) -> set[str]:
    return {spell.firm for spell in book.spells if spell.stage in stages and spell.start <= as_of}


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("name", [*NUMBERS_IN_COLUMNS, *NUMBERS_IN_ROWS])
def test_behind_each_number_stand_as_many_firms(street: Snapshot, name: str, as_of: date) -> None:
    table = without_money(METRICS[name](street, Selection(as_of=as_of)))
    behind = METRICS[name](street, Selection(as_of=as_of), firms=True).to_dict("records")
    assert {"firm_id", "firm_name", "district"} <= set(behind[0])
    numbers = NUMBERS_IN_COLUMNS.get(name) or (NUMBERS_IN_ROWS[name],)
    keys = [column for column in table.columns if column in behind[0]]
    firms = plain_rows({key: row[key] for key in keys} | {"in": row.get("counted_in", numbers[0])} for row in behind)
    for row in table.to_dict("records"):
        for number in numbers:
            [at] = plain_rows([{key: row[key] for key in keys} | {"in": number}])
            assert firms[at] == row[number], f"{number} in {row}: {firms[at]} firms behind it"
