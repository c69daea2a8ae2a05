"""Reading happens in a child process (etl.reader) with limits: hostile input may kill the child, never the caller."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from etl.findings import Finding, error

MAX_SECONDS = 60  # a clean file of a million rows takes 10


@dataclass(frozen=True)
class Request:
    """One file to read: where its bytes are, what is known about it, where its clean rows go."""

    path: str
    name: str
    upload_id: str
    clean_path: str
    source: str | None = None
    given: dict[str, str] = field(default_factory=dict)
    layout: str | None = None
    remembered: tuple[str, ...] = ()  # layouts that a person once made, as TOML


@dataclass(frozen=True)
class Reading:
    """What reading one file came to. Without `source` the file was refused and the findings say why."""

    name: str
    source: str | None = None
    layout: str | None = None
    encoding: str | None = None
    headers: dict[str, str] = field(default_factory=dict)  # column → the file's own header
    rows_read: int = 0
    rows_accepted: int = 0
    rejected_rows: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    mapping: str | None = None  # the layout as TOML, where it is none of those that ship: the ledger keeps it
    sheets: tuple[str, ...] = ()
    top: tuple[tuple[str, ...], ...] = ()  # the first rows as they stand, for a person to say which column is which


def read_files(requests: list[Request], folder: Path) -> list[Reading]:
    """Read files in one child process; a file that breaks the child is refused, alone."""
    if not requests:
        return []
    order = folder / "reading.json"
    report = folder / "readings.json"
    order.write_text(json.dumps([asdict(request) for request in requests]), encoding="utf-8")
    report.unlink(missing_ok=True)
    try:
        command = [sys.executable, "-m", "etl.reader", str(order)]
        done = subprocess.run(command, capture_output=True, timeout=MAX_SECONDS, cwd=Path(__file__).parents[1])
        code = "reader_stopped" if done.returncode else None
    except subprocess.TimeoutExpired:
        code = "reader_too_slow"
    if code and len(requests) > 1:
        return [read_files([request], folder)[0] for request in requests]
    if code or not report.exists():
        finding = error(code or "reader_stopped", seconds=MAX_SECONDS)
        return [Reading(request.name, findings=(finding,)) for request in requests]
    return [_reading(entry) for entry in json.loads(report.read_text(encoding="utf-8"))]


def _reading(entry: dict) -> Reading:
    entry["findings"] = tuple(Finding(**finding) for finding in entry["findings"])
    entry |= {name: tuple(entry[name]) for name in ("rejected_rows", "sheets")}
    entry["top"] = tuple(tuple(row) for row in entry["top"])
    return Reading(**entry)
