"""Where firms stood at two year ends, on a handful of rows and against the yearly flows of the sample."""

from datetime import date

import pytest

from metrics.flows import stage_flows
from metrics.selection import Selection
from metrics.transitions import stage_transitions
from tests.warehouse.clean_tables import snapshot_of, spell

SPELLS = [
    spell("a", "pre", "2019-03-01", "2021-02-28"),
    spell("a", "flagship", "2021-03-01", "2024-02-29"),  # pre at the end of 2020, flagship at the end of 2022
    spell("b", "pre", "2020-01-01", "2021-12-31", end_reason="closure"),  # closed before the end of 2022
    spell("c", "pre", "2017-01-01", "2018-12-31"),  # had left by the first day already
    spell("d", "star", "2022-05-01"),  # never designated before the first day
    spell("e", "pre", "2023-05-01"),  # never designated by the last day: left out
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("transitions"), SPELLS) as opened:
        yield opened


def pairs(table) -> dict:
    return {(row.from_stage, row.to_stage): row.firms for row in table.itertuples()}


def test_stage_transitions_compare_two_year_ends_that_do_not_follow_each_other(snapshot):
    table = stage_transitions(snapshot, Selection(as_of=date(2024, 12, 31)), from_year=2020, to_year=2022)
    assert pairs(table) == {("pre", "flagship"): 1, ("pre", "closed"): 1, ("left", "left"): 1, ("none", "star"): 1}


def test_stage_transitions_end_on_the_as_of_date_within_its_year(snapshot):
    table = stage_transitions(snapshot, Selection(as_of=date(2022, 4, 30)), from_year=2020)
    assert ("none", "star") not in pairs(table)  # begins the day after


def test_stage_transitions_name_the_firms(snapshot):
    behind = stage_transitions(snapshot, Selection(as_of=date(2022, 12, 31)), from_year=2020, firms=True)
    assert behind.loc[behind["to_stage"] == "flagship", "firm_id"].tolist() == ["a"]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2023])
def test_stage_transitions_of_one_year_equal_stage_flows(snapshot, year):
    as_of = Selection(as_of=date(2023, 9, 30))
    yearly = stage_flows(snapshot, as_of)
    table = stage_transitions(snapshot, as_of, from_year=year - 1, to_year=year)
    assert pairs(table) == pairs(yearly[yearly["year"] == year])
