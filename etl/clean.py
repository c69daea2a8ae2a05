"""A recognised sheet → typed rows, and a finding for every cell that could not be read as its contract says."""

from dataclasses import dataclass, field

import pyarrow as pa

from etl.apart import Apart, kind_of, reconcile
from etl.cells import BadCell, is_missing, read_cell, says_nothing
from etl.contract import Column, Contract
from etl.findings import ERROR, FileRefused, Finding, correction, error, warning
from etl.recognise import SAID, Recognised
from etl.units import unit_of

ARROW = {"date32": pa.date32(), "int64": pa.int64(), "float64": pa.float64(), "string": pa.string()}


@dataclass
class Cleaned:
    """Accepted rows as columns of typed values, and what was found. A row of the file counts once, also where its
    periods lie side by side and each becomes a row of values."""

    contract: Contract
    columns: dict[str, list]
    source_rows: list[int]
    rows_read: int = 0
    accepted: int = 0
    rejected_rows: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def table(self, upload_id: str) -> pa.Table:
        """The clean rows: the contract's columns, then upload_id and source_row."""
        arrays = {name: pa.array(self.columns[name], ARROW[kind]) for name, kind in self.contract.clean_columns.items()}
        arrays["upload_id"] = pa.array([upload_id] * len(self.source_rows), pa.string())
        arrays["source_row"] = pa.array(self.source_rows, pa.int64())
        return pa.table(arrays)


def clean(recognised: Recognised, given: dict[str, str]) -> Cleaned:
    """Typed rows of the sheet; `given` holds values for columns that the file does not have.

    Raises FileRefused when a given value is unreadable, or names a column that is in the file or in no contract.
    """
    cleaners = [RowCleaner(view, given) for view in recognised.views]
    cleaned, apart, shape = cleaners[0].start(), Apart(), recognised.shape
    below = recognised.sheet.rows[recognised.header_row + 1 :]
    for number, row in enumerate(below, recognised.header_row + 2):
        if kind := kind_of(row, shape):
            apart.take(number, row, kind, shape)
        elif any(cell.strip() for cell in row):
            take(cleaners, cleaned, row, number)
    sums = [finding for cleaner in cleaners for finding in cleaner.reconciled(apart, cleaned)]
    units = [finding for cleaner in cleaners for finding in cleaner.units(below)]
    cleaned.findings = [*recognised.findings, *units, *apart.findings(), *sums, *cleaned.findings]
    refuse_empty(recognised, cleaned)
    return cleaned


def refuse_empty(recognised: Recognised, cleaned: Cleaned) -> None:
    """Refuse a table without a row of data. Raises FileRefused."""
    if not cleaned.rows_read:
        raise FileRefused([error("no_rows", row=recognised.header_row + 1)])


def take(cleaners: "list[RowCleaner]", cleaned: Cleaned, row: list[str], number: int) -> None:
    """Add one row of text to what is cleaned: a row for each period that lies side by side and says something.

    What is wrong with one of them is wrong with the row.
    """
    told = [cleaner for cleaner in cleaners if len(cleaners) == 1 or cleaner.says_something(row)]
    read = [(cleaner, *cleaner.read(row, number)) for cleaner in told]
    found: list[Finding] = []
    for _, _, findings in read:
        found += [finding for finding in findings if finding not in found]
    cleaned.findings += found
    cleaned.rows_read += 1
    if any(finding.severity == ERROR for finding in found):
        cleaned.rejected_rows.append(number)
        return
    cleaned.accepted += 1
    for _, values, _ in read:
        cleaned.source_rows.append(number)
        for name, cells in cleaned.columns.items():
            cells.append(values.get(name))


class RowCleaner:
    """Reads rows of a recognised sheet, cell by cell. Raises FileRefused for a value given that does not fit."""

    def __init__(self, recognised: Recognised, given: dict[str, str]) -> None:
        self.recognised, self.contract = recognised, recognised.contract
        self.constants = _constants(recognised, given)
        self._readers = {at: _ColumnReader(column, recognised.headings[at]) for at, column in recognised.places.items()}

    def start(self) -> Cleaned:
        """Nothing read yet."""
        return Cleaned(self.contract, {name: [] for name in self.contract.clean_columns}, [])

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

    def reconciled(self, apart: Apart, cleaned: Cleaned) -> list[Finding]:
        """The totals that were set apart beside the rows that were read, for each column of money."""
        if not apart.totals or not cleaned.source_rows:
            return []
        period, here = self.contract.period, range(len(cleaned.source_rows))
        if period in self.constants:  # of periods side by side only this view's rows
            here = [at for at in here if cleaned.columns[period][at] == self.constants[period]]
        numbers, found = [cleaned.source_rows[at] for at in here], []
        for at, column in self.recognised.places.items():
            if column.type == "money":
                totals = {row: self._readers[at].amount(cells.get(at, "")) for row, cells in apart.totals.items()}
                known = {row: amount for row, amount in totals.items() if amount is not None}
                amounts = [cleaned.columns[column.name][place] for place in here]
                grain = int(unit_of(column.unit).factor)
                found += reconcile(known, numbers, amounts, self.recognised.headings[at], grain)
        return found

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

    def amount(self, text: str) -> int | None:
        """A total's amount; None where there is none to read."""
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
