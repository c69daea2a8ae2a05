"""Which source a table is, where its header stands, and which column is which."""

import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from etl.contract import Column, Contract, contract, contracts
from etl.decode import Sheet
from etl.findings import FileRefused, Finding, correction, error, warning

HEADER_WITHIN = 20  # rows: title, condition and unit lines stand above the header


@dataclass(frozen=True)
class Recognised:
    """A sheet understood: its contract, its header row (0-based), column places, and what was noticed."""

    contract: Contract
    sheet: Sheet
    header_row: int
    places: dict[int, Column]
    layout: str
    findings: list[Finding]

    @property
    def headers(self) -> dict[str, str]:
        """Column → the heading that the file gives it."""
        return {column.name: self.sheet.rows[self.header_row][at].strip() for at, column in self.places.items()}


def recognise(sheets: list[Sheet], source: str | None = None, given: Collection[str] = ()) -> Recognised:
    """The best fit of any sheet to a contract; `given` names columns whose value a person says.

    Raises FileRefused, UnknownSource.
    """
    wanted = [contract(source)] if source else list(contracts().values())
    fits = [
        fit
        for sheet in sheets
        for place, row in enumerate(sheet.rows[:HEADER_WITHIN])
        for candidate in wanted
        if (fit := _fit(candidate, sheet, place, row, given))
    ]
    if not fits:
        raise FileRefused([_no_header(sheets, wanted if source else [])])
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


def _rank(fit: Recognised) -> tuple[int, int, int]:
    unread = sum(1 for finding in fit.findings if finding.code == "column_dropped")
    return (-len(fit.places), unread, fit.header_row)


def _fit(candidate: Contract, sheet: Sheet, place: int, row: list[str], given: Collection[str]) -> Recognised | None:
    ranks = {
        header_key(name): (rank, column)
        for column in candidate.columns
        for rank, name in reversed(list(enumerate(column.headers)))
    }
    places: dict[str, tuple[int, int]] = {}
    findings: list[Finding] = []
    for at, heading in enumerate(row):
        rank, column = ranks.get(header_key(heading), (0, None))
        if column is None:
            if heading.strip():
                findings.append(correction("column_dropped", place + 1, heading))
        elif column.name not in places:
            places[column.name] = (at, rank)
        else:
            worse = max((at, rank), places[column.name], key=lambda seat: seat[1])
            places[column.name] = min((at, rank), places[column.name], key=lambda seat: seat[1])
            findings.append(warning("column_twice", place + 1, row[worse[0]], kept=row[places[column.name][0]]))
    said = {column.name for column in candidate.columns if not set(given).isdisjoint(column.headers)}
    if not places or any(column.required and column.name not in {*places, *said} for column in candidate.columns):
        return None
    findings += [
        correction("title_line", number + 1, None, " ".join(filter(None, above)))
        for number, above in enumerate(sheet.rows[:place])
        if any(cell.strip() for cell in above)
    ]
    seated = {at: candidate.column(name) for name, (at, _) in places.items()}
    return Recognised(candidate, sheet, place, seated, layout_of(row), findings)


def layout_of(row: list[str]) -> str:
    """A fingerprint of a header: two files with the same headings have the same layout."""
    keys = sorted(key for heading in row if (key := header_key(heading)))
    return "header-" + hashlib.sha256("\n".join(keys).encode()).hexdigest()[:8]


def _no_header(sheets: list[Sheet], wanted: list[Contract]) -> Finding:
    if not any(any(cell.strip() for cell in row) for sheet in sheets for row in sheet.rows):
        return error("file_empty")
    if not wanted:
        return error("source_unknown")
    headings = {header_key(cell) for sheet in sheets for row in sheet.rows[:HEADER_WITHIN] for cell in row}
    lacking = [
        column.label["ko"]
        for column in wanted[0].columns
        if column.required and not headings & {header_key(name) for name in column.headers}
    ]
    return error("columns_missing", columns=", ".join(lacking), source=wanted[0].name)
