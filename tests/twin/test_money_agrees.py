"""Every metric of money over the whole sample, through the real street, against the sum by hand."""

from datetime import date

import pytest

from metrics import METRICS
from metrics.selection import Selection, default_as_of
from warehouse import Snapshot

from . import kpis, money_exports, money_firms, money_trade
from .difference import plain_rows
from .money import Purse, stages_in_order
from .money_agreement import OF_MONEY, OF_OUTCOMES, OF_SALES, assert_same
from .money_kpis import money_kpi_history, money_kpis
from .spells import Book

DEFAULT = date(2024, 12, 31)
DAYS = [  # also a day within a month, and one after all files
    *(date(2015, 3, 10), date(2016, 6, 30), date(2018, 12, 31), date(2020, 12, 31)),
    *(DEFAULT, date(2025, 10, 31), date(2026, 3, 15)),
]
SOME_DAYS = [date(2016, 6, 30), date(2020, 12, 31), date(2025, 10, 31)]
LAST = date(2025, 10, 31)
YEARS = (2014, 2019, 2025)
OF_YEARS = {
    "exports_by_country": money_exports.exports_by_country,
    "exports_by_hs": money_exports.exports_by_hs,
    "exports_by_stage_and_country": money_exports.exports_by_stage_and_country,
    "top_exporters": money_firms.top_exporters,
    "exports_by_market_group": money_trade.exports_by_market_group,
    "market_history": money_trade.market_history,
    "markets_gained_and_lost": money_trade.markets_gained_and_lost,
    "exports_by_product": money_trade.exports_by_product,
    "product_tree": money_trade.product_tree,
}
IN_ORDER = {  # the largest first
    "exports_by_country": ("year", "exports_usd"),
    "exports_by_hs": ("year", "exports_usd"),
    "top_exporters": ("year", "exports_usd"),
}


@pytest.fixture(scope="module")
def of_two_districts(purse: Purse) -> Purse:
    return purse.of_firms({firm for firm, district in purse.districts.items() if district in ("북구", "동구")})


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("name", OF_MONEY)
def test_metric_says_what_the_twin_says(
    street: Snapshot, purse: Purse, number_of: dict[str, str], name: str, as_of: date
) -> None:
    found = METRICS[name](street, Selection(as_of=as_of))
    assert_same(OF_MONEY[name](purse, as_of), found, number_of, f"{name} on {as_of}")


def test_the_default_day_is_the_last_of_which_all_files_speak(street: Snapshot, purse: Purse) -> None:
    assert max(purse.months) == date(2025, 10, 1) and max(purse.years) == DEFAULT.year
    assert max(spell.start for spell in purse.book.spells) > DEFAULT
    assert default_as_of(street, today=date(2026, 11, 1)) == DEFAULT
    assert default_as_of(street, today=date(2024, 5, 2)) == date(2024, 5, 2)


@pytest.mark.parametrize("as_of", SOME_DAYS, ids=str)
@pytest.mark.parametrize("name", OF_MONEY)
def test_within_two_districts_the_twin_sums_their_firms(
    street: Snapshot, of_two_districts: Purse, number_of: dict[str, str], name: str, as_of: date
) -> None:
    found = METRICS[name](street, Selection(as_of=as_of, districts=("bukgu", "donggu")))
    assert_same(OF_MONEY[name](of_two_districts, as_of), found, number_of, f"{name} on {as_of}")


@pytest.mark.parametrize("name", OF_SALES)
def test_a_stage_filter_keeps_the_months_that_count_for_it(
    street: Snapshot, purse: Purse, number_of: dict[str, str], name: str
) -> None:
    stages = ("pre", "star")
    rows = OF_SALES[name](purse.sold_at(set(stages)), LAST)
    if name == "exports_by_stage":
        rows = [row for row in rows if row["stage_code"] in stages]
    assert_same(rows, METRICS[name](street, Selection(as_of=LAST, stages=stages)), number_of, name)


@pytest.mark.parametrize("name", OF_OUTCOMES)
def test_a_stage_filter_keeps_the_reports_of_firms_that_closed_the_year_in_it(
    street: Snapshot, purse: Purse, number_of: dict[str, str], name: str
) -> None:
    found = METRICS[name](street, Selection(as_of=LAST, stages=("flagship", "star")))
    assert_same(OF_OUTCOMES[name](purse, LAST, {"flagship", "star"}), found, number_of, name)


