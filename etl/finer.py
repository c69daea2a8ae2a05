"""Rows of finer HS codes than a contract takes (8504 where it wants chapters): parts of the row of their chapter.

Whether that row is in the file is known at its end only. A finer row with no such row is refused by its length.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from etl.apart import CHILD, Apart
from etl.cells import BadCell, read_cell
from etl.findings import Finding
from etl.row import RowCleaner
from etl.totals import Whole, hold_parts

_LENGTHS = (4, 6, 8, 10)  # headings, subheadings, and what countries add to them


@dataclass
class _Node:
    """All rows of one code: the first row's number, and their amounts by column."""

    row: int
    amounts: dict[str, int] = field(default_factory=dict)

    def add(self, row: int, amounts: dict[str, int | None]) -> None:
        self.row = min(self.row, row)
        for name, amount in amounts.items():
            if amount is not None:
                self.amounts[name] = self.amounts.get(name, 0) + amount


@dataclass(frozen=True)
class _Said:
    """What one row says: whose it is, its code, its amounts by column."""

    number: int
    key: tuple
    code: str
    amounts: dict[str, int | None]


_Nodes = dict[str, _Node]  # by code, of rows that agree in every other column of the key
_Families = dict[tuple, _Nodes]


class Finer:
    """Keeps rows of finer codes aside until it is known whether the row that they are parts of is in the file."""

    def __init__(self, cleaners: list[RowCleaner]) -> None:
        self._cleaners = cleaners
        places = cleaners[0].recognised.places.items()
        self._at, self._column = next(((at, column) for at, column in places if column.digits), (0, None))
        digits = self._column.digits if self._column else ()
        finer = tuple(length for length in _LENGTHS if digits and length > max(digits))
        self._finer = replace(self._column, digits=finer) if finer else None
        self._codes: dict[str, str | None] = {}
        self._refused: dict[int, list[str]] = {}
        self.waiting: dict[int, list[str]] = {}

    def waits(self, number: int, row: list[str]) -> bool:
        """Whether a row has a finer code; it is then kept aside."""
        if self._finer is None or self._code(row) is None:
            return False
        self.waiting[number] = row
        return True

    def refused(self, number: int, row: list[str]) -> None:
        """A row that was refused for some other cell: those under it are parts of it all the same."""
        if self._finer is not None:
            self._refused[number] = row

    def settle(self, lines: pa.Table, apart: Apart) -> list[Finding]:
        """Set the parts of other rows apart and hold them against these; the rows without one keep waiting.

        `lines`: the clean rows.
        """
        found: list[Finding] = []
        if not self.waiting:
            return found
        codes = pa.array({code[:length] for row in self.waiting.values() if (code := self._code(row))
                          for length in self._column.digits}, pa.string())  # fmt: skip
        wholes = lines.filter(pc.is_in(lines[self._column.name], codes))
        parts: set[int] = set()
        for cleaner in self._cleaners:
            waiting = list(self._said(cleaner, self.waiting))
            families = self._families(cleaner, cleaner.own(wholes), waiting)
            found += [finding for nodes in families.values() for finding in self._held(cleaner, nodes)]
            parts |= {said.number for said in waiting if self._is_part(said.code, families[said.key])}
        for number in sorted(parts):
            apart.put(number, CHILD, self.waiting.pop(number)[self._at].strip())
        return sorted(found, key=lambda finding: finding.row or 0)

    def _code(self, row: list[str]) -> str | None:
        text = row[self._at] if self._at < len(row) else ""
        if text not in self._codes:
            try:
                self._codes[text] = read_cell(text, self._finer)[0]
            except BadCell:
                self._codes[text] = None
        return self._codes[text]

    def _families(self, cleaner: RowCleaner, wholes: pa.Table, waiting: list[_Said]) -> _Families:
        families: _Families = defaultdict(dict)
        money = [column.name for _, column, _ in cleaner.money()]
        for line in wholes.to_pylist():
            key = tuple(line[name] for name in self._others(cleaner))
            node = families[key].setdefault(line[self._column.name], _Node(line["source_row"]))
            node.add(line["source_row"], {name: line[name] for name in money})
        for said in (*self._said(cleaner, self._refused), *waiting):
            families[said.key].setdefault(said.code, _Node(said.number)).add(said.number, said.amounts)
        return families

    def _others(self, cleaner: RowCleaner) -> list[str]:
        return [name for name in cleaner.contract.key if name != self._column.name]

    def _said(self, cleaner: RowCleaner, rows: dict[int, list[str]]) -> Iterator[_Said]:
        """Rows whose code and key can be read, and that say something in this view."""
        money, others = cleaner.money(), self._others(cleaner)
        for number, row in rows.items():
            if len(self._cleaners) > 1 and not cleaner.says_something(row):
                continue
            key, code = cleaner.key_of(row), self._code(row) or cleaner.value(self._at, row)
            if key is not None and code is not None:
                amounts = {column.name: cleaner.value(at, row) for at, column, _ in money}
                yield _Said(number, tuple(key[name] for name in others), code, amounts)

    def _is_part(self, code: str, nodes: _Nodes) -> bool:
        return any(code[:length] in nodes for length in self._column.digits)

    def _held(self, cleaner: RowCleaner, nodes: _Nodes) -> Iterator[Finding]:
        """Each whole beside its parts of each length: those whose code begins with its own and with no longer one."""
        families: dict[tuple[str, int], list[str]] = defaultdict(list)
        for code in sorted(nodes):
            shorter = (code[:length] for length in (*self._column.digits, *_LENGTHS) if length < len(code))
            if whole := max((each for each in shorter if each in nodes), key=len, default=None):
                families[whole, len(code)].append(code)
        for at, column, grain in cleaner.money():
            for (code, _), parts in families.items():
                amounts = [(part, nodes[part].amounts.get(column.name)) for part in parts]
                whole = nodes[code].amounts.get(column.name)
                if whole is not None and any(amount is not None for _, amount in amounts):
                    heading = cleaner.recognised.headings[at]
                    yield hold_parts(Whole(nodes[code].row, code, whole), amounts, heading, grain)
