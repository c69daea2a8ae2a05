"""For each type of column any value that its contract allows, and any way in which an office may write it."""

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from etl.apart import may_be_apart
from etl.cells import ERRORS, is_missing, tidy
from etl.contract import Column, contract
from etl.suspicious import damage
from tests.etl.acting import business_no, corporate_no

UNITS = {
    "KRW": {"원": 1, "천원": 10**3, "만원": 10**4, "백만원": 10**6, "억원": 10**8, "억": 10**8},
    "USD": {"USD": 1, "$": 1, "불": 1, "달러": 1, "천불": 10**3, "천달러": 10**3, "만달러": 10**4, "만불": 10**4,
            "백만불": 10**6, "백만달러": 10**6, "억불": 10**8},
    "kg": {"kg": 1, "톤": 1000, "t": 1000}, "people": {"명": 1}, "count": {"건": 1, "개": 1},
}  # fmt: skip
COUNTRIES = {
    "US": ("미국", "United States", "USA"), "VN": ("베트남", "Vietnam", "VNM"), "NA": ("나미비아", "Namibia", "NAM"),
    "KZ": ("카자흐스탄", "Kazakhstan", "KAZ"), "AE": ("아랍에미리트", "United Arab Emirates", "ARE"),
    "CI": ("코트디부아르", "Côte d’Ivoire", "CIV"), "TR": ("튀르키예", "Türkiye", "TUR"), "HK": ("홍콩", "HKG"),
    "CD": ("콩고민주공화국", "COD"), "GB": ("영국", "United Kingdom", "GBR"), "BA": ("보스니아 헤르체고비나", "BIH"),
    "ZZ": ("기타", "기타국가"),
}  # fmt: skip
FORMS = {
    "day": ["{0:%Y-%m-%d}", "{0:%Y.%m.%d}", "{0:%Y/%m/%d}", "{0:%Y%m%d}", "{0.year}년 {0.month}월 {0.day}일",
            "{0.year}. {0.month}. {0.day}.", "{0.year}.{0.month}.{0.day}.", "{0:%Y-%m-%d} 00:00:00"],
    "month": ["{0:%Y-%m}", "{0:%Y.%m}", "{0:%Y/%m}", "{0:%Y%m}", "{0.year}년 {0.month}월", "{0.year}. {0.month}.",
              "{0.year}-{0.month}"],
    "year": ["{0:%Y}", "{0.year}년"],
    "quarter": ["{0.year}년 {1}분기", "{0.year}년 {1}/4분기", "{0.year}Q{1}", "{0.year}.{1}Q", "{0.year}-Q{1}"],
}  # fmt: skip
SHORT_FORMS = {  # of this century
    "day": ["'{0:%y}.{0.month}.{0.day}", "'{0:%y}-{0:%m}-{0:%d}"],
    "month": ["'{0:%y}.{0.month}", "'{0:%y}년 {0.month}월"],
    "year": ["'{0:%y}", "'{0:%y}년"],
    "quarter": ["'{0:%y}.{1}Q", "'{0:%y}년 {1}분기"],
}
NOTHING = ("", "-", "–", "N/A", "해당없음")
SIGNS = ("-{}", "△{}", "▲{}", "({})", "−{}", "－{}", "△ {}")
WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789.,-()"}
LETTERS = st.sampled_from("가나다라똠방각펲힣㈜&()-,;|\t'\"·、ABz019 \n")
ANY_LETTER = LETTERS | st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufffd")


@dataclass(frozen=True)
class Cell:
    """What is written, and what it means: one value, or a day and how exactly it is known."""

    text: str
    values: tuple


Cells = st.SearchStrategy[Cell]


