"""HS codes, countries, months and money, cell by cell."""

import datetime as dt

import pytest

from etl.bad_cell import BadCell
from etl.cells import read_cell
from etl.contract import Column, contract


def _column(name: str, source: str = "exports") -> Column:
    return contract(source).column(name)


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [("8504409000", "8504409000", None), ("901110000", "0901110000", "hs_zero_restored"), ("8504.40", "850440", None)],
)
def test_hs_codes_are_text_and_a_lost_zero_comes_back(text: str, value: str, told: str | None) -> None:
    assert read_cell(text, _column("hs_code")) == (value, told)


@pytest.mark.parametrize(("text", "code"), [("85", "85"), ("85.0", "85"), ("8.0", "08"), ("8", "08"), ("84 ", "84")])
def test_a_chapter_that_became_a_number_is_itself(text: str, code: str) -> None:
    assert read_cell(text, _column("hs_chapter", "benchmarks"))[0] == code


@pytest.mark.parametrize("text", ["85", "85044090", "0012345678", "7712345678", "HS8504"])
def test_impossible_hs_codes_are_refused(text: str) -> None:
    with pytest.raises(BadCell):
        read_cell(text, _column("hs_code"))


@pytest.mark.parametrize(
    ("text", "code"), [("미국", "US"), ("usa", "US"), ("VN", "VN"), ("Germany", "DE"), ("NA", "NA")]
)
def test_countries_come_by_code_or_name_and_namibia_is_not_missing(text: str, code: str) -> None:
    assert read_cell(text, _column("country"))[0] == code


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(BadCell, match="country_unknown"):
        read_cell("아틀란티스", _column("country"))


@pytest.mark.parametrize("text", ["2024-05", "202405", "2024.05", "2024년 5월", "2024-05-17"])
def test_months_in_every_form_become_their_first_day(text: str) -> None:
    assert read_cell(text, _column("month"))[0] == dt.date(2024, 5, 1)


def test_a_year_is_no_month() -> None:
    with pytest.raises(BadCell, match="month_expected"):
        read_cell("2024", _column("month"))


def test_money_is_whole_in_its_currency_and_rounding_is_told() -> None:
    thousand_won = _column("sales_krw", "outcomes")
    assert read_cell("1,234.5", thousand_won) == (1_234_500, None)
    assert read_cell("△12", thousand_won) == (-12_000, "negative_sign")
    assert read_cell("0.0004", thousand_won) == (0, "rounded")
    assert read_cell("-", thousand_won) == (None, None)


def test_quarters_and_years_are_periods() -> None:
    period = _column("period", "benchmarks")
    assert read_cell("2025년 4분기", period)[0] == (dt.date(2025, 10, 1), "quarter")
    assert read_cell("2025Q1", period)[0] == (dt.date(2025, 1, 1), "quarter")
    assert read_cell("2025년", period)[0] == (dt.date(2025, 1, 1), "year")
