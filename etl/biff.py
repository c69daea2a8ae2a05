"""The records of an old .xls workbook: what the reader of cells does not tell of them."""

import struct
from collections.abc import Iterator

from etl import ole
from etl.package import BookFacts, SheetFacts
from etl.sheet import refuse

MOST_SHEETS = 1000
_BOUNDSHEET, _DATEMODE, _FILEPASS, _END, _ROW = 0x85, 0x22, 0x2F, 0x0A, 0x208
_TEXTS, _SIZE, _COLUMNS = 0xFC, 0x200, 0x7D
_BOOL_OR_ERROR, _FORMULA = 0x205, 0x06
_CELLS = {0x06, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xBD, 0xBE, 0xFD, 0xD6}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def look(content: bytes) -> BookFacts:
    """The facts of a BIFF workbook. Raises FileRefused when it is locked, has macros or cannot be followed."""
    if not ole.is_sane(content):
        raise refuse("workbook_broken")
    book = ole.stream(content, "Workbook", "Book")
    found = BookFacts([])
    for kind, record in _records(book, 0):
        if kind == _FILEPASS:
            raise refuse("workbook_locked")
        if kind == _TEXTS and (len(record) < 8 or struct.unpack_from("<I", record, 4)[0] * 3 > len(book)):
            raise refuse("workbook_broken")  # more texts than fit: other readers set memory aside for them
        if kind == _DATEMODE and len(record) >= 2:
            found.is_1904 = record[0] == 1
        if kind == _BOUNDSHEET and len(record) >= 8:
            start, _, sort = struct.unpack_from("<IBB", record)
            if sort == 1:  # Excel 4 macros
                raise refuse("workbook_macros")
            found.sheets.append(_sheet(book, start) if len(found.sheets) < MOST_SHEETS else SheetFacts())
    if not book or len(found.sheets) > MOST_SHEETS:
        raise refuse("workbook_broken")
    return found


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records from a place to the end of their part."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def _sheet(book: bytes, start: int) -> SheetFacts:
    facts = SheetFacts()
    for kind, record in _records(book, start):
        if kind == _SIZE and len(record) >= 10:  # other readers set memory aside for as many cells
            *_, top, bottom, left, right = struct.unpack_from("<IIHH" if len(record) >= 12 else "<HHHH", record)
            facts.rows, facts.columns = bottom - top, right - left
            if min(facts.rows, facts.columns) < 0:
                raise refuse("workbook_broken")
            facts.check()
            facts.rows, facts.columns = 0, 0
        elif kind == _ROW and len(record) >= 14 and record[12] & 0x20:
            facts.hidden_rows.append(struct.unpack_from("<H", record)[0] + 1)
        elif kind == _COLUMNS and len(record) >= 10:
            first, last, width, _, options = struct.unpack_from("<HHHHH", record)
            if options & 1 or not width:
                facts.hidden_columns.append((first, last))
        elif kind in _CELLS and len(record) >= 6:
            row, column = struct.unpack_from("<HH", record)
            facts.rows, facts.columns = max(facts.rows, row + 1), max(facts.columns, column + 1)
            if kind == _BOOL_OR_ERROR and len(record) >= 8 and record[7]:
                facts.cells[row, column] = _ERRORS.get(record[6], "#N/A")
            if kind == _FORMULA and len(record) >= 14 and record[6] == 2 and record[12:14] == b"\xff\xff":
                facts.cells[row, column] = _ERRORS.get(record[8], "#N/A")
    facts.check()
    return facts
