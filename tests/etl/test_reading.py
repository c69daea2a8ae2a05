"""The reading child: whatever becomes of it, the caller lives and one bad file takes no other with it."""

import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from etl import reading, tally
from etl.reader import read_one
from etl.reading import Request, read_files
from tests.conftest import ROOT
from tests.etl.acting import FOUR, business_no, long_file, written


def request(tmp_path, name: str) -> Request:
    path = written(tmp_path / name, FOUR, [("가람", business_no(1), "명품강소기업", "2024")])
    return Request(str(path), name, f"u-{name}", str(tmp_path / f"{name}.parquet"))


def test_the_child_reads_as_the_same_code_reads_here(tmp_path):
    one = request(tmp_path, "x.csv")
    there = read_files([one], tmp_path)
    rows = pq.read_table(one.clean_path)
    assert there == [read_one(one)] and rows == pq.read_table(one.clean_path)
    assert not list(tmp_path.glob("*.part"))


def test_a_file_that_breaks_the_child_is_refused_alone(tmp_path):
    gone = Request(str(tmp_path / "gone.csv"), "gone.csv", "u-gone", str(tmp_path / "gone.parquet"))
    good, broken = read_files([request(tmp_path, "x.csv"), gone], tmp_path)
    assert good.rows_accepted == 1
    assert broken.source is None and [finding.code for finding in broken.findings] == ["reader_stopped"]


def test_a_child_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_SECONDS", 0.01)
    (late,) = read_files([request(tmp_path, "x.csv")], tmp_path)
    assert [finding.code for finding in late.findings] == ["reader_too_slow"]


def test_a_child_that_takes_too_much_memory_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_MEMORY", 1_000_000)
    (large,) = read_files([request(tmp_path, "x.csv")], tmp_path)
    assert [finding.code for finding in large.findings] == ["reader_too_hungry"]


def test_nothing_asked_starts_no_child(tmp_path):
    assert read_files([], tmp_path) == [] and not list(tmp_path.iterdir())


@pytest.mark.parametrize("is_plain", [True, False])
def test_rows_are_told_while_they_are_read(tmp_path, monkeypatch, is_plain):
    monkeypatch.setattr(reading, "_LOOK", 0.02)
    monkeypatch.setattr(tally, "_PAUSE", 0)
    path, told = long_file(tmp_path / "x.csv", is_plain), []
    (read,) = read_files([Request(str(path), path.name, "u", str(tmp_path / "u.parquet"))], tmp_path, told.append)
    assert len(told) > 2 and told == sorted(set(told))
    assert 0 < told[0] < told[-1] <= read.rows_read == read.rows_accepted


def test_the_processes_that_load_files_do_without_pandas():
    look = "import sys, etl.__main__, etl.child, etl.reader; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], cwd=ROOT).returncode == 0
