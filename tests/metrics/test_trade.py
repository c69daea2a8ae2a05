"""Markets, products and firms chosen, on rows whose sums were made on paper."""

import re
from datetime import date

import pandas as pd
import pytest

from metrics import METRICS
from metrics.counts import stage_counts
from metrics.errors import EmptySelection, WrongUsage
from metrics.exporters import exports_of_todays_members, firm_exports, top_exporters
from metrics.exports import exports_by_stage, exports_by_year
from metrics.markets import exports_by_country
from metrics.quota import quota_use
from metrics.selection import Selection
from tests.warehouse.clean_tables import export, firm, snapshot_of, spell
from warehouse import Snapshot
from warehouse.cursors import Cursors

AS_OF = date(2023, 7, 15)
PARTS = ("firm", "market", "product", "line")
SPELLS = [spell("a", "pre", "2022-01-01", "2023-05-31"), spell("a", "flagship", "2023-06-01", "2026-05-31")]
EXPORTS = [
    export("a", "2023-05", 100, "US", "8504401000", channel="direct", weight_kg=10.0),
    export("a", "2023-05", 40, "US", "850490", channel="indirect"),  # no weight
    export("a", "2023-05", 7, "US", "850490", channel="indirect", business_no="second number"),  # the same firm
    export("a", "2023-05", 3, "JP", "8504401000"),  # no way said
    export("a", "2023-06", 500, "JP", "850440"),
    export("b", "2023-06", 60, "US", "330499", channel="direct", weight_kg=0.5),
    export("b", "2023-07", 9999, "US", "330499"),  # left out: July has not ended
]
PER_FIRM = "SELECT * FROM exports_per_firm($selection) ORDER BY firm_id, month"
PER_MARKET = """
SELECT firm_id, month, country, CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM pieces_per_market($selection) GROUP BY firm_id, month, country ORDER BY firm_id, month, country
"""
PER_PRODUCT = "SELECT * FROM pieces_per_product($selection) ORDER BY firm_id, month, hs_code"
PASSING = "SELECT * FROM passing_per_firm($selection)"  # what a cursor keeps for exports_per_firm
KEPT = ("exports_per_firm", "yearly_per_firm", "yearly_per_market", "yearly_per_product")
YEARLY = "SELECT * FROM passing_yearly_per_market($selection)"
YEARLY_PRODUCTS = "SELECT * FROM passing_yearly_per_product($selection)"
YEARLY_LINES = "SELECT * FROM yearly_per_line($selection)"
PER_LINE = "SELECT * FROM chosen_exports($selection) ORDER BY firm_id, month, country, hs_code, source_row"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    firms = [firm("a", district_code="bukgu"), firm("b", district_code="donggu")]
    with snapshot_of(tmp_path_factory.mktemp("trade"), SPELLS, exports=EXPORTS, firms=firms) as opened:
        yield opened


def found(snapshot: Snapshot, sql: str, *columns: str, **filters: tuple[str, ...]) -> list[tuple]:
    table = snapshot.query(sql, selection=Selection(AS_OF, **filters).parameters()["selection"])
    return list(table[list(columns)].itertuples(index=False, name=None))


def test_a_firm_has_its_ways_and_its_stage(snapshot) -> None:
    assert found(snapshot, PER_FIRM, "firm_id", "stage_code", "exports_usd", "direct_usd", "indirect_usd") == [
        ("a", "pre", 150, 100, 47),  # 3 of which nobody said the way
        ("a", "flagship", 500, 0, 0),
        ("b", "none", 60, 60, 0),
    ]


def test_a_product_has_the_weight_of_the_rows_that_state_one(snapshot) -> None:
    assert found(snapshot, PER_PRODUCT, "firm_id", "hs_code", "exports_usd", "weighed_usd", products=("85",)) == [
        ("a", "8504401000", 103, 100),  # 3 without a weight
        ("a", "850490", 47, pd.NA),  # no weight at all is no weight of 0
        ("a", "850440", 500, pd.NA),
    ]
    assert found(snapshot, PER_PRODUCT, "weight_kg", firm_ids=("b",)) == [(0.5,)]


