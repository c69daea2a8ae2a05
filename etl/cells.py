"""One cell of text → one typed value. Each reader returns (value, code of a correction or None) or raises BadCell."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from etl.bad_cell import BadCell
from etl.contract import Column
from etl.suspicious import MOST_TEXT, acts, damage
from etl.trade import NAMIBIA, read_country, read_hs
from etl.units import unit_of

MISSING = {"", "-", "–", "—", "―", "n/a", "na", "null", "none", "해당없음", "해당 없음"}
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_AS_TEXT = re.compile(r'="([^"]*)"')
_MOST = 9 * 10**18  # what 64 bits hold
_FIRST_SERIAL, _LAST_SERIAL = 29221, 73415  # 1980-01-01 and 2100-12-31 as Excel counts days
_EARLIEST, _LATEST = 1900, 2100  # a year outside is a slip of the keyboard


def tidy(text: str) -> str:
    """The text in NFC, without invisible characters and outer blanks; ="0801" is the text 0801, kept so from Excel."""
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE).replace("\u00a0", " ").strip()
    kept = _AS_TEXT.fullmatch(plain) if plain.startswith('="') else None
    return kept[1].strip() if kept else plain


def is_missing(text: str) -> bool:
    """Whether a cell says nothing."""
    return tidy(text).lower() in MISSING


def says_nothing(text: str, column: Column) -> bool:
    """Whether a cell of this column says nothing: NA is a country."""
    return is_missing(text) and not (column.type == "country" and tidy(text) == NAMIBIA)


def read_cell(text: str, column: Column) -> tuple[object, str | None]:
    """The cell's value by the column's type, None when missing. Raises BadCell."""
    if says_nothing(text, column):
        return None, None
    if text.startswith("#") and text.strip().upper() in ERRORS:
        raise BadCell("cell_error")
    value, told = _READERS[column.type](tidy(text), column)
    return value, told or ("formula_text" if text.lstrip().startswith('="') and value is not None else None)


def read_date(text: str, edge: str = "first") -> tuple[dt.date, str]:
    """A day and how exactly it was written (day, month, year). Raises BadCell.

    `edge` says which day stands for a month or a year: its first or its last.
    """
    plain = unicodedata.normalize("NFKC", text).strip().rstrip(".").replace(" ", "")
    for pattern in _DATE_FORMS:
        match = pattern.fullmatch(plain)
        if match:
            return _day(match, text, edge)
    raise BadCell("date_unreadable")


_DATE_FORMS = [
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})[-./년](?P<m>\d{1,2})[-./월](?P<d>\d{1,2})일?(T?00:00(:00)?)?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<y>\d{4})[-./년](?P<m>\d{1,2})월?",
        r"(?P<y>\d{4})(?P<m>0[1-9]|1[0-2])",
        r"(?P<y>\d{4})년?",
        r"'(?P<y>\d{2})[-./년](?P<m>\d{1,2})[-./월](?P<d>\d{1,2})일?",
        r"'(?P<y>\d{2})[-./년](?P<m>\d{1,2})월?",
        r"'(?P<y>\d{2})년?",
    )
]


def _day(match: re.Match, text: str, edge: str) -> tuple[dt.date, str]:
    found = match.groupdict()
    year = _known(int(found["y"]) + (2000 if len(found["y"]) == 2 else 0))
    precision = "day" if found.get("d") else "month" if found.get("m") else "year"
    month = int(found.get("m") or (1 if edge == "first" else 12))
    try:
        if precision == "day" or edge == "first":
            return dt.date(year, month, int(found.get("d") or 1)), precision
        return _last_of_month(year, month), precision
    except ValueError as impossible:
        raise BadCell("date_impossible") from impossible


def _known(year: int) -> int:
    if not _EARLIEST <= year <= _LATEST:
        raise BadCell("date_out_of_range")
    return year


def _last_of_month(year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def business_no_is_valid(digits: str) -> bool:
    """Whether ten digits satisfy the check digit of a Korean business number (DOMAIN: Units and formats)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False))
    total += int(digits[8]) * 5 // 10
    return (10 - total % 10) % 10 == int(digits[9])


def corporate_no_is_valid(digits: str) -> bool:
    """Whether thirteen digits satisfy the check digit of a Korean corporate number."""
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(digits[:12]))
    return (10 - total % 10) % 10 == int(digits[12])


def _digits(text: str, wanted: int, code: str) -> str:
    digits = re.sub(r"[\s\-‐–—.]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(rf"[0-9]{{{wanted}}}", digits):
        raise BadCell(code, digits=str(wanted))
    return digits


def _business_no(text: str, column: Column) -> tuple[str, str | None]:
    digits = _digits(text, 10, "business_no_shape")
    return digits, None if business_no_is_valid(digits) else "business_no_checksum"


def _corporate_no(text: str, column: Column) -> tuple[str, str | None]:
    digits = _digits(text, 13, "corporate_no_shape")
    return digits, None if corporate_no_is_valid(digits) else "corporate_no_checksum"


def read_serial(text: str) -> dt.date | None:
    """The day that Excel keeps as this number; None for any other text.

    Only days from 1980 on: a smaller number is more likely a slip of the keyboard (20195 for 2019.5).
    """
    plain = unicodedata.normalize("NFKC", text)
    if not re.fullmatch(r"[2-7][0-9]{4}", plain) or not _FIRST_SERIAL <= int(plain) <= _LAST_SERIAL:
        return None
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(plain))


