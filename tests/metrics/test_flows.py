"""Each firm once, at its highest stage, from year end to year end."""

from datetime import date

import pytest

from metrics.flows import stage_flows, stage_stock
from metrics.selection import Selection
from tests.warehouse.clean_tables import day, snapshot_of, spell

AS_OF = date(2019, 6, 30)
SPELLS = [
    spell("both", "pre", "2017-01-01", "2019-12-31"),  # in two stages: counts in the higher one only
    spell("both", "flagship", "2018-01-01", "2020-12-31"),
    spell("ended", "pre", "2017-01-01", "2018-06-30", end_reason="expiry"),
    spell("bankrupt", "pre", "2017-01-01", "2018-06-30", end_reason="closure"),
    spell("merged", "pre", "2017-01-01", "2018-06-30", end_reason="merger"),
    spell("dropped", "pre", "2017-01-01", last_listed_on=day("2017-06-01"), gone_on=day("2018-06-01")),
    spell("fell", "star", "2017-01-01", "2018-06-30"),  # the higher stage ends, the lower goes on
    spell("fell", "pre", "2017-01-01", "2019-12-31"),
    spell("back", "pre", "2016-01-01", "2016-12-31"),
    spell("back", "flagship", "2019-01-01", "2021-12-31"),
    spell("short", "pre", "2018-02-01", "2018-05-31"),  # came and went between two year ends
    spell("later", "pre", "2019-07-01"),  # left out: starts after the as-of date
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("flows"), SPELLS) as opened:
        yield opened


def flows_of(table, year):
    found = table[table["year"] == year]
    return {(row.from_stage, row.to_stage): row.firms for row in found.itertuples()}


def test_stage_flows_tells_left_closed_and_unknown_apart(snapshot) -> None:
    assert flows_of(stage_flows(snapshot, Selection(AS_OF)), 2018) == {
        ("pre", "flagship"): 1,
        ("pre", "left"): 1,
        ("pre", "closed"): 2,
        ("pre", "unknown"): 1,
        ("star", "pre"): 1,
        ("left", "left"): 1,
        ("none", "left"): 1,
    }


def test_the_last_year_runs_to_the_as_of_date(snapshot) -> None:
    assert flows_of(stage_flows(snapshot, Selection(AS_OF)), 2019) == {
        ("flagship", "flagship"): 1,
        ("pre", "pre"): 1,
        ("left", "flagship"): 1,
        ("left", "left"): 2,
        ("closed", "closed"): 2,
        ("unknown", "unknown"): 1,
    }


def test_a_years_flows_add_up_to_the_firms_designated_so_far(snapshot) -> None:
    totals = stage_flows(snapshot, Selection(AS_OF)).groupby("year")["firms"].sum().to_dict()
    assert totals == {2016: 1, 2017: 7, 2018: 8, 2019: 8}
    behind = stage_flows(snapshot, Selection(AS_OF), firms=True)
    assert behind.groupby("year").size().to_dict() == totals
    assert list(behind.columns) == ["firm_id", "firm_name", "district", "year", "from_stage", "to_stage"]
    assert not behind.duplicated(["year", "firm_id"]).any()


def test_stage_stock_counts_each_firm_at_its_highest_stage(snapshot) -> None:
    stock = stage_stock(snapshot, Selection(AS_OF))
    by_year = stock.pivot(index="year", columns="stage_code", values="firms")
    assert by_year.loc[2017, ["pre", "flagship", "star"]].tolist() == [5, 0, 1]
    assert by_year.loc[2018, ["pre", "flagship", "star"]].tolist() == [1, 1, 0]
    assert by_year.loc[2019, ["pre", "flagship", "star"]].tolist() == [1, 2, 0]
    behind = stage_stock(snapshot, Selection(AS_OF, years=(2019,)), firms=True)
    assert sorted(behind["firm_id"]) == ["back", "both", "fell"]


def test_stage_stock_equals_where_the_flows_end(snapshot) -> None:
    ends = stage_flows(snapshot, Selection(AS_OF)).groupby(["year", "to_stage"])["firms"].sum()
    for row in stage_stock(snapshot, Selection(AS_OF)).itertuples():
        assert ends.get((row.year, row.stage_code), 0) == row.firms
