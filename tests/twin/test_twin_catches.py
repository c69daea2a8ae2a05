"""The comparison is able to fail: metrics that are wrong in the ways people get them wrong are caught."""

from datetime import date

import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot

from .agreement import OF_FILES
from .difference import differing_rows
from .spells import Book

# the days on which the agreement is tested and the error must show on one of them at least
DAYS = [date(2018, 12, 31), date(2019, 12, 31), date(2020, 2, 29), date(2021, 6, 30), date(2024, 12, 31)]

RIGHT = """
SELECT
  stages.stage_code,
  count(DISTINCT holdings.firm_id) FILTER ($as_of BETWEEN holdings.starts_on AND holdings.ends_on) AS current,
  count(DISTINCT holdings.firm_id) FILTER (holdings.starts_on <= $as_of) AS cumulative,
  count(DISTINCT holdings.firm_id) FILTER (
    holdings.is_first_entry AND holdings.starts_on BETWEEN date_trunc('year', $as_of) AND $as_of
  ) AS new,
  (SELECT max(quota) FROM marts.quotas
    WHERE quotas.stage_code = stages.stage_code AND $as_of BETWEEN valid_from AND coalesce(valid_to, $as_of)) AS quota
FROM marts.stages
LEFT JOIN marts.holdings USING (stage_code)
GROUP BY stages.stage_code
"""
WRONG = {  # what is wrong: the right words, the words that make it wrong
    "the last day does not count": (
        "$as_of BETWEEN holdings.starts_on AND holdings.ends_on",
        "$as_of >= holdings.starts_on AND $as_of < holdings.ends_on",
    ),
    "spells without grace days": (
        "LEFT JOIN marts.holdings USING (stage_code)",
        "LEFT JOIN (SELECT *, began_as = 'new' AS is_first_entry FROM marts.spells) AS holdings USING (stage_code)",
    ),
    "stays instead of firms": (
        "count(DISTINCT holdings.firm_id) FILTER (holdings.starts_on",
        "count(holdings.firm_id) FILTER (holdings.starts_on",
    ),
    "re-designations are new": (
        "holdings.is_first_entry AND",
        "",
    ),
    "new since the same day last year": (
        "date_trunc('year', $as_of)",
        "$as_of - INTERVAL 1 YEAR",
    ),
    "the first quota for ever": (
        "$as_of BETWEEN valid_from AND coalesce(valid_to, $as_of)",
        "valid_from = '2015-01-01'",
    ),
    "not yet begun is selected": (
        "FILTER (holdings.starts_on <= $as_of)",
        "FILTER (holdings.starts_on IS NOT NULL)",
    ),
}


def disagreements(street: Snapshot, book: Book, name: str, sql: str) -> list[str]:
    found = [differing_rows(OF_FILES[name](book, as_of), street.query(sql, as_of=as_of)) for as_of in DAYS]
    return [text for text in found if text]


def test_a_right_metric_written_another_way_agrees(street: Snapshot, book: Book) -> None:
    assert not disagreements(street, book, "stage_counts", RIGHT)


@pytest.mark.parametrize("error", WRONG)
def test_a_wrong_stage_count_is_caught_with_its_rows(street: Snapshot, book: Book, error: str) -> None:
    right, wrong = WRONG[error]
    assert RIGHT.count(right) == 1
    caught = disagreements(street, book, "stage_counts", RIGHT.replace(right, wrong))
    assert caught, f"nobody noticed: {error}"
    assert "twin only: " in caught[0] and "metric only: " in caught[0] and "stage_code=" in caught[0]


WRONG_BALANCES = {
    "exits_to_other_stage": "exits_promotion",  # the written reason before the stage held
    "exits_expired": "exits_unknown",
    "entries_returning": "entries_first",
    "closing": "opening",
}


@pytest.mark.parametrize("column", WRONG_BALANCES)
def test_a_balance_with_two_parts_exchanged_is_caught(street: Snapshot, book: Book, column: str) -> None:
    other = WRONG_BALANCES[column]
    frame = METRICS["stage_balance"](street, Selection(as_of=DAYS[-1]))
    exchanged = frame.rename(columns={column: other, other: column})
    assert not differing_rows(OF_FILES["stage_balance"](book, DAYS[-1]), frame)
    assert differing_rows(OF_FILES["stage_balance"](book, DAYS[-1]), exchanged)


def test_a_missing_row_and_a_missing_column_are_caught(street: Snapshot, book: Book) -> None:
    frame = METRICS["stage_flows"](street, Selection(as_of=DAYS[0]))
    by_hand = OF_FILES["stage_flows"](book, DAYS[0])
    assert not differing_rows(by_hand, frame)
    assert differing_rows(by_hand, frame.iloc[1:])
    assert differing_rows(by_hand, frame.drop(columns="year"))
