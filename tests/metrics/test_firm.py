"""One firm's own tables, on rows worked by hand."""

from datetime import date

import pytest

from metrics.firm import firm_profile, firm_stays, firm_support, firm_years
from metrics.reporting import unclaimed_numbers
from metrics.selection import Selection
from tests.warehouse.clean_tables import GRACE, export, firm, participation, report, snapshot_of, spell

DAY = Selection(date(2020, 12, 31))
SPELLS = [
    spell("a", "pre", "2016-01-01", "2017-12-31", cohort="1기"),
    spell("a", "pre", "2018-02-01", "2019-01-31", cohort="2기"),  # 31 days later: one stay
    spell("a", "flagship", "2018-06-01", cohort="5기"),
    spell("b", "pre", "2019-01-01", "2020-06-30", end_reason="closure"),
    spell("c", "pre", "2021-01-01"),  # not yet
]
FIRMS = [
    firm("a", district_code="bukgu", business_no="1234567891", product="optics"),
    firm("b", status="closed"),
    firm("c", is_provisional=True),
]
REPORTS = [
    report("a", 2018, sales_krw=1000, rnd_krw=50, staff=12.0),
    report("a", 2020, sales_krw=0, rnd_krw=10),  # 2019 is missing; no share of no sales
    report("a", 2021, sales_krw=9),  # after the as-of date
]
MONTHS = [f"2019-{month:02}" for month in range(1, 13)]
EXPORTS = [export("a", month, 5) for month in MONTHS] + [export("a", "2020-01", 7), export("a", "2020-02", 0)]

SUPPORT = [
    participation("a", "2019-04-02", ends_on=date(2019, 12, 11), support_step="prototype", support_krw=13_000_000),
    participation("a", "2018-05-01", "package", start_precision="month"),  # amount and end are not known
    participation("a", "2021-01-01"),  # begun a day after the as-of date
    participation("b", "2019-04-02", "package", support_krw=0),  # written as nothing: 0 and not missing
    participation(None, "2019-04-02", support_krw=5),  # of a number that nobody bears
    participation(None, "2021-04-02"),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    rows = {"firms": FIRMS, "outcomes": REPORTS, "exports": EXPORTS, "participation": SUPPORT, "settings": [GRACE]}
    with snapshot_of(tmp_path_factory.mktemp("firm"), SPELLS, **rows) as opened:
        yield opened


def rows(table, *columns: str) -> list[tuple]:
    told = table[list(columns)].astype(object)
    return list(told.where(told.notna(), None).itertuples(index=False, name=None))


def test_firm_profile_says_where_it_stands_that_day(snapshot):
    told = ("firm_id", "state", "is_provisional")
    assert rows(firm_profile(snapshot, DAY), *told) == [
        ("a", "flagship", False),
        ("b", "closed", False),
        ("c", "none", True),  # designated a day later
    ]
    assert rows(firm_profile(snapshot, Selection(date(2018, 6, 30)), firm_id="a"), "state", "business_no") == [
        ("flagship", "1234567891")  # the highest of two
    ]
    assert firm_profile(snapshot, DAY, firm_id="nobody").empty


def test_firm_stays_join_what_the_grace_days_bridge(snapshot):
    told = ("stage_code", "starts_on", "ends_on", "is_current", "is_waiting", "spells")
    assert rows(firm_stays(snapshot, Selection(date(2018, 1, 15)), firm_id="a"), *told) == [
        ("pre", date(2016, 1, 1), date(2019, 1, 31), True, True, 2)  # the next one is known
    ]
    found = rows(firm_stays(snapshot, DAY, firm_id="a"), "stage_code", "is_current", "is_waiting")
    assert found == [("pre", False, False), ("flagship", True, False)]


def test_firm_years_leave_a_gap_where_nothing_is_known(snapshot):
    told = ("year", "sales_krw", "staff", "rnd_share", "exports_usd", "months", "is_part_year", "source_row")
    assert rows(firm_years(snapshot, DAY, firm_id="a"), *told) == [
        (2018, 1000, 12.0, 0.05, None, None, None, 2),
        (2019, None, None, None, 60, 12, False, None),
        (2020, 0, None, None, 7, 2, True, 3),
    ]


def test_firm_years_count_months_that_ended_by_the_day(snapshot):
    found = firm_years(snapshot, Selection(date(2020, 2, 28)), firm_id="a")
    assert rows(found, "year", "exports_usd", "months")[-1] == (2020, 7, 1)
    assert firm_years(snapshot, DAY, firm_id="b").empty


def test_firm_support_lists_what_had_begun_and_keeps_gaps(snapshot):
    told = (
        "support_programme",
        "year",
        "support_starts_on",
        "support_ends_on",
        "support_step",
        "support_krw",
        "source_row",
    )
    assert rows(firm_support(snapshot, DAY, firm_id="a"), *told) == [
        ("package", 2018, date(2018, 5, 1), None, None, None, 3),
        ("coaching", 2019, date(2019, 4, 2), date(2019, 12, 11), "prototype", 13_000_000, 2),
    ]
    assert rows(firm_support(snapshot, DAY, firm_id="b"), "support_krw") == [(0,)]
    assert firm_support(snapshot, Selection(date(2018, 4, 30))).empty


def test_firm_support_follows_the_selection(snapshot):
    of_years = Selection(DAY.as_of, years=(2019,))
    assert rows(firm_support(snapshot, of_years), "firm_id") == [("a",), ("b",)]
    assert rows(firm_support(snapshot, Selection(DAY.as_of, districts=("bukgu",))), "firm_id") == [("a",), ("a",)]


def test_support_of_an_unknown_number_is_kept_apart(snapshot):
    told = ("source", "business_no", "first_year", "last_year", "rows")
    assert rows(unclaimed_numbers(snapshot, DAY), *told) == [("participation", "no-nobody", 2019, 2021, 2)]