def _date(text: str, column: Column) -> tuple[tuple[dt.date, str], str | None]:
    day = read_serial(text)
    return ((day, "day"), "date_from_serial") if day else (read_date(text, column.edge), None)


def _decimal(text: str, column: Column) -> tuple[Decimal, str | None]:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if re.fullmatch(r"[△▲\u2212].+", plain):
        plain = "-" + plain[1:]
    elif re.fullmatch(r"\(.+\)", plain):
        plain = "-" + plain[1:-1]
    if not re.fullmatch(r"[+-]?(\d{1,18}|\d{1,3}(,\d{3}){1,5}|(?=\.\d))\.?\d{0,12}", plain):  # 1,5 is not fifteen
        raise BadCell("number_unreadable")
    value = Decimal(plain.replace(",", ""))
    if not (column.least is None or value >= column.least) or not (column.most is None or value <= column.most):
        raise BadCell("number_out_of_range", least=_bound(column.least), most=_bound(column.most))
    return value, "negative_sign" if plain.startswith("-") and not text.startswith("-") else None


def _bound(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _fitting(value: Decimal) -> int:
    if abs(value) >= _MOST:
        raise BadCell("number_too_large")
    return int(value)


def _number(text: str, column: Column) -> tuple[float, str | None]:
    value, told = _decimal(text, column)
    return float(value), told


def _whole(text: str, column: Column) -> tuple[int, str | None]:
    value, told = _decimal(text, column)
    if value != value.to_integral_value():
        raise BadCell("whole_expected")
    return _fitting(value), told


def _scaled(text: str, column: Column) -> tuple[Decimal, str | None]:
    value, told = _decimal(text, column)
    return value * unit_of(column.unit).factor, told


def _money(text: str, column: Column) -> tuple[int, str | None]:
    value, told = _scaled(text, column)
    whole = _fitting(value.to_integral_value())
    return whole, told or ("rounded" if whole != value else None)


def _quantity(text: str, column: Column) -> tuple[float, str | None]:
    value, told = _scaled(text, column)
    return float(value), told


def _year(text: str, column: Column) -> tuple[int, str | None]:
    day, precision = read_date(text)
    if precision != "year":
        raise BadCell("year_expected")
    return day.year, None


def _month(text: str, column: Column) -> tuple[dt.date, str | None]:
    if day := read_serial(text):
        return day.replace(day=1), "date_from_serial"
    day, precision = read_date(text)
    if precision == "year":
        raise BadCell("month_expected")
    return day.replace(day=1), "month_from_day" if precision == "day" else None


_QUARTER = re.compile(r"(?:(\d{4})|'(\d{2}))년?[-./]?(?:Q([1-4])|([1-4])(?:/4)?(?:분기|Q))")  # 2025년 4분기, '21.1Q


def _period(text: str, column: Column) -> tuple[tuple[dt.date, str], str | None]:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if quarter := _QUARTER.fullmatch(plain):
        year = _known(int(quarter[1] or f"20{quarter[2]}"))
        return (dt.date(year, 3 * int(quarter[3] or quarter[4]) - 2, 1), "quarter"), None
    day, precision = read_date(text)
    if precision == "day":
        raise BadCell("period_expected")
    return (day, precision), None


def _choice(text: str, column: Column) -> tuple[str, str | None]:
    wanted = _folded(text)
    for code, words in column.allowed.items():
        if wanted == code or wanted in {_folded(word) for word in words}:
            return code, None
    raise BadCell("choice_unknown", allowed=", ".join(words[0] for words in column.allowed.values()))


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def _text(text: str, column: Column) -> tuple[str, str | None]:
    if len(text) > MOST_TEXT:
        raise BadCell("cell_too_long", most=str(MOST_TEXT))
    if found := damage(text):
        raise BadCell(found[0], mended=found[1])
    return text, "text_acts" if acts(text) else None


def _code(text: str, column: Column) -> tuple[str, str | None]:
    return text.lower(), None


_READERS: dict[str, Callable[[str, Column], tuple[object, str | None]]] = {
    "text": _text,
    "code": _code,
    "business_no": _business_no,
    "corporate_no": _corporate_no,
    "date": _date,
    "month": _month,
    "period": _period,
    "year": _year,
    "whole": _whole,
    "number": _number,
    "money": _money,
    "quantity": _quantity,
    "hs": lambda text, column: read_hs(text, column.digits),
    "country": lambda text, column: read_country(text),
    "choice": _choice,
}
