"""Invented panels of exports: the account adds up to the last dollar and says what the twin says, whatever is asked."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import METRICS
from metrics.selection import Period, Selection
from tests.warehouse.clean_tables import export, firm, snapshot_of, spell
from warehouse import Snapshot

from .difference import differing_rows
from .money import Purse
from .money_growth import COMPONENTS, export_growth_by_year, export_growth_decomposition
from .spells import Book
from .town import to_sale

FIRMS = {"a": "bukgu", "b": "bukgu", "c": "donggu", "d": "donggu"}
SPELLS = [spell("a", "pre", "2019-01-01", "2020-12-31"), spell("b", "flagship", "2020-03-01", "2022-02-28")]
MONTHS = [f"{year}-{month:02}" for year in (2019, 2020, 2021) for month in (1, 2, 3, 12)]
SOLD = st.builds(
    export,
    st.sampled_from([*FIRMS, None]),
    st.sampled_from(MONTHS),
    st.sampled_from([0, 1, 2, 2, 50, 10**11]),  # zeros and amounts that are told apart by their last dollar
    st.sampled_from(["US", "CN", "NA"]),
    st.sampled_from(["850440", "8504401000", "330499"]),
    channel=st.sampled_from(["direct", "indirect", None]),
)
PANELS = st.lists(SOLD, min_size=0, max_size=120, unique_by=lambda row: tuple(row[name] for name in KEY))
KEY = ("business_no", "month", "hs_code", "country", "channel")
FILTERS = [
    {},
    {"districts": ("bukgu",)},
    {"stages": ("pre", "flagship")},
    {"countries": ("US", "NA")},
    {"products": ("8504",)},
    {"countries": ("CN",), "products": ("330499",), "firm_ids": ("a", "c")},
]
ASKED = st.tuples(
    st.sampled_from([(2020, 1), (2021, 1), (2021, 2)]),  # year, years before it
    st.integers(1, 12),
    st.integers(1, 12),
).map(lambda each: (*each[0], Period(date(each[0][0], min(each[1:]), 1), max(each[1:]) - min(each[1:]) + 1)))


def by_hand(rows: list[dict], book: Book) -> Purse:
    sales = [to_sale(row) for row in rows if row["firm_id"]]
    return Purse(book, sales, {}, months=sorted({row["month"] for row in rows}), years=[])


def parts(snapshot: Snapshot, name: str, selection: Selection, **asked: object) -> dict[str, int]:
    return METRICS[name](snapshot, selection, **asked).groupby("component")["usd"].sum().to_dict()


def check(snapshot: Snapshot, purse: Purse, as_of: date, year: int, years: int, end: Period) -> None:
    asked = {"start": end.in_year(year - years), "end": end}
    months = [date(year, month, 1) for month in range(end.first.month, end.last.month + 1)]
    found = METRICS["export_growth_decomposition"](snapshot, Selection(as_of), **asked)
    wrong = differing_rows(export_growth_decomposition(purse, as_of, months, years), found)
    assert not wrong, f"{asked} on {as_of}\n{wrong}"
    for filters in FILTERS:
        selection = Selection(as_of, **filters)
        table = METRICS["export_growth_decomposition"](snapshot, selection, **asked)
        sums = dict(zip(table["component"], table["usd"], strict=True))
        if sums:
            assert list(sums) == list(COMPONENTS)
            assert sum(usd for name, usd in sums.items() if name != "closing") == sums["closing"], filters
        told = {name: usd for name, usd in sums.items() if usd}
        assert parts(snapshot, "export_growth_decomposition", selection, **asked, firms=True) == told
        if not filters:
            assert parts(snapshot, "export_growth_by_country", selection, **asked) == told
            assert parts(snapshot, "export_growth_by_product", selection, **asked, firms=True) == told


def check_panel(rows: list[dict], asked: list[tuple[int, int, Period]], as_of: date) -> None:
    purse = by_hand(rows, Book([], None))
    firms = [firm(name, district_code=district) for name, district in FIRMS.items()]
    with (
        tempfile.TemporaryDirectory(prefix="growth-") as folder,
        snapshot_of(Path(folder), SPELLS, exports=rows, firms=firms) as snapshot,
    ):
        for year, years, end in asked:
            check(snapshot, purse, as_of, year, years, end)
        found = METRICS["export_growth_by_year"](snapshot, Selection(as_of))
        wrong = differing_rows(export_growth_by_year(purse, as_of), found)
        assert not wrong, wrong


QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}  # an example is a whole snapshot
PERIODS = st.lists(ASKED, min_size=1, max_size=2)
DAYS = st.sampled_from([date(2021, 12, 31), date(2021, 3, 30)])


@settings(max_examples=2, **QUIET)
@given(PANELS, PERIODS, DAYS)
def test_any_panel_adds_up_between_any_two_periods(rows, asked, as_of) -> None:
    check_panel(rows, asked, as_of)


@pytest.mark.long
@settings(max_examples=100, **QUIET)
@given(PANELS, PERIODS, DAYS)
def test_a_hundred_panels_add_up_between_any_two_periods(rows, asked, as_of) -> None:
    check_panel(rows, asked, as_of)
