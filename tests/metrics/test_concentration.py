"""How exports are spread, on rows whose shares were worked out on paper."""

from datetime import date

import pytest

from metrics.concentration import exporter_concentration, exporter_pareto, exporters_by_size
from metrics.errors import EmptySelection, WrongUsage
from metrics.export_groups import exports_by_group
from metrics.selection import Selection
from tests.metrics.test_exports import rows
from tests.warehouse.clean_tables import export, firm, snapshot_of, spell

AS_OF = date(2023, 7, 31)
SPELLS = [
    spell("big", "flagship", "2022-03-01", "2025-02-28", cohort="3기"),
    spell("big", "global", "2023-06-15", "2026-06-14", cohort="8기"),  # June counts as global
    spell("small", "pre", "2021-01-01", "2022-12-31", cohort="1기"),  # held no more, still of the cohort
    spell("later", "pre", "2023-08-01", "2025-07-31", cohort="2기"),  # left out: begins after the last month
]
EXPORTS = [
    export("big", "2022-05", 10_000_000),
    export("big", "2023-05", 50_000),
    export("big", "2023-06", 450_000, "JP", "850450"),
    export("mid", "2023-05", 250_000, "US", "8504401000"),  # of six digits: 850440
    export("mid", "2023-05", 50_000, "CN", "8504409000"),
    export("small", "2023-06", 99_999),
    export("later", "2023-06", 100_000, "JP"),
    export("none", "2023-07", 0),  # sold nothing: no exporter
    export("mid", "2023-08", 7_000_000),  # left out: not ended by the as-of date
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    firms = [firm("big", district_code="bukgu", industry_code="26"), firm("mid", district_code="bukgu")]
    firms += [firm(name, industry_code="26") for name in ("small", "later", "none")]
    with snapshot_of(tmp_path_factory.mktemp("spread"), SPELLS, exports=EXPORTS, firms=firms) as opened:
        yield opened


def test_herfindahl_over_firms_markets_and_products(snapshot) -> None:
    table = exporter_concentration(snapshot, Selection(AS_OF, years=(2023,))).set_index("spread_over")
    parts = {
        "firms": [500_000, 300_000, 100_000, 99_999],
        "markets": [550_000, 399_999, 50_000],  # JP, US, CN
        "products": [549_999, 450_000],  # 850440, 850450
    }
    for over, sums in parts.items():
        row, whole = table.loc[over], 999_999
        assert row["parts"] == len(sums) and row["exports_usd"] == whole
        assert row["hhi"] == pytest.approx(sum((usd / whole) ** 2 for usd in sums))
        assert row["effective_number"] == pytest.approx(1 / row["hhi"])
        assert row["top_1_share"] == pytest.approx(sums[0] / whole)
        assert row["top_5_share"] == row["top_10_share"] == pytest.approx(1)  # fewer than five
    assert table.loc["firms", "hhi"] == pytest.approx(0.36, abs=1e-5)  # 0.25 + 0.09 + 0.01 + 0.01
    assert table["is_part_year"].tolist() == [True] * 3 and table["months"].tolist() == [3] * 3


def test_a_single_part_has_an_index_of_one(snapshot) -> None:
    table = exporter_concentration(snapshot, Selection(AS_OF, years=(2022,)))
    assert table["hhi"].tolist() == table["effective_number"].tolist() == [1, 1, 1]


def test_the_lower_bound_belongs_to_the_class(snapshot) -> None:
    table = exporters_by_size(snapshot, Selection(AS_OF))
    assert rows(table, "size_class", "exporters", "exports_usd") == [
        ("under_100k", 1, 99_999),
        ("from_100k", 2, 400_000),  # 100,000 and 300,000
        ("from_500k", 1, 500_000),
        ("from_1m", 0, 0),
        ("from_5m", 0, 0),
        ("from_10m", 0, 0),
    ]
    assert table["exporters_share"].tolist() == pytest.approx([1 / 4, 2 / 4, 1 / 4, 0, 0, 0])
    assert table["share"].sum() == pytest.approx(1)
    behind = exporters_by_size(snapshot, Selection(AS_OF, years=(2022,)), firms=True)
    assert rows(behind, "firm_id", "year", "size_class", "exports_usd") == [("big", 2022, "from_10m", 10_000_000)]


def test_the_curve_adds_up_the_firms_from_the_largest(snapshot) -> None:
    table = exporter_pareto(snapshot, Selection(AS_OF))
    assert rows(table, "rank", "firm_id", "cumulative_usd") == [
        (1, "big", 500_000),
        (2, "mid", 800_000),
        (3, "later", 900_000),
        (4, "small", 999_999),
    ]
    assert table["cumulative_share"].tolist() == pytest.approx([usd / 999_999 for usd in table["cumulative_usd"]])
    assert table["cumulative_exporters_share"].tolist() == [0.25, 0.5, 0.75, 1]


def test_a_firm_counts_in_each_cohort_it_had_entered(snapshot) -> None:
    table = exports_by_group(snapshot, Selection(AS_OF), by="cohort")
    assert rows(table.fillna("–"), "programme_code", "cohort", "exports_usd", "exporters") == [
        ("pre", "1기", 99_999, 1),
        ("flagship", "3기", 500_000, 1),
        ("global", "8기", 500_000, 1),
        ("–", "–", 400_000, 2),  # mid was never designated, later not yet
    ]
    in_2022 = exports_by_group(snapshot, Selection(AS_OF, years=(2022,)), by="cohort")
    assert in_2022["cohort"].tolist() == ["3기"]  # global not by then


def test_a_stage_counts_the_month_and_a_place_the_firm_of_today(snapshot) -> None:
    by_stage = exports_by_group(snapshot, Selection(AS_OF))
    assert rows(by_stage, "stage_code", "exports_usd", "exporters", "median_usd") == [
        ("flagship", 50_000, 1, 50_000),
        ("global", 450_000, 1, 450_000),
        ("none", 499_999, 3, 100_000),
    ]
    by_district = exports_by_group(snapshot, Selection(AS_OF), by="district")
    assert rows(by_district.fillna("–"), "district", "exports_usd", "median_usd") == [
        ("북구", 800_000, 400_000),
        ("–", 199_999, 99_999.5),
    ]
    by_industry = exports_by_group(snapshot, Selection(AS_OF), by="industry", firms=True)
    assert rows(by_industry.fillna("–"), "firm_id", "industry_code") == [
        ("big", "26"),
        ("later", "26"),
        ("small", "26"),
        ("mid", "–"),
    ]


def test_an_unknown_grouping_and_nobody_are_told(snapshot) -> None:
    with pytest.raises(WrongUsage):
        exports_by_group(snapshot, Selection(AS_OF), by="moon")
    with pytest.raises(EmptySelection):
        exporter_concentration(snapshot, Selection(AS_OF, districts=("seogu",)))


def test_a_market_of_which_nothing_is_sold_has_no_concentration(snapshot) -> None:
    nothing = Selection(AS_OF, countries=("AQ",))
    assert exporter_concentration(snapshot, nothing).empty and exporter_pareto(snapshot, nothing).empty
    assert exporters_by_size(snapshot, nothing)["exporters"].tolist() == [0] * 6
    assert exporters_by_size(snapshot, nothing)["share"].isna().all()
