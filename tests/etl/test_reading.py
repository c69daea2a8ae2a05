"""The reading child: whatever becomes of it, the caller lives and one bad file takes no other with it."""

import pyarrow.parquet as pq

from etl import reading
from etl.reader import read_one
from etl.reading import Request, read_files
from tests.etl.acting import FOUR, business_no, written


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
