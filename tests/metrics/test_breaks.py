"""Where a published series breaks, and how fresh each source is."""

from datetime import date

import pandas as pd
import pytest

from metrics.breaks import benchmark_breaks
from metrics.freshness import source_freshness
from metrics.selection import Selection
from tests.warehouse.clean_tables import GRACE, benchmark, export, report, snapshot_of, spell

AS_OF = date(2023, 12, 31)
PUBLISHED = [
    # a city by chapter and year: 85 from 2021, 03 until 2021; 99 is away in one year only: no break of coverage
    *(
        benchmark("city", f"{year}-01-01", usd, hs_chapter=chapter)
        for chapter, year, usd in (
            ("03", 2020, 50),
            ("03", 2021, 40),
            ("85", 2021, 60),
            ("85", 2022, 90),
            ("85", 2023, 100),
            ("99", 2020, 1),
            ("99", 2022, 1),
            ("99", 2023, 1),
        )
    ),  # fmt: skip
    # a nation: twice as much in 2021, a little less than half in 2023; 2024 is not over
    *(
        benchmark("nation", f"{year}-01-01", usd)
        for year, usd in ((2020, 100), (2021, 200), (2022, 201), (2023, 100), (2024, 9))
    ),
    # a port by month: ten months of 2023, and one that is not over
    *(benchmark("port", f"2023-{month:02}-01", 100, "month") for month in range(1, 11)),
    benchmark("port", "2024-01-01", 100, "month"),
]


def told(table: pd.DataFrame) -> set[tuple]:
    return {(row.region, row.period.year, row.break_kind) for row in table.itertuples()}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    spells = [spell("a", "pre", "2021-01-01", "2022-12-31")]
    rows = {"exports": [export("a", "2023-10", 5)], "outcomes": [report("a", 2022, staff=3)]}
    with snapshot_of(tmp_path_factory.mktemp("breaks"), spells, benchmarks=PUBLISHED, **rows) as opened:
        yield opened


def test_a_break_is_a_part_that_comes_or_goes_for_good_a_jump_of_the_total_or_a_part_year(snapshot) -> None:
    table = benchmark_breaks(snapshot, Selection(AS_OF))
    assert told(table) == {
        ("city", 2021, "categories_appeared"),
        ("city", 2022, "categories_vanished"),
        ("nation", 2021, "total_jumped"),
        ("nation", 2023, "total_jumped"),
        ("port", 2023, "part_year"),
    }
    named = table.set_index("break_kind")
    assert named.loc["categories_appeared", "category_names"] == "85"
    assert named.loc["categories_vanished", "category_names"] == "03"
    assert named.loc["categories_vanished", ["exports_usd", "previous_usd"]].tolist() == [91, 100]
    assert named.loc["part_year", "periods"] == 10


def test_a_year_that_is_not_over_is_a_part_year(snapshot) -> None:
    assert ("nation", 2024, "part_year") in told(benchmark_breaks(snapshot, Selection(date(2024, 6, 30))))
    assert told(benchmark_breaks(snapshot, Selection(AS_OF, years=(2022,)))) == set()  # nothing to compare it with


def test_how_large_a_jump_is_a_break_may_be_set(tmp_path) -> None:
    jump = {"setting": "benchmark_jump", "value": 3.0, "valid_from": date(2015, 1, 1), "meaning": "jump"}
    with snapshot_of(tmp_path, [], benchmarks=PUBLISHED, settings=[GRACE, jump]) as snapshot:
        assert "total_jumped" not in {kind for *_, kind in told(benchmark_breaks(snapshot, Selection(AS_OF)))}


def test_without_benchmarks_there_is_no_break(tmp_path) -> None:
    with snapshot_of(tmp_path, []) as snapshot:
        assert benchmark_breaks(snapshot, Selection(AS_OF)).empty


def test_a_source_is_stale_when_its_next_file_is_due(snapshot) -> None:
    table = source_freshness(snapshot, Selection(AS_OF), today=date(2024, 2, 5))
    found = {(row.upload_source, row.region): (row.last_date, row.age_days, row.is_stale) for row in table.itertuples()}
    assert found["exports", None] == (date(2023, 10, 31), 97, True)  # two months later the next was due
    assert found["outcomes", None] == (date(2022, 12, 31), 401, False)  # the next comes in summer
    assert found["benchmarks", "nation"] == (date(2024, 12, 31), -330, False)
    assert found["designations", None][0] == date(2021, 1, 1)
    assert source_freshness(snapshot, Selection(AS_OF))["age_days"].tolist()[1] == 61  # from the as-of date
