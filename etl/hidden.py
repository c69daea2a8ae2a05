"""Rows and columns that a workbook hides: they are read all the same, and that is told."""

from collections.abc import Iterable
from string import ascii_uppercase

from etl.findings import Finding, correction
from etl.package import SheetFacts


def hidden(known: SheetFacts, rows: list[list[str]]) -> list[Finding]:
    """What is hidden on a sheet and holds something: rows by number, columns by letter."""
    found = []
    if below := [row for row in known.hidden_rows if row <= len(rows) and any(rows[row - 1])]:
        found.append(correction("hidden_rows", below[0], count=len(below)))
    if beside := _columns(known.hidden_columns, rows):
        found.append(correction("hidden_columns", None, None, named(beside), count=len(beside)))
    return found


def named(columns: Iterable[int]) -> str:
    """Columns, counted from 0 and in order, by their letters: C, F–H."""
    runs: list[list[int]] = []
    for at in columns:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return ", ".join(f"{_letters(run[0])}–{_letters(run[-1])}" if run[1:] else _letters(run[0]) for run in runs)


def _columns(spans: Iterable[tuple[int, int]], rows: list[list[str]]) -> list[int]:
    """The hidden columns with a word in them; spans may lie over each other and reach beyond the sheet."""
    width, seen, found = max(map(len, rows), default=0), 0, []
    for first, last in sorted(spans):
        for at in range(max(first, seen), min(last + 1, width)):
            if any(at < len(row) and row[at].strip() for row in rows):
                found.append(at)
        seen = max(seen, last + 1)
    return found


def _letters(at: int) -> str:
    letters = ""
    while at >= 0:
        letters = ascii_uppercase[at % 26] + letters
        at = at // 26 - 1
    return letters
