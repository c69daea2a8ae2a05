"""Which source a table is, where its header stands, which column is which, and in what unit."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from etl.apart import Shape
from etl.contract import Column, Contract, contract, contracts
from etl.findings import FileRefused, Finding, correction, error
from etl.headers import TALLEST, Header, header_key, headers_of
from etl.layouts import Layout, layouts
from etl.seats import Spread, Words, laid_out, reaches_down, seats_of, side_by_side, words_of
from etl.sheet import Sheet
from etl.unfit import columns_missing, lacks_its_period, no_header
from etl.units import Unit, split_unit, unit_in_line, unit_of

SHEET, UNIT, ENCODING = "sheet", "unit", "encoding"  # what a person may say of a file besides values of columns
SAID = (SHEET, UNIT, ENCODING)
EXACT = ("date", "month", "period", "year", "hs", "country")  # types of cells that are never free words


@dataclass(frozen=True)
class Period:
    """Columns that speak of one period, where periods lie side by side: its text as a cell, and the columns' places."""

    text: str
    places: dict[int, Column]


@dataclass(frozen=True)
class Recognised:
    """A sheet understood: its contract, its last header row (0-based), column places, and what was noticed."""

    contract: Contract
    sheet: Sheet
    header_row: int
    headings: list[str]
    places: dict[int, Column]
    layout: str
    findings: list[Finding]
    given: dict[str, str] = field(default_factory=dict)  # what the layout says and the file does not
    periods: tuple[Period, ...] = ()  # of a table whose periods lie side by side; places then holds the other columns

    @property
    def headers(self) -> dict[str, str]:
        """Column → the heading that the file gives it (of periods side by side the first)."""
        seats = dict(self.places)
        if self.periods:
            seats |= self.periods[0].places
        return {column.name: self.headings[at] for at, column in seats.items()}

    @property
    def views(self) -> "list[Recognised]":
        """The table once for each period that lies side by side, as if it had only that one; else the table itself."""
        return [
            replace(
                self,
                places=self.places | period.places,
                given=self.given | {self.contract.period: period.text},
                periods=(),
            )
            for period in self.periods
        ] or [self]

    def lacking(self, said: Mapping[str, str]) -> list[Column]:
        """Columns that must be there and are neither in the file nor said."""
        there = {*self.headers, *self.given, *([self.contract.period] if self.periods else ())}
        return [
            column
            for column in self.contract.columns
            if column.required and column.name not in there and set(said).isdisjoint(column.headers)
        ]

    @property
    def shape(self) -> Shape:
        """What tells rows of data from totals and footnotes."""
        seats = self.places | {at: column for period in self.periods for at, column in period.places.items()}
        own = next((at for at, column in seats.items() if column.type == "business_no"), None)
        amounts = frozenset(at for at, column in seats.items() if column.measures)
        exact = frozenset(at for at, column in seats.items() if column.type in EXACT)
        return Shape(tuple(heading for heading in self.headings if heading), amounts, own, exact)


def recognise(
    sheets: list[Sheet],
    source: str | None = None,
    layout: Layout | None = None,
    given: Mapping[str, str] | None = None,
    remembered: tuple[Layout, ...] = (),
) -> Recognised:
    """The best fit of any sheet to a contract or layout.

    `given`: what a person says of the file: values of columns that it has not, the sheet, the unit; `remembered`:
    layouts that a person once made for such a header. Raises FileRefused, UnknownSource.
    """
    said = given or {}
    sheets = _asked_sheet(sheets, said.get(SHEET))
    if layout:
        fits = _whole(list(by_layout(sheets, [replace(layout, marks=())], said)), said)  # naming it needs no marks
    else:
        known = [*remembered, *(each for each in layouts().values() if each.auto)]
        fits = list(by_layout(sheets, [each for each in known if source in (None, each.source)], said))
        fits = _whole(fits, said) or list(
            _by_contract(sheets, [contract(source)] if source else list(contracts().values()), said)
        )
    if not fits:
        raise FileRefused([no_header(sheets, contract(source) if source else None, layout)])
    fits.sort(key=_rank)
    best, rivals = fits[0], [fit for fit in fits[1:] if _rank(fit)[:2] == _rank(fits[0])[:2]]
    if any(fit.contract is not best.contract for fit in rivals):
        names = ", ".join(sorted({fit.contract.name for fit in [best, *rivals]}))
        raise FileRefused([error("source_ambiguous", names=names)])
    if any(fit.sheet is not best.sheet for fit in rivals):
        names = ", ".join(dict.fromkeys(str(fit.sheet.name) for fit in [best, *rivals]))
        raise FileRefused([error("sheet_ambiguous", names=names)])
    if source is None and layout is None and best.layout not in {each.name for each in known}:
        _not_nearly_another(best)
    return _told_apart(best)


