"""How a workbook to mend looks: three looks of cells, their comments, and the sheet that lists everything found."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from texts import say, show_number

SIGNS = {"error": "■", "warning": "!", "correction": "○"}  # a sign and a word, never the colour alone
_LOOKS = {
    "error": (PatternFill("solid", start_color="F8C9C4"), Side("medium", color="B3261E")),
    "warning": (PatternFill("solid", start_color="FFE9A8"), Side("thin", color="8A6100")),
    "correction": (PatternFill("solid", start_color="D6E8F5"), Side("hair", color="2B6CA3")),
}
_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what Excel takes for a formula, wide forms too
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_COMMENTS = 5_000  # a program opens no more in reasonable time; the list names every one
_MOST_LISTED = 100_000  # findings, gravest first; `python -m etl load --json` prints every one
_SHEET_NAME = 31  # Excel's limit
_COLUMNS = {"severity": 10, "file": 24, "sheet": 14, "row": 8, "column": 18, "value": 24, "problem": 60, "cure": 60}


@dataclass(frozen=True)
class Mark:
    """What is said of one cell: the gravest severity, and (severity, sentence, cure) of each finding."""

    severity: str
    told: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Book:
    """A workbook before it is written: rows by number for each sheet, everything found, the marks of one sheet."""

    sheets: Mapping[str, Mapping[int, list[str]]]
    found: Sequence[Mapping[str, Any]]
    top: int  # rows of the head, which stay in sight
    is_whole: bool
    marked: str = ""
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)


def written(made: Book, lang: str) -> bytes:
    """The bytes of the workbook."""
    book = Workbook(write_only=True)
    names: set[str] = set()
    for name, rows in made.sheets.items():
        is_marked = name == made.marked
        _write_rows(book.create_sheet(_free_name(name, names)), rows, made, lang, is_marked=is_marked)
    _write_list(book.create_sheet(_free_name(say(lang, "marked.sheet"), names)), made, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_rows(sheet: Any, rows: Mapping[int, list[str]], made: Book, lang: str, *, is_marked: bool) -> None:
    marks, comments = (made.marks if is_marked else {}), 0
    widest = max((len(row) for row in rows.values()), default=0)
    for at in range(1, widest + 1):
        sheet.column_dimensions[get_column_letter(at)].width = 18
    if is_marked and made.top:
        sheet.freeze_panes = f"A{made.top + 1}"
    at_column = {}
    for row, column in marks:
        at_column[row] = max(at_column.get(row, 0), column)
    last = 0
    for number, row in rows.items():
        if made.is_whole:  # a row that is not there leaves its place empty
            for _ in range(number - last - 1):
                sheet.append([])
        last = number
        cells = [_cell(sheet, value) for value in row]
        cells += [_cell(sheet, "") for _ in range(at_column.get(number, 0) - len(row))]
        for column, cell in enumerate(cells, 1):
            if mark := marks.get((number, column)):
                comments += 1
                _put_mark(cell, mark, lang, with_comment=comments <= _MOST_COMMENTS)
        sheet.append(cells)


def _put_mark(cell: Any, mark: Mark, lang: str, *, with_comment: bool) -> None:
    fill, side = _LOOKS[mark.severity]
    cell.fill, cell.border = fill, Border(left=side, right=side, top=side, bottom=side)
    if with_comment:
        text = "\n\n".join(f"{_word(lang, severity)}: {sentence}\n→ {cure}" for severity, sentence, cure in mark.told)
        cell.comment = Comment(_plain(text), say(lang, "shell.product"), height=150, width=340)


def _write_list(sheet: Any, made: Book, lang: str) -> None:
    for at, width in enumerate(_COLUMNS.values(), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([_cell(sheet, say(lang, "marked.title"), bold=True)])
    sheet.append([_cell(sheet, say(lang, "marked.about" if made.is_whole else "marked.about_part"))])
    more = len(made.found) - _MOST_LISTED
    sheet.append([_cell(sheet, say(lang, "marked.more", number=show_number(lang, more)) if more > 0 else "")])
    sheet.append([_cell(sheet, say(lang, f"marked.column.{name}"), bold=True) for name in _COLUMNS])
    for each in made.found[:_MOST_LISTED]:
        values = {
            "severity": _word(lang, each["severity"]),
            "file": each["file"],
            "sheet": each.get("sheet") or made.marked,
            "row": each["row"],
            "column": each["column"],
            "value": each["value"],
            "problem": each["sentence"],
            "cure": each["cure"],
        }
        cells = [_cell(sheet, values[name]) for name in _COLUMNS]
        cells[0].fill = _LOOKS[each["severity"]][0]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)


def _cell(sheet: Any, value: object, *, bold: bool = False) -> Any:
    """A number as it is; anything else as text that no program runs or rounds."""
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value)
    text = _plain("" if value is None else str(value))
    cell = WriteOnlyCell(sheet, text or None)
    cell.number_format = "@"
    if text:
        cell.data_type = "s"  # openpyxl takes "=…" for a formula
        cell.quotePrefix = text.startswith(_RUNS)  # stays a text when somebody edits the cell
    if bold:
        cell.font = Font(bold=True)
    return cell


def _plain(text: str) -> str:
    return _NO_XML.sub(" ", text)


def _word(lang: str, severity: str) -> str:
    return f"{SIGNS[severity]} {say(lang, f'upload.severity.{severity}')}"


def _free_name(wanted: str, taken: set[str]) -> str:
    """A sheet name that Excel takes and that no other sheet here bears."""
    stem = "".join(" " if letter in r"[]:*?/\'" else letter for letter in _plain(wanted)).strip() or "1"
    name, number = stem[:_SHEET_NAME], 2
    while name.lower() in taken:
        name, number = f"{stem[: _SHEET_NAME - 4]} ({number})", number + 1
    taken.add(name.lower())
    return name