@cache
def cells_of(source: str, name: str, factor: int = 1) -> Cells:
    """Cells of a column, empty ones where it may be empty; `factor` is that of the unit in which it is written."""
    column = contract(source).column(name)
    full = _CELLS[column.type](column, factor)
    if column.required or name in contract(source).within:  # a file that tells whose rows they are tells it in each
        return full
    size = 2 if column.precision else 1
    return st.one_of(full, full, st.sampled_from(NOTHING).map(lambda text: Cell(text, (None,) * size)))


def _is_plain(text: str) -> bool:
    return (
        not (text.upper() in ERRORS or is_missing(text) or damage(text) or may_be_apart(text, ()))
        and tidy(text) == text
    )


_TEXTS = st.text(ANY_LETTER, min_size=1, max_size=8).map(tidy).filter(_is_plain)
_CODES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(_is_plain)
_WIDE = st.integers(0, 4).map(lambda chance: chance == 0)


def _text(column: Column, factor: int) -> Cells:
    return _TEXTS.map(lambda text: Cell(text, (text,)))


def _code(column: Column, factor: int) -> Cells:
    return st.builds(lambda code, case: Cell(case(code), (code,)), _CODES, st.sampled_from([str, str.upper, str.title]))


def _firm_number(made: Callable[[int], str], cuts: tuple[int, ...]) -> Callable[[Column, int], Cells]:
    def cell(serial: int, mark: str, is_wide: bool) -> Cell:
        number = made(serial)
        parts = [number[start:end] for start, end in zip((0, *cuts), (*cuts, None), strict=True)]
        return Cell(_widened(mark.join(parts), is_wide), (number,))

    return lambda column, factor: st.builds(
        cell, st.integers(0, 999_999), st.sampled_from(["", "-", " ", "–", "."]), _WIDE
    )


def _day(column: Column, factor: int) -> Cells:
    def cell(day: dt.date, exact: str, form: int, is_wide: bool) -> Cell:
        day = _edge(day, exact, column.edge)
        return Cell(_widened(_written(day, exact, form), is_wide), (day, exact) if column.precision else (day,))

    exact = st.sampled_from(["day", "month", "year"])
    return st.builds(cell, _DAYS, exact, _FORM, _WIDE) | _SERIALS.map(
        lambda day: Cell(_serial(day), (day, "day") if column.precision else (day,))
    )


_DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
_SERIALS = st.dates(dt.date(1980, 1, 1), dt.date(2100, 12, 31))
_FORM = st.integers(0, 30)


def _serial(day: dt.date) -> str:
    return str((day - dt.date(1899, 12, 30)).days)


def _edge(day: dt.date, exact: str, edge: str) -> dt.date:
    """The day that stands for the whole month or year."""
    if exact == "day":
        return day
    if edge == "last":
        month = day.month if exact == "month" else 12
        return day.replace(month=month, day=calendar.monthrange(day.year, month)[1])
    return day.replace(month=1 if exact == "year" else day.month, day=1)