def _told_apart(fit: Recognised) -> Recognised:
    """No blank where a file says whose rows they are: below a region that is written once stands no other's."""
    within = fit.contract.within
    places = {at: replace(column, required=column.required or column.name in within)
              for at, column in fit.places.items()}  # fmt: skip
    return replace(fit, places=places)


def _not_nearly_another(fit: Recognised) -> None:
    """Raises FileRefused where another kind of file would read more columns, if only its period were said."""
    headings = {header_key(split_unit(heading)[0]) for heading in fit.headings}
    if not fit.periods and (near := lacks_its_period(headings, more_than=len(fit.places))):
        raise FileRefused([columns_missing(near, headings)])


def _whole(fits: list[Recognised], said: Mapping[str, str]) -> list[Recognised]:
    """Those that lack nothing. Raises FileRefused when each of them lacks a value that only a person can say."""
    whole = [fit for fit in fits if not fit.lacking(said)]
    if fits and not whole:
        lacking = ", ".join(column.label["ko"] for column in fits[0].lacking(said))
        raise FileRefused([error("columns_missing", columns=lacking, source=fits[0].contract.name)])
    return whole


def layout_of(row: list[str]) -> str:
    """A fingerprint of a header: two files with the same headings have the same layout."""
    keys = sorted(key for heading in row if (key := header_key(heading)))
    return "header-" + hashlib.sha256("\n".join(keys).encode()).hexdigest()[:8]


def _asked_sheet(sheets: list[Sheet], name: str | None) -> list[Sheet]:
    if name is None:
        return sheets
    asked = [sheet for sheet in sheets if sheet.name == name]
    if not asked:
        raise FileRefused(
            [error("sheet_unknown", None, None, name, names=", ".join(str(each.name) for each in sheets))]
        )
    return asked


def _by_contract(sheets: list[Sheet], wanted: list[Contract], said: Mapping[str, str]) -> Iterator[Recognised]:
    words = {each.name: words_of(each) for each in wanted}
    for sheet in sheets:
        for height in range(1, TALLEST + 1):
            for header in headers_of(sheet.rows, height):
                for each in wanted:
                    if fit := _fit(each, words[each.name], sheet, header, said):
                        yield fit


def _rank(fit: Recognised) -> tuple[int, int, int]:
    unread = sum(1 for finding in fit.findings if finding.code == "column_dropped")
    columns = len(fit.places) + sum(len(period.places) for period in fit.periods)
    return (-columns, unread, fit.header_row)


def _fit(candidate: Contract, words: Words, sheet: Sheet, header: Header, said: Mapping[str, str]) -> Recognised | None:
    headings, findings = header.headings, []
    seats, others = seats_of(words, header, findings)
    if not seats:
        return None
    given = {column.name for column in candidate.columns if not set(said).isdisjoint(column.headers)}
    above = [(number, " ".join(filter(None, line))) for number, line in enumerate(sheet.rows[: header.top], 1)]
    spread: Spread = {}
    if candidate.period and candidate.period not in {*seats, *given}:
        spread = side_by_side(candidate, words, headings, others, [line for _, line in above])
    named = {*seats, *given, *({candidate.period} if spread else ())}
    named |= {column.name for group in spread.values() for column, _ in group.values()}
    if any(column.required and column.name not in named for column in candidate.columns):
        return None
    if header.last > header.top and not reaches_down(sheet.rows[header.last], seats, spread):
        return None  # its last row says nothing that the rows above it do not: it is a row of data
    read = {at for group in spread.values() for at in group}
    findings += [correction("column_dropped", header.last + 1, headings[at]) for at in others - read if headings[at]]
    findings += [correction("title_line", number, None, line) for number, line in above if line.strip()]
    tell = _Units(header.last + 1, above, said.get(UNIT), findings)
    places = {seat.at: tell.column(candidate.column(name), seat.unit, headings[seat.at])
              for name, seat in seats.items()}  # fmt: skip
    periods = tuple(
        Period(text, {at: tell.column(column, unit, headings[at]) for at, (column, unit) in group.items()})
        for text, group in spread.items()
    )
    if periods:
        findings.append(correction("periods_side_by_side", header.last + 1, None, None, count=len(periods)))
    return Recognised(
        candidate, sheet, header.last, headings, places, layout_of(headings), findings, periods=periods
    )  # fmt: skip


