"""Totals and parts that stand in a file beside its data: held against the rows that they speak of, never added."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pyarrow as pa

from etl.findings import Finding, correction, warning

Level = tuple[int, str]  # where a total's word stands, and the word: 소계 in the second column
_FIRST, _LAST = float("-inf"), float("inf")
_NAMED = 3  # parts named in one sentence


class Sums:
    """Amounts of rows in file order, and at once their sum between any two rows."""

    def __init__(self, numbers: Sequence[int], amounts: Iterable[int | None]) -> None:
        self.numbers = numbers
        self._sums = list(accumulate((amount or 0 for amount in amounts), initial=0))

    def between(self, after: float, before: float) -> tuple[int, int]:
        """The sum of the rows below one row and above another, and how many they are."""
        start, end = bisect_right(self.numbers, after), bisect_left(self.numbers, before)
        return self._sums[end] - self._sums[start], end - start


@dataclass(frozen=True)
class Total:
    """A total row: its amount, what it may be of as its cells say (column → value), and its level."""

    amount: int
    said: Sequence[Mapping[str, object]]
    level: Level


class Alike:
    """The rows of a table that say the same in some columns. Grouped once for each choice of columns."""

    def __init__(self, lines: pa.Table, measured: str) -> None:
        self._lines, self._measured = lines, measured
        self._groups: dict[tuple[str, ...], dict[tuple, int]] = {}
        self._made: dict[tuple[str, ...], pa.Table] = {}
        self._sums: dict[tuple, Sums] = {}

    def sums(self, said: Mapping[str, object]) -> Sums | None:
        """The amounts of the rows that say this; None when there are none."""
        names = tuple(sorted(said))
        if names and names not in self._groups:
            wanted = [(self._measured, "list"), ("source_row", "list")]
            made = self._made[names] = self._lines.group_by(list(names), use_threads=False).aggregate(wanted)
            keys = zip(*(made[name].to_pylist() for name in names), strict=True)
            self._groups[names] = {key: at for at, key in enumerate(keys)}
        at = self._groups.get(names, {}).get(tuple(said[name] for name in names))
        if at is None:
            return None
        if (names, at) not in self._sums:
            numbers, amounts = (self._made[names][f"{name}_list"][at] for name in ("source_row", self._measured))
            self._sums[names, at] = Sums(numbers.as_py(), amounts.as_py())
        return self._sums[names, at]


def reconcile(totals: Mapping[int, Total], rows: Sums, alike: Alike, heading: str, grain: int) -> list[Finding]:
    """Each total row beside what it may be the sum of, and whether it agrees.

    A total stands for rows next to it, above or below: those up to the nearest total, up to the nearest of its own
    level, up to the nearest beyond the totals that stand with it, or all; or for the whole file. Of these it may mean
    only the rows that agree with what its own cells say: the year, the region. `grain` is one unit as the file writes
    it: as many of these as there are parts may be rounding.
    """
    spans = _spans(totals, rows.numbers)
    found = []
    for row, total in sorted(totals.items()):
        parts = [rows.between(*span) for span in spans[row]]
        if total.amount not in (amount for amount, count in parts if count):
            some = filter(None, map(alike.sums, total.said))
            parts += [each.between(*span) for each in some for span in spans[row]]
        found.append(_told(row, total.amount, parts, heading, grain))
    return found


def _told(row: int, amount: int, parts: list[tuple[int, int]], heading: str, grain: int) -> Finding:
    some = [part for part in parts if part[1]]
    nearest = min(some, key=lambda part: (not _is_rounding(amount, part, grain), abs(part[0] - amount)), default=(0, 0))
    told = {"total": f"{amount:,}", "parts": f"{nearest[0]:,}", "difference": f"{amount - nearest[0]:+,}"}
    if _is_rounding(amount, nearest, grain):
        return correction("total_agrees", row, heading, None, **told)
    return warning("total_differs", row, heading, None, **told)


def _is_rounding(amount: int, part: tuple[int, int], grain: int) -> bool:
    return part[1] > 0 and abs(amount - part[0]) <= grain * part[1]


def _spans(totals: Mapping[int, Total], numbers: Sequence[int]) -> dict[int, list[tuple[float, float]]]:
    """For each total the stretches of the file that it may be the sum of: below one row and above another."""
    above = _edges({row: total.level for row, total in sorted(totals.items())}, numbers)
    turned = {-row: totals[row].level for row in sorted(totals, reverse=True)}
    below = _edges(turned, [-number for number in reversed(numbers)])
    return {
        row: [(_FIRST, _LAST), *((edge, row) for edge in above[row]), *((row, -edge) for edge in below[-row])]
        for row in totals
    }


def _edges(levels: Mapping[int, Level], numbers: Sequence[int]) -> dict[int, set[float]]:
    """For each total the rows below which its parts may begin: see reconcile."""
    edges: dict[int, set[float]] = {}
    latest: dict[Level, float] = {}
    earlier = beyond = _FIRST
    for row, level in levels.items():
        if bisect_right(numbers, earlier) < bisect_left(numbers, row):
            beyond = earlier
        edges[row] = {_FIRST, earlier, beyond, latest.get(level, _FIRST)}
        latest[level] = earlier = row
    return edges


@dataclass(frozen=True)
class Whole:
    """A row whose parts stand in the file too: where, what it is called, its amount."""

    row: int
    label: str
    amount: int


def hold_parts(whole: Whole, parts: Sequence[tuple[str, int | None]], heading: str, grain: int) -> Finding:
    """The parts of a row beside its amount: they agree, are less of it than all (of which), or cannot be its parts."""
    total = sum(amount or 0 for _, amount in parts)
    told = {
        "total": f"{whole.amount:,}",
        "parts": f"{total:,}",
        "difference": f"{total - whole.amount:+,}",
        "count": len(parts),
        "names": ", ".join(label for label, _ in parts[:_NAMED]) + (" …" if len(parts) > _NAMED else ""),
    }
    if abs(total - whole.amount) <= grain * len(parts):
        return correction("parts_agree", whole.row, heading, whole.label, **told)
    if 0 <= total < whole.amount:
        share = f"{total / whole.amount:.1%}"
        return correction("parts_listed_in_part", whole.row, heading, whole.label, share=share, **told)
    return warning("parts_differ", whole.row, heading, whole.label, **told)
