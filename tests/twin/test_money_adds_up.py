"""To the last dollar: stages, countries, products, months and firms add up to the total; exporters never do."""

from datetime import date

import pandas as pd
import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot

from .money import Purse
from .stays import stage_stays

YEARS = tuple(range(2014, 2026))
DAYS = [date(2016, 6, 30), date(2020, 2, 29), date(2024, 12, 31), date(2025, 10, 31)]
SELECTIONS = {"all": {}, "two districts": {"districts": ("bukgu", "donggu")}, "one stage": {"stages": ("flagship",)}}
PARTS = (
    *("exports_by_month", "exports_by_stage", "exports_by_country", "exports_by_hs", "exports_by_stage_and_country"),
    *("exports_by_market_group", "market_history", "exports_by_product"),
)


def ask(street: Snapshot, name: str, selection: Selection, **how: object) -> pd.DataFrame:
    return METRICS[name](street, selection, **how)


def by_year(frame: pd.DataFrame) -> dict[int, int]:
    return {year: usd for year, usd in frame.groupby("year")["exports_usd"].sum().items() if usd}


@pytest.mark.parametrize("who", SELECTIONS)
@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_all_parts_of_a_year_sum_to_its_total(street: Snapshot, as_of: date, who: str) -> None:
    selection = Selection(as_of=as_of, years=YEARS, **SELECTIONS[who])
    totals = by_year(ask(street, "exports_by_year", selection))
    assert totals
    for name in PARTS:
        assert by_year(ask(street, name, selection)) == totals, name
    assert by_year(ask(street, "top_exporters", selection, most=None)) == totals


def test_the_total_is_that_of_the_file(street: Snapshot, purse: Purse) -> None:
    totals = by_year(ask(street, "exports_by_year", Selection(as_of=date(2025, 12, 31))))
    assert sum(totals.values()) == sum(sale.usd for sale in purse.sales)


@pytest.mark.parametrize("name", ["exports_by_country", "exports_by_hs", "top_exporters"])
def test_shares_of_a_year_make_a_whole(street: Snapshot, name: str) -> None:
    how = {"most": None} if name == "top_exporters" else {}
    found = ask(street, name, Selection(as_of=DAYS[-1], years=YEARS), **how)
    assert found.groupby("year")["share"].sum().to_list() == pytest.approx([1] * len(YEARS))


def test_stages_of_a_country_sum_to_the_country(street: Snapshot) -> None:
    selection = Selection(as_of=DAYS[-1], years=(2018, 2025))
    of_stages = ask(street, "exports_by_stage_and_country", selection)
    of_countries = ask(street, "exports_by_country", selection)
    sums = of_stages.groupby(["year", "country"])["exports_usd"].sum().to_dict()
    assert sums == of_countries.set_index(["year", "country"])["exports_usd"].to_dict()


def test_each_product_is_the_sum_of_its_parts(street: Snapshot) -> None:
    tree = ask(street, "product_tree", Selection(as_of=DAYS[-1], years=YEARS))
    own = tree.set_index(["year", "hs_product"])["exports_usd"]
    parts = tree.dropna(subset="hs_within").groupby(["year", "hs_within"])["exports_usd"].sum()
    assert parts.to_dict() == own[parts.index].to_dict()
    for level in tree["hs_level"].unique():
        assert by_year(tree[tree["hs_level"] == level]) == by_year(tree[tree["hs_level"] == "section"]), level


def test_a_firm_that_rises_within_the_year_exports_in_two_stages(street: Snapshot) -> None:
    """Why exporters of stages must not be summed."""
    selection = Selection(as_of=DAYS[-1])
    of_stages = ask(street, "exports_by_stage", selection).groupby("year")["exporters"].sum()
    of_year = ask(street, "exports_by_year", selection).set_index("year")["exporters"]
    assert (of_stages >= of_year).all() and (of_stages > of_year).any()


def test_a_december_counts_for_the_stage_of_the_closing(street: Snapshot) -> None:
    """The firms of a stage in December are among its stock at the year's end."""
    for year in (2016, 2018, 2023):
        day = date(year, 12, 31)
        behind = ask(street, "exports_by_stage", Selection(as_of=day, years=(year,)), firms=True)
        december = street.query(
            "SELECT firm_id, stage_code FROM marts.export_firm_months WHERE month = $month AND exports_usd > 0",
            month=date(year, 12, 1),
        )
        stock = ask(street, "stage_stock", Selection(as_of=day), firms=True)
        stock = stock[stock["year"] == year]
        closing = set(zip(stock["firm_id"], stock["stage_code"], strict=True))
        exported = set(zip(december["firm_id"], december["stage_code"], strict=True))
        members = {pair for pair in exported if pair[1] != "none"}
        assert members and members <= closing
        assert not {firm for firm, stage in exported - members} & {firm for firm, _ in closing}
        assert members <= set(zip(behind["firm_id"], behind["stage_code"], strict=True))


def test_todays_members_and_money_by_stage_are_two_measures(street: Snapshot, purse: Purse) -> None:
    as_of = date(2024, 12, 31)
    selection = Selection(as_of=as_of)
    members = by_year(ask(street, "exports_of_todays_members", selection))
    of_stages = ask(street, "exports_by_stage", selection)
    designated = by_year(of_stages[of_stages["stage_code"] != "none"])
    assert members[2016] != designated[2016]
    current = {stay.firm for stay in stage_stays(purse.book) if stay.holds(as_of)}
    assert members[2016] == sum(s.usd for s in purse.sales if s.firm in current and s.month.year == 2016)
