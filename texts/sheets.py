"""Tables people take away: CSV for programs, XLSX for offices; what a cell says is never run as a formula."""

import csv
import datetime
import io
import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from texts import say
from texts.columns import Names, head_label, name_codes

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what Excel runs, wide forms too
_RUNS = f"^([{''.join(mark for mark in _STARTS_FORMULA if mark != '-')}-])"  # the same for a whole column
_NUMBER_FORMATS = (
    ("_rate", "0.0%"),
    ("share", "0.0%"),
    ("share_of_change", "0.0%"),
    ("probability", "0.0%"),
    ("years", "0.0"),
)
_YEARS = ("year", "fiscal_year")
_WIDEST, _NARROWEST = 48, 8  # characters
_SHEET_NAME = 31  # Excel's limit


def as_csv(table: pd.DataFrame, lang: str, names: Names | None = None) -> bytes:
    """UTF-8 with BOM, so that Excel reads Korean; headers and codes in the reader's words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([head_label(name, table.columns, lang) for name in table.columns])
    for row in _rows(name_codes(table, lang, names), lang):
        writer.writerow([_defused(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def as_large_csv(table: pa.Table, heads: Mapping[str, str]) -> bytes:
    """As as_csv, column by column, for tables of any length: values as they are kept, under these headings."""
    columns = [_text_defused(table[name]) for name in table.column_names]
    out = io.BytesIO(b"\xef\xbb\xbf")
    out.seek(0, io.SEEK_END)
    pa_csv.write_csv(pa.table(columns, names=[heads.get(name, name) for name in table.column_names]), out)
    return out.getvalue()


def _text_defused(values: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_nested(values.type):
        values = pa.chunked_array([pa.array([str(value) for value in values.to_pylist()], pa.string())])
    if not pa.types.is_string(values.type):
        return values
    return pc.replace_substring_regex(values, _RUNS, r"'\1")


def as_xlsx(
    table: pd.DataFrame,
    lang: str,
    title: str,
    notes: Mapping[str, str],
    names: Names | None = None,
    heads: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook: the table, and a sheet that says what it shows (label → text, in the order given).

    `heads` are headings that take the place of the reader's common ones; without `names` codes then stay codes.
    """
    book = Workbook()
    book.properties.title = title
    book.properties.creator = say(lang, "shell.product")
    sheet = book.active
    sheet.title = _sheet_name(title)
    shown = [(heads or {}).get(name) or head_label(name, table.columns, lang) for name in table.columns]
    _write(sheet, 1, shown, bold=True)
    named = table if heads and names is None else name_codes(table, lang, names)
    for line, row in enumerate(_rows(named, lang), start=2):
        _write(sheet, line, row)
    sheet.freeze_panes = "A2"
    _format_columns(sheet, list(table.columns))
    _write_notes(book.create_sheet(say(lang, "figure.notes")), title, notes)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook, under lines that say what it is."""

    name: str
    lines: tuple[str, ...]
    table: pd.DataFrame


def as_workbook(sheets: Sequence[Sheet], lang: str, title: str, names: Names | None = None) -> bytes:
    """A workbook of many tables: a list of contents, then each with its lines above it. No formula in it lives."""
    book = Workbook()
    book.properties.title, book.properties.creator = _without_control(title), say(lang, "shell.product")
    contents = book.active
    contents.title = _sheet_name(say(lang, "sheets.contents"))
    _write(contents, 1, [title], bold=True)
    for line, each in enumerate(sheets, start=3):
        _write(contents, line, [each.name, each.lines[0] if each.lines else ""])
    contents.column_dimensions["A"].width, contents.column_dimensions["B"].width = 34, 90
    for each in sheets:
        _write_sheet(book.create_sheet(_sheet_name(each.name)), each, lang, names)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(sheet: Worksheet, each: Sheet, lang: str, names: Names | None) -> None:
    for line, text in enumerate(each.lines, start=1):
        _write(sheet, line, [text])
        sheet.cell(line, 1).font = Font(bold=line == 1, color="1B2530" if line == 1 else "566270")
    top = len(each.lines) + 2
    _write(sheet, top, [head_label(name, each.table.columns, lang) for name in each.table.columns], bold=True)
    for line, row in enumerate(_rows(name_codes(each.table, lang, names), lang), start=top + 1):
        _write(sheet, line, row)
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0  # on paper: its whole width on a page
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _format_columns(sheet, list(each.table.columns), top)


def _rows(table: pd.DataFrame, lang: str) -> list[list[Any]]:
    return [[_plain(cell, lang) for cell in row] for row in table.itertuples(index=False, name=None)]


def _plain(cell: Any, lang: str) -> Any:
    if cell is None or cell is pd.NaT or cell is pd.NA or (isinstance(cell, float) and cell != cell):
        return None
    if isinstance(cell, bool) or type(cell).__name__ == "bool":
        return say(lang, "figure.yes" if cell else "figure.no")
    if isinstance(cell, numbers.Integral):
        return int(cell)
    if isinstance(cell, numbers.Real):
        return float(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date() if cell.time() == datetime.time() else cell.replace(tzinfo=None)
    return cell if isinstance(cell, datetime.date) else str(cell)


def _defused(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_FORMULA) else cell


def _write(sheet: Worksheet, line: int, row: list[Any], bold: bool = False) -> None:
    for number, value in enumerate(row, start=1):
        cell = sheet.cell(line, number)
        cell.value = _without_control(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"  # openpyxl takes "=…" for a formula
            cell.quotePrefix = value.startswith(_STARTS_FORMULA)  # stays a text when somebody edits the cell
        if bold:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", start_color="F6F8FA")


def _without_control(text: str) -> str:
    return "".join(letter if letter in "\t\n" or ord(letter) >= 32 else " " for letter in text)


def _format_columns(sheet: Worksheet, columns: list[str], top: int = 1) -> None:
    for number, name in enumerate(columns, start=1):
        letter = get_column_letter(number)
        style = next((found for ending, found in _NUMBER_FORMATS if name.endswith(ending)), "#,##0.##")
        for cell in sheet[letter][top:]:
            if isinstance(cell.value, datetime.date):
                cell.number_format = "yyyy-mm-dd"
            elif isinstance(cell.value, float) or (isinstance(cell.value, int) and name not in _YEARS):
                cell.number_format = "#,##0" if isinstance(cell.value, int) else style
        longest = max((_width(cell.value) for cell in sheet[letter][top - 1 :]), default=0)
        sheet.column_dimensions[letter].width = min(max(longest + 2, _NARROWEST), _WIDEST)


def _width(value: Any) -> int:
    text = "" if value is None else str(value)
    return sum(2 if ord(letter) > 0x1100 else 1 for letter in text)  # Hangul is twice as wide


def _write_notes(sheet: Worksheet, title: str, notes: Mapping[str, str]) -> None:
    _write(sheet, 1, [title], bold=True)
    for line, (label, text) in enumerate(notes.items(), start=3):
        _write(sheet, line, [label, text])
        sheet.cell(line, 1).font = Font(bold=True)
        sheet.cell(line, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 90


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in title)[:_SHEET_NAME].strip() or "1"
