"""What-ifs of the quota over the whole sample, and vacancies of invented histories, against the count by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.quota import ending_spells
from metrics.selection import Selection
from metrics.vacancies import expected_vacancies
from tests.warehouse.clean_tables import snapshot_of
from warehouse import Snapshot

from . import quota
from .difference import differing_rows
from .histories import EDGES, GRACE_RULES, Designation, Grace, book_of, history, number_rows, with_echoes
from .spells import Book
from .test_balance_algebra import PROGRAMMES

DAYS = [date(2018, 12, 31), date(2020, 2, 29), date(2024, 12, 31)]
ASKED = [
    {"term_years": 1},
    {"term_years": 2, "quota": 70},
    {"term_years": 5},
    {"stay_rate": 0.0},
    {"stay_rate": 0.8, "term_years": 2},
    {"stay_rate": 1.0},
]


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_what_if_is_what_the_twin_says(street: Snapshot, book: Book, asked: dict, as_of: date) -> None:
    wrong = differing_rows(
        quota.expected_vacancies(book, as_of, **asked), expected_vacancies(street, Selection(as_of), **asked)
    )
    assert not wrong, f"{asked} on {as_of}\n{wrong}"


@pytest.mark.parametrize("months", [1, 6, 13])
def test_ending_spells_of_any_length_are_what_the_twin_says(street: Snapshot, book: Book, months: int) -> None:
    for as_of in DAYS:
        found = ending_spells(street, Selection(as_of), months=months)
        assert not differing_rows(quota.ending_spells(book, as_of, months), found)


def check_vacancies(folder: Path, histories: list[list[Designation]], as_of: date, grace: Grace) -> None:
    rows = number_rows(with_echoes(histories))
    in_force = [{"setting": "grace_days", "value": float(days), "valid_from": since} for since, days in grace]
    limits = [("pre", 20, date(2011, 1, 1)), ("star", 5, date(2011, 1, 1))]
    quotas = [{"stage_code": stage, "quota": many, "valid_from": since} for stage, many, since in limits]
    book = book_of(rows, grace)
    book.reference = replace(book.reference, quotas=[(*limit, date.max) for limit in limits])
    with snapshot_of(folder, rows, programmes=PROGRAMMES, settings=in_force, quotas=quotas) as opened:
        found = expected_vacancies(opened, Selection(as_of=max(as_of, book.first_day)))
    wrong = differing_rows(quota.expected_vacancies(book, max(as_of, book.first_day)), found)
    assert not wrong, wrong


QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}  # an example is a whole snapshot of firms
HISTORIES = st.lists(history(), min_size=40, max_size=60)


@given(HISTORIES, st.sampled_from(EDGES), st.sampled_from(GRACE_RULES))
@settings(max_examples=2, **QUIET)
def test_vacancies_of_any_history_are_what_the_twin_says(tmp_path_factory, histories, as_of, grace) -> None:
    check_vacancies(tmp_path_factory.mktemp("histories"), histories, as_of, grace)


@pytest.mark.long
@given(HISTORIES, st.sampled_from(EDGES), st.sampled_from(GRACE_RULES))
@settings(max_examples=30, **QUIET)
def test_vacancies_of_thirty_towns_are_what_the_twin_says(tmp_path_factory, histories, as_of, grace) -> None:
    check_vacancies(tmp_path_factory.mktemp("histories"), histories, as_of, grace)
