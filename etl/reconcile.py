"""Holds what was set apart against the rows that were read: totals, and parts marked as such."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import pyarrow as pa

from etl.apart import CHILD, Apart, depth_of, split_total
from etl.findings import Finding
from etl.row import RowCleaner
from etl.totals import Alike, Level, Sums, Total, Whole, hold_parts, reconcile

_Groups = dict[int, list[list[int]]]  # row → the marked rows that are its parts, those of one depth together


def reconciled(cleaners: list[RowCleaner], apart: Apart, lines: pa.Table, rejected: Collection[int]) -> list[Finding]:
    """For each column of money: totals beside the rows that they may be of, marked parts beside the row above them.

    `lines`: the clean rows, in file order; `rejected`: the rows that were refused, of which nothing is known.
    """
    if not (apart.totals or apart.marked) or not len(lines):
        return []
    groups = _groups(apart, lines["source_row"].to_pylist(), rejected) if apart.marked else {}
    return [finding for cleaner in cleaners for finding in _View(cleaner, apart, lines).findings(groups)]


class _View:
    """What one view of the table says of the rows set apart."""

    def __init__(self, cleaner: RowCleaner, apart: Apart, lines: pa.Table) -> None:
        self._cleaner, self._apart, self._lines = cleaner, apart, cleaner.own(lines)
        self._numbers = self._lines["source_row"].to_pylist()

    def findings(self, groups: _Groups) -> Iterator[Finding]:
        words = {row: _word(cells) for row, cells in self._apart.totals.items()}
        said = {row: self._cleaner.said(cells, words[row][0]) for row, cells in self._apart.totals.items()}
        for at, column, grain in self._cleaner.money() if self._numbers else ():
            heading, amounts = self._cleaner.recognised.headings[at], self._lines[column.name].to_pylist()
            beside = self._amounts(at)
            totals = {row: Total(amount, said[row], words[row][1]) for row, amount in beside.items() if row in said}
            alike = Alike(self._lines, column.name)
            yield from reconcile(totals, Sums(self._numbers, amounts), alike, heading, grain)
            for row, parts in ((row, parts) for row, each in groups.items() for parts in each):
                amount = beside.get(row, self._amount(row, amounts))
                listed = [(self._apart.labels[part], beside.get(part)) for part in parts]
                if amount is not None and any(part in beside for part in parts):
                    yield hold_parts(Whole(row, self._label(row), amount), listed, heading, grain)

    def _amounts(self, at: int) -> dict[int, int]:
        """What stands in one place of the rows set apart, where it can be read."""
        rows = self._apart.totals | self._apart.marked
        found = {row: self._cleaner.value(at, cells) for row, cells in rows.items()}
        return {row: amount for row, amount in found.items() if amount is not None}

    def _place(self, row: int) -> int | None:
        at = bisect_left(self._numbers, row)
        return at if at < len(self._numbers) and self._numbers[at] == row else None

    def _amount(self, row: int, amounts: list[int | None]) -> int | None:
        at = self._place(row)
        return None if at is None else amounts[at]

    def _label(self, row: int) -> str:
        """How a row is called: as it is written, or by the first word of its key."""
        at = self._place(row)
        if at is None:
            return self._apart.labels.get(row, "")
        names = [column.name for column in self._cleaner.contract.columns if column.name in self._cleaner.contract.key]
        words = (self._lines[name][at].as_py() for name in names)
        return next((word for word in words if isinstance(word, str)), "")


def _word(cells: Sequence[str]) -> tuple[str, Level]:
    """What a total is of as its word says, and its level."""
    split = ((at, split_total(cell)) for at, cell in enumerate(cells))
    return next((found[0], (at, found[1])) for at, found in split if found)


def _groups(apart: Apart, numbers: list[int], rejected: Collection[int]) -> _Groups:
    """The marked rows by the row that they are parts of: the one above that is set in less.

    Under a row of which nothing is known they are left alone.
    """
    unknown = {*rejected, *(row for row, kind in apart.kinds.items() if kind == CHILD and row not in apart.marked)}
    standing = sorted({*numbers, *apart.totals, *unknown})
    groups: dict[int, dict[tuple[int, bool], list[int]]] = defaultdict(lambda: defaultdict(list))
    above: list[tuple[tuple[int, bool], int]] = []
    place = 0
    for row, cells in sorted(apart.marked.items()):
        here = bisect_left(standing, row)
        above = above if here == place else []
        place, depth = here, depth_of(cells)
        while above and above[-1][0] >= depth:
            above.pop()
        whole = above[-1][1] if above else standing[here - 1] if here else None
        above.append((depth, row))
        if whole is not None and whole not in unknown:
            groups[whole][depth].append(row)
    return {whole: list(depths.values()) for whole, depths in groups.items()}
