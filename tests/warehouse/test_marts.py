"""Spells, stays and standings, from rows written here."""

from datetime import date

import pytest

from tests.warehouse.clean_tables import GRACE, day, snapshot_of, spell

SPELLS = [
    # ends: written beats all; else the term; else the last list that names it; else the day before it was dropped
    spell("written", "pre", "2016-01-01", "2016-06-30", last_listed_on=day("2017-03-01")),
    spell("term", "flagship", "2016-01-01"),
    spell("listed", "pre", "2016-01-01", last_listed_on=day("2018-03-07")),
    spell("dropped", "flagship", "2016-01-01", last_listed_on=day("2016-06-01"), gone_on=day("2017-06-01")),
    spell("dropped_late", "flagship", "2016-01-01", last_listed_on=day("2016-06-01"), gone_on=day("2019-06-01")),
    # stays: 90 days join, 91 do not, the successor programme continues the stage and not the programme
    spell("joined", "flagship", "2014-01-01", "2016-12-31"),
    spell("joined", "flagship", "2017-03-31", "2019-12-31", began_as="redesignated"),
    spell("parted", "flagship", "2014-01-01", "2016-12-31"),
    spell("parted", "flagship", "2017-04-01", "2019-12-31"),
    spell("moved", "star", "2018-01-01", "2020-12-31"),
    spell("moved", "innovation_leader", "2021-01-01", "2023-12-31"),
    spell("nested", "global", "2015-01-01", "2019-12-31", end_reason="graduation"),
    spell("nested", "global", "2016-01-01", "2016-12-31", end_reason="waiver", gone_on=day("2017-01-01")),
    spell("again", "flagship", "2016-01-01", began_as="redesignated"),
    # standings: two stages at once, the higher one ends first, then nothing
    spell("climber", "pre", "2016-01-01", "2018-12-31"),
    spell("climber", "wc300", "2017-01-01", "2017-12-31"),
    spell("bankrupt", "flagship", "2016-01-01", "2016-12-31", end_reason="closure"),
    spell("bankrupt", "pre", "2016-01-01", "2016-12-31"),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("marts"), SPELLS) as opened:
        yield opened


def rows(snapshot, sql, **params):
    return list(snapshot.query(sql, **params).itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("firm_id", "ends_on", "is_estimated", "is_gone"),
    [
        ("written", date(2016, 6, 30), False, False),
        ("term", date(2018, 12, 31), True, False),
        ("listed", date(2018, 3, 7), True, False),
        ("dropped", date(2017, 5, 31), True, True),
        ("dropped_late", date(2018, 12, 31), True, False),  # its term had passed when the list dropped it
    ],
)
def test_where_a_spell_ends(snapshot, firm_id, ends_on, is_estimated, is_gone) -> None:
    sql = "SELECT ends_on, is_end_estimated, is_gone FROM marts.spells WHERE firm_id = $firm_id"
    assert rows(snapshot, sql, firm_id=firm_id) == [(ends_on, is_estimated, is_gone)]


STAYS = "SELECT starts_on, ends_on, is_first_entry, spells FROM marts.holdings WHERE firm_id = $firm_id ORDER BY 1"
PROGRAMME_STAYS = """
SELECT programme_code, starts_on, ends_on, is_first_entry, spells
FROM marts.programme_holdings WHERE firm_id = $firm_id ORDER BY 2
"""


def test_a_gap_of_ninety_days_joins_two_spells_and_ninety_one_does_not(snapshot) -> None:
    assert rows(snapshot, STAYS, firm_id="joined") == [(date(2014, 1, 1), date(2019, 12, 31), True, 2)]
    assert rows(snapshot, STAYS, firm_id="parted") == [
        (date(2014, 1, 1), date(2016, 12, 31), True, 1),
        (date(2017, 4, 1), date(2019, 12, 31), False, 1),
    ]


def test_a_successor_programme_continues_the_stage_and_begins_the_programme(snapshot) -> None:
    assert rows(snapshot, STAYS, firm_id="moved") == [(date(2018, 1, 1), date(2023, 12, 31), True, 2)]
    assert rows(snapshot, PROGRAMME_STAYS, firm_id="moved") == [
        ("star", date(2018, 1, 1), date(2020, 12, 31), True, 1),
        ("innovation_leader", date(2021, 1, 1), date(2023, 12, 31), True, 1),
    ]


