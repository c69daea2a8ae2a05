"""Exports, on rows whose sums were made on paper."""

from datetime import date

import pandas as pd
import pytest

from metrics import METRICS
from metrics.errors import EmptySelection
from metrics.exporters import exports_around_entry, exports_of_todays_members, firm_exports, top_exporters
from metrics.exports import exports_by_month, exports_by_stage, exports_by_year
from metrics.markets import exports_by_country, exports_by_hs, exports_by_stage_and_country
from metrics.reporting import unclaimed_numbers
from metrics.selection import Selection
from tests.warehouse.clean_tables import export, firm, snapshot_of, spell

AS_OF = date(2023, 7, 31)
SPELLS = [
    spell("riser", "pre", "2022-03-01", "2023-06-14"),
    spell("riser", "flagship", "2023-06-15", "2026-06-14"),  # June counts as flagship: held on its last day
    spell("steady", "flagship", "2022-01-01", "2024-12-31"),
    spell("gone", "star", "2021-01-01", "2022-12-31"),  # held a stage in 2022, none in 2023
]
EXPORTS = [
    export("steady", "2022-05", 400),
    export("gone", "2022-06", 40, "CN", "010121"),
    export("steady", "2022-11", 1000),  # no counterpart in 2023: left out of the rate
    export("riser", "2023-05", 100),
    export("riser", "2023-06", 200, channel="direct"),
    export("riser", "2023-06", 50, channel="indirect"),
    export("riser", "2023-06", 30, "JP", "8504401000"),
    export("steady", "2023-06", 0, "DE"),  # nothing sold: neither an exporter nor a market
    export("steady", "2023-06", 500, hs="330499"),
    export("gone", "2023-05", 70, "CN", "010121", weight_kg=7.5),
    export(None, "2023-07", 999, business_no="9990"),  # nobody's: covers the month, counts nowhere
    export("steady", "2023-08", 7777),  # left out: not ended by the as-of date
]
RATES = [{"year": 2022, "krw_per_usd": 1291.95}]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    firms = [firm("riser", district_code="bukgu", industry_code="26")]
    firms += [firm(name, district_code="donggu") for name in ("steady", "gone")]
    folder = tmp_path_factory.mktemp("exports")
    with snapshot_of(folder, SPELLS, exports=EXPORTS, firms=firms, exchange_rates=RATES) as opened:
        yield opened


