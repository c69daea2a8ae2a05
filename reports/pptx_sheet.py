"""The workbook behind a chart on a slide: what opens on “edit data”. Text is text, never a formula or a link."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook

from charts.slides import Numbers
from reports.pptx_words import clean

SHEET = "Sheet1"
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Column:
    """A column of the sheet: a name, values, the formulas that make them (else they are written as numbers)."""

    name: str
    values: Numbers
    number_format: str
    formulas: tuple[str | None, ...] = ()


def letter(place: int) -> str:
    """The letters of a column, the first being 0."""
    place, low = divmod(place, 26)
    return (letter(place - 1) if place else "") + chr(65 + low)


def span(place: int, rows: int) -> str:
    """The cells of a column below its head, as a chart names them."""
    return f"{SHEET}!${letter(place)}$2:${letter(place)}${rows + 1}"


def head(place: int) -> str:
    """The cell that names a column."""
    return f"{SHEET}!${letter(place)}$1"


def sheet_bytes(categories: Sequence[str], columns: Sequence[Column], hand_face: str, made_at: datetime) -> bytes:
    """The workbook: categories down the first column, then the columns. The same input gives the same bytes."""
    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True, **_AS_TEXT})
    book.set_properties({"created": made_at.replace(tzinfo=None)})
    looks = {"font_name": hand_face, "font_size": 11}
    plain, bold = book.add_format(looks), book.add_format(looks | {"bold": True})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, len(columns), 16)
    for row, category in enumerate(categories, start=1):
        sheet.write_string(row, 0, clean(category), plain)
    for place, column in enumerate(columns, start=1):
        sheet.write_string(0, place, clean(column.name), bold)
        number = book.add_format(looks | {"num_format": column.number_format})
        for row, value in enumerate(column.values, start=1):
            formula = column.formulas[row - 1] if column.formulas else None
            if formula:
                sheet.write_formula(row, place, formula, number, "" if value is None else value)
            elif value is not None:
                sheet.write_number(row, place, value, number)
    book.close()
    return held.getvalue()