def _written(day: dt.date, exact: str, form: int) -> str:
    forms = FORMS[exact] + (SHORT_FORMS[exact] if 2000 <= day.year <= 2099 else [])
    return forms[form % len(forms)].format(day, (day.month + 2) // 3)


def _month(column: Column, factor: int) -> Cells:
    def cell(day: dt.date, exact: str, form: int, is_wide: bool) -> Cell:
        return Cell(_widened(_written(day, exact, form), is_wide), (day.replace(day=1),))

    exact = st.sampled_from(["month", "month", "day"])
    return st.builds(cell, _DAYS, exact, _FORM, _WIDE) | _SERIALS.map(
        lambda day: Cell(_serial(day), (day.replace(day=1),))
    )


def _period(column: Column, factor: int) -> Cells:
    def cell(day: dt.date, exact: str, form: int, is_wide: bool) -> Cell:
        if exact == "quarter":
            day = day.replace(month=3 * ((day.month + 2) // 3) - 2, day=1)
        day = _edge(day, exact, "first") if exact != "quarter" else day.replace(day=1)
        return Cell(_widened(_written(day, exact, form), is_wide), (day, exact))

    return st.builds(cell, _DAYS, st.sampled_from(["month", "quarter", "year"]), _FORM, _WIDE)


def _year(column: Column, factor: int) -> Cells:
    return st.builds(lambda day, form, is_wide: Cell(_widened(_written(day, "year", form), is_wide), (day.year,)),
                     _DAYS, _FORM, _WIDE)  # fmt: skip


def _widened(text: str, is_wide: bool) -> str:
    return text.translate(WIDE) if is_wide else text


def _amounts(least: int, most: int, places: int, value: Callable[[Decimal], object]) -> Cells:
    """Amounts with up to so many decimals; `value` is what an amount means."""

    def cell(digits: int, power: int, thousands: bool, sign: str, is_wide: bool) -> Cell:
        amount = Decimal(digits).scaleb(-power)
        plain = f"{abs(amount):,f}" if thousands else f"{abs(amount):f}"
        return Cell(_widened(sign.format(plain) if amount < 0 else plain, is_wide), (value(amount),))

    numbers = st.integers(max(least, -5000), min(most, 5000)) | st.integers(least, most)
    return st.builds(cell, numbers, st.integers(0, places), st.booleans(), st.sampled_from(SIGNS), _WIDE)


def _money(column: Column, factor: int) -> Cells:
    """Whole won and dollars, which in a larger unit have decimals."""
    places = len(str(factor)) - 1
    most = 10**15 // factor
    return _amounts(-most, most, places, lambda amount: int(amount * factor))


def _quantity(column: Column, factor: int) -> Cells:
    return _amounts(0, 10**9, 3 if column.measures == "kg" else 0, lambda amount: float(amount * factor))


def _number(column: Column, factor: int) -> Cells:
    return _amounts(-(10**12), 10**12, 6, float)


def _whole(column: Column, factor: int) -> Cells:
    least = -(10**9) if column.least is None else int(column.least)
    most = 10**9 if column.most is None else int(column.most)
    return _amounts(least, most, 0, int)


def _hs(column: Column, factor: int) -> Cells:
    def cell(chapter: int, rest: int, size: int, is_lost: bool, mark: str, is_wide: bool) -> Cell:
        code = (f"{chapter:02}" + f"{rest:08}")[:size]
        text = code[1:] if code[0] == "0" and is_lost else code[:4] + mark + code[4:] if size > 4 else code
        return Cell(_widened(text, is_wide), (code,))

    chapters = st.integers(1, 97).filter(lambda chapter: chapter != 77)
    return st.builds(cell, chapters, st.integers(0, 10**8 - 1), st.sampled_from(column.digits), st.booleans(),
                     st.sampled_from(["", ".", "-", " "]), _WIDE)  # fmt: skip


def _country(column: Column, factor: int) -> Cells:
    words = [(word, code) for code, names in COUNTRIES.items() for word in (code, *names, *names)]
    words += [(code.lower(), code) for code in COUNTRIES if code != "NA"]  # na says nothing
    return st.sampled_from(words).map(lambda pair: Cell(pair[0], (pair[1],)))


def _choice(column: Column, factor: int) -> Cells:
    words = [(word, code) for code, names in column.allowed.items() for word in (code, *names)]
    case = st.sampled_from([str, str.upper, " ".join])
    return st.builds(lambda pair, case: Cell(case(pair[0]), (pair[1],)), st.sampled_from(words), case)


_CELLS: dict[str, Callable[[Column, int], Cells]] = {
    "text": _text, "code": _code, "business_no": _firm_number(business_no, (3, 5)),
    "corporate_no": _firm_number(corporate_no, (6,)), "date": _day, "month": _month, "period": _period, "year": _year,
    "whole": _whole, "number": _number, "money": _money, "quantity": _quantity, "hs": _hs, "country": _country,
    "choice": _choice,
}  # fmt: skip
