"""Our exports beside published ones, in exactly the same months."""

from datetime import date

import pandas as pd
import pytest

from metrics.benchmarks import city_share
from metrics.selection import Selection
from tests.warehouse.clean_tables import benchmark, export, firm, snapshot_of, spell

SOLD = [export("a", f"{year}-{month:02d}", 10) for year in (2021, 2022) for month in range(1, 13)]
SOLD += [export("b", f"2023-{month:02d}", 30, hs="010121") for month in range(1, 5)]
PUBLISHED = [
    benchmark("nation", "2021-01-01", 12_000),
    benchmark("nation", "2022-01-01", 24_000),
    benchmark("nation", "2022-01-01", 1, hs_chapter="85"),  # a part beside the total: not summed
    benchmark("nation", "2023-01-01", 99_000),  # a whole year is nothing to compare four months with
    benchmark("city", "2021-01-01", 300, hs_chapter="85"),  # no total: the parts make it
    benchmark("city", "2021-01-01", 100, hs_chapter="01"),
    *(benchmark("city", f"2022-{month:02d}-01", 200, "quarter") for month in (1, 4, 7, 10)),
    *(benchmark("city", f"2023-{month:02d}-01", 300, "month") for month in range(1, 6)),  # May is not ours yet
    benchmark("city", "2023-01-01", 800, "quarter"),  # three months are not four
]
AS_OF = date(2023, 12, 31)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    firms = [firm("a", district_code="bukgu"), firm("b", district_code="donggu")]
    folder = tmp_path_factory.mktemp("benchmarks")
    spells = [spell("a", "pre", "2021-01-01", "2022-12-31")]
    with snapshot_of(folder, spells, firms=firms, exports=SOLD, benchmarks=PUBLISHED) as opened:
        yield opened


def shares(table: pd.DataFrame) -> dict:
    filled = table.fillna({"benchmark_usd": -1, "share": -1})
    return {(row.region, row.year): (row.exports_usd, row.benchmark_usd, row.share) for row in filled.itertuples()}


def test_city_share_compares_the_months_that_we_have(snapshot) -> None:
    table = city_share(snapshot, Selection(AS_OF))
    assert shares(table) == {
        ("city", 2021): (120, 400, 0.3),
        ("city", 2022): (120, 800, 0.15),
        ("city", 2023): (120, 1200, 0.1),
        ("nation", 2021): (120, 12_000, 0.01),
        ("nation", 2022): (120, 24_000, 0.005),
        ("nation", 2023): (120, -1, -1),
    }
    kinds = {(row.region, row.year): (row.period_kind, row.summed_over) for row in table.itertuples()}
    assert kinds["city", 2021] == ("year", "hs_chapter")
    assert kinds["city", 2022] == ("quarter", "total")
    assert kinds["city", 2023] == ("month", "total")
    assert table["is_part_year"].tolist() == [False, False, True, False, False, True]


def test_the_as_of_date_cuts_both_sides(snapshot) -> None:
    found = shares(city_share(snapshot, Selection(date(2022, 9, 30)), region="city"))
    assert found["city", 2022] == (90, 600, 0.15)  # three quarters
    found = shares(city_share(snapshot, Selection(date(2022, 8, 31)), region="city"))
    assert found["city", 2022] == (80, -1, -1)  # eight months are no whole quarters


def test_filters_leave_the_benchmark_as_it_is(snapshot) -> None:
    found = shares(city_share(snapshot, Selection(AS_OF, districts=("donggu",)), region="city"))
    assert found["city", 2021] == (0, 400, 0)
    assert found["city", 2023] == (120, 1200, 0.1)


def test_without_benchmarks_there_is_nothing_to_compare(tmp_path) -> None:
    with snapshot_of(tmp_path, [], exports=SOLD) as snapshot:
        assert city_share(snapshot, Selection(AS_OF)).empty
