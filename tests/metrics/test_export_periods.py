"""Exports by period and season, with and without the largest firm, beside the region: on rows summed on paper."""

from datetime import date

import pandas as pd
import pytest

from metrics.benchmarks import exports_index
from metrics.errors import WrongUsage
from metrics.export_periods import exports_by_period, exports_by_season
from metrics.largest import exports_without_largest
from metrics.selection import Selection
from tests.warehouse.clean_tables import benchmark, export, snapshot_of

AS_OF = date(2023, 8, 15)
EXPORTS = [
    *(export("steady", f"2021-{month:02}", 10) for month in range(1, 13)),
    *(export("steady", f"2022-{month:02}", 20, channel="direct") for month in range(1, 13)),
    export("big", "2022-12", 1000, channel="indirect"),
    export("big", "2023-01", 500, channel="indirect"),
    export("steady", "2023-01", 30, channel="direct"),
    export("steady", "2023-02", 0),  # nothing sold: no exporter
    export("late", "2023-04", 7),  # March is covered by nobody
    export("late", "2023-08", 9_999),  # left out: August has not ended
]
RATES = [{"year": 2021, "krw_per_usd": 1144.5}, {"year": 2022, "krw_per_usd": 1292.25}]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    published = [benchmark("city", f"{year}-01-01", usd) for year, usd in ((2021, 1000), (2022, 1500), (2023, 4000))]
    published += [benchmark("nation", f"{year}-{month:02}-01", 100 * (year - 2020), "month")
                  for year in (2021, 2022, 2023) for month in range(1, 13)]  # fmt: skip
    published += [benchmark("young", "2023-01-01", 5)]  # no whole year of ours
    folder = tmp_path_factory.mktemp("periods")
    with snapshot_of(folder, [], exports=EXPORTS, exchange_rates=RATES, benchmarks=published) as opened:
        yield opened


def rows(table: pd.DataFrame, *columns: str) -> list[tuple]:
    plain = table[list(columns)].astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


def test_exports_by_period_of_a_quarter_compare_the_months_that_both_years_have(snapshot) -> None:
    table = exports_by_period(snapshot, Selection(AS_OF), grain="quarter")
    assert rows(table, "period", "months", "is_part_period", "exports_usd", "exporters")[-3:] == [
        (date(2022, 10, 1), 3, False, 1060, 2),
        (date(2023, 1, 1), 2, True, 530, 2),  # January and February
        (date(2023, 4, 1), 1, True, 7, 1),
    ]
    assert table["yoy_rate"].iloc[-2] == pytest.approx(530 / 40 - 1)
    assert rows(table, "direct_usd", "indirect_usd", "unknown_usd")[-2:] == [(30, 500, 0), (0, 0, 7)]


def test_won_are_told_at_the_mean_rate_of_each_months_year(snapshot) -> None:
    years = exports_by_period(snapshot, Selection(AS_OF))
    assert rows(years, "exports_krw", "krw_per_usd") == [
        (137_340, 1144.5),  # 120 × 1144.5
        (1_602_390, 1292.25),  # 1240 × 1292.25
        (None, None),  # nobody knows 2023
    ]
    rolling = exports_by_period(snapshot, Selection(AS_OF), grain="rolling_year").set_index("last_month")
    to_february = rolling.loc[date(2022, 2, 1)]
    assert to_february["exports_krw"] == 166_140  # 100 × 1144.5 + 40 × 1292.25, at two rates
    assert pd.isna(to_february["krw_per_usd"])


def test_a_rolling_year_has_all_its_months_and_counts_each_exporter_once(snapshot) -> None:
    table = exports_by_period(snapshot, Selection(AS_OF), grain="rolling_year")
    assert rows(table, "period", "last_month", "exports_usd", "exporters")[-3:] == [
        (date(2022, 1, 1), date(2022, 12, 1), 1240, 2),
        (date(2022, 2, 1), date(2023, 1, 1), 1750, 2),
        (date(2022, 3, 1), date(2023, 2, 1), 1730, 2),  # the last: March 2023 is not covered
    ]
    assert rows(table, "last_month", "yoy_rate")[-3][1] == pytest.approx(1240 / 120 - 1)
    assert pd.isna(table["yoy_rate"].iloc[0])  # nothing is known of the year before
    behind = exports_by_period(snapshot, Selection(AS_OF), grain="rolling_year", firms=True)
    assert behind.groupby("period")["exports_usd"].agg(["sum", "count"]).values.tolist() == [
        list(each) for each in rows(table, "exports_usd", "exporters")
    ]


