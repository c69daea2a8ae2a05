"""How far a reading has come: counted over all its files, and passed on no faster than anybody reads."""

from etl import tally
from etl.tally import Tally, Watch


def test_rows_of_several_files_are_counted_together(tmp_path, monkeypatch):
    monkeypatch.setattr(tally, "_PAUSE", 0)
    told: list[int] = []
    watch, child = Watch(tmp_path / "rows", told.append), Tally(tmp_path / "rows")
    watch.look()
    for rows in (10, 10, 20):
        child.count(rows)
        watch.look()
    child.close(25)
    child.count(5)
    watch.look()
    assert told == [10, 20, 30]


def test_a_number_that_falls_is_not_told(tmp_path, monkeypatch):
    monkeypatch.setattr(tally, "_PAUSE", 0)
    told: list[int] = []
    watch, child = Watch(tmp_path / "rows", told.append), Tally(tmp_path / "rows")
    for rows in (20, 10, 30):  # a file that the quick pass gave up is read again from its top
        child.count(rows)
        watch.look()
    assert told == [20, 30]


def test_two_numbers_at_once_are_not_told(tmp_path):
    told: list[int] = []
    watch, child = Watch(tmp_path / "rows", told.append), Tally(tmp_path / "rows")
    for rows in range(1, 9):
        child.count(rows)
        watch.look()
    assert told == [1]


def test_what_an_earlier_reading_wrote_is_not_told(tmp_path):
    Tally(tmp_path / "rows").count(7)
    told: list[int] = []
    Watch(tmp_path / "rows", told.append).look()
    assert told == []
