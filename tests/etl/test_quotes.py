"""Where the quotes of a line are plain, a strict reader and the quick one cut the same cells."""

import csv
import io
import itertools

import pyarrow as pa
import pyarrow.csv as pacsv
import pytest

from etl.quotes import are_plain


def strictly(line: str) -> list[list[str]] | None:
    try:
        return list(csv.reader(io.StringIO(line, newline=""), strict=True))
    except csv.Error:
        return None


def quickly(line: str, width: int) -> list[list[str]] | None:
    names = [str(at) for at in range(width)]
    types = dict.fromkeys(names, pa.string())
    try:
        read = pacsv.read_csv(
            pa.BufferReader(line.encode()),
            read_options=pacsv.ReadOptions(column_names=names),
            convert_options=pacsv.ConvertOptions(column_types=types, strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    return [list(row.values()) for row in read.to_pylist()]


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_plain_quotes_are_cut_alike_by_every_reader(length):
    lines = ["".join(letters) + "\n" for letters in itertools.product('a",', repeat=length)]
    plain = [line for line in lines if are_plain(line.encode(), ",")]
    assert plain
    for line in plain:
        rows = strictly(line)
        assert rows is not None, line
        assert quickly(line, len(rows[0])) in (rows, None), line


@pytest.mark.parametrize("line", ['"a","b""c"\r\n', 'a,"",b\n', '"a"', 'x\n"a"\n', '""\n', "가,나\n"])
def test_common_quotes_are_plain(line):
    assert are_plain(line.encode(), ",")


@pytest.mark.parametrize("line", ['"a"b,c\n', 'a"b\n', '"a\n', '","a\n', '""a,b\n', 'a";"b\n'])
def test_quotes_that_readers_take_differently_are_not(line):
    assert not are_plain(line.encode(), ",")
