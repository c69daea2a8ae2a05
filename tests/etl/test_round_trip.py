"""Any table of valid designation rows, however an office writes it, reads back to the same rows."""

import csv
import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.cells import is_missing, tidy
from etl.contract import contract
from etl.reader import read_one
from etl.reading import Request
from tests.etl.acting import business_no

COLUMNS = {column.name: column for column in contract("designations").columns}
TEXTS = ("firm_name", "cohort", "awarding_body", "industry", "address", "source")
DAYS = {"starts_on": "start_precision", "ends_on": "end_precision"}
LETTERS = "가나다라똠방각펲힣㈜&()-,;|'\"·、ABz019 \n"
WORDS = st.text(LETTERS, min_size=1, max_size=8).map(tidy).filter(lambda text: not is_missing(text))

FORMS = {
    "day": ["{0:%Y-%m-%d}", "{0:%Y.%m.%d}", "{0:%Y/%m/%d}", "{0:%Y%m%d}", "{0.year}년 {0.month}월 {0.day}일",
            "{0.year}. {0.month}. {0.day}.", "'{0:%y}.{0.month}.{0.day}", "{0:%Y-%m-%d} 00:00:00"],
    "month": ["{0:%Y-%m}", "{0:%Y.%m}", "{0:%Y%m}", "{0.year}년 {0.month}월", "'{0:%y}.{0.month}"],
    "year": ["{0:%Y}", "{0.year}년", "'{0:%y}"],
}  # fmt: skip
NUMBERS = ["{0}", "{0[0]}{0[1]}{0[2]}-{0[3]}{0[4]}-{0[5]}{0[6]}{0[7]}{0[8]}{0[9]}"]


@dataclass
class Office:
    """How one office writes a table: its encoding, marks, headings, order of columns, ways of writing."""

    encoding: str
    separator: str
    newline: str
    quoting: int
    order: list[str]
    headings: dict[str, str]
    number: str
    form: dict[str, str] = field(default_factory=dict)
    title: bool = False

    def cell(self, name: str, row: dict) -> str:
        value = row[name]
        if value is None:
            return ""
        if name in DAYS:
            return self.form[row[DAYS[name]]].format(value)
        return self.number.format(value) if name == "business_no" else value

    def rows(self, rows: list[dict]) -> list[list[str]]:
        title = [["명품강소기업 지정 현황"]] if self.title else []
        return [*title, [self.headings[name] for name in self.order],
                *([self.cell(name, row) for name in self.order] for row in rows)]  # fmt: skip

    def as_csv(self, rows: list[dict]) -> bytes:
        out = io.StringIO(newline="")
        quoting = csv.QUOTE_ALL if self.newline == "\r" else self.quoting  # the writer would leave a bare \n unquoted
        writer = csv.writer(out, delimiter=self.separator, lineterminator=self.newline, quoting=quoting)
        writer.writerows(self.rows(rows))
        return out.getvalue().encode(self.encoding)

    def as_xlsx(self, rows: list[dict]) -> bytes:
        book = openpyxl.Workbook()
        for cells in self.rows(rows):
            book.active.append(cells)
        for line in book.active.iter_rows():
            for cell in line:
                cell.data_type = "s" if cell.value else cell.data_type  # a text that begins with = is no formula
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


@st.composite
def designation_rows(draw) -> list[dict]:
    """Rows as the contract means them; some columns stay empty throughout."""
    filled = {"firm_name", "programme", *draw(st.sets(st.sampled_from(sorted({*TEXTS, *DAYS, "business_no"}))))}
    rows = []
    for _ in range(draw(st.integers(1, 5))):
        row = {name: draw(WORDS) if name in filled and name in TEXTS else None for name in TEXTS}
        row["programme"] = draw(st.sampled_from(["명품강소기업", "PRE-명품강소기업", "스타기업", "flagship"]))
        row["business_no"] = business_no(draw(st.integers(0, 999_999))) if "business_no" in filled else None
        for name, precision in DAYS.items():
            row |= _day(draw, name, precision) if name in filled else {name: None, precision: None}
        rows.append(row)
    return rows


def _day(draw, name: str, precision: str) -> dict:
    day = draw(st.dates(dt.date(2000, 1, 1), dt.date(2049, 12, 31)))
    exact = draw(st.sampled_from(["day", "month", "year"]))
    if exact == "year":
        day = day.replace(month=12, day=31) if name == "ends_on" else day.replace(month=1, day=1)
    elif exact == "month" and name == "ends_on":
        day = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    elif exact == "month":
        day = day.replace(day=1)
    return {name: day, precision: exact}


@st.composite
def offices(draw) -> Office:
    names = [*TEXTS, *DAYS, "programme", "business_no"]
    headings = {name: draw(st.sampled_from(COLUMNS[name].headers)) for name in names}
    # one heading in Korean: a few CP949 letters alone can be read as UTF-8 too, a heading never
    headings["firm_name"] = draw(
        st.sampled_from(["기업명", "업체명", "회사명", "기 업 명", "기업명(필수)", " 기업명\n"])
    )
    return Office(
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "cp949", "utf-16"])),
        separator=draw(st.sampled_from([",", ";", "\t", "|"])),
        newline=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        order=draw(st.permutations(names)),
        headings=headings,
        number=draw(st.sampled_from(NUMBERS)),
        form={exact: draw(st.sampled_from(forms)) for exact, forms in FORMS.items()},
        title=draw(st.booleans()),
    )


def read_back(folder: Path, content: bytes) -> list[dict]:
    path, clean_path = folder / "any.file", folder / "clean.parquet"
    path.write_bytes(content)
    reading = read_one(Request(str(path), path.name, "u", str(clean_path)))
    assert reading.source == "designations", reading.findings
    assert not reading.rejected_rows, reading.findings
    return pq.read_table(clean_path).to_pylist()


def same(rows: list[dict], back: list[dict]) -> bool:
    return [{name: row[name] for name in rows[0]} for row in back] == rows


PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=50, suppress_health_check=PATIENT)
@given(rows=designation_rows(), office=offices())
def test_any_table_in_any_text_file_reads_back_to_the_same_rows(tmp_path_factory, rows, office):
    assert same(rows, read_back(tmp_path_factory.getbasetemp(), office.as_csv(rows)))


@settings(max_examples=15, suppress_health_check=PATIENT)
@given(rows=designation_rows(), office=offices())
def test_any_table_in_a_workbook_reads_back_to_the_same_rows(tmp_path_factory, rows, office):
    assert same(rows, read_back(tmp_path_factory.getbasetemp(), office.as_xlsx(rows)))


@pytest.mark.long
@settings(max_examples=3000, suppress_health_check=PATIENT)
@given(rows=designation_rows(), office=offices(), is_book=st.integers(0, 4).map(lambda chance: chance == 0))
def test_thousands_of_tables_read_back_to_the_same_rows(tmp_path_factory, rows, office, is_book):
    content = office.as_xlsx(rows) if is_book else office.as_csv(rows)
    assert same(rows, read_back(tmp_path_factory.getbasetemp(), content))
