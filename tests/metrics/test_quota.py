"""Seats against the quota and the designations that end, on rows whose numbers were counted on paper."""

from datetime import date

import pytest

from metrics.errors import EmptySelection
from metrics.quota import ending_spells, quota_use
from metrics.selection import Selection
from tests.warehouse.clean_tables import day, firm, snapshot_of, spell

AS_OF = date(2023, 6, 30)
SPELLS = [
    spell("a", "flagship", "2020-01-01", "2022-12-31"),  # holds its seat at the ends of 2020, 2021, 2022
    spell("b", "flagship", "2021-07-01", "2024-06-30"),
    spell("c", "flagship", "2021-01-01", "2022-11-30"),  # on 31 December 2022 in the gap: the seat is held
    spell("c", "flagship", "2023-01-15", "2023-12-31"),
    spell("d", "flagship", "2023-07-01", "2026-06-30"),  # begins the day after the as-of date: left out
    spell("b", "star", "2022-01-01", "2024-12-31"),  # the same firm in a stage without a quota
]
FLAGSHIP = {"stage_code": "flagship"}
QUOTAS = [
    FLAGSHIP | {"quota": 3, "valid_from": day("2021-01-01"), "valid_to": day("2022-12-30"), "source": "old"},
    FLAGSHIP | {"quota": 1, "valid_from": day("2022-12-31"), "valid_to": None, "source": "new"},
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    firms = [firm("a", district_code="bukgu"), firm("b"), firm("c"), firm("d")]
    with snapshot_of(tmp_path_factory.mktemp("quota"), SPELLS, quotas=QUOTAS, firms=firms) as opened:
        yield opened


def rows(table, *columns):
    return list(
        table[list(columns)].astype(object).where(table[list(columns)].notna(), None).itertuples(index=False, name=None)
    )


def test_quota_use_holds_each_years_seats_against_the_quota_of_that_day(snapshot) -> None:
    found = quota_use(snapshot, Selection(AS_OF))
    flagship = found[found["stage_code"] == "flagship"]
    assert rows(flagship, "year", "used", "quota", "vacancies", "quota_source", "is_quota_changed") == [
        (2020, 1, None, None, None, False),
        (2021, 3, 3, 0, "old", False),  # the first quota changes nothing
        (2022, 3, 1, -2, "new", True),  # in force from 31 December on: over it by two
        (2023, 2, 1, -1, "new", False),
    ]
    assert flagship["use_rate"].round(3).tolist()[1:] == [1.0, 3.0, 2.0]


def test_quota_use_has_no_quota_where_a_stage_has_none_or_firms_are_left_out(snapshot) -> None:
    found = quota_use(snapshot, Selection(AS_OF))
    assert found.loc[found["stage_code"] == "star", "quota"].isna().all()
    part = quota_use(snapshot, Selection(AS_OF, districts=("bukgu",)))
    assert part[["quota", "vacancies", "use_rate"]].isna().all().all() and not part["is_quota_changed"].any()
    assert part.loc[part["stage_code"] == "flagship", "used"].tolist() == [1, 1, 1, 0]


def test_quota_use_tells_the_change_of_one_year_alone(snapshot) -> None:
    found = quota_use(snapshot, Selection(AS_OF, stages=("flagship",), years=(2022,)))
    assert rows(found, "year", "quota", "is_quota_changed") == [(2022, 1, True)]


def test_quota_use_names_the_firms_behind_each_number(snapshot) -> None:
    behind = quota_use(snapshot, Selection(AS_OF), firms=True)
    assert behind.loc[(behind["year"] == 2022) & (behind["stage_code"] == "flagship"), "firm_id"].tolist() == [
        "a",
        "b",
        "c",
    ]
    with pytest.raises(EmptySelection):
        quota_use(snapshot, Selection(AS_OF, stages=("wc300",)))


ENDING = [
    spell("today", "flagship", "2020-07-01", "2023-06-30"),  # its last day is the as-of date: still held, ends
    spell("before", "flagship", "2020-07-01", "2023-06-29"),  # left out: ended the day before
    spell("last", "flagship", "2021-01-01", "2023-12-29"),  # the last day that lies before 30 December
    spell("after", "flagship", "2021-01-01", "2023-12-30"),  # left out of six months: still held on that day
    spell("again", "pre", "2022-01-01", "2023-07-31"),  # goes on after a gap of the grace days
    spell("again", "pre", "2023-10-29", "2025-10-28"),
    spell("gone", "pre", "2022-01-01", "2023-07-31"),  # comes back a day too late
    spell("gone", "pre", "2023-10-30", "2025-10-29"),
    spell("twice", "star", "2021-01-01", "2023-08-01", cohort="1"),  # two cohorts of one programme, one month: one firm
    spell("twice", "star", "2021-02-01", "2023-08-31", cohort="2"),
    spell("twice", "global", "2021-02-01", "2025-08-31"),
]


@pytest.fixture(scope="module")
def ending(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("ending"), ENDING) as opened:
        yield opened


def test_ending_spells_counts_firms_by_the_month_in_which_they_end(ending) -> None:
    found = ending_spells(ending, Selection(AS_OF), months=6)
    assert rows(found, "stage_code", "month", "firms", "with_later_spell") == [
        ("flagship", date(2023, 6, 1), 1, 0),
        ("pre", date(2023, 7, 1), 2, 1),
        ("star", date(2023, 8, 1), 1, 0),
        ("flagship", date(2023, 12, 1), 1, 0),
    ]
    assert ending_spells(ending, Selection(AS_OF), months=7)["firms"].sum() == 6


def test_ending_spells_names_firm_cohort_and_what_else_it_holds(ending) -> None:
    behind = ending_spells(ending, Selection(AS_OF), months=6, firms=True)
    assert rows(behind, "firm_id", "cohort", "ends_on", "has_later_spell", "other_stage_code") == [
        ("today", "2020-07-01", date(2023, 6, 30), False, None),
        ("again", "2022-01-01", date(2023, 7, 31), True, None),
        ("gone", "2022-01-01", date(2023, 7, 31), False, None),
        ("twice", "2", date(2023, 8, 31), False, "global"),
        ("last", "2021-01-01", date(2023, 12, 29), False, None),
    ]
    assert not behind["is_end_estimated"].any()
    assert ending_spells(ending, Selection(AS_OF, stages=("pre",)), firms=True)["firm_id"].tolist() == ["again", "gone"]
