"""What decoding gives: tables of text, and how the bytes were read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from etl.findings import FileRefused, Finding, error

HEADER_WITHIN = 20  # rows: title, condition and unit lines stand above the header
MOST_REGIONS = 50_000  # merged cells of a sheet: no table that can be read has more
Region = tuple[int, int, int, int]  # first row, first column, last row, last column, counted from 0


@dataclass(frozen=True)
class Sheet:
    """One table as text: rows in file order, the first being row 1 as a person counts."""

    name: str | None
    rows: list[list[str]]
    merged: tuple[Region, ...] = ()  # as the file merges cells; spread() has put the values where they belong
    is_1904: bool = False  # days are counted from 1904


@dataclass(frozen=True)
class Decoded:
    """A file's tables and how its bytes were read."""

    encoding: str
    sheets: list[Sheet]
    content: bytes | None = None  # of a large CSV, whose sheet holds only its first lines
    separator: str = ","
    notes: tuple[Finding, ...] = ()  # what was noticed on the way; those with a sheet belong to it alone


def refuse(code: str, row: int | None = None, value: str | None = None, **params: object) -> FileRefused:
    """The refusal of a whole file, for one reason."""
    return FileRefused([error(code, row, None, value, **params)])


def looks_like_figure(text: str) -> bool:
    """Whether a cell holds an amount, a number or a date rather than words."""
    return any(letter.isdigit() for letter in text) and not any(letter.isalpha() for letter in text)


def spread(rows: list[list[str]], regions: Iterable[Region]) -> list[int]:
    """Write a merged cell's value into each cell it covers; returns the rows of data that were filled so.

    In a header (above the first row with figures) every cell covered has the value. Among data only words that
    stand for several rows are repeated: an amount written once for three rows is one amount.
    """
    data = next((at for at, row in enumerate(rows[:HEADER_WITHIN]) if any(map(looks_like_figure, row))), HEADER_WITHIN)
    width = max(map(len, rows), default=0)
    filled: set[int] = set()
    for top, left, bottom, right in islice(regions, MOST_REGIONS):
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if not value.strip():
            continue
        if top < data:
            is_title = top == bottom and sum(1 for cell in rows[top] if cell.strip()) == 1
            if not is_title:
                _fill(rows[top : min(bottom + 1, data)], left, min(right + 1, width), value)
        elif left == right and not looks_like_figure(value):
            _fill(rows[top : bottom + 1], left, left + 1, value)
            filled.update(range(top + 2, min(bottom + 1, len(rows)) + 1))
    return sorted(filled)


def _fill(rows: list[list[str]], left: int, end: int, value: str) -> None:
    for row in rows:
        row.extend([""] * (end - len(row)))
        row[left:end] = [cell or value for cell in row[left:end]]