def test_a_spell_inside_another_neither_ends_the_stay_nor_gives_its_reason(snapshot) -> None:
    assert rows(snapshot, STAYS, firm_id="nested") == [(date(2015, 1, 1), date(2019, 12, 31), True, 2)]
    assert rows(snapshot, "SELECT end_reason FROM marts.holding_endings WHERE firm_id = 'nested'") == [("graduation",)]
    assert rows(snapshot, "SELECT is_gone FROM marts.holdings WHERE firm_id = 'nested'") == [(False,)]


def test_a_redesignation_without_a_known_earlier_spell_is_no_first_entry(snapshot) -> None:
    assert rows(snapshot, STAYS, firm_id="again") == [(date(2016, 1, 1), date(2018, 12, 31), False, 1)]


def test_the_grace_days_in_force_when_the_gap_begins_decide(tmp_path) -> None:
    longer = {**GRACE, "value": 120.0, "valid_from": day("2017-01-01")}
    spells = [
        spell("old", "pre", "2014-01-01", "2016-12-30"),  # the gap begins on 31 December 2016: 90 days
        spell("old", "pre", "2017-04-09"),  # 100 days later
        spell("new", "pre", "2014-01-01", "2016-12-31"),  # the gap begins on 1 January 2017: 120 days
        spell("new", "pre", "2017-04-10"),  # 100 days later
    ]
    with snapshot_of(tmp_path, spells, settings=[GRACE, longer]) as snapshot:
        sql = "SELECT firm_id, CAST(count(*) AS BIGINT) AS stays FROM marts.holdings GROUP BY firm_id ORDER BY firm_id"
        assert rows(snapshot, sql) == [("new", 1), ("old", 2)]


def test_the_state_is_the_highest_stage_then_how_the_firm_left(snapshot) -> None:
    sql = "SELECT state, starts_on, ends_on FROM marts.firm_states WHERE firm_id = $firm_id ORDER BY starts_on"
    assert rows(snapshot, sql, firm_id="climber") == [
        ("pre", date(2016, 1, 1), date(2016, 12, 31)),
        ("wc300", date(2017, 1, 1), date(2017, 12, 31)),
        ("pre", date(2018, 1, 1), date(2018, 12, 31)),
        ("left", date(2019, 1, 1), None),
    ]
    # both stages end on one day, one of them by closure: closed says more than left
    assert rows(snapshot, sql, firm_id="bankrupt")[-1] == ("closed", date(2017, 1, 1), None)
    assert rows(snapshot, sql, firm_id="dropped")[-1] == ("unknown", date(2017, 6, 1), None)


def test_the_stage_of_a_month_is_the_highest_on_its_last_day(snapshot) -> None:
    sql = "SELECT stage_code FROM marts.stage_months WHERE firm_id = 'climber' AND month = $month"
    assert rows(snapshot, sql, month=date(2016, 12, 1)) == [("pre",)]
    assert rows(snapshot, sql, month=date(2017, 12, 1)) == [("wc300",)]
    assert rows(snapshot, sql, month=date(2018, 12, 1)) == [("pre",)]
    assert rows(snapshot, sql, month=date(2019, 1, 1)) == []


def test_coverage_runs_to_the_last_list_or_start(tmp_path) -> None:
    designation = spell("a", "pre", "2016-01-01")
    row = {key: designation[key] for key in ("firm_id", "programme_code", "cohort")}
    listed = [{**row, "list_date": day("2018-03-07"), "written_name": "a", "match": "name", "is_provisional": True}]
    waiting = [{"written_name": "b", "reason": "name_ambiguous", "source_row": 9}]
    with snapshot_of(tmp_path, [designation], designation_rows=listed, unmatched_rows=waiting) as snapshot:
        sql = "SELECT source, first_date, last_date FROM marts.coverage"
        assert rows(snapshot, sql) == [("designations", date(2016, 1, 1), date(2018, 3, 7))]
        matches = "SELECT firm_id, written_name, match, reason FROM marts.firm_matches ORDER BY source_row"
        assert rows(snapshot, matches) == [("a", "a", "name", None), (None, "b", "none", "name_ambiguous")]
