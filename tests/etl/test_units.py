"""Units from headings, title lines and contracts."""

import unicodedata
from decimal import Decimal

import pytest

from etl.contract import Column, contract
from etl.decode import Sheet
from etl.headers import name_of
from etl.recognise import recognise
from etl.units import split_unit, unit_in_line, unit_of

HEADER = ["기업명", "사업자등록번호", "연월", "HS코드", "국가"]


@pytest.mark.parametrize(
    ("word", "measures", "factor"),
    [
        ("천불", "USD", 1000),
        ("백만불", "USD", 10**6),
        ("USD", "USD", 1),
        ("억원", "KRW", 10**8),
        ("천 달러", "USD", 1000),
    ],
)
def test_unit_words_say_what_they_measure_and_how_much(word: str, measures: str, factor: int) -> None:
    unit = unit_of(word)
    assert unit is not None
    assert (unit.measures, unit.factor) == (measures, Decimal(factor))


def test_a_heading_gives_up_its_unit_and_keeps_other_brackets() -> None:
    assert split_unit("매출액(천원)")[0] == "매출액"
    assert split_unit("수출액 [백만불]")[1].factor == 10**6
    assert split_unit("기업명(영문)") == ("기업명(영문)", None)


@pytest.mark.parametrize("heading", ["매출액(천원) *", "※매출액(천원)", "매출액(필수)(천원)", "매출액(천원)(필수)\n"])
def test_a_mark_of_obligation_hides_no_unit_wherever_it_stands(heading: str) -> None:
    assert split_unit(heading)[1].factor == 1000
    assert name_of(heading).base == "매출액"


def test_a_column_name_with_a_mark_still_states_its_unit() -> None:
    assert _exports("exports_usd *", above=[["(단위: 천불)"]]).unit == "USD"


def test_a_condition_line_states_the_unit_of_its_own_kind_only() -> None:
    line = "주기 : 년도별  ,  단위 : 금액 - 천불, 증감률 - %"
    assert unit_in_line(line, "USD").word == "천불"
    assert unit_in_line(line, "KRW") is None
    assert unit_in_line("천불 이상의 기업", "USD") is None


def test_a_condition_line_in_letters_taken_apart_states_its_unit() -> None:
    assert unit_in_line(unicodedata.normalize("NFD", "(단위: 천불)"), "USD").word == "천불"


def _exports(*heading: str, above: list[list[str]] | None = None) -> Column:
    sheet = Sheet(None, [*(above or []), [*HEADER, *heading], ["가", "1", "2020-01", "850440", "US", "5"]])
    found = recognise([sheet], "exports")
    return next(column for column in found.places.values() if column.name == "exports_usd")


def test_the_heading_beats_the_title_line_and_that_beats_the_contract() -> None:
    title = [["수출 현황"], ["(단위: 백만불)"]]
    assert _exports("수출액(천불)", above=title).unit == "천불"
    assert _exports("수출액", above=title).unit == "백만불"
    assert _exports("수출액").unit == contract("exports").column("exports_usd").unit == "USD"


def test_a_heading_in_another_currency_is_an_error_not_a_guess() -> None:
    sheet = Sheet(None, [[*HEADER, "수출액(천원)"], ["가", "1", "2020-01", "850440", "US", "5"]])
    codes = [finding.code for finding in recognise([sheet], "exports").findings if finding.severity == "error"]
    assert codes == ["unit_mismatch"]
