"""Rows that are no data of their own: totals, of-which rows, footnotes, a header that comes again. Set apart and told;
etl.totals holds them against their parts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from etl.findings import Finding, correction

TOTAL, CHILD, NOTE, AGAIN = "total_row", "child_row", "note_row", "header_again"
_TOTALS = {"계", "합계", "총계", "소계", "누계", "총합계", "총합", "전체합계", "total", "subtotal", "grandtotal", "sum"}
_TOTAL_ENDS = ("소계", "합계", "총계", "누계", "subtotal")
_TOTAL_APART = re.compile(r"(?:.*\s)?[^\s]{2,}\s+계")  # 광주 계; but 기 계 is machinery, spaced out
_MARKS = r"\s<>\[\]()〈〉【】:.\-"
_NOTE = re.compile(r"\s*(※|\*|주\s*\d*\s*[):]|자료\s*:|출처\s*:|비고\s*:|\[?\(?단위\s*:|note\s*:|source\s*:)", re.I)
_CHILD = re.compile(r"\s*([└ㄴ├↳∟]|-\s+\S)")


@dataclass(frozen=True)
class Shape:
    """What rows are compared with: the header's words, which columns hold amounts, which one names a row's own firm,
    which hold months, codes or countries: no value there is a total's word."""

    heading_keys: tuple[str, ...]
    amounts: frozenset[int]
    own: int | None = None  # a row with a value here speaks of a firm, whatever it is called
    exact: frozenset[int] = frozenset()


@dataclass
class Apart:
    """The rows set apart so far: row number → kind and label; totals and marked parts with their cells."""

    kinds: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    totals: dict[int, Sequence[str]] = field(default_factory=dict)
    marked: dict[int, Sequence[str]] = field(default_factory=dict)

    def take(self, number: int, row: Sequence[str], kind: str, shape: Shape) -> None:
        """Set one row apart for how it is written."""
        texts = [cell.strip() for at, cell in enumerate(row) if cell.strip() and at not in shape.amounts]
        self.put(number, kind, next((text for text in texts if kind != TOTAL or _is_total(text)), ""))
        if kind in (TOTAL, CHILD):
            (self.totals if kind == TOTAL else self.marked)[number] = row

    def put(self, number: int, kind: str, label: str) -> None:
        """Set one row apart."""
        self.kinds[number], self.labels[number] = kind, label

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
        return TOTAL if any(at in shape.exact and _is_total(cell) for at, cell in texts) else None
    words = [(at, cell) for at, cell in texts if at not in shape.amounts]
    if len(texts) <= 2 and _NOTE.match(unicodedata.normalize("NFKC", texts[0][1])):
        return NOTE
    if any(_is_total(cell) for _, cell in words):
        return TOTAL
    # an of-which row is one of amounts: in a list of names "- 가" is a name
    return CHILD if shape.amounts and words and _CHILD.match(row[words[0][0]]) else None


def may_be_apart(cell: str, headings: Sequence[str]) -> bool:
    """Whether a row may be no data of its own for this cell's sake; kind_of then decides."""
    plain = unicodedata.normalize("NFKC", cell)
    return bool(_is_total(cell) or _CHILD.match(cell) or _NOTE.match(plain)) or cell.strip() in headings


def _keys(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row if cell.strip())


def _is_total(cell: str) -> bool:
    return split_total(cell) is not None


@lru_cache(maxsize=20_000)
def split_total(cell: str) -> tuple[str, str] | None:
    """What a total is of and the word that says so (광주 소계: 광주, 소계); None for other cells."""
    text = unicodedata.normalize("NFKC", cell).strip()
    plain = re.sub(f"[{_MARKS}]", "", text).lower()
    word = plain if plain in _TOTALS else next((end for end in _TOTAL_ENDS if plain.endswith(end)), None)
    word = word or ("계" if text.endswith("계") and _TOTAL_APART.fullmatch(text) else None)
    if word is None:
        return None
    ending = "".join(rf"{letter}[{_MARKS}]*" for letter in word) + "$"
    return re.sub(rf"^[{_MARKS}]*|[{_MARKS}]*{ending}", "", text, flags=re.I), word


def depth_of(row: Sequence[str]) -> tuple[int, bool]:
    """How far a marked row is set in, and whether a dash marks it: rows of one depth are parts of one whole."""
    cell = next(cell for cell in row if cell.strip())
    return len(cell) - len(cell.lstrip()), cell.lstrip().startswith("-")
