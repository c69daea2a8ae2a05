"""Stages held together, and programmes that another one succeeded."""

from datetime import date

import pytest

from metrics.overlap import programme_successions, stage_overlap
from metrics.selection import Selection
from tests.warehouse.clean_tables import snapshot_of, spell

AS_OF = Selection(date(2022, 6, 30))
SPELLS = [
    spell("a", "flagship", "2021-01-01", "2023-12-31"),
    spell("a", "star", "2021-05-01", "2024-04-30"),
    spell("b", "flagship", "2021-01-01", "2023-12-31"),
    spell("b", "star", "2018-05-01", "2021-04-30"),  # ended before the day
    spell("c", "star", "2022-07-01", "2025-06-30"),  # begins the day after
    spell("d", "pre", "2021-01-01", "2022-06-30"),  # the last day counts
    spell("d", "pre", "2021-06-01", "2023-05-31"),  # twice in one stage: still one firm
]
PROGRAMMES = [
    {"programme_code": code, "programme_ko": code, "stage_code": stage, "successor": successor}
    | {"valid_from": date(*since), "valid_to": date(*until) if until else None}
    for code, stage, since, until, successor in (
        ("pre", "pre", (2015, 1, 1), None, None),
        ("flagship", "flagship", (2015, 1, 1), None, None),
        ("star", "star", (2018, 1, 1), (2022, 12, 31), "innovation_leader"),
        ("innovation_leader", "star", (2022, 1, 1), None, None),
        ("global", "global", (2011, 1, 1), (2022, 12, 31), "global_1000"),
        ("global_1000", "global", (2023, 1, 1), None, None),
    )
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("overlap"), SPELLS, programmes=PROGRAMMES) as opened:
        yield opened


def test_each_pair_stands_there_from_both_sides_and_the_diagonal_is_the_stock(snapshot):
    table = stage_overlap(snapshot, AS_OF)
    counts = {(row.stage_code, row.other_stage_code): row.firms for row in table.itertuples()}
    assert len(counts) == 25
    assert {pair: many for pair, many in counts.items() if many} == {
        ("pre", "pre"): 1,
        ("flagship", "flagship"): 2,
        ("flagship", "star"): 1,
        ("star", "flagship"): 1,
        ("star", "star"): 1,
    }


def test_the_firms_of_a_pair_are_named(snapshot):
    behind = stage_overlap(snapshot, AS_OF, firms=True)
    both = behind[(behind["stage_code"] == "flagship") & (behind["other_stage_code"] == "star")]
    assert both["firm_id"].tolist() == ["a"]


def test_a_stage_filter_keeps_its_rows(snapshot):
    table = stage_overlap(snapshot, Selection(AS_OF.as_of, stages=("star",)))
    assert table["stage_code"].unique().tolist() == ["star"] and len(table) == 5


def test_a_succession_is_known_from_the_successors_first_day(snapshot):
    [row] = programme_successions(snapshot, AS_OF).to_dict("records")
    assert row == {
        "stage_code": "star",
        "programme_code": "star",
        "valid_to": date(2022, 12, 31),
        "successor": "innovation_leader",
        "succeeded_on": date(2022, 1, 1),
    }
    later = programme_successions(snapshot, Selection(date(2023, 1, 1)))
    assert later["successor"].tolist() == ["innovation_leader", "global_1000"]
    assert programme_successions(snapshot, Selection(date(2021, 12, 31))).empty
