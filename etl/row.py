"""One row of text → typed values, cell by cell, and a finding for every cell that is not as its contract says."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from etl.apart import split_total
from etl.cells import BadCell, is_missing, read_cell, says_nothing
from etl.contract import Column
from etl.findings import FileRefused, Finding, correction, error, warning
from etl.recognise import SAID, Recognised
from etl.units import unit_of


class RowCleaner:
    """Reads rows of a recognised sheet, cell by cell. Raises FileRefused for a value given that does not fit."""

    def __init__(self, recognised: Recognised, given: dict[str, str]) -> None:
        self.recognised, self.contract = recognised, recognised.contract
        self.constants = _constants(recognised, given)
        codes = {column.name for column in self.contract.columns if column.type == "hs"}
        self._key = {name: self.constants.get(name) for name in self.contract.key if name not in codes}
        self._readers = {at: _ColumnReader(column, recognised.headings[at]) for at, column in recognised.places.items()}

    def says_something(self, row: list[str]) -> bool:
        """Whether a row has any amount in this view."""
        places = [at for at, column in self.recognised.places.items() if column.measures]
        return any(at < len(row) and not is_missing(row[at]) for at in places)

    def read(self, row: list[str], number: int) -> tuple[dict, list[Finding]]:
        """The values of one row of text, and what was found in it."""
        values, findings = dict(self.constants), []
        beyond = [cell for cell in row[len(self.recognised.headings) :] if cell.strip()]
        if beyond:
            findings.append(error("row_too_long", number, None, " | ".join(beyond)))
        for at, reader in self._readers.items():
            values |= reader.read(row[at] if at < len(row) else "", number, findings)
        return values, findings

    def own(self, lines: pa.Table) -> pa.Table:
        """Of clean rows those of this view: where periods lie side by side, its period's."""
        period = self.contract.period
        if period not in self.constants:
            return lines
        for name in filter(None, (period, self.contract.column(period).precision)):
            lines = lines.filter(pc.equal(lines[name], self.constants[name]))
        return lines

    def key_of(self, row: Sequence[str]) -> dict[str, object] | None:
        """What a row says in the columns of its key, HS codes left out; None when one of them cannot be read."""
        key = dict(self._key)
        for at, column in self.recognised.places.items():
            if column.name in key:
                cell = row[at] if at < len(row) else ""
                if not self._readers[at].read(cell, 0, []):
                    return None
                key |= self._key_values(at, cell)
        return key

    def said(self, row: Sequence[str], of: str) -> list[dict[str, object]]:
        """What a total may be of: its cells in columns of the key, with the word before 소계 in one or none."""
        cells: dict[str, object] = {}
        words = []
        for at, column in self.recognised.places.items():
            if column.name in self.contract.key:
                cell = row[at] if at < len(row) else ""
                if split_total(cell) is None:
                    cells |= self._key_values(at, cell)
                if of and (word := self._key_values(at, of)):
                    words.append(word)
        return [*(cells | word for word in words), cells]

    def _key_values(self, at: int, cell: str) -> dict[str, object]:
        values = self._readers[at].read(cell, 0, [])
        return {name: value for name, value in values.items() if value is not None and name in self.contract.key}

    def money(self) -> list[tuple[int, Column, int]]:
        """The columns of money: place, column, and one unit as the file writes it."""
        places = self.recognised.places.items()
        return [(at, column, int(unit_of(column.unit).factor)) for at, column in places if column.type == "money"]

    def value(self, at: int, row: Sequence[str]) -> object:
        """The value in one place of a row, nothing told; None where there is none to read."""
        return self._readers[at].value(row[at] if at < len(row) else "")

    def units(self, rows: list) -> list[Finding]:
        """For each money column, one cell as it is written and as it is read."""
        told = []
        for at, reader in self._readers.items():
            example = next((row[at] for row in rows if at < len(row) and row[at] and not is_missing(row[at])), None)
            if reader.column.type == "money" and example is not None:
                told += _unit_example(reader, example)
        return told


def _unit_example(reader: "_ColumnReader", example: str) -> list[Finding]:
    try:
        value, _ = read_cell(example, reader.column)
    except BadCell:
        return []
    facts = {"unit": reader.column.unit, "result": f"{value:,}", "measures": reader.column.measures}
    return [correction("unit_read", None, reader.header, example, **facts)]


class _ColumnReader:
    """Reads one column's cells, each distinct text once."""

    def __init__(self, column: Column, header: str) -> None:
        self.column, self.header = column, header
        self.seen: dict[str, tuple[dict, str | None]] = {}

    def value(self, text: str) -> object:
        """The value, nothing told; None where there is none to read."""
        try:
            return read_cell(text, self.column)[0]
        except BadCell:
            return None

    def read(self, text: str, row: int, findings: list[Finding]) -> dict:
        if self.column.required and says_nothing(text, self.column):
            findings.append(error("required_missing", row, self.header, text))
            return {}
        try:
            if text not in self.seen:
                value, told = read_cell(text, self.column)
                self.seen[text] = (spread(self.column, value), told)
        except BadCell as bad:
            findings.append(error(bad.code, row, self.header, text, **bad.params))
            return {}
        values, told = self.seen[text]
        if told:
            tell = warning if told.endswith(("_checksum", "_acts")) else correction
            findings.append(tell(told, row, self.header, text))
        return values


def spread(column: Column, value: object) -> dict:
    """The clean columns that one value fills, in order."""
    if column.type not in ("date", "period"):
        return {column.name: value}
    day, precision = value or (None, None)
    return {column.name: day} | ({column.precision: precision} if column.precision else {})


def _constants(recognised: Recognised, given: dict[str, str]) -> dict:
    in_file = {column.name for column in recognised.places.values()}
    values: dict = {}
    for name, text in {**recognised.given, **given}.items():
        column = next((each for each in recognised.contract.columns if name in each.headers), None)
        if column is None and name in SAID:
            continue
        if column is None:
            raise FileRefused([error("set_unknown", None, name, text)])
        if column.name in in_file:
            raise FileRefused([error("set_in_file", None, name, text)])
        try:
            values |= spread(column, read_cell(text, column)[0])
        except BadCell as bad:
            raise FileRefused([error(bad.code, None, name, text, **bad.params)]) from bad
    return values
