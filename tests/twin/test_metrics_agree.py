"""Every metric over the whole sample, through the real street, against the count by hand."""

from collections import Counter
from datetime import date

import pytest

from metrics import METRICS
from metrics.selection import Selection, default_as_of
from warehouse import Snapshot

from .agreement import OF_FILES, without_money
from .difference import differing_rows
from .spells import DAY, Book
from .stays import stage_stays

DAYS = [
    date(2014, 12, 31),
    date(2015, 12, 31),
    date(2018, 12, 31),
    date(2019, 1, 1),
    date(2020, 2, 29),
    date(2021, 6, 30),
    date(2024, 12, 31),
]


def agree(street: Snapshot, book: Book, name: str, as_of: date) -> None:
    found = without_money(METRICS[name](street, Selection(as_of=as_of)))
    wrong = differing_rows(OF_FILES[name](book, as_of), found)
    assert not wrong, f"{name} on {as_of}\n{wrong}"


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("name", OF_FILES)
def test_metric_says_what_the_twin_says(street: Snapshot, book: Book, name: str, as_of: date) -> None:
    agree(street, book, name, as_of)


@pytest.mark.parametrize("name", OF_FILES)
def test_metric_says_what_the_twin_says_on_the_default_day(street: Snapshot, book: Book, name: str) -> None:
    as_of = default_as_of(street, today=date(2026, 11, 1))
    assert as_of == date(2024, 12, 31) < max(spell.start for spell in book.spells)  # the last year reported
    agree(street, book, name, as_of)


@pytest.mark.parametrize("name", OF_FILES)
def test_metric_says_what_the_twin_says_inside_a_grace_gap(
    street: Snapshot, book: Book, waiting_days: list[date], name: str
) -> None:
    for as_of in waiting_days:
        agree(street, book, name, as_of)


@pytest.fixture(scope="module")
def waiting_days(book: Book) -> list[date]:
    """The first day on which a firm waits for its re-designation, the day with the most such firms, and its eve."""
    waiting: Counter[date] = Counter()
    for stay in stage_stays(book):
        spells = [spell for spell in book.spells if (spell.firm, spell.stage) == (stay.firm, stay.rung)]
        for spell in spells:
            day = spell.end + DAY
            while stay.holds(day) and not any(other.start <= day <= other.end for other in spells):
                waiting[day] += 1
                day += DAY
    assert waiting, "the sample has no gap that the grace days bridge"
    fullest = waiting.most_common(1)[0][0]
    return [min(waiting), fullest - DAY, fullest]


def test_the_announced_picture_of_2018_is_counted_by_hand(book: Book) -> None:
    rows = {row["stage_code"]: row for row in OF_FILES["stage_counts"](book, date(2018, 12, 31))}
    assert (rows["flagship"]["current"], rows["pre"]["current"]) == (100, 20)
    assert [rows[stage]["cumulative"] for stage in ("star", "global", "wc300")] == [15, 23, 6]
