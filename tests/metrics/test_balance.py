"""What came and what went, each exit kind and each entry kind once."""

from datetime import date

import pytest

from metrics.balance import EXITS, stage_balance
from metrics.selection import Selection
from tests.warehouse.clean_tables import day, snapshot_of, spell

REASONS = ["promotion", "graduation", "expiry", "waiver", "failure", "revocation", "closure", "merger", "relocation"]
SPELLS = [
    # one firm leaves the flagship stage for each written reason on the last day of 2018: exits of 2019
    *(spell(reason, "flagship", "2016-01-01", "2018-12-31", end_reason=reason) for reason in REASONS),
    spell("expired", "flagship", "2016-01-01", "2018-12-31"),
    spell("said_unknown", "flagship", "2016-01-01", "2018-12-31", end_reason="unknown"),
    spell("dropped", "flagship", "2017-01-01", last_listed_on=day("2018-01-01"), gone_on=day("2019-01-01")),
    # holds a higher stage on the exit day: that, whatever was written
    spell("risen", "flagship", "2016-01-01", "2018-12-31", end_reason="expiry"),
    spell("risen", "star", "2019-01-01", "2021-12-31"),
    # a lower stage on the exit day is no step up
    spell("sunk", "flagship", "2016-01-01", "2018-12-31"),
    spell("sunk", "pre", "2019-01-01", "2020-12-31"),
    # entries of 2019: first, returning, flagged without a known earlier spell, from another stage
    spell("first", "flagship", "2019-05-01"),
    spell("returning", "flagship", "2014-01-01", "2016-12-31"),
    spell("returning", "flagship", "2019-05-01"),
    spell("flagged", "flagship", "2019-05-01", began_as="extended"),
    spell("grown", "pre", "2018-01-01", "2019-04-30"),
    spell("grown", "flagship", "2019-05-01"),
    # in and out twice within one year
    spell("hasty", "global", "2019-01-01", "2019-02-28"),
    spell("hasty", "global", "2019-06-15", "2019-06-30"),
    # left out of 2019: starts after the as-of date
    spell("later", "flagship", "2019-09-01"),
]
AS_OF = date(2019, 8, 31)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("balance"), SPELLS) as opened:
        yield opened


def row_of(table, stage_code, year):
    found = table[(table["stage_code"] == stage_code) & (table["year"] == year)]
    return found.iloc[0].to_dict()


def test_every_exit_kind_has_its_column(snapshot) -> None:
    row = row_of(stage_balance(snapshot, Selection(AS_OF)), "flagship", 2019)
    assert {name: row[name] for name in EXITS} == {f"exits_{reason}": 1 for reason in REASONS} | {
        "exits_to_other_stage": 1,
        "exits_expired": 2,  # expired, sunk
        "exits_unknown": 2,  # said so, and gone from the list
    }
    assert (row["opening"], row["exits"], row["closing"]) == (14, 14, 4)


def test_entries_are_first_or_returning_and_some_of_them_from_another_stage(snapshot) -> None:
    row = row_of(stage_balance(snapshot, Selection(AS_OF)), "flagship", 2019)
    assert (row["entries"], row["entries_first"], row["entries_returning"]) == (4, 2, 2)
    assert row["entries_from_other_stage"] == 1
    star = row_of(stage_balance(snapshot, Selection(AS_OF)), "star", 2019)
    assert (star["entries_first"], star["entries_from_other_stage"]) == (1, 1)


def test_a_firm_may_enter_and_leave_twice_in_a_year(snapshot) -> None:
    row = row_of(stage_balance(snapshot, Selection(AS_OF)), "global", 2019)
    assert (row["opening"], row["entries"], row["exits"], row["closing"]) == (0, 2, 2, 0)
    assert (row["entries_first"], row["entries_returning"]) == (1, 1)


def test_opening_and_entries_less_exits_is_closing_and_the_next_opening(snapshot) -> None:
    table = stage_balance(snapshot, Selection(date(2022, 12, 31)))
    assert table["year"].min() == 2014 and len(table) == 5 * 9
    assert (table["opening"] + table["entries"] - table["exits"] == table["closing"]).all()
    for _, stage in table.groupby("stage_code"):
        assert stage["opening"].tolist()[1:] == stage["closing"].tolist()[:-1]


def test_an_end_on_31_december_stands_in_the_closing_and_leaves_the_next_year(snapshot) -> None:
    table = stage_balance(snapshot, Selection(AS_OF))
    assert row_of(table, "flagship", 2018)["closing"] == 14
    assert row_of(table, "flagship", 2018)["exits"] == 0


def test_each_number_opens_into_its_firms(snapshot) -> None:
    table = stage_balance(snapshot, Selection(AS_OF))
    behind = stage_balance(snapshot, Selection(AS_OF), firms=True)
    counted = behind.groupby(["stage_code", "year", "counted_in"]).size().to_dict()
    for row in table.to_dict("records"):
        for column in table.columns[2:]:
            assert counted.get((row["stage_code"], row["year"], column), 0) == row[column]
    assert list(behind.columns[:3]) == ["firm_id", "firm_name", "district"]


def test_years_and_stages_keep_their_rows_unchanged(snapshot) -> None:
    whole = row_of(stage_balance(snapshot, Selection(AS_OF)), "flagship", 2019)
    part = stage_balance(snapshot, Selection(AS_OF, stages=("flagship",), years=(2019,)))
    assert len(part) == 1 and part.iloc[0].to_dict() == whole


def test_before_the_first_designation_there_is_no_year(snapshot) -> None:
    assert stage_balance(snapshot, Selection(date(2010, 1, 1))).empty
