"""What a person says once of a header that nothing fits: which column is which. From it comes a layout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.bad_cell import BadCell
from etl.cells import is_missing, read_cell
from etl.contract import Column, contract, contracts
from etl.headers import header_key, headers_of
from etl.layouts import Layout
from etl.units import split_unit

_TELLING = ("business_no", "month", "hs", "country")  # types whose cells look like nothing else
UNITS = {"KRW": ("원", "천원", "백만원", "억원"), "USD": ("USD", "천불", "만불", "백만불"), "kg": ("kg", "톤")}


@dataclass(frozen=True)
class Asked:
    """One column of a kind of file, as a person is asked for it; `units` is empty where there is no choice."""

    name: str
    label: str
    is_required: bool
    units: tuple[str, ...]
    unit: str | None


def columns_asked(source: str, lang: str) -> list[Asked]:
    """The columns of a kind of file, those that must be there first."""
    asked = [_asked(column, lang) for column in contract(source).columns]
    return sorted(asked, key=lambda each: not each.is_required)


def sources_asked() -> list[str]:
    """The kinds of file that people bring (not reference tables)."""
    return [name for name, each in contracts().items() if each.kind != "reference"]


def headings_at(top: Sequence[Sequence[str]], row: int, height: int) -> list[str]:
    """The headings of a header that begins in this row (1 is the first) and has so many rows."""
    rows = [list(each) for each in top[row - 1 : row - 1 + height]]
    header = next(headers_of(rows, len(rows)), None) if rows else None
    return header.headings if header else []


def guess_header(top: Sequence[Sequence[str]]) -> int:
    """The row (1 is the first) that most looks like a header: the first of those with the most words, no numbers."""
    words = [sum(1 for cell in row if cell.strip() and not cell.strip()[:1].isdigit()) for row in top]
    return words.index(max(words)) + 1 if words else 1


def guess_columns(source: str, headings: Sequence[str], below: Sequence[Sequence[str]] = ()) -> dict[str, str]:
    """Column → heading: where the words are alike (the longest decides), else where every cell below reads as such."""
    left, found = [heading for heading in headings if heading.strip()], {}
    for column in contract(source).columns:
        fits = [(score, heading) for heading in left if (score := _likeness(column, heading))]
        if fits:
            _, found[column.name] = max(fits)
            left.remove(found[column.name])
    for column in contract(source).columns:
        if column.name not in found and column.type in _TELLING:
            fit = next((heading for heading in left if _holds(column, below, list(headings).index(heading))), None)
            if fit:
                found[column.name] = fit
                left.remove(fit)
    return found


def layout_said(
    name: str,
    source: str,
    headings: Mapping[str, str],
    units: Mapping[str, str],
    given: Mapping[str, str],
    header_rows: int,
) -> Layout:
    """The layout that a person's answers make. `headings`: column → the file's own heading."""
    kept = {column: (heading,) for column, heading in headings.items() if heading}
    known = {column: unit for column, unit in units.items() if column in kept and unit}
    return Layout(
        name, {"ko": name, "en": name}, source, kept, header_rows, True,
        {column: value for column, value in given.items() if value and column not in kept}, known,
    )  # fmt: skip


def lacking(source: str, headings: Mapping[str, str], given: Mapping[str, str]) -> list[str]:
    """Columns that must be there and that nobody has named yet."""
    said = {name for each in (headings, given) for name, value in each.items() if value}
    return [column.name for column in contract(source).columns if column.required and column.name not in said]


def _asked(column: Column, lang: str) -> Asked:
    units = UNITS.get(column.measures or "", ())
    return Asked(column.name, column.label[lang], column.required, units, column.unit)


def _holds(column: Column, below: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at] for row in below if at < len(row) and not is_missing(row[at])]
    try:
        return bool(cells) and all(read_cell(cell, column) for cell in cells)
    except BadCell:
        return False


def _likeness(column: Column, heading: str) -> int:
    key = header_key(split_unit(heading)[0])
    words = [header_key(word) for word in column.headers]
    alike = [len(word) for word in words if len(word) > 1 and len(key) > 1 and (word in key or key in word)]
    return max(alike, default=0)
