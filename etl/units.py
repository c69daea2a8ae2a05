"""Unit words of Korean office files → what is measured and by how much to multiply."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_WORDS: dict[str, tuple[str, str]] = {
    "원": ("KRW", "1"), "천원": ("KRW", "1000"), "만원": ("KRW", "10000"), "백만원": ("KRW", "1000000"),
    "천만원": ("KRW", "10000000"), "억원": ("KRW", "100000000"), "억": ("KRW", "100000000"), "krw": ("KRW", "1"),
    "usd": ("USD", "1"), "us$": ("USD", "1"), "$": ("USD", "1"), "불": ("USD", "1"), "달러": ("USD", "1"),
    "천불": ("USD", "1000"), "천달러": ("USD", "1000"), "천usd": ("USD", "1000"), "천$": ("USD", "1000"),
    "usd천": ("USD", "1000"), "만불": ("USD", "10000"), "만달러": ("USD", "10000"), "백만불": ("USD", "1000000"),
    "백만달러": ("USD", "1000000"), "백만usd": ("USD", "1000000"), "억불": ("USD", "100000000"),
    "억달러": ("USD", "100000000"),
    "kg": ("kg", "1"), "킬로그램": ("kg", "1"), "톤": ("kg", "1000"), "t": ("kg", "1000"),
    "명": ("people", "1"), "건": ("count", "1"), "개": ("count", "1"),
}  # fmt: skip


_UNIT_LAST = re.compile(
    r"(?P<base>.*?)\s*(?:\((?P<a>[^()]*)\)|\[(?P<b>[^\[\]]*)\]|[_/,:](?P<c>[^_/,:()\[\]]+))", flags=re.S
)


@dataclass(frozen=True)
class Unit:
    """A unit as a file writes it: the word, what it measures, and the factor to the whole unit."""

    word: str
    measures: str
    factor: Decimal


def unit_of(word: str) -> Unit | None:
    """The unit that a word means; None for other words."""
    plain = re.sub(r"\s|단위|[:：]", "", unicodedata.normalize("NFKC", word)).lower()
    found = _WORDS.get(plain)
    return (
        Unit(plain.upper() if plain.isascii() and plain not in ("kg", "t") else plain, found[0], Decimal(found[1]))
        if found
        else None
    )


def unmarked(heading: str) -> str:
    """A heading without the marks that say whether a column must be filled, wherever they stand."""
    return re.sub(r"[*※]|\((필수|선택)\)", "", unicodedata.normalize("NFKC", heading))


@lru_cache(maxsize=20_000)
def split_unit(heading: str) -> tuple[str, Unit | None]:
    """A heading without the unit at its end: 매출액(천원), 수출액 [USD], 수출액_천불; and the unit."""
    plain = unmarked(heading).strip()
    match = _UNIT_LAST.fullmatch(plain)
    unit = unit_of(match["a"] or match["b"] or match["c"] or "") if match else None
    return (match["base"], unit) if unit else (heading, None)


def unit_in_line(line: str, measures: str) -> Unit | None:
    """The unit that a title or condition line states (단위 : 금액 - 천불), when it measures what is asked."""
    plain = unicodedata.normalize("NFKC", line)  # a Mac writes 단위 in letters taken apart
    if "단위" not in plain and "unit" not in plain.lower():
        return None
    stated = re.split(r"단위|unit", plain, maxsplit=1, flags=re.I)[1]
    words = re.split(r"[\s,:()\[\]\-–/]+", stated)
    return next((unit for word in words if (unit := unit_of(word)) and unit.measures == measures), None)
