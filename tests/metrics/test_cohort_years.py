"""Cohorts from year to year, and what their firms sold around the entry, on a handful of rows worked by hand."""

from datetime import date

import pandas as pd
import pytest

from metrics.cohort_growth import cohort_growth
from metrics.cohort_years import cohort_years
from metrics.selection import Selection
from tests.warehouse.clean_tables import GRACE, export, report, snapshot_of, spell

FIRST = {"cohort": "1기"}
SPELLS = [
    # PRE 1기, 2016-03-01 to 2018-02-28: on 2018-03-01 two years have gone
    spell("still", "pre", "2016-03-01", **FIRST),
    spell("still", "pre", "2018-04-01", cohort="2기"),  # 32 days later: the grace days count as held
    spell("risen", "pre", "2016-03-01", **FIRST),
    spell("risen", "flagship", "2017-02-28", "2017-12-31"),  # rose within the first year, is gone by the second
    spell("late", "pre", "2016-03-01", **FIRST),
    spell("late", "flagship", "2017-03-02"),  # a day after the first year
    spell("above", "pre", "2016-03-01", **FIRST),
    spell("above", "star", "2015-01-01", "2018-12-31"),  # stood higher before: retained, then the higher one alone
    spell("gone", "pre", "2016-03-01", "2016-12-31", **FIRST),
    # from 29 February: a year after is 28 February 2017, the day after its last
    spell("leap", "wc300", "2016-02-28", "2017-02-27", cohort="2016", starts_on=date(2016, 2, 29)),
    spell("coming", "pre", "2019-01-02", cohort="3기"),  # begins after the as-of date
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("cohorts"), SPELLS, settings=[GRACE]) as opened:
        yield opened


def places(table: pd.DataFrame) -> dict:
    columns = ["cohort", "years_since", "firms", "retained", "promoted", "left"]
    return {(cohort, years): counts for cohort, years, *counts in table[columns].itertuples(index=False, name=None)}


def test_cohort_years_see_each_firm_on_its_own_day(snapshot):
    found = places(cohort_years(snapshot, Selection(date(2018, 12, 31)), programme_code="pre"))
    assert found["1기", 0] == [5, 5, 0, 0]
    assert found["1기", 1] == [5, 3, 1, 1]  # risen; gone
    assert found["1기", 2] == [5, 1, 3, 1]  # still waits; risen, late, above stand or stood higher; gone
    assert ("1기", 3) not in found and ("3기", 0) not in found
    assert found["2기", 0] == [1, 1, 0, 0]


def test_cohort_years_count_only_firms_whose_day_has_come(snapshot):
    found = places(cohort_years(snapshot, Selection(date(2018, 2, 28)), programme_code="pre"))
    assert ("1기", 1) in found and ("1기", 2) not in found  # 2018-03-01 is a day off


def test_cohort_years_take_the_28th_for_29_february(snapshot):
    found = places(cohort_years(snapshot, Selection(date(2017, 2, 28)), programme_code="wc300"))
    assert found["2016", 1] == [1, 0, 0, 1]


def test_cohort_years_tell_no_share_of_fewer_than_five_firms(snapshot):
    table = cohort_years(snapshot, Selection(date(2018, 12, 31)), programme_code="pre")
    shares = table.set_index(["cohort", "years_since"])[["retained_share", "promoted_share"]]
    assert shares.loc[("1기", 2)].tolist() == [0.2, 0.6]
    assert shares.loc[("2기", 0)].isna().all()


def test_cohort_years_name_the_firms(snapshot):
    behind = cohort_years(snapshot, Selection(date(2018, 12, 31)), programme_code="pre", cohort="1기", firms=True)
    second = behind[behind["years_since"] == 2]
    assert dict(zip(second["firm_id"], second["counted_in"], strict=True)) == {
        "still": "retained",
        "risen": "promoted",
        "late": "promoted",
        "above": "promoted",
        "gone": "left",
    }