def rows(table: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(table[list(columns)].itertuples(index=False, name=None))


def test_exports_by_year_compares_the_same_months_and_counts_each_exporter_once(snapshot) -> None:
    table = exports_by_year(snapshot, Selection(AS_OF))
    assert rows(table, "year", "exports_usd", "exporters", "is_part_year", "months") == [
        (2022, 1440, 2, True, 3),  # May, June, November
        (2023, 950, 3, True, 3),  # May, June, July
    ]
    assert pd.isna(table["yoy_rate"][0])
    assert table["yoy_rate"][1] == pytest.approx((170 + 780) / (400 + 40) - 1)  # May and June of both years
    assert table["last_month"].tolist() == [date(2022, 11, 1), date(2023, 7, 1)]


def test_exports_by_year_gives_won_at_the_mean_rate_of_the_year(snapshot) -> None:
    table = exports_by_year(snapshot, Selection(AS_OF))
    assert table["exports_krw"][0] == 1_860_408  # 1440 × 1291.95
    assert pd.isna(table["exports_krw"][1])  # no rate in the reference


def test_a_month_counts_when_it_has_ended(snapshot) -> None:
    assert exports_by_year(snapshot, Selection(date(2023, 6, 29)))["exports_usd"].tolist() == [1440, 170]
    assert exports_by_year(snapshot, Selection(date(2023, 6, 30)))["exports_usd"].tolist() == [1440, 950]
    assert exports_by_month(snapshot, Selection(date(2023, 6, 29)))["month"].max() == date(2023, 5, 1)
    assert exports_by_year(snapshot, Selection(date(2022, 5, 30))).empty


def test_twelve_covered_months_make_a_whole_year(tmp_path) -> None:
    sold = [export("a", f"2022-{month:02d}", 10) for month in range(1, 13)] + [export("a", "2023-01", 12)]
    with snapshot_of(tmp_path, [], exports=sold) as snapshot:
        table = exports_by_year(snapshot, Selection(date(2023, 3, 31)))
        assert rows(table, "year", "is_part_year", "months") == [(2022, False, 12), (2023, True, 1)]
        assert table["yoy_rate"][1] == pytest.approx(0.2)  # January against January
        inside = exports_by_year(snapshot, Selection(date(2022, 12, 30)))  # the as-of date is inside December
        assert rows(inside, "year", "is_part_year", "months") == [(2022, True, 11)]


def test_exports_by_month_has_a_row_for_every_covered_month(snapshot) -> None:
    table = exports_by_month(snapshot, Selection(AS_OF))
    assert rows(table, "month", "exports_usd", "exporters")[-3:] == [
        (date(2023, 5, 1), 170, 2),
        (date(2023, 6, 1), 780, 2),
        (date(2023, 7, 1), 0, 0),  # covered by a number that nobody bears
    ]
    assert dict(rows(table, "month", "yoy_rate"))[date(2023, 5, 1)] == pytest.approx(170 / 400 - 1)


def test_exports_by_stage_takes_the_stage_of_the_months_last_day(snapshot) -> None:
    table = exports_by_stage(snapshot, Selection(AS_OF, years=(2023,)))
    found = {stage: (usd, firms) for stage, usd, firms in rows(table, "stage_code", "exports_usd", "exporters")}
    assert found == {
        "pre": (100, 1),  # riser in May
        "flagship": (780, 2),  # riser in June, steady
        "star": (0, 0),
        "global": (0, 0),
        "wc300": (0, 0),
        "none": (70, 1),  # gone
    }
    assert table["stage_code"].tolist()[-1] == "none"
    assert table["share"].sum() == pytest.approx(1)
    assert exports_by_year(snapshot, Selection(AS_OF, years=(2023,)))["exporters"].tolist() == [3]  # not 4


def test_a_stage_filter_keeps_the_months_in_which_it_was_held(snapshot) -> None:
    of_flagship = Selection(AS_OF, stages=("flagship",), years=(2023,))
    assert exports_by_year(snapshot, of_flagship)["exports_usd"].tolist() == [780]
    assert exports_by_stage(snapshot, of_flagship)["exports_usd"].tolist() == [780]
    assert rows(exports_by_country(snapshot, of_flagship), "country", "exports_usd", "exporters") == [
        ("US", 750, 2),
        ("JP", 30, 1),
    ]
    assert rows(top_exporters(snapshot, of_flagship), "rank", "firm_id", "exports_usd") == [
        (1, "steady", 500),
        (2, "riser", 280),
    ]
    assert firm_exports(snapshot, of_flagship, firm_id="riser")["month"].unique().tolist() == [date(2023, 6, 1)]


def test_countries_and_chapters_of_the_last_year_unless_told(snapshot) -> None:
    countries = exports_by_country(snapshot, Selection(AS_OF))
    assert rows(countries, "year", "country", "exports_usd", "exporters") == [
        (2023, "US", 850, 2),
        (2023, "CN", 70, 1),
        (2023, "JP", 30, 1),  # DE had nothing but a zero
    ]
    assert countries["share"].tolist() == pytest.approx([850 / 950, 70 / 950, 30 / 950])
    chapters = exports_by_hs(snapshot, Selection(AS_OF, years=(2022,)))
    assert rows(chapters, "year", "hs_chapter", "exports_usd", "exporters") == [
        (2022, "85", 1400, 1),
        (2022, "01", 40, 1),
    ]
    assert exports_by_country(snapshot, Selection(date(2023, 1, 15)))["year"].unique().tolist() == [2022]


def test_exports_by_stage_and_country(snapshot) -> None:
    table = exports_by_stage_and_country(snapshot, Selection(AS_OF))
    assert rows(table, "stage_code", "country", "exports_usd", "exporters") == [
        ("pre", "US", 100, 1),
        ("flagship", "US", 750, 2),
        ("flagship", "JP", 30, 1),
        ("none", "CN", 70, 1),
    ]


def test_top_exporters_share_the_whole_even_when_the_list_is_cut(snapshot) -> None:
    table = top_exporters(snapshot, Selection(AS_OF), most=1)
    assert rows(table, "rank", "firm_name", "exports_usd", "share") == [(1, "Steady", 500, pytest.approx(500 / 950))]
    assert len(top_exporters(snapshot, Selection(AS_OF, years=(2022, 2023)), most=None)) == 2 + 3


def test_exports_of_todays_members_follow_them_back(snapshot) -> None:
    table = exports_of_todays_members(snapshot, Selection(AS_OF))
    assert rows(table, "year", "exports_usd", "exporters", "members") == [(2022, 1400, 1, 2), (2023, 880, 2, 2)]
    of_star = Selection(date(2022, 12, 31), stages=("star",))
    assert rows(exports_of_todays_members(snapshot, of_star), "exports_usd", "members") == [(40, 1)]


def test_numbers_that_nobody_bears_are_kept_apart(snapshot) -> None:
    found = unclaimed_numbers(snapshot, Selection(AS_OF))
    assert rows(found, "source", "business_no", "rows", "exports_usd") == [("exports", "9990", 1, 999)]


def test_an_export_leads_to_its_uploaded_row(snapshot) -> None:
    found = firm_exports(snapshot, Selection(AS_OF), firm_id="gone")
    assert rows(found, "hs_code", "country", "channel", "exports_usd", "weight_kg", "upload_id", "source_row") == [
        ("010121", "CN", "unknown", 70, 7.5, "u1", 2 + EXPORTS.index(EXPORTS[9]))
    ]


WHOLE_OR_PARTS = [name for name in METRICS if name.startswith("exports_") or name in ("top_exporters", "city_share")]


@pytest.mark.parametrize("as_of", [AS_OF, date(2022, 6, 30), date(2023, 6, 15)], ids=str)
@pytest.mark.parametrize("name", WHOLE_OR_PARTS)
def test_stored_sums_say_what_the_firms_say(snapshot, name, as_of) -> None:
    stored = METRICS[name](snapshot, Selection(as_of))
    counted = METRICS[name](snapshot, Selection(as_of, districts=("bukgu", "donggu")))
    pd.testing.assert_frame_equal(stored, counted, check_dtype=False)


COUNT_NO_FIRMS = ("top_exporters", "city_share", "exports_index", "exports_by_season", "exports_without_largest")


@pytest.mark.parametrize("name", [name for name in WHOLE_OR_PARTS if name not in COUNT_NO_FIRMS])
def test_the_firms_behind_add_up_and_are_the_exporters(snapshot, name) -> None:
    table, behind = (METRICS[name](snapshot, Selection(AS_OF), **extra) for extra in ({}, {"firms": True}))
    by = [column for column in ("year", "month", "stage_code", "country", "hs_chapter") if column in behind]
    by += ["years_since_entry"] if "years_since_entry" in behind else []
    sums = behind[behind["exports_usd"] > 0].groupby(by)["exports_usd"].agg(["sum", "count"])
    told = table[table["exports_usd"] > 0].set_index(by)[["exports_usd", "exporters"]]
    assert sums.to_dict("index") == {
        key: {"sum": usd, "count": firms} for key, (usd, firms) in told.T.to_dict("list").items()
    }


def test_nobody_selected_is_told(snapshot) -> None:
    with pytest.raises(EmptySelection):
        exports_by_year(snapshot, Selection(AS_OF, districts=("seogu",)))


def test_without_exports_there_is_nothing_to_show(tmp_path) -> None:
    with snapshot_of(tmp_path, SPELLS) as snapshot:
        for name in WHOLE_OR_PARTS:
            assert METRICS[name](snapshot, Selection(AS_OF)).empty


AROUND = [
    spell("early", "pre", "2020-05-01", "2022-04-30", cohort="1기"),
    spell("late", "pre", "2021-05-01", "2023-04-30", cohort="2기"),
    spell("again", "pre", "2021-05-01", "2023-04-30", cohort="2기", began_as="redesignated"),  # no first entry
]
SOLD = [export("nobody_else", f"{year}-{month:02d}", 1) for year in (2019, 2020, 2021) for month in range(1, 13)]
SOLD += [
    export("early", "2019-03", 100),
    export("early", "2020-03", 300),
    export("late", "2021-03", 500),
    export("again", "2021-03", 9000),
    export("late", "2022-01", 70),  # left out: 2022 is no whole year
]


def test_exports_around_entry_count_whole_years_from_the_first_entry(tmp_path) -> None:
    with snapshot_of(tmp_path, AROUND, exports=SOLD) as snapshot:
        table = exports_around_entry(snapshot, Selection(date(2022, 12, 31)))
        columns = ("stage_code", "years_since_entry", "firms", "exporters", "exports_usd", "median_usd")
        assert rows(table.fillna(-1), *columns) == [
            ("pre", -2, 1, 0, 0, -1),  # late in 2019: known, and nothing sold
            ("pre", -1, 2, 1, 100, 100),  # early in 2019, late in 2020
            ("pre", 0, 2, 2, 800, 400),
            ("pre", 1, 1, 0, 0, -1),  # early in 2021
        ]
        cohort = exports_around_entry(snapshot, Selection(date(2022, 12, 31)), programme_code="pre", cohort="2기")
        assert rows(cohort[cohort["years_since_entry"] == 0], "firms", "exports_usd", "mean_usd") == [(2, 9500, 4750)]
        narrow = exports_around_entry(snapshot, Selection(date(2022, 12, 31)), within_years=1)
        assert narrow["years_since_entry"].tolist() == [-1, 0, 1]
