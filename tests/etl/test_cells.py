"""One cell: every way people write dates, numbers of firms and amounts, and what is refused aloud."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.cells import BadCell, business_no_is_valid, corporate_no_is_valid, is_missing, read_cell, read_date, tidy
from etl.contract import Column
from tests.etl.acting import business_no, corporate_no


def column(kind: str, **facts) -> Column:
    return Column("x", kind, {"ko": "엑스", "en": "X"}, **facts)


def refusal(text: str, kind: str, **facts) -> str:
    with pytest.raises(BadCell) as bad:
        read_cell(text, column(kind, **facts))
    return bad.value.code


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("2019-05-03", "2019-05-03", "day"),
        ("2019.05.03", "2019-05-03", "day"),
        ("2019. 5. 3.", "2019-05-03", "day"),
        ("2019/5/3", "2019-05-03", "day"),
        ("20190503", "2019-05-03", "day"),
        ("2019년 5월 3일", "2019-05-03", "day"),
        ("'19.5.3", "2019-05-03", "day"),
        ("2019-05-03 00:00:00", "2019-05-03", "day"),
        ("2019-05-03T00:00:00", "2019-05-03", "day"),
        ("２０１９．０５．０３", "2019-05-03", "day"),
        ("\ufeff2019-05-03\u200b", "2019-05-03", "day"),
        ("2020-02-29", "2020-02-29", "day"),
        ("2019.05", "2019-05-01", "month"),
        ("2019.10", "2019-10-01", "month"),
        ("2019-5", "2019-05-01", "month"),
        ("201905", "2019-05-01", "month"),
        ("2019년 5월", "2019-05-01", "month"),
        ("'19.5", "2019-05-01", "month"),
        ("2019", "2019-01-01", "year"),
        ("2019년", "2019-01-01", "year"),
        ("'19", "2019-01-01", "year"),
        (unicodedata.normalize("NFD", "2019년 5월"), "2019-05-01", "month"),
    ],
)
def test_a_date_keeps_how_exactly_it_was_written(written, day, precision):
    assert read_cell(written, column("date"))[0] == (dt.date.fromisoformat(day), precision)


@pytest.mark.parametrize(
    "written",
    ["2021년 1분기", "2021년 1/4분기", "2021Q1", "2021-Q1", "2021.1Q", "'21.1Q", "'21년 1분기", "２０２１．１Ｑ"],
)
def test_a_quarter_is_read_however_a_report_writes_it(written):
    assert read_cell(written, column("period"))[0] == (dt.date(2021, 1, 1), "quarter")


def test_a_quarter_of_no_such_year_is_refused():
    assert refusal("9999년 1분기", "period") == "date_out_of_range"


@pytest.mark.parametrize(
    ("written", "day"),
    [("2024", "2024-12-31"), ("2024.02", "2024-02-29"), ("2023-02", "2023-02-28"), ("2023-12", "2023-12-31"),
     ("2023-04-05", "2023-04-05")],
)  # fmt: skip
def test_an_end_known_to_the_month_or_year_is_its_last_day(written, day):
    assert read_cell(written, column("date", edge="last"))[0][0] == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2023-02-29", "date_impossible"),
        ("2023-13-01", "date_impossible"),
        ("2023-00-10", "date_impossible"),
        ("2023.13", "date_impossible"),
        ("1066-01-01", "date_out_of_range"),
        ("2204-01-01", "date_out_of_range"),
        ("9999-12-31", "date_out_of_range"),
        ("20195", "date_unreadable"),  # 2019.5 without its point, not the day 1955-04-16 of Excel
        ("99999", "date_unreadable"),
        ("3/5/2019", "date_unreadable"),
        ("2019-05-03 09:30:00", "date_unreadable"),
        ("어제", "date_unreadable"),
        ("2019-05-03~2021-05-02", "date_unreadable"),
    ],
)
def test_a_date_that_cannot_be_read_is_refused(written, code):
    assert refusal(written, "date") == code


def test_a_day_number_of_excel_is_read_and_told():
    assert read_cell("45292", column("date")) == ((dt.date(2024, 1, 1), "day"), "date_from_serial")
    assert read_cell("45306", column("month")) == (dt.date(2024, 1, 1), "date_from_serial")


@pytest.mark.parametrize("kind", ["text", "date", "money", "country"])
def test_an_error_of_a_workbook_is_no_value(kind):
    assert refusal("#N/A", kind, unit="USD") == "cell_error"
    assert refusal("#ref!", kind, unit="USD") == "cell_error"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(["-", ".", "/"]), st.booleans())
def test_any_day_in_any_separator_is_the_same_day(day, mark, padded):
    month, date = (f"{day.month:02}", f"{day.day:02}") if padded else (str(day.month), str(day.day))
    assert read_date(f"{day.year}{mark}{month}{mark}{date}") == (day, "day")


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_a_date(text):
    try:
        day, precision = read_date(text)
    except BadCell:
        return
    assert 1900 <= day.year <= 2100 and precision in ("day", "month", "year")


@given(st.integers(0, 999_999), st.integers(1, 9))
def test_one_wrong_digit_at_the_end_of_a_business_number_is_noticed(serial, slip):
    right = business_no(serial)
    assert business_no_is_valid(right)
    assert not business_no_is_valid(right[:9] + str((int(right[9]) + slip) % 10))


@given(st.integers(0, 999_999), st.integers(1, 9))
def test_one_wrong_digit_at_the_end_of_a_corporate_number_is_noticed(serial, slip):
    right = corporate_no(serial)
    assert corporate_no_is_valid(right)
    assert not corporate_no_is_valid(right[:12] + str((int(right[12]) + slip) % 10))


def test_check_digits_worked_out_by_hand():
    # 1·1+2·3+3·7+4·1+5·3+6·7+7·1+8·3+9·5 = 165, and 5·9 // 10 = 4: 169, so the last digit is 1
    assert business_no_is_valid("1234567891")
    # 1+2·2+3+4·2+5+6·2+7+8·2+9+0·2+1+2·2 = 70, so the last digit is 0
    assert corporate_no_is_valid("1234567890120")


@pytest.mark.parametrize("written", ["123-45-67891", "1234567891", " 123 45 67891 ", "１２３-45-67891", "123–45–67891"])
def test_a_business_number_is_its_ten_digits(written):
    value, told = read_cell(written, column("business_no"))
    assert value == "1234567891" and told in (None, "business_no_checksum")


def test_a_wrong_check_digit_is_told_and_the_number_kept():
    assert read_cell("999-01-00001", column("business_no")) == ("9990100001", "business_no_checksum")
    assert read_cell("1301110006247", column("corporate_no")) == ("1301110006247", "corporate_no_checksum")


@pytest.mark.parametrize("written", ["12345678", "123-45-678912", "12345o7891", "없음", "²345678912x"])
def test_a_business_number_of_another_shape_is_refused(written):
    assert refusal(written, "business_no") == "business_no_shape"


@pytest.mark.parametrize(
    ("written", "value"),
    [("1,234", 1234), ("1234", 1234), ("1,234,567.5", 1234567.5), ("-5", -5), ("△1,234", -1234), ("▲12", -12),
     ("(1,234)", -1234), ("−1,234", -1234), ("－7", -7), (".5", 0.5), ("１，２３４", 1234), ("0", 0), ("+3", 3)],
)  # fmt: skip
def test_amounts_as_korean_reports_write_them(written, value):
    assert read_cell(written, column("number"))[0] == value


def test_a_negative_in_another_sign_is_listed_as_read_otherwise():
    assert read_cell("△3", column("number")) == (-3, "negative_sign")
    assert read_cell("-3", column("number")) == (-3, None)


@pytest.mark.parametrize("written", ["1,5", "1,23", "12,34,567", "1e5", "nan", "inf", "12a", "()", "--5", "."])
def test_a_number_that_could_be_another_is_refused(written):
    assert refusal(written, "number") == "number_unreadable"


def test_a_number_outside_its_contract_is_refused():
    assert refusal("9000", "whole", least=1, most=50) == "number_out_of_range"
    assert refusal("-1", "number", least=0) == "number_out_of_range"
    assert read_cell("50", column("whole", least=1, most=50))[0] == 50
    assert refusal("1.5", "whole") == "whole_expected"
    assert refusal("9" * 19, "whole") == refusal("9" * 19, "money", unit="USD") == "number_too_large"


@pytest.mark.parametrize("written", ["", " ", "-", "–", "—", "N/A", "해당없음", "\u00a0", "\u200b", "null"])
def test_what_says_nothing_is_missing_and_never_zero(written):
    assert is_missing(written)
    assert read_cell(written, column("number")) == (None, None)


def test_an_allowed_word_is_read_by_any_of_its_spellings():
    reason = column("choice", allowed={"relocation": ("타지역 이전", "이전"), "merger": ("합병",)})
    assert read_cell("타지역이전", reason)[0] == "relocation"
    assert read_cell("RELOCATION", reason)[0] == "relocation"
    assert read_cell(unicodedata.normalize("NFD", "합병"), reason)[0] == "merger"
    assert refusal("분사", "choice", allowed={"merger": ("합병",)}) == "choice_unknown"


@given(st.text(max_size=20))
def test_a_tidied_text_stays_tidy(text):
    once = tidy(text)
    assert tidy(once) == once
