"""Which source a table is, where its header stands, which column is which, and in what unit."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from etl.contract import Column, Contract, contract, contracts
from etl.decode import Sheet
from etl.findings import FileRefused, Finding, correction, error, warning
from etl.layouts import Layout, layouts
from etl.units import Unit, split_unit, unit_in_line

HEADER_WITHIN = 20  # rows: title, condition and unit lines stand above the header


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

    @property
    def headers(self) -> dict[str, str]:
        """Column → the heading that the file gives it."""
        return {column.name: self.headings[at] for at, column in self.places.items()}


def recognise(
    sheets: list[Sheet], source: str | None = None, layout: Layout | None = None, given: Collection[str] = ()
) -> Recognised:
    """The best fit of any sheet to a contract or layout; `given` names columns whose value a person says.

    Raises FileRefused, UnknownSource.
    """
    if layout:
        fits = list(_by_layout(sheets, [layout]))
    else:
        wanted = [contract(source)] if source else list(contracts().values())
        known = [each for each in layouts().values() if each.auto and source in (None, each.source)]
        words = {each.name: _words(each) for each in wanted}
        fits = list(_by_layout(sheets, known)) or [
            fit
            for sheet in sheets
            for place, row in enumerate(sheet.rows[:HEADER_WITHIN])
            for each in wanted
            if (fit := _fit(each, words[each.name], sheet, place, row, given))
        ]
    if not fits:
        raise FileRefused([_no_header(sheets, contract(source) if source else None, layout)])
    fits.sort(key=_rank)
    best, rivals = fits[0], [fit for fit in fits[1:] if _rank(fit)[:2] == _rank(fits[0])[:2]]
    if any(fit.contract is not best.contract for fit in rivals):
        names = ", ".join(sorted({fit.contract.name for fit in [best, *rivals]}))
        raise FileRefused([error("source_ambiguous", names=names)])
    if any(fit.sheet is not best.sheet for fit in rivals):
        names = ", ".join(str(fit.sheet.name) for fit in [best, *rivals])
        raise FileRefused([error("sheet_ambiguous", names=names)])
    return best


def header_key(text: str) -> str:
    """A heading without what writers vary: width, case, blanks, line breaks, marks of obligation."""
    plain = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    return re.sub(r"[\s*※·_]|\((필수|선택)\)", "", plain).lower()


def layout_of(row: list[str]) -> str:
    """A fingerprint of a header: two files with the same headings have the same layout."""
    keys = sorted(key for heading in row if (key := header_key(heading)))
    return "header-" + hashlib.sha256("\n".join(keys).encode()).hexdigest()[:8]


def _rank(fit: Recognised) -> tuple[int, int, int]:
    unread = sum(1 for finding in fit.findings if finding.code == "column_dropped")
    return (-len(fit.places), unread, fit.header_row)


@dataclass(frozen=True)
class _Seat:
    """A heading that means a column: where, how well the word fits (0 is best), and the unit it states."""

    at: int
    rank: int
    unit: Unit | None


Words = dict[str, tuple[int, Column]]  # a heading's key → how well it fits (0 is best), and the column that it means


def _words(candidate: Contract) -> Words:
    return {header_key(name): (rank, column) for column in candidate.columns
            for rank, name in reversed(list(enumerate(column.headers)))}  # fmt: skip


def _fit(
    candidate: Contract, words: Words, sheet: Sheet, place: int, row: list[str], given: Collection[str]
) -> Recognised | None:
    seats: dict[str, _Seat] = {}
    findings: list[Finding] = []
    for at, heading in enumerate(row):
        base, unit = split_unit(heading)
        rank, column = words.get(header_key(heading)) or words.get(header_key(base)) or (0, None)
        if column is None:
            if heading.strip():
                findings.append(correction("column_dropped", place + 1, heading))
            continue
        seat, rival = _Seat(at, rank, unit), seats.get(column.name)
        if rival:
            worse = max(seat, rival, key=lambda each: each.rank)
            seat = rival if worse is seat else seat
            findings.append(warning("column_twice", place + 1, row[worse.at], kept=row[seat.at]))
        seats[column.name] = seat
    said = {column.name for column in candidate.columns if not set(given).isdisjoint(column.headers)}
    if not seats or any(column.required and column.name not in {*seats, *said} for column in candidate.columns):
        return None
    above = [(number, " ".join(filter(None, line))) for number, line in enumerate(sheet.rows[:place], 1)]
    findings += [correction("title_line", number, None, line) for number, line in above if line.strip()]
    headings = [heading.strip() for heading in row]
    places = {seat.at: _in_unit(candidate.column(name), seat, headings[seat.at], place + 1, above, findings)
              for name, seat in seats.items()}  # fmt: skip
    return Recognised(candidate, sheet, place, headings, places, layout_of(row), findings)


def _in_unit(column: Column, seat: _Seat, heading: str, row: int, above: list, findings: list[Finding]) -> Column:
    """The column in the unit that the file states: in the heading, else in a line above, else the contract's."""
    if not column.measures:
        return column
    if seat.unit and seat.unit.measures != column.measures:
        findings.append(error("unit_mismatch", row, heading, seat.unit.word, measures=column.measures))
        return column
    stated = seat.unit or next((unit for _, line in above if (unit := unit_in_line(line, column.measures))), None)
    if stated:
        return replace(column, unit=stated.word)
    if column.type == "money":
        findings.append(correction("unit_assumed", row, heading, None, unit=column.unit))
    return column


def _by_layout(sheets: list[Sheet], known: list[Layout]) -> Iterator[Recognised]:
    for layout in known:
        wanted = {header_key(heading): name for name, heading in layout.columns.items()}
        for sheet in sheets:
            for top in range(min(HEADER_WITHIN, len(sheet.rows) - layout.header_rows + 1)):
                headings = _joined(sheet.rows[top : top + layout.header_rows])
                seats = {
                    wanted[key]: at for at, heading in enumerate(headings) if (key := header_key(heading)) in wanted
                }
                if len(seats) == len(wanted):
                    last = top + layout.header_rows - 1
                    places = {at: layout.column(name) for name, at in seats.items()}
                    dropped = [correction("column_dropped", last + 1, heading) for at, heading in enumerate(headings)
                               if at not in places and heading]  # fmt: skip
                    yield Recognised(layout.contract, sheet, last, headings, places, layout.name, dropped, layout.given)
                    break


def _joined(rows: list[list[str]]) -> list[str]:
    """The headings of a header of several rows: words of a column from top to bottom, the same word once."""
    width = max(len(row) for row in rows)
    columns = [[row[at].strip() if at < len(row) else "" for row in rows] for at in range(width)]
    return [" ".join(dict.fromkeys(filter(None, words))) for words in columns]


def _no_header(sheets: list[Sheet], wanted: Contract | None, layout: Layout | None) -> Finding:
    if not any(any(cell.strip() for cell in row) for sheet in sheets for row in sheet.rows):
        return error("file_empty")
    headings = {
        header_key(split_unit(cell)[0]) for sheet in sheets for row in sheet.rows[:HEADER_WITHIN] for cell in row
    }
    if layout:
        lacking = [heading for heading in layout.columns.values() if header_key(heading) not in headings]
        return error("layout_misfit", layout=layout.name, columns=", ".join(lacking))
    if not wanted:
        return error("source_unknown")
    lacking = [column.label["ko"] for column in wanted.columns
               if column.required and not headings & {header_key(name) for name in column.headers}]  # fmt: skip
    return error("columns_missing", columns=", ".join(lacking), source=wanted.name)
