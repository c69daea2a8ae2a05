"""The growth account, on rows whose components were placed on paper."""

from datetime import date

import pandas as pd
import pytest

from metrics.errors import EmptySelection, WrongUsage
from metrics.growth import (
    export_growth_by_country,
    export_growth_by_product,
    export_growth_by_year,
    export_growth_decomposition,
)
from metrics.growth_account import COMPONENTS
from metrics.selection import Period, Selection
from tests.warehouse.clean_tables import export, firm, snapshot_of, spell

AS_OF = date(2023, 12, 31)
SPELLS = [spell("riser", "pre", "2021-01-01", "2022-12-31"), spell("riser", "flagship", "2023-01-01", "2025-12-31")]
EXPORTS = [
    # gone sold in 2022 only: it exits with all it sold
    export("gone", "2022-03", 500, "CN"),
    export("gone", "2023-03", 0, "CN"),  # a row of nothing is no export
    # fresh sold in 2023 only: it enters, whatever it sold before 2022
    export("fresh", "2021-03", 9_000, "US"),
    export("fresh", "2023-03", 70, "US"),
    export("fresh", "2023-03", 30, "JP"),
    # steady sold in both
    export("steady", "2022-03", 100, "US", "850440"),
    export("steady", "2023-03", 160, "US", "8504401000"),  # the same product at 6 digits: up 60
    export("steady", "2022-03", 90, "US", "330499"),
    export("steady", "2023-03", 40, "US", "330499"),  # down 50
    export("steady", "2023-03", 25, "US", "848180"),  # a product new to this market, though not to the firm
    export("steady", "2022-03", 15, "DE", "848180"),
    export("steady", "2022-03", 35, "DE", "850440"),  # a product dropped in a market it kept
    export("steady", "2023-03", 15, "DE", "848180"),  # unchanged: counts nowhere between the ends
    export("steady", "2022-03", 80, "VN", "850440"),  # a market dropped, not a product
    export("steady", "2023-03", 11, "MX", "390799"),  # a market added, though the product is new too
    # riser rose on 1 January 2023: under the filter of flagship it enters
    export("riser", "2022-03", 300, "US"),
    export("riser", "2023-03", 310, "US"),
    export("riser", "2022-04", 5_000, "US"),  # April 2023 is covered by nobody: left out of both years
]
PLACED = {
    "opening": (500 + 100 + 90 + 15 + 35 + 80 + 300, 3),
    "entering_firms": (100, 1),
    "exiting_firms": (-500, 1),
    "added_markets": (11, 1),
    "dropped_markets": (-80, 1),
    "added_products": (25, 1),
    "dropped_products": (-35, 1),
    "same_up": (60 + 10, 2),
    "same_down": (-50, 1),
    "closing": (100 + 160 + 40 + 25 + 15 + 11 + 310, 3),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    firms = [firm("riser", district_code="bukgu")]
    firms += [firm(name, district_code="donggu") for name in ("gone", "fresh", "steady")]
    with snapshot_of(tmp_path_factory.mktemp("growth"), SPELLS, exports=EXPORTS, firms=firms) as opened:
        yield opened


def placed(table: pd.DataFrame) -> dict[str, tuple[int, int]]:
    return {row.component: (row.usd, row.firms) for row in table.itertuples()}


def assert_adds_up(table: pd.DataFrame) -> None:
    sums = table.set_index("component")["usd"]
    assert sums.drop("closing").sum() == sums["closing"]


def test_export_growth_decomposition_lays_each_dollar_at_one_door(snapshot) -> None:
    table = export_growth_decomposition(snapshot, Selection(AS_OF))
    assert table["component"].tolist() == list(COMPONENTS)
    assert placed(table) == PLACED
    assert_adds_up(table)


def test_the_shares_of_the_change_add_up_to_one(snapshot) -> None:
    table = export_growth_decomposition(snapshot, Selection(AS_OF)).set_index("component")
    change = PLACED["closing"][0] - PLACED["opening"][0]
    assert table["share_of_change"]["exiting_firms"] == pytest.approx(-500 / change)
    assert table["share_of_change"].sum() == pytest.approx(1)
    assert table["share_of_change"][["opening", "closing"]].isna().all()


def test_only_months_that_both_periods_have_are_compared_and_it_is_told(snapshot) -> None:
    told = export_growth_decomposition(snapshot, Selection(AS_OF)).iloc[0]
    assert (told["start_period"], told["end_period"]) == ("2022-03", "2023-03")
    assert (told["months"], told["months_left_out"]) == (1, 11)


def test_a_month_that_has_not_ended_by_the_as_of_date_is_not_compared(snapshot) -> None:
    table = export_growth_decomposition(snapshot, Selection(date(2023, 3, 30)))
    assert table["start_period"].unique().tolist() == [
        "2021-03"
    ]  # of 2022 and 2021: the last year that has ended months
    assert export_growth_decomposition(snapshot, Selection(date(2022, 3, 30))).empty  # nothing before 2021
    unknown = {"start": Period.read("2021-04"), "end": Period.read("2022-04")}
    assert export_growth_decomposition(snapshot, Selection(AS_OF), **unknown).empty


def test_years_apart_are_compared_as_told(snapshot) -> None:
    asked = {"start": Period.read("2021"), "end": Period.read("2023")}
    table = export_growth_decomposition(snapshot, Selection(AS_OF), **asked)
    assert placed(table)["opening"] == (9_000, 1)
    assert placed(table)["same_down"] == (70 - 9_000, 1)  # fresh, which sold in both of these
    assert placed(table)["added_markets"] == (30, 1)
    assert_adds_up(table)
    without_end = export_growth_decomposition(snapshot, Selection(AS_OF), start=Period.read("2021-01..2021-06"))
    assert placed(without_end) == placed(table) and without_end["months_left_out"][0] == 5


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2022-01..2022-03", "2023-01..2023-04", "periods_differ"),
        ("2022-01..2022-03", "2023-02..2023-04", "periods_differ"),
        ("2022", "2023-01", "periods_differ"),
        ("2023", "2022", "periods_reversed"),
        ("2023", "2023", "periods_reversed"),
    ],
)
def test_periods_that_cannot_be_compared_are_refused(snapshot, start, end, code) -> None:
    with pytest.raises(WrongUsage) as fault:
        export_growth_decomposition(snapshot, Selection(AS_OF), start=Period.read(start), end=Period.read(end))
    assert fault.value.code == code and fault.value.facts == {"start": start, "end": end}


