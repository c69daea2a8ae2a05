"""Exporters that begin, stop and go on, on rows counted on paper."""

from datetime import date

import pandas as pd
import pytest

from metrics.dynamics import exporter_dynamics
from metrics.selection import Selection
from tests.metrics.test_exports import rows
from tests.warehouse.clean_tables import export, snapshot_of, spell

COVERED = [f"{year}-{month:02}" for year in (2020, 2021, 2022) for month in range(1, 13)]
COVERED += [f"2023-{month:02}" for month in range(1, 7)]
SOLD = [export(None, month, 1) for month in COVERED]  # somebody's, counts nowhere, covers the month
SOLD += [
    export("stays", "2020-03", 100),
    export("stays", "2021-03", 100, "JP"),
    export("stays", "2021-04", 100, "CN", "330499"),
    export("stays", "2022-03", 100),
    export("stays", "2023-03", 100),
    export("begins", "2021-05", 30),
    export("begins", "2022-01", 50),  # survives its first year
    export("tries", "2021-11", 10),  # enters and is gone
    export("stops", "2020-07", 40),  # exits in 2021
    export("late", "2022-11", 70),
    export("late", "2023-02", 70),  # in the six months compared an entrant: in these of 2022 it sold nothing
    export("begins", "2023-06", 0),  # a row of nothing is no export: exits in 2023
]
ALL = date(2023, 6, 30)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    spells = [spell("stays", "pre", "2021-04-01", "2023-03-31")]
    with snapshot_of(tmp_path_factory.mktemp("dynamics"), spells, exports=SOLD) as opened:
        yield opened


COUNTS = ("year", "exporters", "entrants", "exiters", "incumbents", "surviving_entrants")


def counts(table: pd.DataFrame) -> list[tuple]:
    return rows(table.astype(object).where(table.notna(), None), *COUNTS)


def test_who_begins_stops_and_goes_on(snapshot) -> None:
    table = exporter_dynamics(snapshot, Selection(ALL))
    assert counts(table) == [
        (2020, 2, None, None, None, None),  # nothing to compare with: not known, not 0
        (2021, 3, 2, 1, 1, 1),  # begins, tries; stops; stays; begins survives
        (2022, 3, 1, 1, 2, None),  # late; tries; stays, begins: of 2023 only six months are known
        (2023, 2, 1, 1, 1, None),  # January to June: late; begins; stays
    ]
    assert table["compared_months"].tolist() == [0, 12, 12, 6]
    assert table["is_part_year"].tolist() == [False, False, False, True]


def test_rates_are_of_the_exporters_compared(snapshot) -> None:
    table = exporter_dynamics(snapshot, Selection(ALL)).set_index("year")
    assert table["entry_rate"].tolist()[1:] == pytest.approx([2 / 3, 1 / 3, 1 / 2])
    assert table["exit_rate"].tolist()[1:] == pytest.approx([1 / 2, 1 / 3, 1 / 2])
    assert pd.isna(table.loc[2020, "entry_rate"]) and pd.isna(table.loc[2022, "first_year_survival_rate"])
    assert table.loc[2021, "first_year_survival_rate"] == 0.5
    assert table.loc[2023, ["compared_exporters", "exporters_before"]].tolist() == [2, 2]


def test_size_and_width_of_exporters(snapshot) -> None:
    of_2021 = exporter_dynamics(snapshot, Selection(ALL, years=(2021,))).iloc[0]
    assert of_2021[["exports_usd", "mean_usd", "median_usd"]].tolist() == [240, 80, 30]
    assert of_2021[["entrants_mean_usd", "entrants_median_usd"]].tolist() == [20, 20]
    assert of_2021[["mean_markets", "median_markets"]].tolist() == pytest.approx([4 / 3, 1])
    assert of_2021[["mean_products", "median_products"]].tolist() == pytest.approx([4 / 3, 1])
    assert of_2021["top_1_share"] == pytest.approx(200 / 240) and of_2021["top_5_share"] == 1
    assert of_2021["hhi"] == pytest.approx((200**2 + 30**2 + 10**2) / 240**2)


def test_a_market_is_entered_and_left_by_itself(snapshot) -> None:
    in_china = exporter_dynamics(snapshot, Selection(ALL, countries=("CN",), years=(2021, 2022)))
    assert counts(in_china) == [(2021, 1, 1, 0, 0, 0), (2022, 0, 0, 1, 0, None)]
    assert pd.isna(in_china["mean_usd"][1]) and in_china["exports_usd"].tolist() == [100, 0]


def test_behind_each_number_stand_its_firms(snapshot) -> None:
    behind = exporter_dynamics(snapshot, Selection(ALL, years=(2021, 2023)), firms=True)
    found = {key: group["firm_id"].tolist() for key, group in behind.groupby(["year", "counted_in"])}
    assert found == {
        (2021, "exporters"): ["stays", "begins", "tries"],
        (2021, "entrants"): ["begins", "tries"],
        (2021, "exiters"): ["stops"],
        (2021, "incumbents"): ["stays"],
        (2021, "surviving_entrants"): ["begins"],
        (2023, "exporters"): ["stays", "late"],
        (2023, "entrants"): ["late"],
        (2023, "exiters"): ["begins"],
        (2023, "incumbents"): ["stays"],
    }
    gone = behind[behind["counted_in"] == "exiters"]
    assert rows(gone, "year", "exports_usd") == [(2021, 40), (2023, 50)]  # what they had exported before


def test_a_month_without_a_file_is_compared_in_neither_year(tmp_path) -> None:
    sold = [export("a", "2021-01", 5), export("b", "2021-02", 5), export("a", "2022-01", 5)]
    with snapshot_of(tmp_path, [], exports=sold) as snapshot:
        table = exporter_dynamics(snapshot, Selection(date(2022, 12, 31)))
        assert counts(table)[1] == (2022, 1, 0, 0, 1, None)  # b did not stop: of February nobody knows
        assert exporter_dynamics(snapshot, Selection(date(2020, 12, 31))).empty