def test_a_month_without_a_file_is_no_month_without_exports(snapshot) -> None:
    table = exports_by_period(snapshot, Selection(AS_OF), grain="month")
    assert date(2023, 3, 1) not in table["period"].tolist()
    assert rows(table, "period", "exports_usd", "exporters", "yoy_rate")[-2] == (date(2023, 2, 1), 0, 0, -1.0)
    of_year = exports_by_period(snapshot, Selection(AS_OF, years=(2023,)), grain="month")
    assert of_year["year"].unique().tolist() == [2023]


def test_an_unknown_grain_is_refused(snapshot) -> None:
    with pytest.raises(WrongUsage) as fault:
        exports_by_period(snapshot, Selection(AS_OF), grain="week")
    assert fault.value.code == "unknown_value"


def test_the_total_without_the_largest_leaves_the_same_firm_out_of_both_years(snapshot) -> None:
    table = exports_without_largest(snapshot, Selection(AS_OF))
    assert rows(table, "year", "firm_id", "largest_usd", "without_largest_usd", "exporters", "median_usd") == [
        (2021, "steady", 120, 0, 1, 120.0),
        (2022, "big", 1000, 240, 2, 620.0),
        (2023, "big", 500, 37, 3, 30.0),
    ]
    assert table["yoy_rate"][2] == pytest.approx((530 + 7) / (20 + 20 + 20) - 1)  # January, February, April
    assert table["without_largest_yoy_rate"][1] == pytest.approx(240 / 120 - 1)
    assert table["without_largest_yoy_rate"][2] == pytest.approx(37 / 60 - 1)
    assert table["largest_share"][1] == pytest.approx(1000 / 1240)
    behind = exports_without_largest(snapshot, Selection(AS_OF, years=(2022,)), firms=True)
    assert rows(behind, "firm_id", "year", "exports_usd") == [("big", 2022, 1000), ("steady", 2022, 240)]


def test_everything_is_indexed_to_the_first_whole_year_that_all_have(snapshot) -> None:
    table = exports_index(snapshot, Selection(AS_OF))
    found = {(row.series, row.year): (row.exports_usd, round(row.exports_index, 6)) for row in table.itertuples()}
    assert found == {
        ("firms", 2021): (120, 100),
        ("firms", 2022): (1240, round(100 * 1240 / 120, 6)),
        ("firms", 2023): (537, round(100 * 537 / 30, 6)),  # January, February and April of both
        ("city", 2021): (1000, 100),
        ("city", 2022): (1500, 150),  # 2023: a year's total is no total of three months
        ("nation", 2021): (1200, 100),
        ("nation", 2022): (2400, 200),
        ("nation", 2023): (900, 300),  # three months against the same three
    }
    assert table["base_year"].unique().tolist() == [2021] and table["series"].iloc[0] == "firms"
    assert exports_index(snapshot, Selection(AS_OF), region="city")["series"].unique().tolist() == ["firms", "city"]
    of_year = exports_index(snapshot, Selection(AS_OF, years=(2022,)))  # the base stays
    assert of_year["exports_index"].iloc[0] == pytest.approx(1033.333333)


SEASONS = [export("a", f"{year}-{month:02}", usd) for year in range(2018, 2023) for month, usd in
           [(month, 40 if month == 12 else 10) for month in range(1, 13)]]  # fmt: skip
SEASONS += [export("a", "2023-01", 15), export("a", "2023-02", 5)]


def test_a_month_stands_beside_its_own_season(tmp_path) -> None:
    with snapshot_of(tmp_path, [], exports=SEASONS) as snapshot:
        table = exports_by_season(snapshot, Selection(date(2023, 2, 28))).set_index("month")
        december, january = table.loc[date(2022, 12, 1)], table.loc[date(2023, 1, 1)]
        assert december["seasonal_index"] == pytest.approx(100 * 40 / 12.5)  # 12.5 is the mean month
        assert december["adjusted_usd"] == 13 and january["adjusted_usd"] == 19  # 12.5 and 18.75
        assert (january["low_usd"], january["high_usd"], january["season_years"]) == (10, 10, 5)
        assert pd.isna(table.loc[date(2020, 12, 1)]["low_usd"])  # two years before it: too few
        early = exports_by_season(snapshot, Selection(date(2020, 6, 30)))
        assert early["seasonal_index"].isna().all() and early["adjusted_usd"].isna().all()  # two whole years
