"""The quick pass over large files gives the rows and findings that reading cell by cell gives."""

import csv
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.bulk import Large, NotPlain, as_large, clean_large, is_served
from etl.clean import clean
from etl.decode import CODECS, Decoded, Sheet
from etl.recognise import recognise

HEADER = ["기업명", "사업자등록번호", "연월", "HS코드", "국가", "수출액(천불)", "중량(kg)", "직간접"]
NUMBERS = ["999-10-00006", "9991000006", "123-45-67890", "12345", ""]

_row = st.tuples(
    st.sampled_from(
        [
            "㈜가람테크",
            "보&봉",
            "  가 나 ",
            "",
            "-",
            "a\u200bb",
            'quo"te',
            "쉼,표",
            "=1+1",
            "<b>가</b>",
            "가\u202e나",
            "湲곗뾽",
            "가\ufffd",
            "#N/A",
            '="가나"',
        ]
    ),
    st.sampled_from(NUMBERS),
    st.sampled_from(["2024-05", "202405", "2024년 5월", "2024", "2024-13", "", "45429", "#REF!"]),
    st.sampled_from(["8504409000", "850440", "901110000", "77112233", "", "HS"]),
    st.sampled_from(["US", "미국", "NA", "ZZZ", "", "us"]),
    st.sampled_from(
        ["1,234", "12.5", "△3", "(4)", "-", "", "１２", "1e5", "999999999999999", "0.0001", "1,23", "#N/A"]
    ),
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
    quick = clean_large(recognised, {}, Large(text, ",", len(rows) + 1), "u1", out)
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


def large_file(folder: Path, content: bytes) -> Large:
    path = folder / "large.csv"
    path.write_bytes(content)
    return as_large(Decoded("UTF-8", [], content, ","), path, folder / "aside")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_that_are_not_lines_are_left_to_the_slow_reading(tmp_path, end):
    row = "㈜가람,999-10-00006,2024-05,850440,US,1,1,직접"
    head = ",".join(HEADER)
    recognised = recognise([Sheet(None, [HEADER])], "exports")
    ask = partial(clean_large, recognised, {}, upload_id="u1", out=tmp_path / "clean.parquet")
    assert ask(large_file(tmp_path, end.join([head, row, row, "", "", ""]).encode())).rows_read == 2
    with pytest.raises(NotPlain):
        ask(large_file(tmp_path, end.join([head, row, "", row]).encode()))
    with pytest.raises(NotPlain):
        ask(large_file(tmp_path, end.join([head, row.replace("㈜가람", f'"가{end}람"'), row]).encode()))


def test_a_header_of_several_lines_is_left_to_the_slow_reading():
    assert is_served(recognise([Sheet(None, [HEADER])], "exports"))
    assert not is_served(recognise([Sheet(None, [["기업명", "사업자\n등록번호", *HEADER[2:]]])], "exports"))


@pytest.mark.parametrize("encoding", ["CP949", "UTF-16"])
def test_another_encoding_is_written_anew_in_utf8_chunk_by_chunk(tmp_path, monkeypatch, encoding):
    monkeypatch.setattr("etl.bulk._CHUNK", 3)  # cuts every letter somewhere
    text = "기업명,주소\n㈜똠방각하,광주\n"
    decoded = Decoded(encoding, [], text.encode(CODECS[encoding]), ",")
    large = as_large(decoded, tmp_path / "never.csv", tmp_path / "aside")
    assert large.path.read_bytes() == text.encode() and large.lines == 2
