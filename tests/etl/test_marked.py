"""The workbook to mend: marks stand at the cells, nothing is garbled or run, and what was mended loads."""

import io

import openpyxl
import pytest

from etl import act, marked
from etl.clean_table import offers as clean_offers
from etl.contract import contracts
from etl.decode import decode
from etl.findings import FileRefused
from etl.marked import mark, marked_workbook
from etl.proposal import Proposal
from etl.recognise import recognise
from tests.etl.acting import business_no, codes, propose
from texts import languages, say

HEAD = "기업명,사업자등록번호,지정단계,지정일,비고"
LINES = [
    "지정 기업 명단",
    HEAD,
    "㈜가람,0990100001,명품강소기업,2024-13-40,=1+1",  # no month 13; a number that keeps its first 0
    "나래,{},모름,2024-03-01,",  # no such stage
    "다솜,{},명품강소기업,2024-03-01,",
    ",{},명품강소기업,2024-03-01,,넘침",  # no name, and a cell beyond the last column
]
RED, YELLOW, BLUE = "00F8C9C4", "00FFE9A8", "00D6E8F5"


def dirty(folder, encoding: str = "cp949"):
    lines = [line.format(business_no(at)) if "{}" in line else line for at, line in enumerate(LINES)]
    path = folder / "명단.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def colour(cell) -> str:
    return cell.fill.start_color.rgb if cell.fill.fill_type else ""


@pytest.mark.parametrize("lang", languages())
def test_each_bad_cell_is_marked_where_it_stands_and_says_how_to_mend_it(home, tmp_path, lang):
    book = opened(mark(propose(home, dirty(tmp_path)), 0, lang))
    sheet = book.worksheets[0]
    assert colour(sheet["D3"]) == RED and sheet["D3"].value == "2024-13-40"
    assert say(lang, "cure.date_impossible") in sheet["D3"].comment.text
    assert colour(sheet["C4"]) == RED and "모름" in sheet["C4"].comment.text
    assert colour(sheet["A6"]) == RED and say(lang, "cure.required_missing") in sheet["A6"].comment.text
    assert colour(sheet["F6"]) == RED  # the cell beyond the last column
    assert colour(sheet["B3"]) == YELLOW and colour(sheet["E2"]) == BLUE  # a doubtful number; a column not used
    assert colour(sheet["C5"]) == "" and sheet["C5"].comment is None
    assert [cell.value for cell in sheet[5]][:3] == ["다솜", business_no(4), "명품강소기업"]  # row 5 is row 5


def test_cells_are_the_texts_that_they_were_and_no_formula_lives(home, tmp_path):
    sheet = opened(mark(propose(home, dirty(tmp_path)), 0, "ko")).worksheets[0]
    assert sheet["B3"].value == "0990100001" and sheet["B3"].number_format == "@"
    assert (sheet["E3"].value, sheet["E3"].data_type, sheet["E3"].quotePrefix) == ("=1+1", "s", True)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}


def test_everything_found_is_listed_with_its_place_and_cure(home, tmp_path):
    proposal = propose(home, dirty(tmp_path))
    rows = list(opened(mark(proposal, 0, "ko"))[say("ko", "marked.sheet")].iter_rows(min_row=5, values_only=True))
    assert len(rows) == len(proposal.findings)
    assert ("■ 오류", "명단.csv", "명단", 3, "지정일", "2024-13-40") in {row[:6] for row in rows}
    assert all(row[6] and row[7] for row in rows)


def test_a_mended_workbook_loads(home, tmp_path):
    refused = propose(home, dirty(tmp_path))
    assert refused.verdict == "refused"
    book = opened(mark(refused, 0, "ko"))
    sheet = book.worksheets[0]
    sheet["D3"], sheet["C4"], sheet["A6"], sheet["F6"] = "2024-12-31", "명품강소기업", "라온", None
    book.save(tmp_path / "고친 것.xlsx")
    mended = propose(home, tmp_path / "고친 것.xlsx")
    assert "error" not in {finding.severity for finding in mended.findings}, codes(mended)
    assert act.confirm(home, mended.id, "tester").uploads