@pytest.mark.parametrize(
    ("filters", "sums"),
    [
        ({"countries": ("US",)}, [("a", 147, 100, 47), ("b", 60, 60, 0)]),
        ({"products": ("8504",)}, [("a", 150, 100, 47), ("a", 500, 0, 0)]),
        ({"products": ("850440", "33")}, [("a", 103, 100, 0), ("a", 500, 0, 0), ("b", 60, 60, 0)]),
        ({"products": ("85", "850440")}, [("a", 150, 100, 47), ("a", 500, 0, 0)]),  # one within the other
        ({"products": ("8504401000",)}, [("a", 103, 100, 0)]),  # a code of six digits says less
        ({"countries": ("JP",), "products": ("8504",)}, [("a", 3, 0, 0), ("a", 500, 0, 0)]),
        ({"countries": ("US",), "stages": ("flagship",)}, []),
        ({"countries": ("US",), "districts": ("donggu",)}, [("b", 60, 60, 0)]),
        ({"countries": ("KZ",)}, []),
    ],
)
def test_what_a_firm_sold_to_and_of_them(snapshot, filters, sums) -> None:
    assert found(snapshot, PER_FIRM, "firm_id", "exports_usd", "direct_usd", "indirect_usd", **filters) == sums


def test_markets_products_and_lines_of_a_choice(snapshot) -> None:
    markets = ("firm_id", "country", "exports_usd")
    assert found(snapshot, PER_MARKET, *markets, products=("850490",)) == [("a", "US", 47)]
    assert found(snapshot, PER_MARKET, *markets, countries=("JP",)) == [("a", "JP", 3), ("a", "JP", 500)]
    products = ("hs_code", "hs_chapter", "exports_usd")
    in_us = [("8504401000", "85", 100), *(("850490", "85", usd) for usd in (40, 7)), ("330499", "33", 60)]  # in pieces
    assert found(snapshot, PER_PRODUCT, *products, countries=("US",)) == in_us
    assert found(snapshot, PER_PRODUCT, *products, products=("33",)) == [("330499", "33", 60)]
    lines = ("country", "hs_code", "channel", "exports_usd")
    assert found(snapshot, PER_LINE, *lines, firm_ids=("a",), stages=("pre",)) == [
        ("JP", "8504401000", "unknown", 3),
        ("US", "8504401000", "direct", 100),
        ("US", "850490", "indirect", 40),
        ("US", "850490", "indirect", 7),  # its other number
    ]


def test_measures_keep_to_the_choice(snapshot) -> None:
    in_us = Selection(AS_OF, countries=("US",), products=("8504",))
    assert exports_by_year(snapshot, in_us)["exports_usd"].tolist() == [147]
    assert exports_by_country(snapshot, in_us)["share"].tolist() == [1]
    assert top_exporters(snapshot, in_us)["firm_id"].tolist() == ["a"]
    assert firm_exports(snapshot, in_us)["exports_usd"].tolist() == [100, 40, 7]
    by_stage = exports_by_stage(snapshot, in_us).set_index("stage_code")["exports_usd"]
    assert by_stage[by_stage > 0].to_dict() == {"pre": 147}
    members = exports_of_todays_members(snapshot, Selection(AS_OF, countries=("US",), stages=("flagship",)))
    assert members["exports_usd"].tolist() == [147]  # sold as pre, by a firm that is flagship today


def test_a_market_leaves_no_firm_out_and_a_firm_does(snapshot) -> None:
    in_us, one = Selection(AS_OF, countries=("US",)), Selection(AS_OF, firm_ids=("a",))
    assert in_us.has_whole_stages and not in_us.has_all_exports and not in_us.is_of_all_firms
    assert not one.has_whole_stages and not one.is_of_all_firms and not one.is_by_trade
    assert stage_counts(snapshot, one)["current"].sum() == 1
    with pytest.raises(EmptySelection):
        exports_by_year(snapshot, Selection(AS_OF, firm_ids=("nobody",)))


@pytest.mark.parametrize("metric", [stage_counts, METRICS["exports_around_entry"], METRICS["city_share"]])
def test_a_measure_that_knows_no_markets_refuses_them(snapshot, metric) -> None:
    with pytest.raises(WrongUsage) as refused:
        metric(snapshot, Selection(AS_OF, countries=("US",)))
    assert refused.value.code == "no_trade"


def test_a_quota_is_the_same_whatever_the_market(snapshot) -> None:
    with pytest.raises(WrongUsage):
        quota_use(snapshot, Selection(AS_OF, products=("85",)))


