"""A single event that came by phone, as a file of one row: it goes through the same door as any other file."""

import csv
import io
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from etl import worker
from etl.act import quiet
from etl.contract import Column, contract
from etl.proposal import Incoming, Proposal

_WHOLE = "원"  # money is kept in whole won: the row says so, whatever the contract's own unit is


def one_row(source: str, values: Mapping[str, str]) -> bytes:
    """A CSV of one row under the Korean headings of the contract; columns without a value stand empty.

    Raises UnknownSource, KeyError for a column that the contract has not.
    """
    columns = [contract(source).column(name) for name in values]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_heading(column) for column in columns])
    writer.writerow([_cell(column, values[column.name]) for column in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def propose_event(
    home: Path,
    source: str,
    values: Mapping[str, str],
    name: str,
    by: str,
    *,
    on_phase: Callable[[str], None] = quiet,
) -> Proposal:
    """What this one row would do: it is added or replaces the row of the same key, and removes nothing."""
    folder = Path(tempfile.mkdtemp(prefix="gangso-event-"))
    try:
        path = folder / "0"
        path.write_bytes(one_row(source, values))
        incoming = Incoming(str(path), name, source=source, is_correction=True)
        return worker.propose(home, [incoming], by, on_phase=on_phase)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _heading(column: Column) -> str:
    return f"{column.label['ko']}({_WHOLE})" if column.measures == "KRW" else column.label["ko"]


def _cell(column: Column, value: str) -> str:
    return column.allowed[value][0] if value in column.allowed else str(value).strip()