@pytest.mark.parametrize("lang", languages())
def test_the_list_of_findings_is_taken_for_no_kind_of_data(home, tmp_path, lang):
    sheets = decode(mark(propose(home, dirty(tmp_path)), 0, lang)).sheets
    for name in contracts():
        with pytest.raises(FileRefused):
            recognise(sheets[-1:], name)


def test_of_a_long_file_the_rows_with_findings_are_in_it_and_that_is_said(home, tmp_path, monkeypatch):
    monkeypatch.setattr(marked, "MOST_ROWS", 3)  # and three rows with errors
    book = opened(mark(propose(home, dirty(tmp_path)), 0, "ko"))
    sheet = book.worksheets[0]
    assert [row[0].value for row in sheet.iter_rows()] == ["지정 기업 명단", "기업명", "㈜가람", "나래", None]
    assert colour(sheet["C4"]) == RED and colour(sheet["A5"]) == RED
    assert book.worksheets[1]["A2"].value == say("ko", "marked.about_part")


def test_a_workbook_with_several_sheets_keeps_them_and_is_marked_in_the_right_one(home, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "안내"
    book.active["B2"] = "읽어 보십시오"
    sheet = book.create_sheet("명단")
    for row in (HEAD.split(","), ["가람", business_no(1), "명품강소기업", "2024-02-30", ""]):
        sheet.append(row)
    book.save(tmp_path / "두 장.xlsx")
    made = opened(mark(propose(home, tmp_path / "두 장.xlsx"), 0, "ko"))
    assert made.sheetnames == ["안내", "명단", say("ko", "marked.sheet")]
    assert made["안내"]["B2"].value == "읽어 보십시오"
    assert colour(made["명단"]["D2"]) == RED


def test_it_is_made_in_a_process_of_its_own_and_a_lost_one_leaves_the_list(home, tmp_path):
    proposal = propose(home, dirty(tmp_path))
    ((file, make),) = marked.offers(home, proposal, "ko")
    assert file == "명단.csv" and len(opened(make()).worksheets) == 2
    gone = Proposal(**{**proposal.__dict__, "id": "nobody"})
    gone.folder(home).mkdir()  # without what the child needs
    assert opened(marked_workbook(home, gone, 0, "ko")).sheetnames == [say("ko", "marked.sheet")]


def test_a_file_that_cannot_be_read_is_not_offered(home, tmp_path):
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.7")
    assert marked.offers(home, propose(home, tmp_path / "x.csv"), "ko") == []


def test_clean_rows_are_what_would_be_loaded_without_the_rejected_ones(home, tmp_path):
    ((file, rows, heads, load),) = clean_offers(home, propose(home, dirty(tmp_path)), "ko")
    table = load()
    assert (file, rows, table.num_rows) == ("명단.csv", 1, 1)
    row = {heads[name]: value for name, value in table.to_pylist()[0].items()}
    assert (row["기업명"], row["사업자등록번호"], row["지정단계"]) == ("다솜", business_no(4), "명품강소기업")
    assert str(row["지정일"]) == "2024-03-01" and row["시작일 정밀도"] == "일"
    assert row["원본 행"] == 5 and "종료일" not in row


def test_clean_rows_say_their_unit_and_the_words_of_the_contract(home, tmp_path):
    head = "기업명,사업자등록번호,연월,HS코드,국가,수출액(천불),직간접\n"
    (tmp_path / "x.csv").write_text(head + f"가람,{business_no(1)},2024-01,850440,미국,12,간접\n", "utf-8-sig")
    ((_, _, heads, load),) = clean_offers(home, propose(home, tmp_path / "x.csv"), "ko")
    row = {heads[name]: value for name, value in load().to_pylist()[0].items()}
    assert row["수출액(달러)"] == 12_000 and row["직간접"] == "간접" and row["국가"] == "US"
