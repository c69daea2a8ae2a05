"""Cohorts, districts, programmes per firm, a firm's own history."""

from datetime import date

import pytest

from metrics.cohorts import cohort_outcomes
from metrics.firms import firm_spells, firms_by_district, programmes_per_firm
from metrics.selection import Selection
from tests.warehouse.clean_tables import firm, snapshot_of, spell

AS_OF = date(2020, 12, 31)
SPELLS = [
    # PRE 1기: one rises, one is chosen again, one does both, one neither
    spell("risen", "pre", "2016-01-01", cohort="1기"),
    spell("risen", "flagship", "2018-06-01"),
    spell("renewed", "pre", "2016-01-01", cohort="1기"),
    spell("renewed", "pre", "2018-02-01", cohort="2기", began_as="extended"),
    spell("both", "pre", "2016-01-01", cohort="1기"),
    spell("both", "pre", "2018-02-01", cohort="2기"),
    spell("both", "star", "2019-01-01"),
    spell("neither", "pre", "2016-01-01", cohort="1기"),
    spell("neither", "flagship", "2021-01-01"),  # rises after the as-of date: not yet
    # a flagship firm that later sinks has not risen; a start on the same day is no later start
    spell("sunk", "flagship", "2016-01-01"),
    spell("sunk", "pre", "2019-01-01"),
    spell("sunk", "global", "2016-01-01"),
]
FIRMS = [
    firm("risen", district_code="bukgu"),
    firm("renewed", district_code="donggu"),
    firm("both", district_code="bukgu"),
    firm("neither", district_code="donggu"),
    firm("sunk"),  # no address
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("firms"), SPELLS, firms=FIRMS) as opened:
        yield opened


def outcomes(table):
    return {(row.programme_code, row.cohort): tuple(row[3:]) for row in table.itertuples()}


def test_cohort_outcomes_lets_promoted_win(snapshot) -> None:
    found = outcomes(cohort_outcomes(snapshot, Selection(AS_OF)))
    assert found["pre", "1기"] == (4, 1, 2, 1)  # firms, renewed, promoted, neither
    assert found["pre", "2기"] == (2, 0, 1, 1)
    assert found["flagship", "2016-01-01"] == (1, 0, 0, 1)
    assert ("flagship", "2021-01-01") not in found
    assert all(firms == renewed + promoted + neither for firms, renewed, promoted, neither in found.values())


def test_cohort_outcomes_knows_only_what_began_by_the_day(snapshot) -> None:
    assert outcomes(cohort_outcomes(snapshot, Selection(date(2018, 1, 31))))["pre", "1기"] == (4, 0, 0, 4)
    assert outcomes(cohort_outcomes(snapshot, Selection(date(2021, 1, 1))))["pre", "1기"] == (4, 1, 3, 0)


def test_cohort_outcomes_of_one_programme_and_the_firms_behind(snapshot) -> None:
    selection = Selection(AS_OF)
    assert set(cohort_outcomes(snapshot, selection, programme_code="pre")["cohort"]) == {"1기", "2기", "2019-01-01"}
    behind = cohort_outcomes(snapshot, selection, programme_code="pre", firms=True)
    first = behind[behind["cohort"] == "1기"]
    assert dict(zip(first["firm_id"], first["counted_in"], strict=True)) == {
        "risen": "promoted",
        "both": "promoted",
        "renewed": "renewed",
        "neither": "neither",
    }


def test_firms_by_district_counts_current_firms_once(snapshot) -> None:
    found = firms_by_district(snapshot, Selection(date(2019, 6, 30)))
    # risen, both: 북구; renewed: 동구; sunk has no address; neither holds nothing that day
    assert found.values.tolist() == [["북구", 2], ["동구", 1], [None, 1]]
    behind = firms_by_district(snapshot, Selection(date(2019, 6, 30)), firms=True)
    assert behind.groupby("district", dropna=False).size().tolist() == [1, 2, 1]


def test_firms_by_district_with_a_stage_filter_counts_that_stage(snapshot) -> None:
    found = firms_by_district(snapshot, Selection(date(2019, 6, 30), stages=("star",)))
    assert found.values.tolist() == [["북구", 1]]


def test_programmes_per_firm_counts_different_programmes_ever_begun(snapshot) -> None:
    found = programmes_per_firm(snapshot, Selection(AS_OF))
    # renewed, neither: 1; risen, both: 2; sunk: 3
    assert found.values.tolist() == [[1, 2], [2, 2], [3, 1]]
    behind = programmes_per_firm(snapshot, Selection(AS_OF), firms=True)
    assert dict(zip(behind["firm_id"], behind["programmes"], strict=True))["sunk"] == 3


def test_firm_spells_leads_to_the_uploaded_row(snapshot) -> None:
    found = firm_spells(snapshot, Selection(AS_OF), firm_id="risen")
    assert found["programme_code"].tolist() == ["pre", "flagship"]
    assert found["upload_id"].tolist() == ["u1", "u1"] and found["source_row"].tolist() == [2, 3]
    assert "neither" not in firm_spells(snapshot, Selection(date(2015, 1, 1)))["firm_id"].tolist()
