"""Workbooks (XLSX and the older XLS) → sheets of text as a person sees them, and what is to be told of them."""

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from etl import biff, package
from etl.findings import Finding, correction
from etl.hidden import hidden
from etl.package import SheetFacts
from etl.sheet import Decoded, Sheet, refuse, spread

_DIGITS = 15  # significant digits that Excel keeps and shows


def read_workbook(content: bytes, kind: str) -> Decoded:
    """Every visible sheet. Raises FileRefused."""
    facts = biff.look(content) if kind == "xls" else package.look(content)
    sheets: list[Sheet] = []
    notes: list[Finding] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for meta, known in zip_longest(book.sheets_metadata, facts.sheets):
            if meta is None or known is None:  # the two readers see different workbooks
                raise refuse("workbook_broken")
            if not str(meta.typ).endswith("WorkSheet"):
                continue
            if not str(meta.visible).endswith("Visible") or str(meta.visible).endswith("VeryHidden"):
                notes.append(correction("hidden_sheet", value=meta.name))
                continue
            sheets.append(_sheet(book.get_sheet_by_name(meta.name), known, facts.is_1904, notes))
    except PasswordError as locked:
        raise refuse("workbook_locked") from locked
    except (CalamineError, OSError, ValueError, OverflowError) as broken:
        raise refuse("workbook_broken") from broken
    except BaseException as broken:
        if type(broken).__name__ == "PanicException":  # the library's own word for bytes it did not foresee
            raise refuse("workbook_broken") from broken
        raise
    if facts.is_1904:
        notes.append(correction("dates_from_1904"))
    return Decoded(kind.replace("zip", "xlsx").upper(), sheets, notes=tuple(notes))


def _sheet(read: CalamineSheet, known: SheetFacts, is_1904: bool, notes: list[Finding]) -> Sheet:
    words: dict[str, str] = {}
    rows = [[words.setdefault(cell, cell) for cell in map(_cell_text, row)] for row in _rows(read)]
    for (row, column), text in known.cells.items():
        if row < len(rows):
            rows[row].extend([""] * (column + 1 - len(rows[row])))
            rows[row][column] = rows[row][column] or text
    merged = tuple((*first, *last) for first, last in (read.merged_cell_ranges or ())[: package.MOST_ROWS])
    if filled := spread(rows, merged):
        notes.append(correction("merged_filled", filled[0], count=len(filled)).on(read.name))
    notes += [note.on(read.name) for note in hidden(known, rows)]
    return Sheet(read.name, rows, merged, is_1904)


def _rows(read: CalamineSheet) -> Iterator[list]:
    """Rows from the first row and column of the sheet, empty ones included."""
    if read.start is None:
        return
    left = [""] * read.start[1]  # calamine gives the rows above the first cell, and not the columns left of it
    for row in read.iter_rows():
        yield [*left, *row]


def _cell_text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _figure(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return "" if cell is None else str(cell)


def _figure(value: float) -> str:
    """A number's digits as Excel keeps them: 0.1 + 0.2 is 0.3, and nothing is written with an exponent."""
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    shown = f"{value:.{_DIGITS}g}"
    return f"{Decimal(shown):f}" if "e" in shown else shown