def test_todays_members_of_a_stage_hold_it_today(street: Snapshot, purse: Purse, number_of: dict[str, str]) -> None:
    rows = money_firms.exports_of_todays_members(purse, LAST, {"pre", "star"})
    found = METRICS["exports_of_todays_members"](street, Selection(as_of=LAST, stages=("pre", "star")))
    assert_same(rows, found, number_of, "exports_of_todays_members")


@pytest.mark.parametrize("name", OF_YEARS)
def test_years_chosen_are_shown_as_they_are_in_the_files(
    street: Snapshot, purse: Purse, number_of: dict[str, str], name: str
) -> None:
    found = METRICS[name](street, Selection(as_of=LAST, years=YEARS))
    assert_same(OF_YEARS[name](purse, LAST, YEARS), found, number_of, name)


@pytest.mark.parametrize("name", IN_ORDER)
def test_the_largest_stand_first(street: Snapshot, name: str) -> None:
    found = METRICS[name](street, Selection(as_of=LAST, years=YEARS))[list(IN_ORDER[name])]
    rows = list(found.itertuples(index=False, name=None))
    assert rows == sorted(rows, key=lambda row: (row[0], -row[1]))


def test_stages_stand_in_their_order(street: Snapshot, purse: Purse) -> None:
    found = METRICS["exports_by_stage"](street, Selection(as_of=LAST, years=(2018,)))
    assert list(found["stage_code"]) == stages_in_order(purse.book)


@pytest.mark.parametrize(
    ("programme", "cohort"), [("flagship", None), ("flagship", "4기"), ("star", None), ("pre", "1기"), (None, "1기")]
)
def test_a_cohort_is_followed_from_its_own_start(
    street: Snapshot, purse: Purse, number_of: dict[str, str], programme: str | None, cohort: str | None
) -> None:
    found = METRICS["exports_around_entry"](street, Selection(as_of=LAST), programme_code=programme, cohort=cohort)
    rows = money_firms.exports_around_entry(purse, LAST, programme, cohort)
    assert rows
    assert_same(rows, found, number_of, f"{programme} {cohort}")


def test_all_exporters_of_a_year_are_ranked(street: Snapshot, purse: Purse, number_of: dict[str, str]) -> None:
    found = METRICS["top_exporters"](street, Selection(as_of=LAST), most=None)
    assert_same(money_firms.top_exporters(purse, LAST, most=None), found, number_of, "top_exporters")


@pytest.mark.parametrize("as_of", [date(2014, 1, 30), *DAYS], ids=str)
def test_key_figures_of_money_and_of_firms_are_those_counted_by_hand(
    street: Snapshot, purse: Purse, book: Book, as_of: date
) -> None:
    found = METRICS["kpis"](street, Selection(as_of=as_of))
    assert_same(kpis.kpis(book, as_of) + money_kpis(purse, as_of), found, {}, f"kpis on {as_of}")
    found = METRICS["kpi_history"](street, Selection(as_of=as_of))
    assert_same(kpis.kpi_history(book, as_of) + money_kpi_history(purse, as_of), found, {}, f"kpi_history on {as_of}")


@pytest.mark.parametrize("as_of", SOME_DAYS, ids=str)
def test_key_figures_of_money_within_two_districts(street: Snapshot, of_two_districts: Purse, as_of: date) -> None:
    by_hand = money_kpis(of_two_districts, as_of)
    found = METRICS["kpis"](street, Selection(as_of=as_of, districts=("bukgu", "donggu")))
    assert_same(by_hand, found[found["kpi"].isin([row["kpi"] for row in by_hand])], {}, f"kpis on {as_of}")


NAMES_ONE_FIRM, COUNTS_NONE = "exports_without_largest", "exports_by_season"
SUMS_OF_FIRMS = [name for name in OF_MONEY if name.startswith("exports_") and name not in (NAMES_ONE_FIRM, COUNTS_NONE)]


@pytest.mark.parametrize("name", SUMS_OF_FIRMS)
def test_the_firms_behind_a_sum_add_up_to_it(street: Snapshot, name: str) -> None:
    table = METRICS[name](street, Selection(as_of=LAST))
    behind = METRICS[name](street, Selection(as_of=LAST), firms=True)
    keys = [column for column in table.columns if column in behind.columns and column != "exports_usd"]
    assert {"firm_id", "firm_name", "district"} <= set(behind.columns)
    sold = behind[behind["exports_usd"] > 0].groupby(keys, as_index=False, observed=True)
    sums = sold.agg(exports_usd=("exports_usd", "sum"), exporters=("firm_id", "nunique"))
    shown = table[table["exports_usd"] > 0][[*keys, "exports_usd", "exporters"]]
    assert plain_rows(sums.to_dict("records")) == plain_rows(shown.to_dict("records"))
