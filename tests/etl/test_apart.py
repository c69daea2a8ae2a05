"""Rows that are no data of their own are set apart, told, and totals are held against their parts."""

import pytest

from etl.apart import Shape, kind_of
from tests.etl.test_headers import GARAM, read

SHAPE = Shape(("기업명", "사업자등록번호", "수출액"), frozenset({2}), 1)
HEAD = "지역|연도|HS류|수출액(천불)\n"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["합계", "", "5"], "total_row"),
        (["소 계", "", "5"], "total_row"),
        (["총 계 :", "", "5"], "total_row"),
        (["북구 소계", "", "5"], "total_row"),
        (["Total", "", "5"], "total_row"),
        (["합계", GARAM, "5"], None),  # a firm may be called so
        (["㈜합계산업", "", "5"], None),
        (["계림금속", "", "5"], None),
        (["※ 잠정치", "", ""], "note_row"),
        (["주1) 통관 기준", "", ""], "note_row"),
        (["(주)가람", "", ""], None),
        (["자료: 관세청", "", ""], "note_row"),
        ([" - 전자부품", "", "5"], "child_row"),
        (["└ 기타", "", "5"], "child_row"),
        (["기업명", "사업자등록번호", "수출액"], "header_again"),
        (["가람", GARAM, "5"], None),
        (["", "", ""], None),
    ],
)
def test_a_row_is_known_for_what_it_is(row, kind):
    assert kind_of(row, SHAPE) == kind


@pytest.mark.parametrize(
    ("row", "kind"),
    [(["합계", GARAM, "2024-05", "5"], None), (["가람", GARAM, "소계", "5"], "total_row")],
)
def test_a_firms_own_subtotal_is_known_where_a_month_should_stand(row, kind):
    shape = Shape(("기업명", "사업자등록번호", "연월", "수출액"), frozenset({3}), 1, frozenset({2}))
    assert kind_of(row, shape) == kind


def test_subtotals_of_firms_whose_name_and_number_are_merged_over_them_agree():
    head = "기업명|사업자등록번호|연월|HS코드|국가|수출액(USD)\n"
    rows = "".join(f"가람|{GARAM}|{month}|{code}|US|{usd}\n" for month, code, usd in (
        ("2024-05", "850440", 3), ("2024-06", "850440", 4), ("소계", "", 7)))  # fmt: skip
    kept, cleaned = read(head + rows, "exports")
    assert [row["exports_usd"] for row in kept] == [3, 4] and cleaned.rejected_rows == []
    assert [(f.row, f.params["parts"]) for f in cleaned.findings if f.code == "total_agrees"] == [(4, "7")]


def sums(text: str) -> list[tuple]:
    _, cleaned = read(text, "benchmarks")
    return [(f.code, f.row, f.params["difference"]) for f in cleaned.findings if f.code.startswith("total_")
            and f.params]  # fmt: skip


def test_totals_above_below_and_between_agree_with_their_parts():
    rows = "광주|2024|85|200\n광주|2024|84|100\n"
    assert sums(HEAD + "|총계||300\n" + rows) == [("total_agrees", 2, "+0")]
    assert sums(HEAD + rows + "|합계||300") == [("total_agrees", 4, "+0")]
    more = "광주 소계|2024||300\n전국|2024|85|7\n전국 소계|2024||7\n합계|||307"
    assert [code for code, *_ in sums(HEAD + rows + more)] == ["total_agrees"] * 3


def test_rounding_is_fine_and_more_is_a_warning():
    rows = "광주|2024|85|200\n광주|2024|84|100\n"
    assert sums(HEAD + rows + "|합계||302") == [("total_agrees", 4, "+2,000")]
    assert sums(HEAD + rows + "|합계||303") == [("total_differs", 4, "+3,000")]
    assert sums(HEAD + rows + "|합계||3000") == [("total_differs", 4, "+2,700,000")]


def test_what_is_set_apart_is_told_and_never_added():
    rows, cleaned = read(
        HEAD + "광주|2024|85|200\n|합계||200\n※ 잠정치|||\n지역|연도|HS류|수출액(천불)\n", "benchmarks"
    )
    assert [row["exports_usd"] for row in rows] == [200_000]
    told = {(f.code, f.row, f.value) for f in cleaned.findings if f.row and f.row > 2}
    assert {("total_row", 3, "합계"), ("note_row", 4, "※ 잠정치"), ("header_again", 5, "지역")} <= told
    assert cleaned.rows_read == 1


def test_a_total_in_a_large_file_is_set_apart_and_held_against_the_rows(tmp_path):
    import pyarrow.parquet as pq

    from etl.reader import read_one
    from etl.reading import Request

    lines = [f"전국,{1950 + at // 96},{at % 96 + 1:02d},{at}" for at in range(7200) if at % 96 + 1 not in (77,)]
    total = sum(int(line.rsplit(",", 1)[1]) for line in lines)
    path, clean = tmp_path / "large.csv", tmp_path / "clean.parquet"
    filler = "가" * 300  # a column that is not used makes the file large
    text = "\n".join(["지역,연도,HS류,수출액(천불),비고", *(f"{line},{filler}" for line in lines), f"합계,,,{total},"])
    path.write_text(text, encoding="utf-8")
    assert path.stat().st_size > 2_000_000
    told = read_one(Request(str(path), path.name, "u1", str(clean), "benchmarks"))
    assert (told.rows_read, told.rows_accepted) == (len(lines), len(lines))
    assert {"total_row", "total_agrees"} <= {finding.code for finding in told.findings}
    assert sum(pq.read_table(clean)["exports_usd"].to_pylist()) == total * 1000