@dataclass(frozen=True)
class _Units:
    """The unit of each column: the one that a person says, the heading's, that of a line above, the contract's."""

    row: int
    above: list[tuple[int, str]]
    said: str | None
    findings: list[Finding]

    def column(self, column: Column, unit: Unit | None, heading: str) -> Column:
        """The column in the unit that the file states."""
        if not column.measures:
            return column
        told = unit_of(self.said) if self.said else None
        if told and told.measures == column.measures:
            return _in_unit(column, self.said)
        if unit and unit.measures != column.measures:
            mismatch = error("unit_mismatch", self.row, heading, unit.word, measures=column.measures)
            self.findings.append(mismatch)
            return column
        stated = unit or next((it for _, line in self.above if (it := unit_in_line(line, column.measures))), None)
        if stated:
            return replace(column, unit=stated.word)
        if column.type == "money":
            self.findings.append(correction("unit_assumed", self.row, heading, None, unit=column.unit))
        return column


def by_layout(sheets: list[Sheet], known: list[Layout], said: Mapping[str, str]) -> Iterator[Recognised]:
    """Every sheet that shows all headings of one of these layouts."""
    for layout in known:
        for sheet in sheets:
            heights = [layout.header_rows] if layout.header_rows else range(1, TALLEST + 1)
            headers = (each for height in heights for each in headers_of(sheet.rows, height))
            found = (_seated(layout, sheet, each, said.get(UNIT)) for each in headers
                     if not layout.marks or _marked(sheet.rows[: each.top], layout.marks))  # fmt: skip
            if fit := next(filter(None, found), None):
                yield fit


def _seated(layout: Layout, sheet: Sheet, header: Header, unit: str | None) -> Recognised | None:
    """The table under a header that has every heading of the layout; None where one is missing."""
    wanted = {header_key(word): name for name, heading in layout.columns.items() for word in heading}
    seats: dict[str, int] = {}
    for at, (whole, *_) in enumerate(header.names):
        if name := wanted.get(whole.key) or wanted.get(whole.base):
            seats.setdefault(name, at)
    spread = laid_out(layout.periods, header.headings, set(seats.values()))
    if len(seats) < len(layout.columns) or {*layout.periods} - {
        name for each in spread.values() for name in each.values()
    }:
        return None
    places = {at: _in_unit(layout.column(name), unit) for name, at in seats.items()}
    periods = tuple(
        Period(text, {at: _in_unit(layout.column(name), unit) for at, name in group.items()})
        for text, group in spread.items()
    )
    findings: list[Finding] = []
    if layout.name in layouts() and not periods:  # one that a person made leaves out what the person left out
        places = _more(layout, sheet, header, findings) | places
    read = {*places, *(at for period in periods for at in period.places)}
    unread = [heading for at, heading in enumerate(header.headings) if at not in read and heading]
    findings += [correction("column_dropped", header.last + 1, heading) for heading in unread]
    if periods:
        findings.append(correction("periods_side_by_side", header.last + 1, None, None, count=len(periods)))
    return Recognised(
        layout.contract, sheet, header.last, header.headings, places, layout.name, findings, layout.given, periods
    )  # fmt: skip


def _in_unit(column: Column, word: str | None) -> Column:
    """The column in the unit that a person says, where that measures the same."""
    unit = unit_of(word) if word else None
    return replace(column, unit=unit.word) if unit and unit.measures == column.measures else column


def _more(layout: Layout, sheet: Sheet, header: Header, findings: list[Finding]) -> dict[int, Column]:
    """Columns that a layout does not know and the contract does: a provider may have added them."""
    seats, _ = seats_of(words_of(layout.contract), header, [])
    above = [(number, " ".join(filter(None, line))) for number, line in enumerate(sheet.rows[: header.top], 1)]
    tell = _Units(header.last + 1, above, None, findings)
    known = {*layout.columns, *layout.given}
    return {seat.at: tell.column(layout.contract.column(name), seat.unit, header.headings[seat.at])
            for name, seat in seats.items() if name not in known}  # fmt: skip


def _marked(above: list[list[str]], marks: tuple[str, ...]) -> bool:
    text = unicodedata.normalize("NFC", " ".join(cell for row in above for cell in row))
    return any(mark in text for mark in marks)