MEMBERS = ["a", "b", "c", "d", "e"]
SALES = {"a": (100, 110), "b": (200, 260), "c": (10, 12), "d": (50, 50), "e": (40, 60)}  # 110, 130, 120, 100, 150
STARTS = [spell(name, "flagship", "2019-05-01", cohort="7기") for name in MEMBERS] + [
    spell("a", "flagship", "2022-05-01", cohort="9기"),  # again: counts once among all, from 2019
    spell("f", "flagship", "2019-06-01", cohort="7기"),  # reported nothing of its year of entry
]
REPORTS = [
    report(name, 2019 + at, sales_krw=sales) for name, both in SALES.items() for at, sales in enumerate(both)
] + [
    report("f", 2020, sales_krw=70),
    report("f", 2019, staff=3),
    report("a", 2018, sales_krw=80),  # one firm alone: told, but no median of it
]
MONTHS = [f"{year}-{month:02}" for year in (2019, 2020) for month in range(1, 13)] + ["2021-01"]
EXPORTS = [export(name, month, 10 if month < "2020" else 20) for name in MEMBERS[:4] for month in MONTHS] + [
    export("e", "2019-03", 100),  # sold in its year of entry, and no row names it in 2020
    export("f", "2019-03", 0),  # nothing in its year of entry: nothing to compare with
]


@pytest.fixture(scope="module")
def growing(tmp_path_factory):
    folder = tmp_path_factory.mktemp("growth")
    with snapshot_of(folder, STARTS, outcomes=REPORTS, exports=EXPORTS) as opened:
        yield opened


def growth(table: pd.DataFrame, measure: str) -> dict:
    rows = table[table["measure"] == measure].astype(object)
    rows = rows.where(rows.notna(), None)
    columns = ["years_since", "firms", "cohort_firms", "median_index", "p25_index", "p75_index"]
    return {years: tuple(told) for years, *told in rows[columns].itertuples(index=False, name=None)}


def test_cohort_growth_is_indexed_to_each_firms_own_year_of_entry(growing):
    found = growth(cohort_growth(growing, Selection(date(2021, 6, 30)), cohort="7기"), "sales_krw")
    assert found[0] == (5, 6, 100.0, 100.0, 100.0)
    assert found[1] == (5, 6, 120.0, 110.0, 130.0)
    assert found[-1] == (1, 6, None, None, None)  # too few
    assert set(found) == {-1, 0, 1}


def test_cohort_growth_leaves_out_years_that_exports_do_not_cover(growing):
    found = growth(cohort_growth(growing, Selection(date(2021, 6, 30)), cohort="7기"), "exports_usd")
    assert found == {0: (5, 6, 100.0, 100.0, 100.0), 1: (4, 6, None, None, None)}  # e is unknown in 2020, not 0
    found = growth(cohort_growth(growing, Selection(date(2020, 12, 30)), cohort="7기"), "exports_usd")
    assert set(found) == {0}  # 2020 has not ended


def test_cohort_growth_counts_a_firm_of_two_cohorts_once_among_all(growing):
    table = cohort_growth(growing, Selection(date(2022, 12, 31)))
    assert table["cohort"].unique().tolist() == ["all", "7기"]  # nobody of 9기 has reported 2022
    both = table[table["cohort"] == "all"]
    assert both["cohort_firms"].unique().tolist() == [6]
    assert growth(both, "sales_krw")[1] == (5, 6, 120.0, 110.0, 130.0)


def test_cohort_growth_names_the_firms_with_both_values(growing):
    asked = {"cohort": "all", "measure": "sales_krw", "firms": True}
    behind = cohort_growth(growing, Selection(date(2021, 6, 30)), **asked)
    row = behind[(behind["firm_id"] == "b") & (behind["years_since"] == 1)].iloc[0]
    assert (row["value_at_entry"], row["value"], row["growth_index"]) == (200, 260, 130.0)
    assert "f" not in behind["firm_id"].tolist()
