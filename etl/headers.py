"""Headers as offices lay them out: one to three rows, merged across and down, with periods laid side by side."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from etl.sheet import HEADER_WITHIN
from etl.units import Unit, split_unit, unmarked

TALLEST = 3  # rows of a header

Rows = list[list[str]]


@dataclass(frozen=True)
class Name:
    """A heading as it is looked up: its key, that of the words before its unit, and the unit."""

    key: str
    base: str
    unit: Unit | None


@dataclass(frozen=True)
class Header:
    """A header of one or more rows: its first and last row (0-based), and each column's words from top to bottom."""

    top: int
    last: int
    words: tuple[tuple[str, ...], ...]

    @property
    def headings(self) -> list[str]:
        """Each column's heading as one text."""
        return [" ".join(words) for words in self.words]

    @cached_property
    def names(self) -> "list[list[Name]]":
        """For each column the headings by which it may be known, the fullest first.

        The lowest word alone counts only where no other column ends in it: 금액 stands under 수출 and under 수입.
        """
        lowest = Counter(words[-1] for words in self.words if words)
        alone = [words[-1:] if len(words) > 1 and lowest[words[-1]] == 1 else () for words in self.words]
        texts = [(heading, *last) for heading, last in zip(self.headings, alone, strict=True)]
        return [list(map(name_of, each)) for each in texts]


def headers_of(rows: Rows, height: int) -> Iterator[Header]:
    """Every run of so many rows that could be a header, from the top; in a taller one a row of one cell is a title."""
    least = 1 if height == 1 else 2
    for top in range(min(HEADER_WITHIN, len(rows) - height + 1)):
        if all(sum(1 for cell in row if cell.strip()) >= least for row in rows[top : top + height]):
            yield Header(top, top + height - 1, _joined(rows[top : top + height]))


def _joined(rows: Rows) -> tuple[tuple[str, ...], ...]:
    width = max(len(row) for row in rows)
    cells = [[row[at].strip() if at < len(row) else "" for at in range(width)] for row in rows]
    for upper, lower in zip(cells, cells[1:], strict=False):  # merged across: the first cell holds the words of all
        for at in range(1, width):
            if not upper[at] and lower[at]:
                upper[at] = upper[at - 1]
    return tuple(tuple(dict.fromkeys(filter(None, words))) for words in zip(*cells, strict=True))


@lru_cache(maxsize=20_000)
def name_of(heading: str) -> Name:
    """The heading as it is looked up."""
    base, unit = split_unit(heading)
    return Name(header_key(heading), header_key(base), unit)


@lru_cache(maxsize=20_000)
def header_key(text: str) -> str:
    """A heading without what writers vary: width, case, blanks, line breaks, marks of obligation."""
    plain = unmarked(text).replace("\u200b", "").replace("\ufeff", "")
    return re.sub(r"[\s·_]", "", plain).lower()


_YEAR = r"(?:(?P<y>(?:19|20)\d\d)(?:년도?)?|'(?P<s>\d\d)년?|(?P<k>\d\d)년)"
_PART = r"(?:(?P<q>[1-4])(?:/4(?:분기)?|분기|q)|q(?P<r>[1-4])|(?P<m>1[0-2]|0?[1-9])월?)"
_PERIOD = re.compile(rf"(?<![\d.,]){_YEAR}(?:[-./]?{_PART})?(?![\d,])")


@lru_cache(maxsize=20_000)
def split_period(heading: str) -> tuple[str, str] | None:
    """The period that a heading names, as a cell would write it, and the rest of the heading; None without one.

    매출액(천원) 2023년 → (매출액(천원), 2023); '24.1Q → ("", 2024년 1분기); 2024년 수출 3월 is one period, too.
    """
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", heading)).replace("’", "'").strip().lower()
    tight = plain.replace("년 ", "년").replace(". ", ".")
    found = [match for match in _PERIOD.finditer(tight)]
    if len(found) != 1:
        return None
    match = found[0]
    year = match["y"] or f"20{match['s'] or match['k']}"
    quarter, month = match["q"] or match["r"], match["m"]
    rest = re.sub(r"\s+", " ", tight[: match.start()] + " " + tight[match.end() :]).strip(" -_/·")
    if quarter:
        return rest, f"{year}년 {quarter}분기"
    return rest, f"{year}-{int(month):02d}" if month else year
