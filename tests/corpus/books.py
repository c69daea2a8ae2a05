"""XLSX workbooks as offices keep them: hidden rows and sheets, merged cells, days, formulas, errors, large figures."""

import datetime as dt
import io
from collections.abc import Callable, Iterator

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.corpus.case import HEAD, Case, bad, bad_row, good, true, warned
from tests.corpus.old_books import rows


def book(change: Callable | None = None, *changes: tuple[int, int, object], name: str = "수출") -> bytes:
    """The table as a workbook of one sheet; `change` does more to (workbook, sheet)."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = name
    for row in rows(*changes):
        sheet.append([None if cell == "" else cell for cell in row])
    if change:
        change(made, sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def cases() -> Iterator[Case]:
    """One thing at a time."""
    yield good("xlsx", book(), sheet="수출", encoding="XLSX")
    yield good("xlsx with texts only", book(None, (2, 5, "21,221"), (2, 6, "862")))
    yield good("xlsx with a day", book(None, (2, 2, dt.date(2024, 5, 17))), "month_from_day")
    yield good("xlsx with a day number", book(None, (2, 2, 45429)), "date_from_serial")
    yield good("xlsx from 1904, day", book(_from_1904, (2, 2, dt.date(2024, 5, 17))), "dates_from_1904")
    yield good("xlsx from 1904, day number", book(_from_1904, (2, 2, 45429 - 1462)), "dates_from_1904")
    yield good("xlsx with a month as a number", book(None, (2, 2, 202405)))
    yield good("xlsx with HS codes as numbers", book(None, (2, 3, 8504409000), (3, 3, 801110000)), "hs_zero_restored")
    yield good("xlsx with a business number as a number", book(None, (2, 1, int(rows()[1][1]))))
    yield good("xlsx with a hidden row", book(_hide_row), "hidden_rows", sheet="수출")
    yield good("xlsx with hidden columns", book(_hide_columns), "hidden_columns", sheet="수출")
    yield good("xlsx with a filter", book(_filter), "hidden_rows", sheet="수출")
    yield good("xlsx with a hidden sheet", book(_hidden_sheet), "hidden_sheet", sheet="수출")
    yield good("xlsx with a very hidden sheet", book(_very_hidden_sheet), "hidden_sheet", sheet="수출")
    yield good("xlsx with data on the second sheet", book(_cover), sheet="수출")
    yield good("xlsx with a chart sheet", book(lambda made, sheet: made.create_chartsheet("그림")), sheet="수출")
    yield good("xlsx with a title merged over the table", book(_title), "title_line")
    yield good("xlsx with a name merged over two rows", book(_merged_name, (3, 0, "㈜가람테크")), "merged_filled",
               rows=true((3, "firm_name", "㈜가람테크")))  # fmt: skip
    yield bad("xlsx with an amount merged over two rows", book(_merged_amount), "required_missing", 3, sheet="수출",
              rows=[true()[0], true()[2]])  # fmt: skip
    yield good("xlsx with 0.1 + 0.2", book(None, (2, 6, 0.1 + 0.2)), rows=true((2, "weight_kg", 0.3)))
    yield good("xlsx with 1e-5", book(None, (2, 6, 0.00001)), rows=true((2, "weight_kg", 0.00001)))
    yield good("xlsx with 12 digits", book(None, (2, 5, 123456789012)), rows=true((2, "exports_usd", 123456789012)))
    yield good("xlsx far from the corner", book(_moved), sheet="수출")
    yield warned("xlsx with a formula for a name", book(_formula_text), "text_acts", row=3, sheet="수출",
                 rows=true((3, "firm_name", "=1+1")))  # fmt: skip
    yield bad_row("xlsx with a formula never worked out", book(None, (3, 5, "=1+1")), "number_unreadable", 3)
    yield bad_row("xlsx with a truth for an amount", book(None, (3, 5, True)), "number_unreadable", 3)
    for error in ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"):
        yield bad_row(f"xlsx with {error}", book(None, (3, 5, error)), "cell_error", 3, sheet="수출")
    yield bad_row("xlsx with an error for a name", book(None, (3, 0, "#N/A")), "cell_error", 3)
    yield bad("xlsx without a cell", book(lambda made, sheet: sheet.delete_rows(1, 9)), "file_empty")
    yield bad("xlsx with one cell at the far corner", book(_far), "sheet_too_large")
    yield bad("xlsx with one cell far below", book(_far_below), "sheet_too_large")
    yield bad("xlsx with the same data twice", book(_twice), "sheet_ambiguous")


def _from_1904(made, sheet) -> None:
    made.epoch = CALENDAR_MAC_1904


def _hide_row(made, sheet) -> None:
    sheet.row_dimensions[3].hidden = True


def _hide_columns(made, sheet) -> None:
    for letter in ("C", "F", "G", "H", "K"):  # nothing stands in K
        sheet.column_dimensions[letter].hidden = True


def _filter(made, sheet) -> None:
    sheet.auto_filter.ref = "A1:H4"
    sheet.auto_filter.add_filter_column(4, ["US"])
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True


def _hidden_sheet(made, sheet) -> None:
    other = made.create_sheet("지난해")
    for row in rows():
        other.append(row)
    other.sheet_state = "hidden"


def _very_hidden_sheet(made, sheet) -> None:
    made.create_sheet("설정").append(["가"])
    made["설정"].sheet_state = "veryHidden"


def _cover(made, sheet) -> None:
    made.create_sheet("표지", 0).append(["2024년 수출 현황"])


def _title(made, sheet) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "2024년 수출 현황"
    sheet.merge_cells("A1:H1")


def _merged_name(made, sheet) -> None:
    sheet.merge_cells("A2:A3")


def _merged_amount(made, sheet) -> None:
    sheet.merge_cells("F2:F3")


def _moved(made, sheet) -> None:
    sheet.insert_rows(1, 4)
    sheet.insert_cols(1, 2)


def _formula_text(made, sheet) -> None:
    sheet["A3"].value, sheet["A3"].data_type = "=1+1", "s"


def _far(made, sheet) -> None:
    sheet["XFD1048576"] = "x"


def _far_below(made, sheet) -> None:
    sheet["A900000"] = "x"


def _twice(made, sheet) -> None:
    other = made.create_sheet("사본")
    for row in [HEAD, *rows()[1:]]:
        other.append(row)
