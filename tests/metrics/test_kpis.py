"""The key figures: value, a year before, target, status."""

from datetime import date

import pandas as pd
import pytest

from metrics import METRICS
from metrics.days import a_year_before
from metrics.errors import EmptySelection
from metrics.kpis import KPIS, kpi, kpi_history, kpi_targets, kpis
from metrics.selection import Selection
from tests.warehouse.clean_tables import day, snapshot_of, spell

AS_OF = date(2020, 6, 30)
SPELLS = [
    spell("stays", "flagship", "2017-01-01", "2020-12-31"),
    spell("rises", "pre", "2018-01-01", "2020-12-31"),
    spell("rises", "flagship", "2020-02-01", "2023-01-31"),  # promoted this year
    spell("skips", "flagship", "2019-01-01", "2021-12-31"),
    spell("skips", "wc300", "2020-03-01", "2025-02-28"),  # promoted this year, by three steps
    spell("fresh", "pre", "2020-01-01", "2021-12-31"),  # entered this year
    spell("back", "star", "2015-01-01", "2016-12-31"),
    spell("back", "pre", "2020-05-01", "2022-04-30"),  # entered this year: returning counts
    spell("gone", "star", "2018-01-01", "2020-03-31"),  # left this year
    spell("sinks", "star", "2018-01-01", "2020-03-31"),  # stands lower, but stands: neither left nor promoted
    spell("sinks", "pre", "2019-01-01", "2020-12-31"),
    spell("short", "pre", "2020-01-15", "2020-05-31"),  # came and went within the year: neither entered nor left
    spell("later", "flagship", "2020-07-01"),  # left out: after the as-of date
]
QUOTAS = [{"stage_code": "flagship", "quota": 4, "valid_from": day("2015-01-01"), "valid_to": None}]
TARGETS = [
    {"kpi": "pre_firms", "year": 2020, "target": 4.0},
    {"kpi": "promotions_year", "year": 2020, "target": 6.0},
    {"kpi": "exits_year", "year": 2020, "target": 2.0},
    {"kpi": "star_firms", "year": 2019, "target": 9.0},  # another year's
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("kpis"), SPELLS, quotas=QUOTAS, targets=TARGETS) as opened:
        yield opened


def cells(table, column):
    return {name: None if pd.isna(value) else value for name, value in zip(table["kpi"], table[column], strict=True)}


def test_values_on_the_day_and_a_year_before(snapshot) -> None:
    table = kpis(snapshot, Selection(AS_OF))
    assert list(table.columns) == ["kpi", "value", "unit", "previous", "target", "status", "as_of"]
    assert cells(table, "value") == {
        "flagship_firms": 3,
        "pre_firms": 4,  # rises, fresh, back, sinks
        "star_firms": 3,
        "global_firms": 0,
        "wc300_firms": 1,
        "entries_year": 2,
        "promotions_year": 2,
        "exits_year": 1,
    }
    assert cells(table, "previous") == {
        "flagship_firms": 2,
        "pre_firms": 2,
        "star_firms": 3,
        "global_firms": 0,
        "wc300_firms": 0,
        "entries_year": 1,  # skips
        "promotions_year": 0,
        "exits_year": 0,
    }


def test_targets_and_their_status(snapshot) -> None:
    table = kpis(snapshot, Selection(AS_OF))
    targets = {name: target for name, target in cells(table, "target").items() if target is not None}
    # the quota serves where no target is set
    assert targets == {"flagship_firms": 4, "pre_firms": 4, "promotions_year": 6, "exits_year": 2}
    status = cells(table, "status")
    assert status["flagship_firms"] == "missed"  # 3 of 4 is more than a tenth short
    assert status["pre_firms"] == "met"
    assert status["promotions_year"] == "missed"  # 2 where 6 × 182/366 = 2.98 are due
    assert status["exits_year"] == "watch"  # 1 where 2 × 182/366 = 0.99 may be: just over
    assert status["star_firms"] == "none"


def test_a_filter_takes_the_targets_away(tmp_path, snapshot) -> None:
    found = kpis(snapshot, Selection(AS_OF, stages=("pre",)))
    assert set(found["status"]) == {"none"} and found["target"].isna().all()
    with pytest.raises(EmptySelection):
        kpis(snapshot, Selection(AS_OF, districts=("bukgu",)))


def test_before_the_first_designation_the_year_before_is_missing(snapshot) -> None:
    assert kpis(snapshot, Selection(date(2015, 6, 30)))["previous"].isna().all()


def test_each_figure_opens_into_its_firms(snapshot) -> None:
    table, behind = kpis(snapshot, Selection(AS_OF)), kpis(snapshot, Selection(AS_OF), firms=True)
    assert behind.groupby("kpi").size().to_dict() == {k: v for k, v in cells(table, "value").items() if v}
    assert sorted(behind.loc[behind["kpi"] == "entries_year", "firm_id"]) == ["back", "fresh"]
    assert sorted(behind.loc[behind["kpi"] == "promotions_year", "firm_id"]) == ["rises", "skips"]
    assert behind.loc[behind["kpi"] == "exits_year", "firm_id"].tolist() == ["gone"]


def test_kpi_history_ends_with_the_value_of_the_day(snapshot) -> None:
    history = kpi_history(snapshot, Selection(AS_OF))
    last = history[history["year"] == 2020]
    assert cells(last, "value") == cells(kpis(snapshot, Selection(AS_OF)), "value")
    assert history.loc[history["kpi"] == "flagship_firms", "value"].tolist() == [0, 0, 1, 1, 2, 3]
    assert kpi_history(snapshot, Selection(AS_OF, years=(2019,)))["as_of"].unique().tolist() == [date(2019, 12, 31)]


def test_the_year_before_a_leap_day_is_28_february() -> None:
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert a_year_before(date(2025, 2, 28)) == date(2024, 2, 28)


def test_a_key_figure_is_added_by_one_function(snapshot) -> None:
    @kpi(unit="people", is_of_the_year=True)
    def toy_staff(snapshot, selection, days, firms) -> pd.DataFrame:
        return pd.DataFrame({"day": days, "value": [7.5] * len(days)})

    try:
        assert cells(kpis(snapshot, Selection(AS_OF)), "value")["toy_staff"] == 7.5
    finally:
        del KPIS["toy_staff"]


def test_no_key_figure_is_taken_for_a_metric() -> None:
    assert not KPIS.keys() & METRICS.keys()


def test_targets_ahead_are_those_of_this_year_and_later(snapshot) -> None:
    ahead = kpi_targets(snapshot, Selection(date(2019, 3, 1)))
    assert ahead[["kpi", "year", "target"]].values.tolist() == [
        ["pre_firms", 2020, 4.0],
        ["star_firms", 2019, 9.0],
        ["promotions_year", 2020, 6.0],
        ["exits_year", 2020, 2.0],
    ]  # in the order of the key figures
    assert kpi_targets(snapshot, Selection(AS_OF))["kpi"].tolist() == ["pre_firms", "promotions_year", "exits_year"]
    assert kpi_targets(snapshot, Selection(date(2019, 3, 1), years=(2019,)))["kpi"].tolist() == ["star_firms"]
    assert set(ahead["unit"]) == {"firms"}