def test_nothing_is_shared_out_where_nothing_changed(tmp_path) -> None:
    sold = [export("a", "2022-01", 10, "US"), export("a", "2023-01", 10, "JP")]
    with snapshot_of(tmp_path, [], exports=sold) as snapshot:
        table = export_growth_decomposition(snapshot, Selection(AS_OF))
        assert placed(table)["added_markets"] == (10, 1) and placed(table)["dropped_markets"] == (-10, 1)
        assert table["share_of_change"].isna().all()


def test_filters_make_an_account_of_what_they_keep(snapshot) -> None:
    table = export_growth_decomposition(snapshot, Selection(AS_OF, stages=("flagship",)))
    assert placed(table)["opening"] == (0, 0) and placed(table)["entering_firms"] == (310, 1)  # the riser reached it
    assert_adds_up(table)
    table = export_growth_decomposition(snapshot, Selection(AS_OF, districts=("bukgu",)))
    assert placed(table)["opening"] == (300, 1) and placed(table)["same_up"] == (10, 1)
    table = export_growth_decomposition(snapshot, Selection(AS_OF, countries=("DE",)))
    assert placed(table)["opening"] == (50, 1) and placed(table)["dropped_products"] == (-35, 1)
    table = export_growth_decomposition(snapshot, Selection(AS_OF, products=("3907",)))
    assert placed(table)["entering_firms"] == (11, 1)  # of this product it is an exporter only now
    with pytest.raises(EmptySelection):
        export_growth_decomposition(snapshot, Selection(AS_OF, districts=("seogu",)))


def test_the_firms_behind_a_component_add_up_to_it(snapshot) -> None:
    behind = export_growth_decomposition(snapshot, Selection(AS_OF), firms=True)
    sums = behind.groupby("component")["usd"].agg(["sum", "count"])
    assert {name: tuple(sums.loc[name]) for name in COMPONENTS} == PLACED
    assert behind[behind["component"] == "same_up"]["firm_id"].tolist() == ["steady", "riser"]  # the largest first


def test_countries_and_products_stand_behind_the_components(snapshot) -> None:
    markets = export_growth_by_country(snapshot, Selection(AS_OF))
    of_firms = markets[markets["component"] == "entering_firms"]
    assert list(zip(of_firms["country"], of_firms["usd"], strict=True)) == [("US", 70), ("JP", 30)]
    products = export_growth_by_product(snapshot, Selection(AS_OF))
    assert dict(products[products["component"] == "same_up"][["hs_code", "usd"]].values) == {"850440": 70}
    for table in (markets, products):
        sums = table.groupby("component")["usd"].sum()
        assert {name: sums[name] for name in COMPONENTS} == {name: usd for name, (usd, _) in PLACED.items()}
    behind = export_growth_by_product(snapshot, Selection(AS_OF), firms=True)
    assert behind.groupby("component")["usd"].sum().to_dict() == sums.to_dict()


def test_each_year_has_its_own_account(snapshot) -> None:
    table = export_growth_by_year(snapshot, Selection(AS_OF))
    assert table["year"].unique().tolist() == [2022, 2023] and table["months"].unique().tolist() == [1]
    assert placed(table[table["year"] == 2023]) == PLACED
    assert placed(table[table["year"] == 2022])["exiting_firms"] == (-9_000, 1)
    assert export_growth_by_year(snapshot, Selection(AS_OF, years=(2022,)))["year"].unique().tolist() == [2022]
    behind = export_growth_by_year(snapshot, Selection(AS_OF), firms=True)
    sums = behind.groupby(["year", "component"])["usd"].sum().to_dict()
    assert sums == {key: usd for key, usd in table.set_index(["year", "component"])["usd"].items() if usd}


@pytest.mark.parametrize(
    ("written", "first", "months", "shown"),
    [
        ("2018", date(2018, 1, 1), 12, "2018"),
        ("2018-01..2018-12", date(2018, 1, 1), 12, "2018"),
        ("2018-03", date(2018, 3, 1), 1, "2018-03"),
        ("2018-03..2018-03", date(2018, 3, 1), 1, "2018-03"),
        ("2017-07..2018-06", date(2017, 7, 1), 12, "2017-07..2018-06"),
        ("2016..2017", date(2016, 1, 1), 24, "2016-01..2017-12"),
        ("2016..2017-03", date(2016, 1, 1), 15, "2016-01..2017-03"),
    ],
)
def test_a_period_is_read_and_written(written, first, months, shown) -> None:
    assert Period.read(written) == Period(first, months)
    assert str(Period.read(written)) == shown and Period.read(shown) == Period.read(written)


@pytest.mark.parametrize(
    "written", ["", "18", "2018-13", "2018-1", "2018-06..2018-01", "2018..", "2018-01-31", "2016..2017..2018"]
)
def test_what_is_no_period_is_not_read(written) -> None:
    with pytest.raises(ValueError):
        Period.read(written)
