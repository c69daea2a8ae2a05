"""Rows that are no data of their own: totals, of-which rows, footnotes, a header that comes again. Set apart, told,
and totals held against the sum of their parts."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from etl.findings import Finding, correction, warning

TOTAL, CHILD, NOTE, AGAIN = "total_row", "child_row", "note_row", "header_again"
_TOTALS = {"계", "합계", "총계", "소계", "누계", "총합계", "총합", "전체합계", "total", "subtotal", "grandtotal", "sum"}
_TOTAL_ENDS = ("소계", "합계", "총계", "subtotal")
_NOTE = re.compile(r"\s*(※|\*|주\s*\d*\s*[):]|자료\s*:|출처\s*:|비고\s*:|\[?\(?단위\s*:|note\s*:|source\s*:)", re.I)
_CHILD = re.compile(r"\s*([└ㄴ├↳∟]|-\s+\S)")


@dataclass(frozen=True)
class Shape:
    """What rows are compared with: the header's words, which columns hold amounts, which one names a row's own firm."""

    heading_keys: tuple[str, ...]
    amounts: frozenset[int]
    own: int | None = None  # a row with a value here speaks of a firm, whatever it is called


@dataclass
class Apart:
    """The rows set apart so far: row number → kind; totals with their amounts by column, as text."""

    kinds: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    totals: dict[int, dict[int, str]] = field(default_factory=dict)

    def take(self, number: int, row: Sequence[str], kind: str, shape: Shape) -> None:
        """Set one row apart."""
        self.kinds[number] = kind
        texts = [cell.strip() for at, cell in enumerate(row) if cell.strip() and at not in shape.amounts]
        self.labels[number] = next((text for text in texts if kind != TOTAL or _is_total(text)), "")
        if kind == TOTAL:
            self.totals[number] = {at: row[at] for at in shape.amounts if at < len(row) and row[at].strip()}

    def findings(self) -> list[Finding]:
        """A correction for each row set apart."""
        return [correction(kind, number, None, self.labels[number]) for number, kind in sorted(self.kinds.items())]


def kind_of(row: Sequence[str], shape: Shape) -> str | None:
    """Why a row is no data of its own; None for a row of data."""
    texts = [(at, cell.strip()) for at, cell in enumerate(row) if cell.strip()]
    if not texts:
        return None
    if _keys(row) == shape.heading_keys:
        return AGAIN
    if shape.own is not None and shape.own < len(row) and row[shape.own].strip():
        return None
    words = [(at, cell) for at, cell in texts if at not in shape.amounts]
    if len(texts) <= 2 and _NOTE.match(unicodedata.normalize("NFKC", texts[0][1])):
        return NOTE
    if any(_is_total(cell) for _, cell in words):
        return TOTAL
    return CHILD if words and _CHILD.match(row[words[0][0]]) else None


def may_be_apart(cell: str, headings: Sequence[str]) -> bool:
    """Whether a row may be no data of its own for this cell's sake; kind_of then decides."""
    plain = unicodedata.normalize("NFKC", cell)
    return bool(_is_total(cell) or _CHILD.match(cell) or _NOTE.match(plain)) or cell.strip() in headings


def _keys(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row if cell.strip())


def _is_total(cell: str) -> bool:
    plain = re.sub(r"[\s<>\[\]()〈〉【】:.]", "", unicodedata.normalize("NFKC", cell)).lower()
    return plain in _TOTALS or plain.endswith(_TOTAL_ENDS)


def reconcile(
    totals: dict[int, int], numbers: Sequence[int], amounts: Sequence[int | None], heading: str, grain: int
) -> list[Finding]:
    """Each total row beside what it may be the sum of, and whether it agrees.

    `totals`: row → amount; `numbers`, `amounts`: the rows of data and their amounts, in file order. A total stands for
    the rows since the total before it, for all rows above it, for all below it, or for the whole file. `grain` is one
    unit as the file writes it: as many of these as there are parts may be rounding.
    """
    found = []
    sums = list(accumulate((amount or 0 for amount in amounts), initial=0))
    rows = sorted(totals)
    for row, amount in sorted(totals.items()):
        here = _before(numbers, row)
        since = _before(numbers, max((other for other in rows if other < row), default=-1))
        until = _before(numbers, min((other for other in rows if other > row), default=numbers[-1] + 1))
        spans = [(since, here), (0, here), (here, until), (here, len(numbers)), (0, len(numbers))]
        parts = [(sums[end] - sums[start], end - start) for start, end in spans if end > start]
        nearest, count = min(parts, key=lambda part: abs(part[0] - amount), default=(0, 0))
        told = {"total": f"{amount:,}", "parts": f"{nearest:,}", "difference": f"{amount - nearest:+,}"}
        is_rounding = bool(count) and abs(amount - nearest) <= grain * max(1, count)
        tell = correction if is_rounding else warning
        found.append(tell("total_agrees" if is_rounding else "total_differs", row, heading, None, **told))
    return found


def _before(numbers: Sequence[int], row: int) -> int:
    """How many rows of data stand above a row."""
    return bisect_left(numbers, row)
