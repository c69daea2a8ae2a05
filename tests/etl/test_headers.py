"""Headers as offices lay them out: several rows, merged cells, periods side by side, units wherever they stand."""

import datetime as dt

import pytest

from etl.clean import Cleaned, clean
from etl.decode import Sheet
from etl.findings import FileRefused
from etl.headers import split_period
from etl.recognise import recognise

GARAM = "999-01-00008"


def table(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip("\n").splitlines()]


def read(text: str, source: str | None = None, **given: str) -> tuple[list[dict], Cleaned]:
    """Clean rows without what is empty, and what was found."""
    recognised = recognise([Sheet(None, table(text))], source, given=given)
    cleaned = clean(recognised, given)
    rows = cleaned.table("u").drop_columns(["upload_id", "source_row"]).to_pylist()
    return [{name: value for name, value in row.items() if value is not None} for row in rows], cleaned


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("매출액(천원) 2023년", ("매출액(천원)", "2023")),
        ("2024년 수출 금액", ("수출 금액", "2024")),
        ("23년", ("", "2023")),
        ("'24.1Q", ("", "2024년 1분기")),
        ("’21년 수출", ("수출", "2021")),
        ("2025년 4분기", ("", "2025년 4분기")),
        ("2024.1/4", ("", "2024년 1분기")),
        ("2024.03", ("", "2024-03")),
        ("2024년 12월 수출액(천불)", ("수출액(천불)", "2024-12")),
        ("２０２４년", ("", "2024")),
        ("HS2", None),
        ("매출액", None),
        ("2,024", None),
        ("2023년 대비 2024년", None),  # two periods are no period
    ],
)
def test_a_heading_says_which_period_it_means(heading, expected):
    assert split_period(heading) == expected


def test_a_header_of_two_rows_with_merged_cells_is_read():
    rows, _ = read(
        f"""
기업현황||수출실적|||
기업명|사업자등록번호|연월|HS코드|국가|수출액(천불)
가람|{GARAM}|2024-05|850440|US|3
"""
    )
    assert rows == [
        {"firm_name": "가람", "business_no": "9990100008", "month": dt.date(2024, 5, 1), "hs_code": "850440",
         "country": "US", "exports_usd": 3000}
    ]  # fmt: skip


def test_the_same_word_under_two_headings_is_told_apart_by_the_row_above():
    rows, _ = read("년도|수출||수입|\n|금액|증감률|금액|증감률\n2024년|10|1|20|2", "benchmarks")
    assert rows == [
        {"period": dt.date(2024, 1, 1), "period_kind": "year", "exports_usd": 10, "imports_usd": 20},
    ]


def test_the_first_row_of_data_is_no_part_of_the_header():
    rows, _ = read(f"기업명|사업자등록번호|연도|매출액|종사자수\n가람|{GARAM}|2024||\n나래|999-01-00013|2024|5|")
    assert len(rows) == 2


def test_periods_side_by_side_become_rows_and_blank_ones_none():
    rows, cleaned = read(
        f"""
기업별 성과 (단위: 백만원)
기업명|사업자등록번호|매출액||종사자수|
||22년|2023년|22년|2023년
가람|{GARAM}|100|110|10|-
나래|999-01-00013|-|7||
"""
    )
    assert [(row["firm_name"], row["fiscal_year"], row.get("sales_krw"), row.get("staff")) for row in rows] == [
        ("가람", 2022, 100_000_000, 10),
        ("가람", 2023, 110_000_000, None),
        ("나래", 2023, 7_000_000, None),
    ]
    assert (cleaned.rows_read, cleaned.accepted, cleaned.source_rows) == (2, 2, [4, 4, 5])


def test_months_side_by_side_name_the_only_amount_that_must_be_there():
    rows, _ = read(f"사업자등록번호|HS코드|국가|2024년 1월|2024년 2월\n{GARAM}|850440|US|1|2", unit="천불")
    assert [(row["month"].month, row["exports_usd"]) for row in rows] == [(1, 1000), (2, 2000)]


def test_what_is_wrong_with_one_period_is_wrong_with_its_row():
    _, cleaned = read(f"기업명|사업자등록번호|매출액 2022|매출액 2023\n가람|{GARAM}|1|열\n나래|999-01-00013|1|2")
    assert (cleaned.rows_read, cleaned.accepted, cleaned.rejected_rows) == (2, 1, [2])
    wrong = [(f.code, f.row, f.column, f.value) for f in cleaned.findings if f.severity == "error"]
    assert wrong == [("number_unreadable", 2, "매출액 2023", "열")]


def test_a_sheet_may_be_named_where_two_would_do():
    sheets = [Sheet(name, table("기간|수출액(USD)\n2024|" + amount)) for name, amount in (("상", "1"), ("하", "2"))]
    with pytest.raises(FileRefused) as refused:
        recognise(sheets, "benchmarks")
    assert refused.value.findings[0].code == "sheet_ambiguous"
    assert recognise(sheets, "benchmarks", given={"sheet": "하"}).sheet is sheets[1]
    with pytest.raises(FileRefused) as refused:
        recognise(sheets, "benchmarks", given={"sheet": "중"})
    assert refused.value.findings[0].params["names"] == "상, 하"


@pytest.mark.parametrize(
    "heading", ["수출액(천불)", "수출액 [천불]", "수출액_천불", "수출액\n(단위: 천불)", "수출액 (천 달러)"]
)
def test_a_unit_is_read_wherever_the_heading_states_it(heading):
    recognised = recognise([Sheet(None, [["기간", heading], ["2024", "1"]])], "benchmarks")
    assert clean(recognised, {}).columns["exports_usd"] == [1000]
