"""Tables as they come: valid cells beside every kind of wrong one, totals, footnotes, blank rows, columns of no use."""

import csv
import io
from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st

from etl.contract import contract
from tests.etl.offices import LINES
from tests.etl.values import UNITS, Cell, Cells, cells_of

WRONG = [
    "", " ", "-", "na", "NA", "null", "\u00a0", "가나", "  가 나 ", "a\u200bb", 'quo"te', "쉼,표", "=1+1",
    "<b>가</b>", "가\u202e나", "湲곗뾽", "가\ufffd", "#N/A", "#ref!", '="0801"', '=""', "보&봉",
    "가\u1112\u1161", "계", "소 계", "매출 합계", "※ 잠정치", "* 잠정", "주1) 잠정", "자료: 관세청", "└ 가람",
    "- 가람", " - 5", "0", "-0", "007", "1,234", "1,23", "0,123", "12.5", "1.", ".5", "+5", " 5", "5 ", "△3",
    "(4)", "－7", "１２", "1e5", "0.0001", "123456789012", "1234567890123", "9,999,999,999,999",
    "999999999999999999", "9" * 19, "9" * 30, "1 234", "9991000006", "999-10-00006", "123-45-67890", "2024",
    "2024-05", "2024-13", "2024-02-30", "45429", "20240501", "2024년 1분기", "1066", "850440", "901110000",
    "77112233", "5", "85", "US", "us", "ZZZ", "미국", "direct", " 직접", "신 규", "join", "day", "x" * 300,
]  # fmt: skip
USELESS = ["비고", "순번", "", "구분 2", "계"]


@dataclass(frozen=True)
class Dirty:
    """A text file and what a person says of it."""

    content: bytes
    given: dict[str, str]


def _text_of(cell: Cell) -> str:
    return cell.text


@cache
def _column(source: str, name: str) -> Cells:
    """A column's cells, one in ten of them wrong."""
    column = contract(source).column(name)
    factor = UNITS[column.measures][column.unit] if column.measures else 1
    right = cells_of(source, name, factor).map(_text_of)
    return st.integers(0, 9).flatmap(lambda chance: _WRONG if chance == 9 else right)


_WRONG = st.sampled_from(WRONG)
_LABEL = st.sampled_from(["합계", "소계", "계", "└ 가람", " - 가람", "※ 잠정치임", "자료: 관세청", "가람"])
_KIND = st.sampled_from(["data"] * 8 + ["blank", "spaces", "labelled", "header", "wrong"])
_ROWS = st.integers(1, 8)
_PLACE = st.integers(0, 30)
_HOW = st.fixed_dictionaries({
    "encoding": st.sampled_from(["utf-8", "utf-8-sig", "cp949", "utf-16"]),
    "newline": st.sampled_from(["\n", "\r\n"]),
    "separator": st.sampled_from([",", ",", "\t", ";", "|"]),
    "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    "lines": st.lists(st.sampled_from([*LINES, ["(단위: 천원, 천불, 톤)"]]), max_size=2),
})  # fmt: skip


@cache
def dirty_tables(source: str) -> st.SearchStrategy[Dirty]:
    """Tables of this source whose header can be understood, whatever stands below it."""
    columns = contract(source).columns
    return _dirty(
        source,
        st.permutations(columns),
        st.sets(st.sampled_from([column.name for column in columns])),
        st.lists(st.sampled_from(USELESS), max_size=2),
        {column.name: st.sampled_from([column.label["ko"], *column.headers]) for column in columns},
    )


@st.composite
def _dirty(draw, source: str, orders, absences, useless, headings) -> Dirty:
    left_out, how = draw(absences), draw(_HOW)
    columns = [each for each in draw(orders) if each.required or each.name not in left_out]
    given = columns.pop() if len(columns) > 2 and draw(st.booleans()) else None
    heads = [draw(headings[column.name]) for column in columns]
    cells = [_column(source, column.name) for column in columns]
    for heading in draw(useless):
        place = draw(_PLACE) % (len(heads) + 1)
        heads.insert(place, heading)
        cells.insert(place, _WRONG)
    rows = [_row(draw, draw(_KIND), heads, cells) for _ in range(draw(_ROWS))]
    # of a large file the header is looked for in all lines but the last, which may be cut
    rows = [*how["lines"], heads, *rows, ["※ 끝", *[""] * (len(heads) - 1)]]
    said = {given.name: draw(_column(source, given.name))} if given else {}
    return Dirty(_content(rows, how), said)


def _row(draw, kind: str, heads: list[str], cells: list[Cells]) -> list[str]:
    if kind in ("blank", "spaces"):
        return ["" if kind == "blank" else " "] * len(heads)
    if kind == "header":
        return heads
    if kind == "wrong":
        return [draw(_WRONG) for _ in heads]
    row = [draw(cell) for cell in cells]
    if kind == "labelled":
        place = draw(_PLACE) % len(heads)
        row = [text if draw(st.booleans()) else "" for text in row]
        row[place] = draw(_LABEL)
    return row


def _content(rows: list[list[str]], how: dict) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=how["separator"], lineterminator=how["newline"], quoting=how["quoting"])
    writer.writerows(rows)
    return out.getvalue().encode(how["encoding"], errors="ignore")
