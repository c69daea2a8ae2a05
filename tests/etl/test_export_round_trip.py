"""Any table of valid export rows, however an office writes it, reads back to the same rows."""

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.cells import is_missing, tidy
from etl.contract import contract
from etl.reader import read_one
from etl.reading import Request
from etl.suspicious import acts, damage
from tests.corpus.case import NAMES
from tests.etl.acting import business_no

UNITS = {"USD": 1, "천불": 1000, "만달러": 10_000, "백만불": 1_000_000}
FORMS = ["{0:%Y-%m}", "{0:%Y.%m}", "{0:%Y%m}", "{0.year}년 {0.month}월", "{0:%Y}/{0.month}", "'{0:%y}.{0.month}",
         "{0:%Y-%m-%d}", "{0.year}. {0.month}. {0.day}."]  # fmt: skip
LETTERS = "가나다라똠방각펲힣㈜&()-,;|'\"·ABz019 "
LABELS = {
    name: [word for word in contract("exports").column(name).headers if word.isascii() or "/" not in word]
    for name in NAMES
}


def _is_plain(text: str) -> bool:
    return not (is_missing(text) or acts(text) or damage(text)) and tidy(text) == text


ROW = st.fixed_dictionaries({
    "firm_name": st.none() | st.text(LETTERS, min_size=1, max_size=8).filter(_is_plain),
    "business_no": st.integers(0, 999_999).map(business_no),
    "month": st.dates(dt.date(2000, 1, 1), dt.date(2049, 12, 31)).map(lambda day: day.replace(day=1)),
    "hs_code": st.sampled_from(["8504409000", "0801110000", "850440", "080111", "3304991000"]),
    "country": st.sampled_from(["US", "KZ", "NA", "VN", "ZZ"]),
    "exports_usd": st.integers(-(10**7), 10**7).map(lambda number: number * 100),
    "weight_kg": st.none() | st.integers(0, 10**9).map(lambda number: number / 8),
    "channel": st.sampled_from([None, "direct", "indirect"]),
})  # fmt: skip


@dataclass
class Office:
    """How one office writes a table."""

    encoding: str
    separator: str
    newline: str
    order: list[str]
    headings: dict[str, str]
    unit: str
    form: str
    commas: bool
    triangle: bool
    zeros_lost: bool
    title: bool
    as_workbook: bool

    def cell(self, name: str, value: object) -> str:
        if value is None:
            return "-" if self.commas else ""
        if name == "month":
            return self.form.format(value)
        if name == "hs_code" and self.zeros_lost:
            return value.removeprefix("0")
        if name == "channel":
            return {"direct": "직접", "indirect": "간접수출"}[value]
        if name != "exports_usd":
            return f"{value:,}" if name == "weight_kg" and self.commas else str(value)
        whole, rest = divmod(abs(value), UNITS[self.unit])
        digits = f"{whole:,}" if self.commas else str(whole)
        written = digits + (f".{rest / UNITS[self.unit]:.10f}"[2:].rstrip("0").rjust(2, ".") if rest else "")
        return ("△" if self.triangle else "-") * (value < 0) + written

    def rows(self, rows: list[dict]) -> list[list[str]]:
        heads = [
            f"{self.headings[name]}({self.unit})" if name == "exports_usd" else self.headings[name]
            for name in self.order
        ]
        title = [["2024년 수출 현황"]] if self.title else []
        return [*title, heads, *([self.cell(name, row[name]) for name in self.order] for row in rows)]

    def write(self, rows: list[dict]) -> bytes:
        if self.as_workbook:
            return _workbook(self.rows(rows))
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=self.separator, lineterminator=self.newline, quoting=csv.QUOTE_ALL).writerows(
            self.rows(rows)
        )
        return out.getvalue().encode(self.encoding)


def _workbook(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(
            [float(cell) if cell.isascii() and cell.isdigit() and len(cell) < 6 else cell for cell in cells]
        )
    for line in book.active.iter_rows():
        for cell in line:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


OFFICE = st.builds(
    Office,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp949"]),
    separator=st.sampled_from([",", "\t", ";", "|"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    order=st.permutations(NAMES),
    headings=st.fixed_dictionaries({name: st.sampled_from(words) for name, words in LABELS.items()}),
    unit=st.sampled_from(sorted(UNITS)),
    form=st.sampled_from(FORMS),
    commas=st.booleans(), triangle=st.booleans(), zeros_lost=st.booleans(), title=st.booleans(),
    as_workbook=st.booleans(),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=5), office=OFFICE)
def test_any_valid_table_of_exports_reads_back_to_the_same_rows(
    rows: list[dict], office: Office, tmp_path: Path
) -> None:
    path, clean = tmp_path / "table", tmp_path / "clean.parquet"
    path.write_bytes(office.write(rows))
    read = read_one(Request(str(path), path.name, "u1", str(clean), "exports"))
    assert not [finding for finding in read.findings if finding.severity != "correction"]
    assert pq.read_table(clean).select(NAMES).to_pylist() == [{name: row[name] for name in NAMES} for row in rows]
