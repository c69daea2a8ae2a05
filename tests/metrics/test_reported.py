"""Published figures beside ours, and the first reason for a gap that the data can tell, on rows worked by hand."""

from datetime import date

import pytest

from metrics.reported import reported_and_computed
from metrics.selection import Selection
from tests.warehouse.clean_tables import GRACE, day, snapshot_of, spell

DAY = Selection(date(2020, 12, 31))
SPELLS = [
    spell("a", "flagship", "2018-01-01", "2020-12-31"),
    spell("b", "flagship", "2018-01-01", "2018-12-31"),  # left, and its end was written
    spell("c", "flagship", "2016-01-01"),  # left on 31 December 2018 by its term: nobody wrote that
    spell("d", "pre", "2020-01-01", began_as="redesignated"),  # held it before; that is not loaded
    spell("e", "pre", "2018-01-01", "2021-12-31"),
    spell("f", "star", "2019-01-01", "2021-12-31"),
    spell("g", "star", "2015-01-01", "2016-12-31"),
    spell("h", "wc300", "2019-01-01", "2024-12-31"),
]


def figure(measure: str, on: str, value: float, count_kind: str = "current", **cells) -> dict:
    told = {"measure": measure, "count_kind": count_kind, "value": value, "unit": "firms", "as_of": day(on)}
    return told | {"source": "city"} | cells


FIGURES = [
    figure("flagship_firms", "2018-06-30", 3),  # equal
    figure("flagship_firms", "2019-06-30", 2, reason="한 곳은 시가 따로 셈"),  # a; c may still hold it
    figure("flagship_firms", "2021-01-01", 9),  # after the as-of date
    figure("pre_firms", "2019-12-31", 2),  # e; d came back later
    figure("star_firms", "2020-06-30", 1, "cumulative"),  # f and g: it is our current count
    figure("star_firms", "2014-06-30", 4, "cumulative"),  # nothing is loaded of that day; and 1 later
    figure("world_class_300_firms", "2018-12-31", 6),  # nothing is loaded of that day
    figure("wc300_firms", "2020-06-30", 7),  # h, written to the day: nothing to be told
    figure("global_gangso_firms", "2020-06-30", 3, "cumulative"),
    figure("global_gangso_firms", "2020-06-30", 4, "cumulative"),  # another value of the same day
    figure("coaching_budget", "2019-03-27", 1.4e9, "planned"),  # about no stage
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    tables = {"settings": [GRACE], "published_figures": FIGURES}
    with snapshot_of(tmp_path_factory.mktemp("reported"), SPELLS, **tables) as opened:
        yield opened


def rows(table, *columns: str) -> list[tuple]:
    told = table[list(columns)].astype(object)
    return list(told.where(told.notna(), None).itertuples(index=False, name=None))


def test_a_figure_stands_beside_ours_with_the_first_reason_that_can_be_told(snapshot) -> None:
    told = ("measure", "as_of", "reported", "computed", "difference", "gap_reason", "gap_firms", "reason")
    assert rows(reported_and_computed(snapshot, DAY), *told) == [
        ("star_firms", date(2014, 6, 30), 4, 0, -4, "sources_disagree", None, None),
        ("flagship_firms", date(2018, 6, 30), 3, 3, 0, None, None, None),
        ("world_class_300_firms", date(2018, 12, 31), 6, 0, -6, "no_data_yet", None, None),
        ("flagship_firms", date(2019, 6, 30), 2, 1, -1, "ends_estimated", 1, "한 곳은 시가 따로 셈"),
        ("pre_firms", date(2019, 12, 31), 2, 1, -1, "earlier_spells_missing", 1, None),
        ("global_gangso_firms", date(2020, 6, 30), 3, 0, -3, "sources_disagree", None, None),
        ("global_gangso_firms", date(2020, 6, 30), 4, 0, -4, "sources_disagree", None, None),
        ("star_firms", date(2020, 6, 30), 1, 2, 1, "sources_disagree", None, None),
        ("wc300_firms", date(2020, 6, 30), 7, 1, -6, "not_told", None, None),
    ]


def test_what_was_published_later_contradicts_nothing_yet(snapshot) -> None:
    found = reported_and_computed(snapshot, Selection(date(2018, 6, 30)))
    assert rows(found, "measure", "gap_reason") == [("star_firms", "no_data_yet"), ("flagship_firms", None)]


def test_a_figure_may_be_our_other_count(tmp_path) -> None:
    figures = [figure("star_firms", "2020-06-30", 1, "cumulative")]
    with snapshot_of(tmp_path, SPELLS, published_figures=figures) as snapshot:
        assert rows(reported_and_computed(snapshot, DAY), "computed", "gap_reason") == [(2, "other_count")]


def test_the_firms_behind_are_those_counted_and_those_of_the_reason(snapshot) -> None:
    behind = reported_and_computed(snapshot, DAY, firms=True)
    told = behind[(behind["as_of"] == date(2019, 6, 30))]
    assert rows(told, "firm_id", "counted_in", "gap_reason") == [
        ("a", "computed", None), ("c", "only_gap", "ends_estimated"),
    ]  # fmt: skip
    assert rows(behind[behind["measure"] == "pre_firms"], "firm_id", "counted_in") == [
        ("d", "only_gap"), ("e", "computed"),
    ]  # fmt: skip
    table = reported_and_computed(snapshot, DAY)
    keys = ["measure", "count_kind", "as_of", "reported"]
    counted = behind[behind["counted_in"] == "computed"].groupby(keys).size()
    assert counted.to_dict() == table[table["computed"] > 0].set_index(keys)["computed"].to_dict()
    spoken = behind[behind["gap_reason"].notna()].groupby(keys).size()
    assert spoken.to_dict() == table[table["gap_firms"].notna()].set_index(keys)["gap_firms"].to_dict()


def test_published_figures_know_no_filter_but_the_stage(snapshot) -> None:
    everybody = reported_and_computed(snapshot, DAY)
    elsewhere = reported_and_computed(snapshot, Selection(DAY.as_of, districts=("bukgu",)))
    assert elsewhere["computed"].tolist() == everybody["computed"].tolist()
    kept = reported_and_computed(snapshot, Selection(DAY.as_of, stages=("pre",)))
    assert kept["measure"].tolist() == ["pre_firms"]
