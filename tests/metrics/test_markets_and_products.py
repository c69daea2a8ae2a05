"""Regions, markets over the years and products, on rows whose sums were made on paper."""

from datetime import date

import pandas as pd
import pytest

from metrics.errors import EmptySelection
from metrics.market_changes import market_history, markets_gained_and_lost
from metrics.market_groups import exports_by_market_group
from metrics.products import exports_by_product, product_tree
from metrics.selection import Selection
from tests.warehouse.clean_tables import export, snapshot_of

AS_OF = date(2024, 3, 31)
EXPORTS = [
    export("old", "2023-01", 100, "VN", "850440", weight_kg=10),
    export("old", "2023-02", 60, "CN", "848180"),
    export("new", "2023-02", 40, "CN", "848180"),
    export("old", "2023-11", 900, "TH", "850440"),  # no counterpart in 2024: compared with nothing
    export("old", "2024-01", 150, "VN", "8504409000", weight_kg=30),
    export("old", "2024-01", 50, "VN", "850440"),  # states no weight: no part of the unit value
    export("new", "2024-02", 20, "VN", "850440", weight_kg=1),  # a market new to this firm, not to all
    export("new", "2024-02", 30, "AQ", "330499"),  # neither a group nor a section in the reference
    export("old", "2024-03", 500, "TH", "853400"),  # March 2023 has no file: no market gained
    export("old", "2024-02", 0, "JP", "850440"),  # nothing sold: no market
    export(None, "2024-02", 77, "US", "850440"),  # left out: nobody's
    export("old", "2024-04", 999, "US", "850440"),  # left out: not ended by the as-of date
]
GROUPS = [{"market_group": code, "group_rank": 1} for code in ("asean", "east_asia")]
MARKETS = [{"country": c, "market_group": g} for c, g in (("VN", "asean"), ("TH", "asean"), ("CN", "east_asia"))]
NAMES = [{"hs_code": c, "hs_section": "XVI", "name_ko": c, "name_en": c} for c in ("84", "85", "8504")]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    references = {"market_groups": GROUPS, "markets": MARKETS, "hs_names": NAMES}
    with snapshot_of(tmp_path_factory.mktemp("trade"), [], exports=EXPORTS, **references) as opened:
        yield opened


def rows(table: pd.DataFrame, *columns: str) -> list[tuple]:
    named = table[list(columns)].astype(object)
    return list(named.where(named.notna(), None).itertuples(index=False, name=None))


def test_groups_sum_their_countries_and_compare_the_same_months(snapshot) -> None:
    table = exports_by_market_group(snapshot, Selection(AS_OF))
    assert rows(table, "year", "market_group", "exports_usd", "exporters", "countries") == [
        (2024, "asean", 720, 2, 2),  # VN 220 and TH 500
        (2024, "unknown", 30, 1, 1),
    ]
    assert table["share"].tolist() == pytest.approx([720 / 750, 30 / 750])
    assert rows(table, "yoy_rate")[0][0] == pytest.approx(220 / 100 - 1)  # January and February only
    assert rows(table, "yoy_rate")[1] == (None,)


def test_a_year_before_all_files_is_compared_with_nothing(snapshot) -> None:
    table = exports_by_market_group(snapshot, Selection(AS_OF, years=(2023,)))
    assert rows(table, "market_group", "exports_usd", "yoy_rate") == [("asean", 1000, None), ("east_asia", 100, None)]


def test_a_market_is_followed_through_all_years_once_it_was_large(snapshot) -> None:
    table = market_history(snapshot, Selection(AS_OF), most=1)
    assert rows(table, "year", "country", "market_rank", "exports_usd", "countries") == [
        (2023, "TH", 1, 900, 1),
        (2023, "other", None, 200, 2),  # VN and CN were never the largest
        (2024, "TH", 1, 500, 1),
        (2024, "other", None, 250, 2),  # VN and AQ
    ]
    assert table["share"].tolist() == pytest.approx([900 / 1100, 200 / 1100, 500 / 750, 250 / 750])


def test_ranks_are_among_all_markets_of_the_year(snapshot) -> None:
    table = market_history(snapshot, Selection(AS_OF, years=(2024,)), most=5)
    assert rows(table, "country", "market_rank") == [("TH", 1), ("VN", 2), ("AQ", 3)]


def test_a_market_is_gained_or_lost_in_months_that_both_years_cover(snapshot) -> None:
    table = markets_gained_and_lost(snapshot, Selection(AS_OF))
    assert rows(table, "year", "market_change", "country", "firms", "exports_usd", "is_for_all") == [
        (2024, "gained", "AQ", 1, 30, True),
        (2024, "gained", "VN", 1, 20, False),  # old was there before
        (2024, "lost", "CN", 2, 100, True),
    ]


