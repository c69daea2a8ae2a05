"""A recognised sheet → typed rows, and a finding for every cell that could not be read as its contract says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from etl.apart import Apart, kind_of
from etl.contract import Contract
from etl.findings import ERROR, FileRefused, Finding, error
from etl.finer import Finer
from etl.recognise import Recognised
from etl.reconcile import reconciled
from etl.row import RowCleaner
from etl.tally import EVERY, OnRows, untold

ARROW = {"date32": pa.date32(), "int64": pa.int64(), "float64": pa.float64(), "string": pa.string()}


def numbered(kind: pa.DataType) -> pa.DataType:
    """How many rows hold values of this kind: of texts each distinct one once, the rows by its number."""
    return pa.dictionary(pa.int32(), kind) if kind == pa.string() else kind


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

    def in_order(self) -> None:
        """Put what was found, and the rows refused, in the order of the file."""
        self.rejected_rows.sort()
        self.findings.sort(key=lambda finding: finding.row or 0)


def nothing_read(contract: Contract) -> Cleaned:
    """No row yet."""
    return Cleaned(contract, {name: [] for name in contract.clean_columns}, [])


def clean(recognised: Recognised, given: dict[str, str], on_rows: OnRows = untold) -> Cleaned:
    """Typed rows of the sheet; `given` holds values for columns that the file does not have, `on_rows` is told
    how many rows have been read.

    Raises FileRefused when a given value is unreadable, or names a column that is in the file or in no contract.
    """
    cleaners = [RowCleaner(view, given) for view in recognised.views]
    cleaned, apart, finer = nothing_read(recognised.contract), Apart(), Finer(cleaners)
    below = recognised.sheet.rows[recognised.header_row + 1 :]
    rows = _counted(enumerate(below, recognised.header_row + 2), on_rows)
    take_all(cleaners, cleaned, apart, finer, rows)
    lines = cleaned.table("") if apart.totals or apart.marked or finer.waiting else pa.table({})
    parts = finer.settle(lines, apart)
    for number, row in finer.waiting.items():
        take(cleaners, cleaned, row, number)
    cleaned.in_order()
    sums = reconciled(cleaners, apart, lines, cleaned.rejected_rows)
    units = [finding for cleaner in cleaners for finding in cleaner.units(below)]
    cleaned.findings = [*recognised.findings, *units, *apart.findings(), *sums, *parts, *cleaned.findings]
    refuse_empty(recognised, cleaned)
    return cleaned


def refuse_empty(recognised: Recognised, cleaned: Cleaned) -> None:
    """Refuse a table without a row of data. Raises FileRefused."""
    if not cleaned.rows_read:
        raise FileRefused([error("no_rows", row=recognised.header_row + 1)])


def _counted(rows: Iterable[tuple[int, list[str]]], on_rows: OnRows) -> Iterator[tuple[int, list[str]]]:
    """The rows as they are, telling now and then how many have gone by."""
    for number, row in enumerate(rows, 1):
        yield row
        if number % EVERY == 0:
            on_rows(number)


def take_all(
    cleaners: list[RowCleaner], cleaned: Cleaned, apart: Apart, finer: Finer, rows: Iterable[tuple[int, list[str]]]
) -> None:
    """Add rows of text, each with its number, to what is cleaned; what is no data of its own goes apart or waits."""
    shape = cleaners[0].recognised.shape
    for number, row in rows:
        if kind := kind_of(row, shape):
            apart.take(number, row, kind, shape)
        elif any(cell.strip() for cell in row) and not finer.waits(number, row):
            take(cleaners, cleaned, row, number)
            if cleaned.rejected_rows[-1:] == [number]:
                finer.refused(number, row)


def take(cleaners: list[RowCleaner], cleaned: Cleaned, row: list[str], number: int) -> None:
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
