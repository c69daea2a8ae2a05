"""Invented panels of markets and products through marts and metrics: the twin's rows, and numbers that must close."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import METRICS
from metrics.selection import Selection
from tests.warehouse.clean_tables import export, firm, snapshot_of
from warehouse import Snapshot

from . import money_trade
from .difference import differing_rows
from .money import Purse
from .spells import Book
from .town import to_sale

FIRMS = {"a": "북구", "b": "북구", "c": "동구"}
DISTRICTS = {"북구": "bukgu", "동구": "donggu"}
GROUPS = {"US": "america", "CA": "america", "CN": "east_asia", "JP": "east_asia"}
SECTIONS = {"85": "XVI", "33": "VI"}
COUNTRIES = (*GROUPS, "AQ", "NA")  # in no group: one whose code reads as nothing
MONTHS = [f"{year}-{month:02}" for year in (2019, 2020, 2021, 2022) for month in (1, 2, 12)]
KEY = ("firm_id", "month", "hs_code", "country", "channel")
SOLD = st.builds(
    export,
    st.sampled_from([*FIRMS]),
    st.sampled_from(MONTHS),
    st.sampled_from([0, 1, 2, 2, 50, 10**11]),  # nothing, ties, amounts told apart by their last dollar
    st.sampled_from(COUNTRIES),
    st.sampled_from(["850440", "8504401000", "850300", "330499"]),
    weight_kg=st.sampled_from([None, 0.5, 1000.0]),
)
PANELS = st.lists(SOLD, min_size=15, max_size=90, unique_by=lambda row: tuple(row.get(name) for name in KEY))
DAYS = st.sampled_from([date(2022, 12, 31), date(2022, 2, 27), date(2020, 12, 31)])
CHOICES = {
    (): lambda purse: purse,
    (("countries", ("US", "AQ")),): lambda purse: purse.sold_to({"US", "AQ"}),
    (("products", ("8504",)),): lambda purse: purse.sold_of("8504"),
    (("countries", ("CN",)), ("products", ("33", "850440"))): lambda purse: purse.sold_to({"CN"}).sold_of(
        "33", "850440"
    ),
    (("districts", ("bukgu",)), ("products", ("85",))): lambda purse: purse.of_firms({"a", "b"}).sold_of("85"),
}
TWINS = {
    "markets_gained_and_lost": money_trade.markets_gained_and_lost,
    "market_history": money_trade.market_history,
    "exports_by_market_group": money_trade.exports_by_market_group,
    "product_tree": money_trade.product_tree,
}
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}  # an example is a whole snapshot


def check(rows: list[dict], as_of: date, most: int) -> None:
    purse = Purse(
        Book([], None),
        [to_sale({"channel": None} | row) for row in rows],
        {},
        months=sorted({row["month"] for row in rows}),
        years=[],
        districts=dict(FIRMS),
        groups=GROUPS,
        sections=SECTIONS,
    )
    tables = {
        "exports": rows,
        "firms": [firm(name, district_code=DISTRICTS[district]) for name, district in FIRMS.items()],
        "markets": [{"country": country, "market_group": group} for country, group in GROUPS.items()],
        "hs_names": [
            {"hs_code": code, "hs_section": section, "name_ko": code, "name_en": code}
            for code, section in SECTIONS.items()
        ],
    }
    with (
        tempfile.TemporaryDirectory(prefix="markets-") as folder,
        snapshot_of(Path(folder), [], **tables) as snapshot,
    ):
        for filters, by_hand in CHOICES.items():
            selection = Selection(as_of, **dict(filters))
            for name, twin in TWINS.items():
                told = {"most": most} if name == "market_history" else {}
                found = METRICS[name](snapshot, selection, **told)
                wrong = differing_rows(
                    twin(by_hand(purse), as_of, **told), found.astype(object).where(found.notna(), None)
                )
                assert not wrong, f"{name} of {filters} on {as_of}\n{wrong}"
            check_sums(snapshot, selection)


def check_sums(snapshot: Snapshot, selection: Selection) -> None:
    """What is shared out comes to the whole, and firms behind a number to the number."""
    years = METRICS["exports_by_year"](snapshot, selection).set_index("year")["exports_usd"]
    sold = {year: usd for year, usd in years.items() if usd}
    history = METRICS["market_history"](snapshot, selection, most=1)
    assert history.groupby("year")["exports_usd"].sum().to_dict() == sold
    assert all(abs(whole - 1) < 1e-9 for whole in history.groupby("year")["share"].sum())
    tree = METRICS["product_tree"](snapshot, selection)
    of_levels = tree.groupby("hs_level")["exports_usd"].sum()
    assert set(of_levels) <= {years.iloc[-1] if len(years) else 0}
    changes = METRICS["markets_gained_and_lost"](snapshot, selection)
    behind = METRICS["markets_gained_and_lost"](snapshot, selection, firms=True)
    parts = ["year", "market_change", "country"]
    assert behind.groupby(parts).size().to_dict() == changes.set_index(parts)["firms"].to_dict()
    assert behind.groupby(parts)["exports_usd"].sum().to_dict() == changes.set_index(parts)["exports_usd"].to_dict()


@settings(max_examples=2, **QUIET)
@given(PANELS, DAYS, st.integers(1, 3))
def test_any_panel_of_markets_agrees_with_the_twin(rows, as_of, most) -> None:
    check(rows, as_of, most)


@pytest.mark.long
@settings(max_examples=100, **QUIET)
@given(PANELS, DAYS, st.integers(1, 3))
def test_a_hundred_panels_of_markets_agree_with_the_twin(rows, as_of, most) -> None:
    check(rows, as_of, most)
