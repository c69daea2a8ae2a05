"""What a person says once of a header that nothing fits: which column is which. From it comes a layout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl import clean_table
from etl.apart import kind_of
from etl.bad_cell import BadCell
from etl.cells import is_missing, read_cell
from etl.clean import RowCleaner
from etl.contract import Column, contract, contracts
from etl.covers import written
from etl.findings import ERROR, FileRefused, Finding
from etl.headers import TALLEST, header_key, headers_of, split_period
from etl.layouts import Layout
from etl.recognise import by_layout
from etl.sheet import Sheet
from etl.telling import place, sentence
from etl.units import Unit, split_unit, unit_in_line, unit_of

_FIRST = ("designations", "firms")  # without these the others have nobody to speak of
_TELLING = ("business_no", "month", "hs", "country")  # types whose cells look like nothing else
UNITS = {"KRW": ("원", "천원", "백만원", "억원"), "USD": ("USD", "천불", "만불", "백만불"), "kg": ("kg", "톤")}

LOOKED_AT = 4  # rows of data that show how they are read

Top = Sequence[Sequence[str]]  # a file's first rows as they stand


@dataclass(frozen=True)
class Asked:
    """One column of a kind of file, as a person is asked for it; `units` is empty where there is no choice.

    A column that `measures` may lie side by side, once for each period; one that is the period then says nothing.
    """

    name: str
    label: str
    is_required: bool
    units: tuple[str, ...]
    measures: bool = False
    is_period: bool = False


@dataclass(frozen=True)
class Place:
    """What a file most looks like: its kind, the row in which its header begins (1 is the first), and its rows."""

    source: str | None
    row: int
    height: int


def columns_asked(source: str, lang: str) -> list[Asked]:
    """The columns of a kind of file, those that must be there first."""
    kind = contract(source)
    asked = [
        Asked(
            each.name,
            each.label[lang],
            each.required,
            UNITS.get(each.measures or "", ()),
            bool(each.measures and kind.period),
            each.name == kind.period,
        )
        for each in kind.columns
    ]
    return sorted(asked, key=lambda each: not each.is_required)


def sources_in_order() -> list[str]:
    """Every kind of file: those that people bring first, in the order in which they begin."""
    return sorted(contracts(), key=lambda name: (contracts()[name].kind == "reference", name not in _FIRST, name))


def sources_asked() -> list[str]:
    """The kinds of file that people bring (not reference tables)."""
    return [name for name in sources_in_order() if contracts()[name].kind != "reference"]


def headings_at(top: Top, row: int, height: int) -> list[str]:
    """The headings of a header that begins in this row (1 is the first) and has so many rows."""
    rows = [list(each) for each in top[row - 1 : row - 1 + height]]
    header = next(headers_of(rows, len(rows)), None) if rows else None
    return header.headings if header else []


def period_groups(headings: Sequence[str]) -> dict[str, list[str]]:
    """Headings that name periods of one measure: what else they say (nothing: "") → the headings."""
    found: dict[str, list[str]] = {}
    for heading in headings:
        if split := split_period(heading):
            found.setdefault(split[0], []).append(heading)
    return found


@lru_cache(maxsize=64)  # asked on each run of the page
def guess_place(top: tuple[tuple[str, ...], ...], source: str | None = None) -> Place:
    """The kind of file and the place of its header that most columns speak for; those that must be there count most."""
    best, place = (0.0, 0.0), Place(source, guess_header(top), 1)
    for name in [source] if source else sources_asked():
        must = {column.name for column in contract(name).columns if column.required}
        for row in range(1, len(top) + 1):
            for height in range(1, min(TALLEST, len(top) - row) + 1):
                headings = headings_at(top, row, height)
                found = _found(name, headings, top[row - 1 + height :])
                score = (len(must & found) / len(must), len(found) - height / 10)
                if len(found) > 1 and score > best:
                    best, place = score, Place(name, row, height)
    return place


def guess_header(top: Top) -> int:
    """The row (1 is the first) that most looks like a header: the first of those with the most words, no numbers."""
    words = [sum(1 for cell in row if cell.strip() and not cell.strip()[:1].isdigit()) for row in top]
    return words.index(max(words)) + 1 if words else 1


def guess_columns(source: str, headings: Sequence[str], below: Sequence[Sequence[str]] = ()) -> dict[str, str]:
    """Column → heading: where words are alike (the most letters decide), else where every cell below reads as such."""
    left, found = _of_no_period(source, headings), {}
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


def guess_periods(source: str, headings: Sequence[str], found: Mapping[str, str]) -> dict[str, str]:
    """Measure → what its headings say besides the period, where periods lie side by side."""
    kind = contract(source)
    if not kind.period or kind.period in found:
        return {}
    measured = [column for column in kind.columns if column.measures and column.name not in found]
    measured.sort(key=lambda column: (not column.required, column.type != "money"))
    guessed: dict[str, str] = {}
    for rest in period_groups(headings):
        alike = [(_likeness(column, rest), -at, column) for at, column in enumerate(measured) if rest]
        score, _, column = max(alike, default=(0, 0, None), key=lambda each: each[:2])
        column = column if score else measured[0] if measured and not rest else None
        if column and column.name not in guessed:
            guessed[column.name] = rest
    return guessed


def guess_unit(column: str, source: str, heading: str, above: Top) -> str | None:
    """The unit that the heading says, or a line above the header, or the contract."""
    kind = contract(source).column(column)
    unit = split_unit(heading)[1]
    lines = (unit_in_line(" ".join(row), kind.measures or "") for row in above)
    unit = unit if unit and unit.measures == kind.measures else next(filter(None, lines), unit_of(kind.unit or ""))
    return word_of(unit) if unit else None


def word_of(unit: Unit) -> str:
    """The unit as people are offered it: 천불 for 천$."""
    alike = (word for word in UNITS.get(unit.measures, ()) if _factor(word) == unit.factor)
    return next(alike, unit.word)


def is_laid_out(top: Top, layout: Layout) -> bool:
    """Whether rows show every heading of a layout."""
    return bool(list(by_layout([Sheet(None, [list(row) for row in top])], [layout], {})))


def result_of(layout: Layout, top: Top, given: Mapping[str, str], lang: str) -> tuple[list[dict[str, str]], list[str]]:
    """The first rows as the layout reads them, periods below each other, and what is wrong in them, in words."""
    fit = next(by_layout([Sheet(None, [list(row) for row in top])], [layout], {}), None)
    if fit is None:
        return [], []
    heads = clean_table.headings(fit.contract, lang)
    rows: list[dict[str, str]] = []
    found: list[Finding] = []
    try:
        cleaners = [RowCleaner(view, dict(given)) for view in fit.views]
    except FileRefused as refused:
        return [], [sentence(lang, finding) for finding in refused.findings]
    for number, row in enumerate(top[fit.header_row + 1 :][:LOOKED_AT], fit.header_row + 2):
        for cleaner in cleaners:
            if kind_of(list(row), fit.shape) or (len(cleaners) > 1 and not cleaner.says_something(list(row))):
                continue
            values, told = cleaner.read(list(row), number)
            found += [finding for finding in told if finding.severity == ERROR and finding not in found]
            rows.append({heads[column.name]: _shown(values, column) for column in fit.contract.columns
                         if column.name in {*cleaner.constants, *fit.headers}})  # fmt: skip
    return rows, list(
        dict.fromkeys(f"{place(lang, '', finding).strip()}: {sentence(lang, finding)}" for finding in found)
    )


def layout_said(
    name: str,
    source: str,
    headings: Mapping[str, str],
    units: Mapping[str, str],
    given: Mapping[str, str],
    header_rows: int,
    periods: Mapping[str, str] | None = None,
) -> Layout:
    """The layout that a person's answers make.

    `headings`: column → the file's own heading; `periods`: measure → what its headings say besides the period. A period
    that is the same for all rows is not in it: it is true of one file only.
    """
    kept = {column: (heading,) for column, heading in headings.items() if heading}
    spread = {column: (rest,) for column, rest in (periods or {}).items()}
    known = {column: unit for column, unit in units.items() if column in {**kept, **spread} and unit}
    period = contract(source).period
    values = {column: value for column, value in given.items() if value and column not in {*kept, period}}
    return Layout(name, {"ko": name, "en": name}, source, kept, header_rows, True, values, known, (), spread)


def of_this_file(source: str, given: Mapping[str, str]) -> dict[str, str]:
    """What of the values said is true of one file only: its period."""
    return {column: value for column, value in given.items() if value and column == contract(source).period}


def lacking(
    source: str, headings: Mapping[str, str], given: Mapping[str, str], periods: Mapping[str, str] | None = None
) -> list[str]:
    """Columns that must be there and that nobody has named yet."""
    kind = contract(source)
    said = {name for each in (headings, given) for name, value in each.items() if value}
    said |= {*periods, kind.period} if periods else set()
    return [column.name for column in kind.columns if column.required and column.name not in said]


def _of_no_period(source: str, headings: Sequence[str]) -> list[str]:
    """The headings, without those that name a period where no column does: they lie side by side."""
    named = [heading for heading in headings if heading.strip()]
    kind = contract(source)
    plain = [heading for heading in named if not split_period(heading)]
    if not kind.period or any(_likeness(kind.column(kind.period), heading) for heading in plain):
        return named
    return plain


def _found(source: str, headings: Sequence[str], below: Top) -> set[str]:
    """The columns that a header seems to have."""
    columns = guess_columns(source, headings, below)
    periods = guess_periods(source, headings, columns)
    return {*columns, *periods, *([contract(source).period] if periods else [])}


def _shown(values: dict, column: Column) -> str:
    """A cell as it was read, for a person to compare."""
    value = values.get(column.name)
    if value is None:
        return ""
    if column.type == "choice":
        return column.allowed[value][0]
    if column.type in ("month", "period"):
        return written(column, values)
    return f"{value:,.15g}" if column.measures else str(value)


def _factor(word: str) -> object:
    unit = unit_of(word)
    return unit and unit.factor


def _holds(column: Column, below: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at] for row in below if at < len(row) and not is_missing(row[at])]
    try:
        return bool(cells) and all(read_cell(cell, column) for cell in cells)
    except BadCell:
        return False


def _likeness(column: Column, heading: str) -> int:
    key = header_key(split_unit(heading)[0])
    words = [header_key(word) for word in column.headers]
    both = [(min(len(word), len(key)), abs(len(word) - len(key))) for word in words if word in key or key in word]
    return max((10 * shared - other for shared, other in both if shared > 1), default=0)
