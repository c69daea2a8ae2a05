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
from etl.findings import FileRefused
from etl.recognise import recognise

HEADER = ["기업명", "사업자등록번호", "연월", "HS코드", "국가", "수출액(천불)", "중량(kg)", "직간접"]
PLAIN = (
    "㈜가람테크",
    "999-10-00006",
    "2024-01",
    "8504409000",
    "US",
    "1",
    "",
    "직접",
)  # a table without any row is refused
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
    st.sampled_from(["2024-05", "202405", "2024년 5월", "2024", "2024-13", "", "45429", "#REF!", "소계"]),
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
    slow, expected, quick, got = _both([PLAIN, *rows], tmp_path)
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


def test_utf16_is_written_anew_in_utf8_chunk_by_chunk(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.bulk._CHUNK", 3)  # cuts every letter somewhere
    text = "기업명,주소\n㈜똠방각하,광주\n"
    decoded = Decoded("UTF-16", [], text.encode(CODECS["UTF-16"]), ",")
    large = as_large(decoded, tmp_path / "never.csv", tmp_path / "aside")
    assert (large.path.read_bytes(), large.lines, large.encoding) == (text.encode(), 2, "UTF-8")


def exports_of(text: str, folder: Path, encoding: str = "UTF-8") -> tuple:
    rows = list(csv.reader(text.splitlines()))
    recognised = recognise([Sheet(None, rows)], "exports")
    path = folder / "large.csv"
    path.write_bytes(text.encode(CODECS[encoding]))
    large = Large(path, ",", text.count("\n"), encoding)
    return rows, recognised, partial(clean_large, recognised, {}, large, "u1", folder / "clean.parquet")


def test_totals_of_a_large_file_are_set_apart_wherever_they_stand(tmp_path):
    header = ",".join(["구분", *HEADER])
    row = "{},㈜가람,999-10-00006,2024-{:02d},850440,US,{},1,직접\n"
    body = row.format("자료", 5, 10) + row.format("자료", 6, 20)
    rows, recognised, quick = exports_of(f"{header}\n{body}소계,,,,,,30,2,\n,,,,,,,,\n", tmp_path)
    read, slow = quick(), clean(recognised, {})
    assert (read.rows_read, read.accepted) == (slow.rows_read, slow.accepted) == (2, 2)
    assert sorted(map(repr, read.findings)) == sorted(map(repr, slow.findings))
    assert {"total_row", "total_agrees"} <= {finding.code for finding in read.findings}


@pytest.mark.parametrize("where", ["기업명", "비고"])
def test_a_row_in_another_encoding_is_named_in_whatever_column(tmp_path, where):
    header = ",".join([*HEADER, "비고"])
    row = "㈜가람,999-10-00006,2024-05,850440,US,1,1,직접,없음\n"
    _, _, quick = exports_of(f"{header}\n{row}{row}", tmp_path, "CP949")
    path = tmp_path / "large.csv"
    mark = "㈜가람" if where == "기업명" else "없음"
    content = path.read_bytes().rpartition(mark.encode("cp949"))
    path.write_bytes(b"".join([content[0], b"\xff\xff", content[2]]))
    with pytest.raises(FileRefused) as refused:
        quick()
    assert [(finding.code, finding.row) for finding in refused.value.findings] == [("encoding_unknown", 3)]


def test_amounts_beyond_a_bound_or_64_bits_are_looked_at_singly(tmp_path):
    header = ",".join(HEADER).replace("천불", "억불")
    row = "㈜가람,999-10-00006,2024-{:02d},850440,US,{},1,직접\n"
    amounts = [1, 99_999_999_999, 999_999_999_999]
    body = "".join(row.format(month, amount) for month, amount in enumerate(amounts, 1))
    _, recognised, quick = exports_of(f"{header}\n{body}", tmp_path)
    read, slow = quick(), clean(recognised, {})
    assert sorted(map(repr, read.findings)) == sorted(map(repr, slow.findings))
    assert read.rejected_rows == slow.rejected_rows == [3, 4]


def test_a_large_file_without_a_row_of_data_is_refused_as_a_small_one_is(tmp_path):
    _, recognised, quick = exports_of(",".join(HEADER) + "\n합계,,,,,,,\n※ 끝,,,,,,,\n", tmp_path)
    for read in (quick, partial(clean, recognised, {})):
        with pytest.raises(FileRefused) as refused:
            read()
        assert [(finding.code, finding.row) for finding in refused.value.findings] == [("no_rows", 1)]
