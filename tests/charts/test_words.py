"""The words on cards and on the numbers that open."""

from datetime import date

import pandas as pd

from charts import numbers
from charts.days import end_of
from charts.kpis import kpi_cards
from charts.theme import Look
from tests.charts.frames import BALANCE, COUNTS, FLOWS

KO, EN = Look("ko"), Look("en")
KPIS = pd.DataFrame(
    [
        ("flagship_firms", 96, "firms", 94, 100, "watch"),
        ("exits_year", 3, "firms", None, None, "none"),
        ("pre_firms", 18, "firms", 18, 20, "watch"),
    ],
    columns=["kpi", "value", "unit", "previous", "target", "status"],
)
HISTORY = pd.DataFrame(
    {"kpi": ["flagship_firms"] * 3, "year": [2025, 2023, 2024], "value": [96, 90, 94], "unit": ["firms"] * 3}
)


def test_a_card_says_value_target_and_change_to_a_year_before():
    card = kpi_cards(KPIS, HISTORY, KO)[0]
    assert (card["value"], card["target"], card["change"]) == ("96개사", "목표 100개사", "1년 전보다 +2개사")
    assert card["spark"] == [90, 94, 96]  # in order of years, whatever the table's order
    assert "2024 94" in card["spark_label"]


def test_a_card_is_silent_about_what_is_not_known():
    card = kpi_cards(KPIS, HISTORY, KO)[1]
    assert card["target"] is None and card["change"] is None and card["spark"] == []


def test_a_card_that_did_not_change_says_so():
    assert kpi_cards(KPIS, HISTORY, EN)[2]["change"] == "unchanged in a year"


def test_a_number_that_opens_carries_the_codes_that_find_its_firms():
    counts = numbers.count_numbers(COUNTS, "new", KO)
    assert counts[(("stage_code", "flagship"), ("counted_in", "new"))].endswith("12개사")
    flows = numbers.flow_numbers(FLOWS, EN)
    assert flows[(("from_stage", "pre"), ("to_stage", "flagship"))].endswith("7 firms")
    exits = numbers.balance_numbers(BALANCE, "exits", KO)
    assert [dict(codes)["year"] for codes in exits] == [2025, 2024]  # the latest first


def test_a_year_is_counted_at_its_end_unless_the_as_of_date_cuts_it_short():
    assert end_of(2024, date(2025, 9, 22), KO) == "2024년 말"
    assert end_of(2025, date(2025, 9, 22), KO) == "2025-09-22"
    assert end_of(2025, date(2025, 12, 31), EN) == "end of 2025"
