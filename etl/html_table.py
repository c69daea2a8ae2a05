"""A web page saved as ".xls", as government portals give it: its one table of data as rows of text."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from etl.findings import correction
from etl.sheet import Decoded, Region, Sheet, refuse, spread

MOST_CELLS = 4_000_000  # of a table: colspan and rowspan may claim more than the file holds
_SILENT = {"script", "style", "head", "title", "noscript", "template"}


def read_page(text: str, encoding: str) -> Decoded:
    """The page's table of data. Raises FileRefused for a login page, a page without a table, or a trick."""
    if "<!entity" in text[:100_000].lower():
        raise refuse("xml_entities")
    page = _Page()
    page.feed(text)
    page.close()
    if page.asks_password:
        raise refuse("login_page")
    tables = [table for table in page.tables if len(table.rows) > 1 and max(map(len, table.rows)) > 1]
    if not tables:
        raise refuse("page_without_table")
    sheets, notes = [], []
    for number, table in enumerate(tables, 1):
        name = f"table {number}" if len(tables) > 1 else None
        rows, regions = _grid(table.rows)
        if filled := spread(rows, regions):
            notes.append(correction("merged_filled", filled[0], None, None, count=len(filled)).on(name))
        sheets.append(Sheet(name, rows, tuple(regions)))
    return Decoded(f"HTML {encoding}", sheets, notes=tuple(notes))


@dataclass
class _Cell:
    colspan: int
    rowspan: int
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line.strip(" ") for line in "".join(self.words).split("\n")).strip("\n ")


@dataclass
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)


class _Page(HTMLParser):
    """Collects tables; a table inside a cell is a table of its own, and its words do not count in the cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.asks_password = False
        self._open: list[tuple[_Table, _Cell | None]] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "input" and (facts.get("type") or "").lower() == "password":
            self.asks_password = True
        elif tag == "table":
            self._silent.clear()  # a head that nobody closed
            self._open.append((_Table(), None))
            self.tables.append(self._open[-1][0])
        elif tag == "body":
            self._silent.clear()
        elif self._open:
            self._in_table(tag, facts)

    def _in_table(self, tag: str, facts: dict[str, str | None]) -> None:
        table, cell = self._open[-1]
        if tag == "tr":
            table.rows.append([])
            self._open[-1] = (table, None)
        elif tag in ("td", "th"):
            if not table.rows:
                table.rows.append([])
            cell = _Cell(_span(facts.get("colspan")), _span(facts.get("rowspan")))
            table.rows[-1].append(cell)
            self._open[-1] = (table, cell)
        elif tag in ("br", "p", "div") and cell is not None:
            cell.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag == "table" and self._open:
            self._open.pop()
        elif tag in ("td", "th", "tr") and self._open:
            self._open[-1] = (self._open[-1][0], None)

    def handle_data(self, data: str) -> None:
        if self._silent or not self._open or self._open[-1][1] is None:
            return
        self._open[-1][1].words.append(re.sub(r"[ \t\r\n]+", " ", data))


def _span(text: str | None) -> int:
    digits = (text or "").strip()
    return min(int(digits), 100_000) or 1 if digits.isascii() and digits.isdigit() and len(digits) < 8 else 1


def _grid(rows: list[list[_Cell]]) -> tuple[list[list[str]], list[Region]]:
    """Each cell in the column where a person sees it, and the regions that spans cover. Raises FileRefused."""
    grid: list[list[str | None]] = [[] for _ in rows]
    regions: list[Region] = []
    taken = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < len(grid[at]) and grid[at][column] is not None:
                column += 1
            bottom, right = min(at + cell.rowspan, len(rows)) - 1, column + cell.colspan - 1
            taken += (bottom - at + 1) * cell.colspan
            if taken > MOST_CELLS:
                raise refuse("sheet_too_large", rows=len(rows), most=MOST_CELLS)
            for line in grid[at : bottom + 1]:
                line.extend([None] * (right + 1 - len(line)))
                line[column : right + 1] = [""] * cell.colspan
            grid[at][column] = cell.text
            if (bottom, right) != (at, column):
                regions.append((at, column, bottom, right))
            column = right + 1
    return [[cell or "" for cell in row] for row in grid], regions
