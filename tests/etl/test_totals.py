"""Totals as offices place them: above, between, below, in several levels, one for each year or region."""

import pytest

from etl.apart import split_total
from etl.totals import Sums
from tests.etl.test_headers import read

HEAD = "지역|연도|HS류|수출액(천불)\n"
GWANGJU = "광주|2024|84|4000\n광주|2024|85|5000\n"
JEONNAM = "전남|2024|84|6000\n전남|2024|85|1000\n"
BUSAN = "부산|2024|84|300\n부산|2024|85|100\n"


def sums(text: str) -> list[tuple[int, str]]:
    """Each total: its row, and the sum that it was found nearest to. None is a warning."""
    _, cleaned = read(text, "benchmarks")
    assert all(finding.severity == "correction" for finding in cleaned.findings), cleaned.findings
    return [(f.row, f.params["parts"].removesuffix(",000")) for f in cleaned.findings if f.code == "total_agrees"]


@pytest.mark.parametrize(
    ("cell", "split"),
    [
        ("합계", ("", "합계")),
        ("총 계 :", ("", "총계")),
        ("광주 소계", ("광주", "소계")),
        ("[광주 소 계]", ("광주", "소계")),
        ("Grand Total", ("", "grandtotal")),
        ("Sub-total", ("", "subtotal")),
        ("전국 누계", ("전국", "누계")),
        ("광주 계", ("광주", "계")),
        ("제조업 계", ("제조업", "계")),
        ("기 계", None),  # machinery, spaced out
        ("일반 기 계", None),
        ("정밀기계", None),
        ("수출", None),
    ],
)
def test_a_total_says_what_it_is_of(cell, split):
    assert split_total(cell) == split


def test_a_grand_total_on_top_subtotals_between_and_one_at_the_end():
    rows = "합계|2024||16000\n" + GWANGJU + "소계|||9000\n" + JEONNAM + "소계|||7000\n총계|||16000"
    assert sums(HEAD + rows) == [(2, "16,000"), (5, "9,000"), (8, "7,000"), (9, "16,000")]


def test_subtotals_above_their_parts_in_the_column_of_the_parts():
    rows = "총계|2024||16000\n광주|2024|소계|9000\n" + GWANGJU + "전남|2024|소계|7000\n" + JEONNAM
    assert sums(HEAD + rows) == [(2, "16,000"), (3, "9,000"), (6, "7,000")]


def test_totals_of_three_levels_below_their_parts():
    parts = GWANGJU + "광주 소계|||9000\n" + JEONNAM + "전남 소계|||7000\n호남권 합계|||16000\n"
    more = BUSAN + "부산 소계|||400\n영남권 합계|||400\n총계|||16400"
    assert sums(HEAD + parts + more)[-3:] == [(11, "400"), (12, "400"), (13, "16,400")]
    two = BUSAN + "소계|||400\n" + BUSAN.replace("부산", "대구") + "소계|||400\n영남권 합계|||800\n총계|||16800"
    assert sums(HEAD + parts + two)[-2:] == [(15, "800"), (16, "16,800")]


def test_totals_of_three_levels_above_their_parts():
    rows = "총계|||16400\n호남권 합계|||16000\n광주 소계|||9000\n" + GWANGJU + "전남 소계|||7000\n" + JEONNAM
    more = "영남권 합계|||400\n부산 소계|||400\n" + BUSAN
    assert [row for row, _ in sums(HEAD + rows + more)] == [2, 3, 4, 7, 10, 11]


def test_a_total_for_each_year_of_rows_in_any_order():
    rows = "광주|2023|84|11\n광주|2024|84|22\n광주|2023|85|33\n광주|2024|85|44\n"
    more = "전남|2023|84|100\n전남|2024|84|200\n"
    totals = "소계|2023||100\n소계|2024||200\n합계|2023||144\n합계|2024||266\n총계|||410"
    assert sums(HEAD + rows + "소계|2023||44\n소계|2024||66\n" + more + totals) == [
        (6, "44"), (7, "66"), (10, "100"), (11, "200"), (12, "144"), (13, "266"), (14, "410"),
    ]  # fmt: skip


def test_a_total_for_each_chapter_or_region_wherever_its_rows_stand():
    rows = "광주|2024|84|4000\n전남|2024|84|6000\n광주|2024|85|5000\n전남|2024|85|1000\n"
    totals = "광주 계|2024||9000\n전남 계|2024||7000\n합계|2024|84|10000\n합계|2024|85|6000\n합계|2024||16000"
    assert [row for row, _ in sums(HEAD + rows + totals)] == [6, 7, 8, 9, 10]


def test_the_word_of_a_total_may_name_any_column_of_the_key():
    rows = "광주|2024|미국|400\n광주|2024|중국|200\n전남|2024|USA|300\n미국 소계|2024||700\n중국 소계|||200"
    assert sums("지역|연도|국가|수출액(천불)\n" + rows) == [(5, "700"), (6, "200")]


def test_a_year_and_its_quarters_side_by_side_have_totals_of_their_own():
    rows = "광주|84|3000|1000\n광주|85|7000|3000\n소계||10000|4000\n"
    assert sums("지역|HS류|2024년 수출액(천불)|2024년 1분기 수출액(천불)\n" + rows) == [(4, "10,000"), (4, "4,000")]


def test_the_nearest_sum_is_told_not_another_within_more_rounding():
    rows = "광주|2023|84|1\n광주|2024|84|2\n광주|2023|85|3\n광주|2024|85|4\n"
    assert sums(HEAD + rows + "합계|2024||6") == [(6, "6")]


def test_a_wrong_total_is_a_warning_wherever_it_stands():
    rows = "합계|2024||16900\n" + GWANGJU + "광주 소계|||9500\n" + JEONNAM + "소계|||7000\n총계|||15000"
    _, cleaned = read(HEAD + rows, "benchmarks")
    told = [(f.row, f.params["difference"]) for f in cleaned.findings if f.code == "total_differs"]
    assert told == [(2, "+900,000"), (5, "+500,000"), (9, "-1,000,000")]


def test_sums_between_rows_count_neither_edge():
    rows = Sums([2, 5, 9], [10, None, 30])
    assert rows.between(float("-inf"), float("inf")) == (40, 3)
    assert rows.between(2, 9) == (0, 1)
