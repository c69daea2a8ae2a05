"""One file of the corpus and what must become of it; and the table of exports that most of them hold."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.etl.acting import business_no

HEAD = ["기업명", "사업자등록번호", "연월", "HS코드", "국가", "수출액(USD)", "중량(kg)", "직간접"]
NAMES = ["firm_name", "business_no", "month", "hs_code", "country", "exports_usd", "weight_kg", "channel"]
TRUE = [
    ("㈜가람테크", business_no(1), dt.date(2024, 5, 1), "8504409000", "US", 21221, 862.0, "direct"),
    ("나래정밀(주)", business_no(2), dt.date(2024, 5, 1), "0801110000", "KZ", 1500, 3.5, "indirect"),
    ("똠방각하", business_no(3), dt.date(2024, 6, 1), "850440", "VN", 7, None, None),
]
WRITTEN = [
    ["㈜가람테크", business_no(1), "2024-05", "8504409000", "US", "21,221", "862", "직접"],
    ["나래정밀(주)", business_no(2), "2024-05", "0801110000", "KZ", "1,500", "3.5", "간접"],
    ["똠방각하", business_no(3), "2024-06", "850440", "VN", "7", "", ""],
]


@dataclass(frozen=True)
class Case:
    """A file: its bytes; the codes of its errors and warnings (none: it loads as it stands), the row that they
    name; corrections that must be told; the clean rows."""

    name: str
    content: bytes
    codes: frozenset[str] = frozenset()
    row: int | None = None
    told: frozenset[str] = frozenset()
    rows: Sequence[tuple] | None = None  # None: nothing may be accepted
    sheet: str | None = None
    encoding: str | None = None
    params: dict[str, str] = field(default_factory=dict)
    source: str = "exports"
    names: Sequence[str] = tuple(NAMES)  # of the columns that rows hold
    read: int | None = None  # rows of data in the file, those refused included


def good(name: str, content: bytes, *told: str, rows: Sequence[tuple] = TRUE, **facts) -> Case:
    """A control file: accepted with exactly these rows, and these corrections told."""
    return Case(f"good: {name}", content, told=frozenset(told), rows=rows, **facts)


def warned(name: str, content: bytes, *codes: str, rows: Sequence[tuple] = TRUE, **facts) -> Case:
    """A file whose rows are whole, but that loads only after a person confirms."""
    return Case(f"warned: {name}", content, frozenset(codes), rows=rows, **facts)


def bad(name: str, content: bytes, code: str, row: int | None = None, **facts) -> Case:
    """A file that is refused, or a row of it."""
    return Case(f"bad: {name}", content, frozenset([code]), row, **facts)


def bad_row(name: str, content: bytes, code: str, row: int, **facts) -> Case:
    """A file with one bad row: it is named, and the others are read with their values."""
    return bad(name, content, code, row, rows=[each for at, each in enumerate(TRUE, 2) if at != row], **facts)


def table(*changes: tuple[int, int, str], head: Sequence[str] = HEAD) -> list[list[str]]:
    """Header and rows; each change writes another text at (row as a person counts, column from 0)."""
    rows = [list(head), *(list(row) for row in WRITTEN)]
    for row, column, text in changes:
        rows[row - 1][column] = text
    return rows


def true(*changes: tuple[int, str, object]) -> list[tuple]:
    """The clean rows; each change has another value at (row as a person counts, column's name)."""
    rows = [list(row) for row in TRUE]
    for row, column, value in changes:
        rows[row - 2][NAMES.index(column)] = value
    return [tuple(row) for row in rows]


def text(rows: Iterable[Sequence[str]], separator: str = ",", newline: str = "\n") -> str:
    """The rows as CSV text."""
    out = io.StringIO(newline="")
    rows = list(rows)
    quoting = csv.QUOTE_ALL if any("\r" in cell for row in rows for cell in row) else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=separator, lineterminator=newline, quoting=quoting).writerows(rows)
    return out.getvalue()


def as_csv(*changes: tuple[int, int, str], head: Sequence[str] = HEAD) -> bytes:
    """The table as UTF-8 CSV with these changes."""
    return text(table(*changes, head=head)).encode()
