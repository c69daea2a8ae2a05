"""The quick pass over large files gives the rows and findings that reading cell by cell gives."""

import csv
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.bulk import clean_large, is_served
from etl.clean import clean
from etl.decode import Sheet
from etl.recognise import recognise

HEADER = ["기업명", "사업자등록번호", "연월", "HS코드", "국가", "수출액(천불)", "중량(kg)", "직간접"]
NUMBERS = ["999-10-00006", "9991000006", "123-45-67890", "12345", ""]

_row = st.tuples(
    st.sampled_from(["㈜가람테크", "보&봉", "  가 나 ", "", "-", "a\u200bb", 'quo"te', "쉼,표"]),
    st.sampled_from(NUMBERS),
    st.sampled_from(["2024-05", "202405", "2024년 5월", "2024", "2024-13", ""]),
    st.sampled_from(["8504409000", "850440", "901110000", "77112233", "", "HS"]),
    st.sampled_from(["US", "미국", "NA", "ZZZ", "", "us"]),
    st.sampled_from(["1,234", "12.5", "△3", "(4)", "-", "", "１２", "1e5", "999999999999999", "0.0001", "1,23"]),
    st.sampled_from(["5", "", "2.5", "-1", "x"]),
    st.sampled_from(["직접", "간접", "direct", "", "other", " 직접"]),
)


def _both(rows: list[tuple[str, ...]], folder: Path) -> tuple:
    text = folder / "exports.csv"
    with open(text, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    recognised = recognise([Sheet(None, [HEADER, *map(list, rows)])], "exports")
    slow = clean(recognised, {})
    out = folder / "clean.parquet"
    quick = clean_large(recognised, {}, text, ",", "u1", out)
    table = pq.read_table(out)
    names = slow.table("u1").column_names
    return slow, slow.table("u1").to_pylist(), quick, table.select(names).sort_by("source_row").to_pylist()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(_row, min_size=1, max_size=12))
def test_quick_and_slow_reading_agree(rows: list[tuple[str, ...]], tmp_path: Path) -> None:
    slow, expected, quick, got = _both(rows, tmp_path)
    assert got == expected
    assert (quick.rows_read, quick.accepted, quick.rejected_rows) == (slow.rows_read, slow.accepted, slow.rejected_rows)
    assert sorted(map(repr, quick.findings)) == sorted(map(repr, slow.findings))


def test_a_file_with_blank_lines_is_not_read_quickly_because_they_count_as_rows() -> None:
    recognised = recognise([Sheet(None, [HEADER])], "exports")
    assert is_served(recognised, b"a\nb\n")
    assert not is_served(recognised, b"a\n\nb\n")
    assert not is_served(recognised, b"a\r\n\r\nb\r\n")
