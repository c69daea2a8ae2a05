"""Where firms stood on two days, on a handful of rows and against the yearly flows."""

from datetime import date

import pytest

from metrics.errors import WrongUsage
from metrics.flows import stage_flows
from metrics.intervals import wilson
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
    days = {"start": date(2020, 12, 31), "end": date(2022, 12, 31)}
    table = stage_transitions(snapshot, Selection(as_of=date(2024, 12, 31)), **days)
    assert pairs(table) == {("pre", "flagship"): 1, ("pre", "closed"): 1, ("left", "left"): 1, ("none", "star"): 1}


def test_stage_transitions_compare_any_two_days(snapshot):
    table = stage_transitions(snapshot, Selection(date(2024, 12, 31)), start=date(2021, 2, 28), end=date(2021, 3, 1))
    assert pairs(table) == {("pre", "flagship"): 1, ("pre", "pre"): 1, ("left", "left"): 1}


def test_stage_transitions_end_on_the_as_of_date_and_begin_at_the_year_end_before(snapshot):
    as_of = Selection(as_of=date(2022, 4, 30))
    table = stage_transitions(snapshot, as_of, start=date(2020, 12, 31), end=date(2023, 1, 1))
    assert ("none", "star") not in pairs(table)  # begins the day after the as-of date
    assert pairs(stage_transitions(snapshot, as_of)) == pairs(
        stage_transitions(snapshot, as_of, start=date(2021, 12, 31), end=date(2022, 4, 30))
    )
    before = stage_transitions(snapshot, Selection(as_of=date(2024, 12, 31)), end=date(2022, 6, 30))
    assert pairs(before)[("none", "star")] == 1  # from the year end before its own end


def test_stage_transitions_refuse_days_the_wrong_way_round(snapshot):
    with pytest.raises(WrongUsage) as fault:
        stage_transitions(snapshot, Selection(as_of=date(2020, 6, 30)), start=date(2021, 1, 1))
    assert fault.value.code == "days_reversed"


def test_stage_transitions_name_the_firms(snapshot):
    behind = stage_transitions(snapshot, Selection(as_of=date(2022, 12, 31)), start=date(2020, 12, 31), firms=True)
    assert behind.loc[behind["to_stage"] == "flagship", "firm_id"].tolist() == ["a"]
    assert list(behind.columns) == ["firm_id", "firm_name", "district", "from_stage", "to_stage"]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2023])
def test_stage_transitions_of_one_year_equal_stage_flows(snapshot, year):
    as_of = Selection(as_of=date(2023, 9, 30))
    yearly = stage_flows(snapshot, as_of)
    table = stage_transitions(snapshot, as_of, start=date(year - 1, 12, 31), end=date(year, 12, 31))
    assert pairs(table) == pairs(yearly[yearly["year"] == year])


MANY = [
    *(spell(f"up{nth}", "pre", "2019-01-01", "2020-12-31", cohort="1기") for nth in range(2)),
    *(spell(f"up{nth}", "flagship", "2021-01-01", "2023-12-31", cohort="9기") for nth in range(2)),
    *(spell(f"out{nth}", "pre", "2019-07-01", "2021-06-30", cohort="2기") for nth in range(4)),
    *(spell(f"star{nth}", "star", "2019-01-01", "2021-12-31", cohort="1기") for nth in range(4)),  # four: too few
]


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("many"), MANY) as opened:
        yield opened


def test_shares_are_of_the_firms_that_stood_there_and_add_up(many):
    table = stage_transitions(many, Selection(as_of=date(2021, 12, 31)))
    rows = {(row.from_stage, row.to_stage): row for row in table.itertuples()}
    up, out, star = (rows[pair] for pair in (("pre", "flagship"), ("pre", "left"), ("star", "star")))
    assert (up.firms, up.base, up.share) == (2, 6, 2 / 6) and (out.firms, out.base, out.share) == (4, 6, 4 / 6)
    assert (up.ci_low, up.ci_high) == wilson(2, 6)
    assert (star.firms, star.base) == (4, 4)
    assert all(value != value for value in (star.share, star.ci_low, star.ci_high))  # missing: fewer than five


def test_a_cohort_keeps_its_own_firms(many):
    as_of = Selection(as_of=date(2021, 12, 31))
    first = stage_transitions(many, as_of, programme_code="pre", cohort="1기")
    assert pairs(first) == {("pre", "flagship"): 2}
    assert pairs(stage_transitions(many, as_of, programme_code="pre")) == {("pre", "flagship"): 2, ("pre", "left"): 4}
    # of any programme's first cohort
    assert pairs(stage_transitions(many, as_of, cohort="1기")) == {("pre", "flagship"): 2, ("star", "star"): 4}
    assert stage_transitions(many, as_of, programme_code="pre", cohort="8기").empty
