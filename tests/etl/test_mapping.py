"""A header that nothing fits is mapped once by a person, and found again by the next file that has it."""

import pytest

from etl import act
from etl.layouts import LayoutBroken, as_text, find_layout, layout_from, layouts
from etl.ledger import read_ledger
from etl.mapping import columns_asked, guess_columns, guess_header, headings_at, lacking, layout_said
from etl.proposal import REFUSED, Incoming
from etl.reader import read_one
from etl.reading import Request
from etl.recognise import recognise
from etl.remembered import forget, remember, remembered
from etl.sheet import Sheet
from tests.etl.acting import business_no

NUMBER = business_no(7)
TOP = "회원사 통관 내역||||\n업체|식별번호|선적월|세번|도착지|신고금액\n"


def a_file(folder, name: str, usd: str, month: str = "2024-05"):
    path = folder / name
    path.write_text(TOP.replace("|", ",") + f"가람,{NUMBER},{month},850440,US,{usd}\n", "utf-8")
    return path


def answers() -> dict[str, str]:
    return {"firm_name": "업체", "business_no": "식별번호", "month": "선적월", "hs_code": "세번", "country": "도착지",
            "exports_usd": "신고금액"}  # fmt: skip


def test_a_layout_written_out_and_read_again_is_the_same():
    for layout in layouts().values():
        assert layout_from(as_text(layout)) == layout
    odd = layout_said('이름 "따옴표" \\', "exports", answers(), {"exports_usd": "천불"}, {"channel": "직접"}, 2)
    assert layout_from(as_text(odd)) == odd == find_layout(as_text(odd))


@pytest.mark.parametrize("text", ["", "name = 1", 'source = "exports"\n[columns]\nnothing = "x"\n', "[[[\n"])
def test_a_text_that_is_no_layout_says_so(text):
    with pytest.raises(LayoutBroken):
        layout_from(text, "broken")


def test_a_header_is_guessed_and_its_columns_too():
    top = [line.split("|") for line in TOP.strip().splitlines()] + [["가람", NUMBER, "2024-05", "850440", "US", "1"]]
    assert guess_header(top) == 2
    headings = headings_at(top, 2, 1)
    assert headings == ["업체", "식별번호", "선적월", "세번", "도착지", "신고금액"]
    assert guess_columns("exports", headings)["exports_usd"] == "신고금액"  # by its words
    assert guess_columns("exports", headings, top[2:]) == answers()  # the others by what stands below
    assert lacking("exports", {"business_no": "식별번호"}, {"month": "2024-05"}) == [
        "hs_code",
        "country",
        "exports_usd",
    ]
    assert [each.name for each in columns_asked("exports", "ko") if each.is_required][0] == "business_no"


def test_a_mapped_header_is_read_and_remembered(home, tmp_path):
    first = act.propose(home, [Incoming(str(a_file(tmp_path, "1.csv", "7")), "1.csv")], "kim")
    assert first.verdict == REFUSED and first.files[0].top[1][:2] == ("업체", "식별번호")
    layout = layout_said("관세사 양식", "exports", answers(), {"exports_usd": "천불"}, {}, 1)
    said = Incoming(str(a_file(tmp_path, "1.csv", "7")), "1.csv", layout=as_text(layout))
    proposal = act.propose(home, [said], "kim")
    assert (proposal.files[0].layout, proposal.files[0].rows_accepted) == ("관세사 양식", 1)
    act.confirm(home, proposal.id, "kim")
    remember(home, layout)
    again = act.propose(home, [Incoming(str(a_file(tmp_path, "2.csv", "8", "2024-06")), "2.csv")], "kim")
    assert (again.files[0].source, again.files[0].layout) == ("exports", "관세사 양식")
    act.confirm(home, again.id, "kim")
    forget(home, "관세사 양식")
    assert remembered(home) == {}
    assert [line.asked_layout for line in read_ledger(home)[-2:]] == [as_text(layout)] * 2  # read the same for ever
    for path in (home / "warehouse" / ".clean").glob("u*"):
        path.unlink()
    act.rebuild(home, "kim")


def test_what_a_provider_adds_to_a_list_that_we_know_is_read_too():
    head = ["구분", "기수", "기업명", "분야/업종", "주소", "사업자등록번호", "지정일", "담당자"]
    row = ["명품강소기업", "12기", "가람", "제조", "광주 북구", NUMBER, "2024-01-01", "김"]
    found = recognise([Sheet(None, [head, row])])
    assert found.layout == "gwangju_firms"
    assert {"business_no", "starts_on"} < {column.name for column in found.places.values()}
    assert [finding.column for finding in found.findings if finding.code == "column_dropped"] == ["담당자"]


def test_what_a_person_left_out_of_a_layout_stays_out():
    columns = {"programme": "구분", "firm_name": "기업명"}
    own = layout_said("내 양식", "designations", columns, {}, {}, 1)
    head, row = ["구분", "기업명", "지정일"], ["명품강소기업", "가람", "2024-01-01"]
    found = recognise([Sheet(None, [head, row])], remembered=(own,))
    assert {column.name for column in found.places.values()} == set(columns)


def test_a_layout_with_periods_side_by_side_is_written_out_and_read_back():
    layout = layout_said(
        "x", "outcomes", {"business_no": "식별번호"}, {"sales_krw": "백만원"}, {"fiscal_year": "2024"}, 1,
        {"sales_krw": "매출", "staff": ""},
    )  # fmt: skip
    assert layout_from(as_text(layout)) == layout
    assert layout.given == {}  # a period is true of one file only
    with pytest.raises(LayoutBroken):
        layout_from(as_text(layout).replace("staff", "firm_name"))


def test_a_unit_that_a_person_says_beats_the_layouts(tmp_path):
    path = tmp_path / "city.csv"
    path.write_text("year,hs_chapter,export_usd,import_usd\n2024,01,7,1\n2025,01,8,1\n", encoding="utf-8")
    for unit, factor in ((None, 1000), ("만불", 10_000)):
        given = {"unit": unit} if unit else {}
        request = Request(
            str(path), "city.csv", "u1", str(tmp_path / "clean.parquet"), layout="daejeon_hs", given=given
        )
        assert read_one(request).covers == (("2024", 1, 7 * factor), ("2025", 1, 8 * factor))
