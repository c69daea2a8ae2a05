"""The account of the sample between periods of all kinds, against the one by hand and the yearly totals."""

from datetime import date

import pytest

from metrics import METRICS
from metrics.selection import Period, Selection
from warehouse import Snapshot

from .difference import differing_rows
from .money import Purse
from .money_growth import export_growth_by_year, export_growth_decomposition

LAST = date(2025, 10, 31)
PAIRS = [
    ("2018", "2023"),
    ("2014", "2024"),
    ("2018-01..2018-06", "2019-01..2019-06"),
    ("2024-03", "2025-03"),
    ("2024", "2025"),  # to October in both
    ("2022-07..2023-06", "2023-07..2024-06"),
    ("2014..2016", "2022..2024"),
]


def months_of(period: Period) -> list[date]:
    first = period.first.year * 12 + period.first.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(first, first + period.months)]


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_any_two_periods_are_accounted_for_as_by_hand(street: Snapshot, purse: Purse, start: str, end: str) -> None:
    asked = {"start": Period.read(start), "end": Period.read(end)}
    found = METRICS["export_growth_decomposition"](street, Selection(LAST), **asked)
    years = asked["end"].first.year - asked["start"].first.year
    wrong = differing_rows(export_growth_decomposition(purse, LAST, months_of(asked["end"]), years), found)
    assert not wrong, wrong


def test_the_ends_of_a_year_are_the_yearly_totals(street: Snapshot) -> None:
    totals = METRICS["exports_by_year"](street, Selection(LAST)).set_index("year")["exports_usd"]
    table = METRICS["export_growth_by_year"](street, Selection(LAST)).pivot(
        index="year", columns="component", values="usd"
    )
    assert table["closing"].to_dict() == totals.drop(2014).to_dict()
    assert table["opening"].drop(2025).to_dict() == {year + 1: usd for year, usd in totals.items() if year < 2024}


def test_years_chosen_are_accounted_for_alone(street: Snapshot, purse: Purse) -> None:
    found = METRICS["export_growth_by_year"](street, Selection(LAST, years=(2016, 2025)))
    wrong = differing_rows(export_growth_by_year(purse, LAST, (2016, 2025)), found)
    assert not wrong, wrong
