"""Markets, products and firms chosen, over the whole sample: what is left is summed by hand."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot

from .difference import differing_rows
from .money import Purse, Sale, closed_sales, stage_in
from .money_agreement import OF_SALES, assert_same
from .money_firms import exports_of_todays_members

LAST = date(2025, 10, 31)
Pick = Callable[[Purse], Purse]
BY_TRADE = OF_SALES | {"exports_of_todays_members": exports_of_todays_members}
MARKETS, PRODUCTS = ("US", "JP", "KZ"), ("85", "8708", "841590", "7604299000")


@dataclass(frozen=True)
class Choice:
    """What a visitor sets, and the same with the files in hand."""

    filters: dict[str, tuple[str, ...]]
    by_hand: Pick


def in_bukgu(purse: Purse) -> Purse:
    return purse.of_firms({firm for firm, district in purse.districts.items() if district == "북구"})


CHOICES = {
    "one market": Choice({"countries": ("US",)}, lambda purse: purse.sold_to({"US"})),
    "products of all lengths": Choice({"products": PRODUCTS}, lambda purse: purse.sold_of(*PRODUCTS)),
    "products of six digits and less": Choice(
        {"products": ("8708", "841590")}, lambda purse: purse.sold_of("8708", "841590")
    ),
    "two markets": Choice({"countries": ("US", "JP")}, lambda purse: purse.sold_to({"US", "JP"})),
    "one chapter": Choice({"products": ("85",)}, lambda purse: purse.sold_of("85")),
    "two chapters": Choice({"products": ("39", "85")}, lambda purse: purse.sold_of("39", "85")),
    "markets and products": Choice(
        {"countries": MARKETS, "products": PRODUCTS}, lambda purse: purse.sold_to(set(MARKETS)).sold_of(*PRODUCTS)
    ),
    "a market within a district": Choice(
        {"countries": ("CN",), "districts": ("bukgu",)}, lambda purse: in_bukgu(purse).sold_to({"CN"})
    ),
    "a market of which nothing is sold": Choice(
        {"countries": ("AQ",), "products": ("85",)}, lambda purse: purse.sold_to({"AQ"})
    ),
}


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("name", BY_TRADE)
def test_a_measure_keeps_to_the_markets_and_products_chosen(
    street: Snapshot, purse: Purse, number_of: dict[str, str], name: str, choice: str
) -> None:
    chosen = CHOICES[choice]
    found = METRICS[name](street, Selection(as_of=LAST, **chosen.filters))
    assert_same(BY_TRADE[name](chosen.by_hand(purse), LAST), found, number_of, f"{name} of {choice}")


@pytest.mark.parametrize("name", BY_TRADE)
def test_a_measure_keeps_to_the_firms_chosen(
    street: Snapshot, purse: Purse, number_of: dict[str, str], name: str
) -> None:
    ids = tuple(sorted(number_of))[:40]
    within = purse.of_firms({number_of[firm_id] for firm_id in ids}).sold_of("85")
    found = METRICS[name](street, Selection(as_of=LAST, firm_ids=ids, products=("85",)))
    assert_same(BY_TRADE[name](within, LAST), found, number_of, f"{name} of 40 firms")


WITH_FIRMS = [name for name in BY_TRADE if name.startswith("exports_") and name != "exports_by_season"]


@pytest.mark.parametrize("name", WITH_FIRMS)
def test_the_firms_behind_a_market_and_product_add_up_to_it(street: Snapshot, name: str) -> None:
    selection = Selection(as_of=LAST, countries=MARKETS, products=PRODUCTS)
    table, behind = (METRICS[name](street, selection, **extra) for extra in ({}, {"firms": True}))
    assert behind["exports_usd"].sum() == table["exports_usd"].sum() > 0


SUMMED = """
SELECT firm_id, month, year, any_value(stage_code) AS stage_code, {fields},
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(weighed_usd) AS BIGINT) AS weighed_usd
FROM {rows} GROUP BY firm_id, month, year, {fields}
"""
LINES = """(
SELECT * REPLACE (CASE WHEN exports_usd > 0 THEN weight_kg END AS weight_kg),
  CASE WHEN exports_usd > 0 AND weight_kg IS NOT NULL THEN exports_usd END AS weighed_usd
FROM chosen_exports($selection))"""
GRAINS = {  # what the question is about, beside firm, month and stage
    "firm": ("exports_per_firm($selection)", ()),
    "market": ("pieces_per_market($selection)", ("country",)),
    "product": ("pieces_per_product($selection)", ("hs_code", "hs_chapter")),
    "line": (LINES, ("country", "hs_code", "hs_chapter", "channel")),
}
FIELDS: dict[str, Callable[[Sale], str]] = {
    "country": lambda sale: sale.country,
    "hs_code": lambda sale: sale.hs,
    "hs_chapter": lambda sale: sale.chapter,
    "channel": lambda sale: sale.channel,
}


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("grain", GRAINS)
def test_each_grain_has_the_sums_by_hand(
    street: Snapshot, purse: Purse, number_of: dict[str, str], grain: str, choice: str
) -> None:
    as_of, chosen = date(2024, 5, 30), CHOICES[choice]  # May has not ended
    pieces, fields = GRAINS[grain]
    sql = SUMMED.format(rows=pieces, fields=", ".join(fields)) if fields else f"SELECT * FROM {pieces}"
    groups: dict[tuple, list[Sale]] = defaultdict(list)
    for sale in closed_sales(chosen.by_hand(purse), as_of):
        groups[(sale.firm, sale.month, *(FIELDS[field](sale) for field in fields))].append(sale)
    rows = [
        {"firm": firm, "month": month, "year": month.year, "stage_code": stage_in(purse, firm, month)}
        | dict(zip(fields, parts, strict=True))
        | (ways(sales) if grain == "firm" else sums(sales))
        for (firm, month, *parts), sales in groups.items()
    ]
    found = street.query(sql, selection=Selection(as_of=as_of, **chosen.filters).parameters()["selection"])
    found["firm"] = found.pop("firm_id").map(number_of)
    wrong = differing_rows(rows, found.astype(object).where(found.notna(), None))
    assert not wrong, f"{grain} of {choice}\n{wrong}"


YEARS = {
    "firm": ("SELECT * FROM yearly_per_firm($selection)", ()),
    "market": ("SELECT * FROM yearly_per_market($selection)", ("country",)),
    "product": ("SELECT * FROM yearly_per_product($selection)", ("hs_code", "hs_chapter")),
    "line": ("SELECT * FROM yearly_per_line($selection)", ("country", "hs_code", "hs_chapter")),
}


@pytest.mark.parametrize("as_of", [date(2024, 5, 30), date(2024, 12, 31), date(2026, 3, 1)], ids=str)
@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("grain", YEARS)
def test_years_have_the_sums_of_their_months(
    street: Snapshot, purse: Purse, number_of: dict[str, str], grain: str, choice: str, as_of: date
) -> None:
    sql, fields = YEARS[grain]
    sold: dict[tuple, list[Sale]] = defaultdict(list)
    for sale in closed_sales(CHOICES[choice].by_hand(purse), as_of):
        stage, parts = stage_in(purse, sale.firm, sale.month), (FIELDS[field](sale) for field in fields)
        sold[(sale.firm, sale.month.year, stage, *parts)].append(sale)
    names, told = ("firm", "year", "stage_code", *fields), ("weight_kg", "weighed_usd") if grain == "product" else ()
    rows = [
        dict(zip(names, key, strict=True)) | {name: sums(sales)[name] for name in ("exports_usd", *told)}
        for key, sales in sold.items()
        if any(sale.usd > 0 for sale in sales)
    ]
    asked = Selection(as_of=as_of, **CHOICES[choice].filters).parameters()["selection"]
    found = street.query(sql, selection=asked)
    found["firm"] = found.pop("firm_id").map(number_of)
    wrong = differing_rows(rows, found.astype(object).where(found.notna(), None))
    assert not wrong, f"{grain} of {choice} on {as_of}\n{wrong}"


def sums(sales: list[Sale]) -> dict[str, float | None]:
    weighed = [sale for sale in sales if sale.kg is not None and sale.usd > 0]
    return {
        "exports_usd": sum(sale.usd for sale in sales),
        "weight_kg": sum(sale.kg for sale in weighed) if weighed else None,
        "weighed_usd": sum(sale.usd for sale in weighed) if weighed else None,
    }


def ways(sales: list[Sale]) -> dict[str, float | None]:
    told = {f"{way}_usd": sum(sale.usd for sale in sales if sale.channel == way) for way in ("direct", "indirect")}
    return {"exports_usd": sum(sale.usd for sale in sales)} | told
