"""Published series of different coverage are never merged in silence."""

import csv
from pathlib import Path

import pytest

from etl import reader
from etl.contract import contract
from etl.money import Part, Standing, stand
from etl.reading import Request

YEARS = ("2022", "2023", "2024")
CHAPTERS = [f"{chapter:02d}" for chapter in range(1, 11)]
MILLION = 1_000_000


class _Desk:
    def __init__(self, folder: Path) -> None:
        self.folder, self.parts = folder, []

    def load(self, *rows: tuple) -> Standing:
        name = f"u{len(self.parts)}"
        path, clean = self.folder / f"{name}.csv", self.folder / f"{name}.parquet"
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("지역", "연도", "HS류", "수출액(USD)"), *rows])
        reading = reader.read_one(Request(str(path), path.name, name, str(clean), "benchmarks"))
        assert reading.rows_accepted == len(rows)
        self.parts = [Part(part.upload_id, part.path) for part in self.parts]
        self.parts.append(Part(name, clean, is_fresh=True))
        return stand(contract("benchmarks"), self.parts, {})


@pytest.fixture
def desk(tmp_path) -> _Desk:
    return _Desk(tmp_path)


def trade(year: str, chapters: list[str] = CHAPTERS, usd: int = 50 * MILLION) -> list[tuple]:
    return [("광주", year, chapter, usd) for chapter in chapters]


def told(standing: Standing) -> list[tuple]:
    return [(f.code, f.value, f.params) for _, f in standing.findings if f.code.startswith("series")]


def test_a_steady_series_says_nothing(desk):
    assert told(desk.load(*trade("2022"), *trade("2023", usd=80 * MILLION))) == []
    assert told(desk.load(*trade("2024", CHAPTERS[1:]))) == []  # one chapter of ten less is trade


def test_categories_that_vanish_and_appear_are_told_also_across_files(desk):
    desk.load(*trade("2022"))
    found = told(desk.load(*trade("2023", [*CHAPTERS[:7], "84", "85"])))
    assert found == [
        ("series_categories", "광주 year hs_chapter",
         {"gone": "3", "come": "2", "earlier": "2022-01", "period": "2023-01"}),
    ]  # fmt: skip


def test_a_total_that_leaps_is_told(desk):
    found = told(desk.load(*trade("2022"), *trade("2023", usd=200 * MILLION)))
    assert [(code, params["period"]) for code, _, params in found] == [("series_step", "2023-01")]


def test_thousands_taken_for_dollars_stop_for_a_person(desk):
    desk.load(*trade("2022"), *trade("2023"))
    codes = [code for code, *_ in told(desk.load(*trade("2024", usd=50_000)))]
    assert codes[0] == "series_unit_jump"


def test_another_breakdown_is_another_series(desk):
    desk.load(*trade("2022"))
    assert told(desk.load(("광주", "2023", "", 500 * MILLION))) == []
