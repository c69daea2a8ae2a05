"""Bytes → cells: encodings, separators, workbooks, and a clear word for what is refused."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import workbook as workbooks
from etl.decode import decode, whole
from etl.findings import FileRefused, Finding

KOREAN = "기업명,주소\n㈜똠방각하,광주 북구\n펲시콜라,동구\n"


def refusal(content: bytes) -> Finding:
    with pytest.raises(FileRefused) as refused:
        whole(decode(content))
    (finding,) = refused.value.findings
    return finding


def workbook(*rows: tuple, **sheets: list[tuple]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, others in sheets.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("codec", "named"),
    [("utf-8-sig", "UTF-8 BOM"), ("utf-8", "UTF-8"), ("cp949", "CP949"), ("utf-16", "UTF-16")],
)
def test_every_supported_encoding_gives_the_same_cells(codec, named):
    decoded = decode(KOREAN.encode(codec))
    assert decoded.encoding == named
    assert decoded.sheets[0].rows == [["기업명", "주소"], ["㈜똠방각하", "광주 북구"], ["펲시콜라", "동구"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_gives_the_same_cells(separator, newline):
    text = newline.join(separator.join(cells) for cells in (("기업명", "주소"), ("가", "나"))) + newline
    assert decode(text.encode()).sheets[0].rows == [["기업명", "주소"], ["가", "나"]]


def test_commas_inside_cells_do_not_make_columns_of_another_separator():
    text = '기업명;주소;금액\n가;"광주 북구, 첨단로 1, 2층, 3호";1,234,567\n나;광주 동구, 1층;2,345\n'
    assert [len(row) for row in decode(text.encode()).sheets[0].rows] == [3, 3, 3]


def test_a_title_line_does_not_hide_the_separator():
    text = "명품강소기업 명단 (단위: 개, 2024년)\n기업명\t주소\n가\t나, 다\n라\t마\n"
    assert decode(text.encode()).sheets[0].rows[1] == ["기업명", "주소"]


def test_a_quoted_cell_keeps_its_separators_quotes_and_line_breaks():
    assert decode('가,나\n"1,2","그는 ""예""\n라고"\n'.encode()).sheets[0].rows[1] == ["1,2", '그는 "예"\n라고']


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\r\n \t", "file_empty"),
        (b"\x00\x00", "file_empty"),
        (b"%PDF-1.7 ...", "file_kind_refused"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "workbook_broken"),
        (b"\x89PNG\r\n\x1a\n....", "file_kind_refused"),
        (b"\xff\xd8\xff\xe0....", "file_kind_refused"),
        (b"\x1f\x8b\x08....", "file_kind_refused"),
        (b"PK\x03\x04 no archive at all", "workbook_broken"),
        ("기업명,주소\n가\x00,나\n".encode(), "nul_bytes"),
        ("기업명,주소\n".encode("utf-16-le"), "utf16_without_mark"),
        (b"\xef\xbb\xbf" + "기업명\n".encode("cp949"), "encoding_broken"),
        ("기업명,주소\n가,나\n".encode() + "다,라\n".encode("cp949") + b"\xff\xff", "encoding_unknown"),
        ("기업명,주소\n가,나\n".encode() + "다,라\n".encode("cp949"), "encoding_mixed"),
        ('기업명,주소\n"가,나\n다,라\n'.encode(), "csv_broken"),
        ('기업명,주소\n가,"나"다\n'.encode(), "csv_broken"),
        (("기업명,주소\n가," + "나" * 1_000_001 + "\n").encode(), "cell_too_long"),
    ],
)
def test_what_is_no_table_is_refused_by_name(content, code):
    finding = refusal(content)
    assert finding.code == code and finding.severity == "error"


def test_a_broken_quote_and_a_broken_letter_are_told_with_their_row():
    assert refusal('기업명,주소\n가,나\n다,라\n"마,바\n사,아\n'.encode()).row == 4
    assert refusal("기업명\n가\n나\n".encode() + b"\xff\xfe\xff\n").row == 4


def test_another_archive_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refusal(out.getvalue()).code == "file_kind_refused"


def test_a_zip_bomb_is_refused_before_it_is_opened(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    monkeypatch.setattr(workbooks, "CalamineWorkbook", None)  # opening it would fail otherwise
    assert refusal(out.getvalue()).code == "workbook_bomb"


def test_a_truncated_workbook_is_refused():
    assert refusal(workbook(("기업명",), ("가",))[:-200]).code == "workbook_broken"


def test_a_workbook_gives_cells_as_people_see_them():
    import datetime as dt

    rows = (
        decode(workbook(("a", "b", "c", "d", "e"), (1234567891, 0.5, dt.date(2024, 5, 3), True, None))).sheets[0].rows
    )
    assert rows[1] == ["1234567891", "0.5", "2024-05-03", "TRUE", ""]


def test_a_hidden_sheet_is_not_read_and_the_others_are():
    book = openpyxl.Workbook()
    book.active.append(("기업명",))
    book.create_sheet("둘").append(("기업명",))
    book.create_sheet("숨김").append(("기업명",))
    book["숨김"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [sheet.name for sheet in decode(out.getvalue()).sheets] == ["Sheet", "둘"]


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    try:
        decoded = decode(content)
    except FileRefused as refused:
        assert refused.findings
    else:
        assert all(isinstance(cell, str) for sheet in decoded.sheets for row in sheet.rows for cell in row)


def test_an_encoding_that_a_person_says_must_be_that_of_the_file():
    assert decode(KOREAN.encode("cp949"), "CP949").encoding == "CP949"
    for said, code in (("UTF-8", "encoding_broken"), ("EBCDIC", "encoding_unheard")):
        with pytest.raises(FileRefused) as refused:
            decode(KOREAN.encode("cp949"), said)
        assert refused.value.findings[0].code == code


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_a_table_of_one_column_under_a_title_of_two_cells_is_cut_where_its_quotes_end(mark):
    rows = [["제 목", "2024년 현황"], ["기관"], ["광주테크노파크"]]
    text = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    assert decode(text.encode()).sheets[0].rows == rows


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_titles_longer_than_the_table_do_not_hide_its_separator(mark):
    text = "\n".join(["현황", "기준일: 2024. 12. 31.", "(단위: 천원, 천불, 톤)", mark.join("가나다"), mark.join("123")])
    assert decode(text.encode()).sheets[0].rows[3:] == [["가", "나", "다"], ["1", "2", "3"]]
