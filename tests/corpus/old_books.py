"""Old .xls workbooks (BIFF8 in its container)."""

from collections.abc import Iterator

from tests.corpus.case import HEAD, WRITTEN, Case, bad, bad_row, good, true
from tests.corpus.containers import old_workbook


def rows(*changes: tuple[int, int, object]) -> list[list[object]]:
    """The table with amounts as numbers; each change at (row as a person counts, column from 0)."""
    made = [list(HEAD), *([*row[:5], int(row[5].replace(",", "")), float(row[6]) if row[6] else "", row[7]]
                          for row in WRITTEN)]  # fmt: skip
    for row, column, value in changes:
        made[row - 1][column] = value
    return made


def cases() -> Iterator[Case]:
    """Controls, days, hidden rows and sheets, errors, locks, broken containers."""
    plain = old_workbook({"수출": rows()})
    yield good("xls", plain, sheet="수출", encoding="XLS")
    yield good("xls with day numbers", old_workbook({"수출": rows((2, 2, 45429))}), "date_from_serial")
    mac = old_workbook({"수출": rows((2, 2, 45429 - 1462))}, is_1904=True)
    yield good("xls from 1904", mac, "dates_from_1904", "month_from_day")
    yield good("xls with a hidden row", old_workbook({"수출": rows()}, hidden_rows=[3]), "hidden_rows", sheet="수출")
    columns = old_workbook({"수출": rows()}, hidden_columns=[2, 5, 6, 7, 10])
    yield good("xls with hidden columns", columns, "hidden_columns", sheet="수출")
    two = old_workbook({"수출": rows(), "옛 수출": rows()}, hidden=["옛 수출"])
    yield good("xls with a hidden sheet", two, "hidden_sheet", sheet="수출")
    yield good("xls with HS codes as numbers", old_workbook({"수출": rows((2, 3, 8504409000), (3, 3, 801110000))}),
               "hs_zero_restored")  # fmt: skip
    for error in ("#N/A", "#REF!"):
        yield bad_row(f"xls with {error}", old_workbook({"수출": rows((3, 5, error))}), "cell_error", 3, sheet="수출")
    yield bad("xls with a password", old_workbook({"수출": rows()}, locked=True), "workbook_locked")
    yield bad("xls with a far cell", old_workbook({"수출": [*rows(), *[[""]] * 65_000, [""] * 254 + ["x"]]}),
              "sheet_too_large")  # fmt: skip
    for share in (0.2, 0.5, 0.8):
        yield bad(f"xls cut at {share:.0%}", plain[: int(len(plain) * share)], "workbook_broken")
    looped = plain[:48] + b"\xff\xff\xff\x00" + plain[52:]
    yield bad("xls whose directory is nowhere", looped, "workbook_broken")
    empty = old_workbook({"수출": [[""]]})
    yield bad("xls without a cell", empty, "file_empty")
    yield good("xls beside an empty sheet", old_workbook({"표지": [["2024년 수출"]], "수출": rows()}), sheet="수출",
               rows=true())  # fmt: skip
