"""Rows of finer HS codes are parts of their chapter's row, where it is in the file; else they are refused."""

import csv

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.bulk import Large, clean_large
from etl.clean import clean
from etl.recognise import recognise
from etl.sheet import Sheet
from etl.telling import cure, sentence
from tests.etl.test_headers import GARAM, read

HEAD = "지역|연도|HS류|수출액(천불)\n"
CHAPTER = "광주|2024|85|600\n"


def told(text: str, source: str = "benchmarks") -> tuple[list, list[tuple], list[int]]:
    rows, cleaned = read(text, source)
    assert cleaned.rows_read == cleaned.accepted + len(cleaned.rejected_rows)
    parts = [(f.code, f.row, f.value, f.params["parts"]) for f in cleaned.findings if f.code.startswith("parts_")]
    return [row.get("exports_usd") for row in rows], parts, cleaned.rejected_rows


def test_each_level_is_held_against_the_nearest_row_above_it():
    rows = CHAPTER + "광주|2024|8504|400\n광주|2024|8542|200\n광주|2024|850440|400\n광주|2024|8542310000|50\n"
    assert told(HEAD + rows) == (
        [600_000],
        [
            ("parts_agree", 2, "85", "600,000"),
            ("parts_agree", 3, "8504", "400,000"),
            ("parts_listed_in_part", 4, "8542", "50,000"),
        ],
        [],
    )


def test_parts_may_stand_above_their_chapter_and_be_written_in_every_form():
    rows = '광주|2024|8504.40|400\n광주|2024|="8542"|200\n' + CHAPTER
    assert told(HEAD + rows)[1:] == (
        [("parts_listed_in_part", 4, "85", "400,000"), ("parts_listed_in_part", 4, "85", "200,000")],
        [],
    )


@pytest.mark.parametrize(
    "part", ["전남|2024|8504|1", "광주|2023|8504|1", "광주|2024|8404|1", "광주|2024|850|1", "광주|x|8504|1"]
)
def test_a_finer_code_without_its_chapter_is_refused_as_ever(part):
    assert told(HEAD + CHAPTER + part) == ([600_000], [], [3])


def test_rounding_is_fine_of_which_is_told_and_more_than_the_whole_is_not_believed():
    for amount, code in (("599", "agree"), ("601", "agree"), ("598", "listed_in_part"), ("602", "differ"),
                         ("0", "listed_in_part"), ("-9", "differ")):  # fmt: skip
        assert [part[0] for part in told(f"{HEAD}{CHAPTER}광주|2024|8504|{amount}")[1]] == [f"parts_{code}"]


def test_an_amount_that_is_missing_is_held_against_nothing():
    assert told(HEAD + CHAPTER + "광주|2024|8504|-\n") == ([600_000], [], [])
    assert told(HEAD + "광주|2024|85|-\n광주|2024|8504|3") == ([], [], [2])


def test_parts_of_a_chapter_that_was_refused_are_no_error_of_their_own():
    assert told(HEAD + "광주|2024|85|x\n광주|2024|8504|3\n전남|2024|85|5\n") == ([5_000], [], [2])


def test_rows_of_one_code_are_added_before_they_are_compared():
    rows = CHAPTER + "광주|2024|85|100\n광주|2024|8504|300\n광주|2024|8504|400\n"
    assert told(HEAD + rows)[1] == [("parts_agree", 2, "85", "700,000")]


def test_a_table_that_takes_the_finest_codes_has_no_parts():
    head = "기업명|사업자등록번호|연월|HS코드|국가|수출액(USD)\n"
    rows = "".join(f"가람|{GARAM}|2024-05|{code}|US|3\n" for code in ("850440", "8504409000", "850440900012"))
    assert told(head + rows, "exports")[1:] == ([], [4])


def test_a_total_is_held_against_chapters_alone():
    _, cleaned = read(HEAD + CHAPTER + "광주|2024|8504|600\n합계|2024||600", "benchmarks")
    assert [f.params["parts"] for f in cleaned.findings if f.code == "total_agrees"] == ["600,000"]


def test_it_is_told_in_words():
    _, cleaned = read(HEAD + CHAPTER + "광주|2024|8504|150", "benchmarks")
    part = next(f for f in cleaned.findings if f.code == "parts_listed_in_part")
    assert "85의 내역 1개(8504)" in sentence("ko", part) and "25.0%" in sentence("en", part)
    assert cure("ko", part) and cure("en", part)


_rows = st.tuples(
    st.sampled_from(["광주", "전남", "광주 소계", "합계", "└ 가", "- 나", ""]),
    st.sampled_from(["2024", "2023", "2024년 1분기", "x", "소계"]),
    st.sampled_from(["85", "84", "8", "8504", "8517", "850440", "801", "8701", "HS", "소계", ""]),
    st.sampled_from(["300", "200", "1,000", "100", "-", "x", ""]),
    st.sampled_from(["30", "20", "", "x"]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(_rows, min_size=1, max_size=14))
def test_large_files_are_read_the_same(rows, tmp_path):
    head = ["지역", "연도", "HS류", "수출액(천불)", "수입액(천불)"]
    rows = [("광주", "2020", "01", "1", ""), *rows]  # a table without any row is refused
    with open(tmp_path / "large.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    recognised = recognise([Sheet(None, [head, *map(list, rows)])], "benchmarks")
    out = tmp_path / "clean.parquet"
    quick = clean_large(recognised, {}, Large(tmp_path / "large.csv", ",", len(rows) + 1), "u", out)
    slow = clean(recognised, {})
    names = slow.table("u").column_names
    assert pq.read_table(out).select(names).to_pylist() == slow.table("u").to_pylist()
    assert (quick.rows_read, quick.accepted, quick.rejected_rows) == (slow.rows_read, slow.accepted, slow.rejected_rows)
    assert list(map(repr, quick.findings)) == list(map(repr, slow.findings))


def test_a_region_written_once_for_the_rows_below_is_asked_for_in_each():
    rows = [["지역", "연도", "HS류", "수출액(천불)"], ["광주", "2023", "01", "900"], ["", "2023", "02", "800"]]
    findings = clean(recognise([Sheet(None, rows)], "benchmarks"), {}).findings
    found = [(each.code, each.row, each.column) for each in findings if each.severity == "error"]
    assert found == [("required_missing", 3, "지역")]
