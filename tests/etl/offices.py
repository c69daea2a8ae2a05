"""How one office writes a table of a source: its headings, units, lines above the header, marks and encoding."""

import csv
import datetime as dt
import html
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

import openpyxl
from hypothesis import strategies as st

from etl.contract import Column, Contract, contract
from tests.etl.values import UNITS, Cell, cells_of

BOOK, PAGE, TEXT = "xlsx", "html", "csv"
MARKED = ["{}"] * 6 + ["{}(필수)", "{} *", "※{}", " {} ", "{}\n"]
UNIT_AT_END = ["{0}({1})", "{0} ({1})", "{0}[{1}]", "{0}\n({1})", "{0}(단위: {1})", "{0}（{1}）", "{0}_{1}", "{0}, {1}"]
LINES = [
    ["2024년 현황"],
    ["제 목", "2024년 현황"],
    [""],
    ["기준일: 2024. 12. 31."],
    ["조회기간 :", "2024.01 ~ 2024.12"],
]
FIGURES = {  # what of a column's cells a spreadsheet takes for a number; a code with a point would lose its zeros
    **dict.fromkeys(("money", "quantity", "whole", "number"), re.compile(r"-?(0|[1-9]\d{0,9})(\.\d{1,4})?")),
    **dict.fromkeys(("business_no", "corporate_no", "hs"), re.compile(r"[1-9]\d{0,14}")),
}


@dataclass
class Office:
    """How one office writes a table."""

    kind: str
    encoding: str
    separator: str
    newline: str
    quoting: int
    is_decomposed: bool  # a Mac writes 기 as two letters and a half
    has_figures: bool  # cells of a workbook that are numbers and days rather than text
    lines: list[list[str]] = field(default_factory=list)


@dataclass
class Table:
    """One table as an office writes it, and what it means."""

    columns: list[Column]
    words: list[str]  # the contract's word that each heading comes from
    headings: list[str]
    cells: list[list[Cell]]
    given: dict[str, str]
    meant: dict[str, object]  # the values that `given` stands for
    office: Office

    @property
    def values(self) -> list[dict]:
        """The clean rows that it means, without the columns that it has not."""
        rows = []
        for cells in self.cells:
            row = dict(self.meant)
            for column, cell in zip(self.columns, cells, strict=True):
                row |= meaning(column, cell)
            rows.append(row)
        return rows

    @property
    def lines(self) -> list[list[str]]:
        """Everything that is written, line by line."""
        body = [[cell.text for cell in cells] for cells in self.cells]
        return [*self.office.lines, self.headings, *body]

    def content(self) -> tuple[bytes, str | None]:
        """The file, and the encoding that a person must say: of few CP949 letters, which may be UTF-8 as well."""
        is_for_page = len(self.columns) > 1 and not any("\t" in cell for line in self.lines for cell in line)
        return (_WRITERS[self.office.kind] if is_for_page or self.office.kind != PAGE else _csv)(self)


def meaning(column: Column, cell: Cell) -> dict[str, object]:
    """The clean values of a cell, by clean column."""
    return dict(zip((column.name, column.precision), cell.values, strict=False))


