"""Merged cells: the value belongs to each cell of a header; among data only words stand for several rows."""

import io

import openpyxl
import pytest

from etl.decode import decode
from etl.findings import error
from etl.sheet import spread
from etl.telling import as_line, place

HEADER = [["기업명", "수출", "", "비고"], ["", "금액", "중량", ""]]


def test_a_header_of_two_rows_gets_its_words_into_each_cell():
    rows = [[*row] for row in [*HEADER, ["가람", "1,500", "3", ""]]]
    assert spread(rows, [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)]) == []
    assert rows[:2] == [["기업명", "수출", "수출", "비고"], ["기업명", "금액", "중량", "비고"]]


def test_a_title_over_the_table_is_written_once():
    rows = [["수출 현황", "", ""], ["기업명", "금액", "중량"], ["가람", "1", "2"]]
    spread(rows, [(0, 0, 0, 2)])
    assert rows[0] == ["수출 현황", "", ""]


def test_words_stand_for_each_row_that_they_cover_and_figures_for_one():
    rows = [["기업명", "금액"], ["가람", "1,500"], ["", ""], ["", ""], ["나래", "7"]]
    assert spread(rows, [(1, 0, 3, 0), (1, 1, 3, 1)]) == [3, 4]
    assert rows[1:4] == [["가람", "1,500"], ["가람", ""], ["가람", ""]]


def test_a_region_beyond_the_sheet_changes_nothing():
    rows = [["기업명"], ["1"]]
    spread(rows, [(9, 9, 99, 99), (0, 0, 10**6, 10**4)])
    assert rows == [["기업명"], ["1"]]


def test_a_place_in_a_workbook_names_its_sheet():
    finding = error("cell_error", 3, "수출액", "#N/A").on("수출")
    assert place("ko", "x.xlsx", finding) == "x.xlsx '수출' 시트 3행 '수출액'"
    assert "sheet '수출'" in as_line("en", "x.xlsx", finding)
    assert finding.on("다른 시트").sheet == "수출" and error("cell_error").on(None).sheet is None


@pytest.mark.parametrize(("above", "left"), [(0, 0), (4, 2), (1, 0), (0, 3)])
def test_a_table_far_from_the_corner_keeps_its_rows_and_columns(above, left):
    made = openpyxl.Workbook()
    made.active.cell(above + 1, left + 1, "기업명")
    made.active.cell(above + 2, left + 1, "가람")
    out = io.BytesIO()
    made.save(out)
    (sheet,) = decode(out.getvalue()).sheets
    assert [at for at, row in enumerate(sheet.rows, 1) if any(row)] == [above + 1, above + 2]
    assert sheet.rows[above][left] == "기업명" and sheet.rows[above + 1][left] == "가람"