def test_the_firms_behind_a_change_are_those_counted(snapshot) -> None:
    table = markets_gained_and_lost(snapshot, Selection(AS_OF), firms=True)
    assert rows(table, "firm_id", "market_change", "country", "exports_usd") == [
        ("new", "gained", "AQ", 30),
        ("new", "gained", "VN", 20),
        ("old", "lost", "CN", 60),
        ("new", "lost", "CN", 40),
    ]


def test_of_the_firms_chosen_a_market_may_be_new_to_all(snapshot) -> None:
    table = markets_gained_and_lost(snapshot, Selection(AS_OF, firm_ids=("new",)))
    assert ("gained", "VN", True) in rows(table, "market_change", "country", "is_for_all")


def test_products_stand_level_by_level_with_what_a_kilogram_was_worth(snapshot) -> None:
    sections = exports_by_product(snapshot, Selection(AS_OF))
    assert rows(sections, "hs_product", "hs_level", "hs_within", "exports_usd") == [
        ("XVI", "section", None, 720),
        ("unknown", "section", None, 30),  # 33 is in no section of the reference
    ]
    headings = exports_by_product(snapshot, Selection(AS_OF), within="85")
    assert rows(headings, "hs_product", "exports_usd", "exporters") == [("8534", 500, 1), ("8504", 220, 2)]
    assert headings["share"].tolist() == pytest.approx([500 / 750, 220 / 750])  # of all exports, not of the chapter
    codes = exports_by_product(snapshot, Selection(AS_OF), within="8504")
    assert rows(codes, "hs_product", "exports_usd", "weight_kg", "unit_value_usd_per_kg") == [
        ("8504409000", 150, 30, 5),
        ("850440", 70, 1, 20),  # 20 for 1 kg; the 50 without a weight count in neither
    ]
    assert codes["weighed_share"].tolist() == pytest.approx([1, 20 / 70])


def test_a_product_without_any_weight_has_no_unit_value(snapshot) -> None:
    table = exports_by_product(snapshot, Selection(AS_OF), within="8534")
    assert rows(table, "weight_kg", "unit_value_usd_per_kg", "weighed_share") == [(None, None, 0)]


def test_a_product_is_compared_in_the_same_months(snapshot) -> None:
    table = exports_by_product(snapshot, Selection(AS_OF), within="85").set_index("hs_product")
    assert table.loc["8504", "yoy_rate"] == pytest.approx(220 / 100 - 1)  # November 2023 has no counterpart
    assert pd.isna(table.loc["8534", "yoy_rate"])


def test_what_nobody_sold_has_no_parts(snapshot) -> None:
    assert exports_by_product(snapshot, Selection(AS_OF), within="99").empty


@pytest.mark.parametrize("within", [None, "XVI", "85", "8504"])
def test_the_firms_behind_a_product_add_up_to_it(snapshot, within) -> None:
    table = exports_by_product(snapshot, Selection(AS_OF), within=within)
    firms = exports_by_product(snapshot, Selection(AS_OF), within=within, firms=True)
    assert firms.groupby("hs_product")["exports_usd"].sum().to_dict() == dict(rows(table, "hs_product", "exports_usd"))


def test_the_tree_holds_each_level_and_its_parts_add_up(snapshot) -> None:
    tree = product_tree(snapshot, Selection(AS_OF))
    assert tree["hs_level"].drop_duplicates().tolist() == ["section", "chapter", "heading", "code"]
    assert_adds_up(tree)


def test_a_market_filter_keeps_what_went_there(snapshot) -> None:
    to_vietnam = Selection(AS_OF, countries=("VN",))
    assert rows(exports_by_product(snapshot, to_vietnam), "hs_product", "exports_usd", "share") == [("XVI", 220, 1)]
    assert rows(exports_by_market_group(snapshot, to_vietnam), "market_group", "exports_usd") == [("asean", 220)]


def test_nobody_chosen_is_told(snapshot) -> None:
    with pytest.raises(EmptySelection):
        product_tree(snapshot, Selection(AS_OF, districts=("nowhere",)))


def assert_adds_up(tree: pd.DataFrame) -> None:
    """Each product is the sum of those within it; the sections are the whole."""
    whole = dict(rows(tree, "hs_product", "exports_usd"))
    parts = tree.groupby("hs_within")["exports_usd"].sum().to_dict()
    assert parts == {product: usd for product, usd in whole.items() if product in parts}
    assert set(whole) - set(parts) == set(tree.loc[tree["hs_level"] == "code", "hs_product"])
    levels = tree.groupby(["year", "hs_level"])["exports_usd"].sum().unstack()
    assert levels.nunique(axis=1).tolist() == [1] * len(levels)
