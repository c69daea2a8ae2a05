"""Numbers and dates as each language writes them."""

import datetime
import math
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.dates import format_skeleton
from babel.numbers import parse_pattern

from texts.words import has, say

NOTHING = "–"
_SKELETONS = {"month": "yMMMM", "year": "y"}
# Money and shares are stored whole and shown scaled, with one decimal at most (VISUAL.md): factor, pattern.
_SHOWN = {
    "share": (100, "#,##0.0"),
    "points": (100, "#,##0.0"),
    "krw": (1, "#,##0.0"),
    "usd": (1, "#,##0.0"),
    "years": (1, "#,##0.#"),
}
# As people round by hand (Python rounds half to even), of as many digits as a float may have.
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)


def show_date(lang: str, date: datetime.date | None, precision: str = "day") -> str:
    """A date as precisely as it is known: day (ISO in every language), month or year; nothing is "–"."""
    if _is_missing(date):
        return NOTHING
    if precision == "day":
        return f"{date.year:04d}-{date.month:02d}-{date.day:02d}"
    return _spoken_date(lang, _SKELETONS[precision], datetime.date(date.year, date.month, date.day))


@lru_cache(maxsize=2048)  # a chart of months names each of them many times
def _spoken_date(lang: str, skeleton: str, day: datetime.date) -> str:
    return format_skeleton(skeleton, day, locale=_locale(lang))


def show_number(lang: str, value: float | None, unit: str | None = None, *, signed: bool = False) -> str:
    """A number with its unit ("96개사", "12.3 %"); `signed` puts + before a rise; nothing is "–"."""
    if _is_missing(value) or math.isinf(value):
        return NOTHING
    scale, pattern = _SHOWN.get(unit or "", (1, "#,##0.##"))
    divisor = f"unit.{unit}.divisor"  # 억 in Korean, bn in English: how money is scaled belongs to the language
    shown = float(value) * scale / (float(say(lang, divisor)) if has(lang, divisor) else 1)
    digits = _digits(lang, pattern, abs(shown))
    is_zero = not any(digit in "123456789" for digit in digits)
    sign = "" if is_zero else "−" if shown < 0 else "+" if signed else ""
    if unit is None:
        return f"{sign}{digits}"
    return say(lang, f"unit.{unit}.{'one' if digits == '1' else 'many'}", value=f"{sign}{digits}")


@lru_cache(maxsize=16_384)  # a figure stands in a mark, its hover and a sentence, and so again on the next page
def _digits(lang: str, pattern: str, value: float) -> str:
    """A tenth of the time that Babel takes to write the same, for a page writes a thousand of them."""
    quantum, fewest, signs = _how_written(lang, pattern)
    written = f"{_ROUNDING.quantize(Decimal(repr(value)), quantum):,f}"
    whole, point, decimals = written.partition(".")
    decimals = decimals[:fewest] + decimals[fewest:].rstrip("0")
    return (f"{whole}{point}{decimals}" if decimals else whole).translate(signs)


def show_business_no(number: str | None) -> str | None:
    """A business number as offices write it, 123-45-67890; whatever is none stays as it is."""
    if not number or len(number) != 10 or not number.isdecimal():
        return number
    return f"{number[:3]}-{number[3:5]}-{number[5:]}"


def country_names(lang: str) -> dict[str, str]:
    """Every country's name under its ISO-2 code."""
    territories = Locale.parse(lang).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


_NO_COUNTRIES = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR", "ZZZ"}  # former names, and the unknown one


@lru_cache
def country_alpha3() -> dict[str, str]:
    """Every country's ISO-3 code, by which outlines of maps are known, under its ISO-2 code."""
    known = {old: now[0] for old, now in get_global("territory_aliases").items() if len(now) == 1}
    return {now: old for old, now in known.items() if len(old) == 3 and old.isalpha() and old not in _NO_COUNTRIES}


@lru_cache
def _how_written(lang: str, pattern: str) -> tuple[Decimal, int, dict[int, str]]:
    """The last place that is written, the fewest decimals, and the language's signs for Python's."""
    fewest, most = parse_pattern(pattern).frac_prec
    symbols = _locale(lang).number_symbols["latn"]
    return Decimal(1).scaleb(-most), fewest, str.maketrans({",": symbols["group"], ".": symbols["decimal"]})


@lru_cache
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


def _is_missing(value: object) -> bool:
    # NaN and NaT differ from themselves, pandas' NA will not even say whether it does
    return value is None or type(value).__name__ == "NAType" or value != value
