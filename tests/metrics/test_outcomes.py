"""What firms reported, who was expected to, who did not."""

from datetime import date

import pandas as pd
import pytest

from metrics.outcomes import firm_outcomes, outcomes_by_year
from metrics.reporting import not_reported, report_grid, unclaimed_numbers
from metrics.selection import Selection
from tests.warehouse.clean_tables import report, snapshot_of, spell

AS_OF = date(2023, 12, 31)
SPELLS = [
    spell("a", "pre", "2021-01-01", "2022-12-30"),  # holds none on 31 December 2022
    spell("a", "flagship", "2023-01-01", "2025-12-31"),
    spell("b", "flagship", "2022-06-01", "2025-05-31"),
    spell("c", "star", "2022-06-01", "2025-05-31"),
    spell("silent", "pre", "2023-06-01", "2025-05-31"),
]
OUTCOMES = [
    report("a", 2022, staff=10.0, sales_krw=1000, rnd_krw=100),  # not expected: reported all the same
    report("b", 2022, staff=20.0, sales_krw=2000),
    report("c", 2022, staff=0.0, rnd_krw=50),  # 0 is reported; sales are missing
    report("a", 2023, staff=15.0, sales_krw=500, operating_profit_krw=-30),
    report("b", 2023, sales_krw=0),  # staff is missing: never 0
    report("c", 2023),  # a row without a value reports nothing
    report("outsider", 2023, staff=100.0),  # never designated
    report("a", 2024, staff=999.0),  # left out: the year has not ended
    report(None, 2023, business_no="9990", staff=5.0),  # nobody's: counted nowhere
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("outcomes"), SPELLS, outcomes=OUTCOMES) as opened:
        yield opened


def row_of(table: pd.DataFrame, measure: str, year: int) -> dict:
    found = table[(table["measure"] == measure) & (table["year"] == year)].iloc[0].to_dict()
    return {name: None if pd.isna(value) else value for name, value in found.items()}


def test_outcomes_by_year_leaves_out_what_is_missing(snapshot) -> None:
    staff = row_of(outcomes_by_year(snapshot, Selection(AS_OF)), "staff", 2022)
    assert (staff["sum"], staff["median"], staff["p25"], staff["p75"]) == (30, 10, 5, 15)
    assert (staff["reporting_firms"], staff["unit"]) == (3, "people")
    assert row_of(outcomes_by_year(snapshot, Selection(AS_OF)), "staff", 2023)["sum"] == 115  # a, outsider
    unknown = row_of(outcomes_by_year(snapshot, Selection(AS_OF)), "prototypes", 2023)
    assert (unknown["sum"], unknown["median"], unknown["reporting_firms"], unknown["response_rate"]) == (
        None,
        None,
        0,
        0,
    )


def test_response_rate_is_of_the_firms_that_held_a_stage_on_31_december(snapshot) -> None:
    table = outcomes_by_year(snapshot, Selection(AS_OF))
    columns = ("expected_firms", "responding_firms", "response_rate")
    assert [row_of(table, "staff", 2022)[name] for name in columns] == [2, 2, 1]  # b, c
    assert [row_of(table, "staff", 2023)[name] for name in columns] == [4, 1, 0.25]  # a, b, c, silent; a


def test_the_change_is_of_firms_that_reported_both_years(snapshot) -> None:
    table = outcomes_by_year(snapshot, Selection(AS_OF))
    staff = row_of(table, "staff", 2023)
    assert (staff["firms_in_both_years"], staff["yoy_rate"]) == (1, 0.5)  # a: 10 → 15
    sales = row_of(table, "sales_krw", 2023)
    assert (sales["firms_in_both_years"], sales["yoy_rate"]) == (2, pytest.approx(500 / 3000 - 1))
    assert row_of(table, "operating_profit_krw", 2023)["yoy_rate"] is None


def test_rnd_share_has_quartiles_and_no_sum(snapshot) -> None:
    share = row_of(outcomes_by_year(snapshot, Selection(AS_OF)), "rnd_share", 2022)
    assert (share["sum"], share["median"], share["reporting_firms"], share["unit"]) == (None, 0.1, 1, "share")


def test_a_stage_filter_takes_the_stage_of_31_december(snapshot) -> None:
    of_flagship = Selection(AS_OF, stages=("flagship",))
    staff = [row_of(outcomes_by_year(snapshot, of_flagship, measure="staff"), "staff", year) for year in (2022, 2023)]
    assert [(row["sum"], row["expected_firms"]) for row in staff] == [(20, 1), (15, 2)]  # a joins b


def test_a_year_counts_when_it_has_ended(snapshot) -> None:
    assert outcomes_by_year(snapshot, Selection(date(2023, 12, 30)))["year"].unique().tolist() == [2022]
    assert outcomes_by_year(snapshot, Selection(date(2024, 12, 31)))["year"].max() == 2024


def test_each_value_opens_into_its_firms(snapshot) -> None:
    behind = outcomes_by_year(snapshot, Selection(AS_OF, years=(2023,)), measure="staff", firms=True)
    found = {row.firm_id: (row.value, row.is_expected) for row in behind.fillna({"value": -1}).itertuples()}
    assert found == {
        "a": (15, True),
        "b": (-1, True),
        "c": (-1, True),
        "silent": (-1, True),
        "outsider": (100, False),
    }


def test_report_grid_has_every_measure_of_every_expected_firm_and_year(snapshot) -> None:
    grid = report_grid(snapshot, Selection(AS_OF))
    assert len(grid) == (2 + 4) * 10
    told = grid[grid["is_reported"]]
    assert sorted(told[["firm_id", "fiscal_year", "measure"]].itertuples(index=False, name=None)) == [
        ("a", 2023, "operating_profit_krw"),
        ("a", 2023, "sales_krw"),
        ("a", 2023, "staff"),
        ("b", 2022, "sales_krw"),
        ("b", 2022, "staff"),
        ("b", 2023, "sales_krw"),
        ("c", 2022, "rnd_krw"),
        ("c", 2022, "staff"),
    ]
    assert len(report_grid(snapshot, Selection(AS_OF, years=(2022,)), measure="staff")) == 2


def test_not_reported_names_who_was_expected_and_said_nothing(snapshot) -> None:
    table = not_reported(snapshot, Selection(AS_OF))
    found = [(row.firm_id, row.fiscal_year, row.last_reported_year) for row in table.fillna(0).itertuples()]
    assert found == [("c", 2023, 2022), ("silent", 2023, 0)]


def test_a_report_leads_to_its_uploaded_row(snapshot) -> None:
    found = firm_outcomes(snapshot, Selection(AS_OF), firm_id="a")
    assert found[["year", "stage_code", "upload_id", "source_row"]].values.tolist() == [
        [2022, "none", "u1", 2],
        [2023, "flagship", "u1", 5],
    ]
    assert unclaimed_numbers(snapshot, Selection(AS_OF))[["source", "rows"]].values.tolist() == [["outcomes", 1]]