OFFICES = st.builds(
    Office,
    kind=st.sampled_from([TEXT, TEXT, TEXT, TEXT, BOOK, PAGE]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp949"]),
    separator=st.sampled_from([",", "\t", ";", "|"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    is_decomposed=st.integers(0, 4).map(lambda chance: chance == 0),
    has_figures=st.booleans(),
    lines=st.lists(st.sampled_from(LINES), max_size=2),
)


@cache
def tables(source: str) -> st.SearchStrategy[Table]:
    """Any table of valid rows of this source, with or without the columns that need not be there."""
    known = contract(source)
    measures = sorted({column.measures for column in known.columns if column.measures})
    return _tables(
        known,
        st.permutations(known.columns),
        st.sets(st.sampled_from([column.name for column in known.columns])),
        {column.name: _headings(column) for column in known.columns},
        st.tuples(*(st.none() | st.sampled_from(sorted(UNITS[measure])) for measure in measures)).map(
            lambda words: {measure: word for measure, word in zip(measures, words, strict=True) if word}
        ),
    )


@st.composite
def _tables(draw, known: Contract, orders, absences, headings, units) -> Table:
    office, said, left_out = draw(OFFICES), draw(units), draw(absences)
    if said:
        office = replace(office, lines=[*office.lines, [draw(_UNIT_LINES).format(", ".join(said.values()))]])
    columns = [each for each in draw(orders) if each.required or each.name not in left_out]
    given = columns.pop() if len(columns) > 2 and draw(st.booleans()) else None
    words, heads, strategies = [], [], []
    for column in columns:
        word, heading, unit = draw(headings[column.name])
        words.append(word)
        heads.append(heading)
        strategies.append(cells_of(known.name, column.name, _factor(column, unit or said.get(column.measures))))
    rows = [[draw(strategy) for strategy in strategies] for _ in range(draw(_ROWS))]
    cell = draw(cells_of(known.name, given.name, _factor(given, None))) if given else None
    meant = meaning(given, cell) if given else {}
    return Table(columns, words, heads, rows, {given.name: cell.text} if given else {}, meant, office)


_ROWS = st.integers(1, 5)
_UNIT_LINES = st.sampled_from(["(단위: {})", "[단위 : {}]", "단위:{}", "2024년 현황 (단위: {})"])


def _factor(column: Column, unit: str | None) -> int:
    return UNITS[column.measures][unit or column.unit] if column.measures else 1


def _headings(column: Column) -> st.SearchStrategy[tuple[str, str, str | None]]:
    """A word of the contract, the heading that an office makes of it, and the unit that this states."""
    units = UNITS.get(column.measures, {})
    own = {f"_{unit.lower()}": unit for unit in units} | {"_krw": "원"}  # exports_usd

    def made(word: str, case: Callable[[str], str], mark: str, unit: str | None, form: str, is_last: bool) -> tuple:
        heading = case(word)
        if unit is None:
            return word, mark.format(heading), next((own[end] for end in own if units and word.endswith(end)), None)
        whole = mark.format(form.format(heading, unit)) if is_last else form.format(mark.format(heading), unit)
        return word, whole, unit

    cases = st.sampled_from([str, str, str, " ".join, str.upper])
    unit = st.none() | st.sampled_from(sorted(units)) if units else st.none()
    return st.builds(made, st.sampled_from(column.headers), cases, st.sampled_from(MARKED), unit,
                     st.sampled_from(UNIT_AT_END), st.booleans())  # fmt: skip


def _encoded(text: str, office: Office) -> tuple[bytes, str | None]:
    """The text in the office's encoding; where that cannot hold it, in UTF-8."""
    text = unicodedata.normalize("NFD", text) if office.is_decomposed else text
    if office.encoding == "utf-16-be":
        return b"\xfe\xff" + text.encode("utf-16-be"), None
    try:
        content = text.encode(office.encoding)
    except UnicodeEncodeError:
        return text.encode(), None
    return content, "CP949" if office.encoding == "cp949" and _is_utf8(content) else None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return not content.isascii()


def _csv(table: Table) -> tuple[bytes, str | None]:
    office, out = table.office, io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if office.newline == "\r" else office.quoting  # the writer would leave a bare \n unquoted
    csv.writer(out, delimiter=office.separator, lineterminator=office.newline, quoting=quoting).writerows(table.lines)
    return _encoded(out.getvalue(), office)


def _html(table: Table) -> tuple[bytes, str | None]:
    rows = ("".join(f"<td>{_html_text(cell)}</td>" for cell in line) for line in table.lines)
    page = "<html><body><table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table></body></html>"
    return _encoded(page, table.office)


def _html_text(text: str) -> str:
    return html.escape(text).replace(" ", "&nbsp;").replace("\n", "<br>")


def _xlsx(table: Table) -> tuple[bytes, str | None]:
    book = openpyxl.Workbook()
    body = len(table.lines) - len(table.cells)
    for at, line in enumerate(table.lines):
        for place, text in enumerate(line):
            cell = book.active.cell(at + 1, place + 1)
            if at >= body and table.office.has_figures:
                cell.value = _figure(text, table.columns[place])
            else:
                cell.value = text or None
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = is no formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), None


def _figure(text: str, column: Column) -> object:
    """The cell as a spreadsheet keeps it when somebody types this."""
    if column.type in ("date", "month") and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return dt.datetime.fromisoformat(text)
    if column.type in FIGURES and FIGURES[column.type].fullmatch(text):
        return float(text)
    return text or None


_WRITERS = {TEXT: _csv, BOOK: _xlsx, PAGE: _html}