@pytest.mark.parametrize(
    ("sql", "filters", "scanned"),
    [
        (PASSING, {}, {"export_firm_months"}),
        (PASSING, {"countries": ("US",)}, {"export_firm_month_countries"}),
        (PASSING, {"products": ("85",)}, {"export_firm_month_chapters"}),
        (PASSING, {"products": ("85", "84")}, {"export_firm_month_chapters"}),
        (PASSING, {"products": ("85", "8413")}, {"export_firm_month_products"}),
        (PASSING, {"products": ("85",), "countries": ("US",)}, {"exports"}),
        (PER_MARKET, {"countries": ("US",)}, {"export_firm_month_countries"}),
        (PER_MARKET, {"products": ("85",)}, {"exports"}),
        (PER_PRODUCT, {"products": ("85",)}, {"export_firm_month_products"}),
        (PER_PRODUCT, {"countries": ("US",)}, {"exports"}),
        (YEARLY, {}, {"export_firm_year_countries", "export_firm_month_countries"}),
        (YEARLY, {"products": ("85",)}, {"export_firm_year_chapter_countries", "exports"}),
        (YEARLY, {"products": ("8504",)}, {"export_firm_year_lines", "exports"}),
        (YEARLY, {"products": ("85",), "countries": ("US",)}, {"export_firm_year_country_lines", "exports"}),
        (YEARLY_PRODUCTS, {"countries": ("US",)}, {"export_firm_year_country_lines", "exports"}),
        (YEARLY_LINES, {"countries": ("US",)}, {"export_firm_year_country_lines", "exports"}),
        (YEARLY_LINES, {"products": ("85",)}, {"export_firm_year_lines", "exports"}),
    ],
)
def test_the_smallest_mart_answers_and_no_other_is_read(snapshot, sql, filters, scanned) -> None:
    plan = snapshot.query("EXPLAIN " + sql, selection=Selection(AS_OF, **filters).parameters()["selection"])
    text = plan["explain_value"][0]
    assert set(re.findall(r"marts\.(\w+)", text)) - {"firms", "holdings"} == scanned


@pytest.mark.parametrize("macro", KEPT)
def test_what_a_cursor_keeps_of_a_selection_answers_for_no_other(snapshot, macro) -> None:
    one = "SELECT sum(exports_usd) AS usd FROM nothing($selection)".replace("nothing", macro)
    asked = [{"countries": ("US",)}, {"countries": ("JP",)}, {"countries": ("US",), "stages": ("pre",)}] * 2
    sums = [found(snapshot, one + f" -- {turn}", "usd", **filters) for turn, filters in enumerate(asked)]
    assert sums == [[(207,)], [(503,)], [(147,)]] * 2
    both = "SELECT sum(exports_usd), (SELECT sum(exports_usd) FROM nothing($any)) FROM nothing($selection)"
    both = both.replace("nothing", macro)
    pre, any_stage = (Selection(AS_OF, countries=("US",), stages=codes).parameters() for codes in (("pre",), ()))
    assert snapshot.query(both, selection=pre["selection"], any=any_stage["selection"]).values.tolist() == [[147, 207]]
    assert found(snapshot, one + " -- after both", "usd", countries=("JP",)) == [(503,)]


@pytest.mark.parametrize("filters", [{}, {"countries": ("US",)}, {"products": ("85",)}, {"firm_ids": ("a",)}], ids=str)
def test_every_macro_can_be_the_first_that_is_asked_for(tmp_path, filters) -> None:
    names = ["chosen_exports", *(f"yearly_per_{part}" for part in PARTS), "exports_per_firm"]
    names += ["pieces_per_market", "pieces_per_product", "passing_per_firm"]
    names += ["passing_yearly_per_market", "passing_yearly_per_product"]
    selection = Selection(AS_OF, **filters).parameters()["selection"]
    with snapshot_of(tmp_path, SPELLS, exports=EXPORTS) as fresh:
        for name in names:
            sql = "SELECT sum(exports_usd) AS usd FROM nothing($selection)".replace("nothing", name)
            with Cursors(fresh.cursor()).lend({"selection": selection}) as cursor:  # knows no macro yet
                assert cursor.ask(sql, {"selection": selection}).fetchall()[0][0] > 0, name


def test_a_question_chooses_in_one_way(snapshot) -> None:
    sql = "SELECT * FROM exports_per_firm($selection) SEMI JOIN exports_per_firm($other) USING (firm_id)"
    one, other = (Selection(AS_OF, countries=codes).parameters()["selection"] for codes in (("US",), ()))
    with pytest.raises(ValueError, match="unpack"):
        snapshot.query(sql, selection=one, other=other)
