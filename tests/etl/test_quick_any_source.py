"""The quick pass and the slow one read any table of any source alike, however dirty it is."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.contract import contract, contracts
from etl.reader import read_one
from etl.reading import Reading, Request
from tests.etl.dirty import Dirty, dirty_tables

PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]
SOURCES = sorted(contracts())
BLOCKS = st.sampled_from([600, 2_000, 8_000_000])  # bytes: a table in one batch and in several


def reading(folder: Path, source: str, dirty: Dirty, large: int, block: int) -> tuple[Reading, list[dict]]:
    """What was read and found, and the clean rows; `large`: the bytes above which a file is read by the quick pass."""
    path, clean = folder / "table.csv", folder / "clean.parquet"
    path.write_bytes(dirty.content)
    clean.unlink(missing_ok=True)
    with ExitStack() as stack:
        for room in ("decode", "reader"):  # the encoding of small files is always looked for in all of it
            stack.enter_context(mock.patch(f"etl.{room}.LARGE", large))
        stack.enter_context(mock.patch("etl.bulk._BLOCK", block))
        read = read_one(Request(str(path), path.name, "u", str(clean), source, dirty.given))
    rows = pq.read_table(clean).to_pylist() if clean.exists() else []
    return replace(read, top=(), findings=tuple(sorted(read.findings, key=repr))), rows


def agrees(folder: Path, source: str, dirty: Dirty, block: int) -> None:
    quick, slow = reading(folder, source, dirty, 0, block), reading(folder, source, dirty, 10**9, block)
    assert quick[0] == slow[0]
    assert quick[1] == slow[1]


def check(folder: Path, source: str, examples: int) -> None:
    @settings(max_examples=examples, suppress_health_check=PATIENT)
    @given(dirty=dirty_tables(source), block=BLOCKS)
    def property(dirty, block):
        agrees(folder, source, dirty, block)

    property()


@pytest.mark.parametrize("source", SOURCES)
def test_quick_and_slow_reading_agree_on_any_source(source, tmp_path_factory):
    check(tmp_path_factory.getbasetemp(), source, 15 if contract(source).kind == "fact" else 5)


@pytest.mark.long
@pytest.mark.parametrize("source", SOURCES)
def test_quick_and_slow_reading_agree_on_thousands_of_tables(source, tmp_path_factory):
    check(tmp_path_factory.getbasetemp(), source, 1500)


@pytest.mark.parametrize("body", [",,\n※ 끝,,\n", "yes,2019-01-01,a\n,,\n", ",,\nyes,2019-01-01,a\n"])
def test_a_line_of_separators_is_no_row_though_what_must_be_there_is_given(body, tmp_path):
    dirty = Dirty(f"수출지원 패키지,시행일,출처\n{body}".encode(), {"institution": "0"})
    agrees(tmp_path, "institutions", dirty, 600)
    assert len(reading(tmp_path, "institutions", dirty, 0, 600)[1]) == body.count("2019")
