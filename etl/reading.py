"""Reading happens in a child process (etl.reader) with limits: hostile input may kill the child, never the caller."""

import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from etl.findings import Finding, error
from etl.tally import OnRows, Watch, untold

MAX_SECONDS = 60  # 400 MB of CSV take 10 to 20, a workbook of 300,000 rows as long
MAX_MEMORY = 1_000_000_000  # bytes really used; such files take 0.3 GB. The limit of the system counts what is mapped
ROWS = "reading.rows"  # beside the order: how many rows have been read so far
_LOOK = 0.1  # seconds between two looks at the child


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
    sheet: str | None = None  # of a workbook
    covers: tuple[tuple[str, int, int | None], ...] = ()  # its periods, with rows and money (etl.covers)


def read_files(requests: list[Request], folder: Path, on_rows: OnRows = untold) -> list[Reading]:
    """Read files in one child process; a file that breaks the child is refused, alone.

    `on_rows` is told how many rows have been read so far, twice a second at most.
    """
    if not requests:
        return []
    order = folder / "reading.json"
    report = folder / "readings.json"
    order.write_text(json.dumps([asdict(request) for request in requests]), encoding="utf-8")
    report.unlink(missing_ok=True)
    code = _run(order, on_rows)
    if code and len(requests) > 1:
        return [read_files([request], folder, on_rows)[0] for request in requests]
    if code or not report.exists():
        finding = error(code or "reader_stopped", seconds=MAX_SECONDS, megabytes=MAX_MEMORY // 1_000_000)
        return [Reading(request.name, findings=(finding,)) for request in requests]
    return [_reading(entry) for entry in json.loads(report.read_text(encoding="utf-8"))]


def _run(order: Path, on_rows: OnRows) -> str | None:
    """Run the child; why it did not come to its end, if so."""
    command = [sys.executable, "-m", "etl.reader", str(order)]
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    watch, end = Watch(order.with_name(ROWS), on_rows), time.monotonic() + MAX_SECONDS
    with subprocess.Popen(command, cwd=Path(__file__).parents[1], **silent) as child:
        try:
            while True:
                try:
                    return "reader_stopped" if child.wait(timeout=min(_LOOK, MAX_SECONDS)) else None
                except subprocess.TimeoutExpired:
                    if time.monotonic() > end:
                        return "reader_too_slow"
                    if _used(child.pid) > MAX_MEMORY:
                        return "reader_too_hungry"
                    watch.look()
        finally:
            child.kill()  # harmless when it has ended


def _used(pid: int) -> int:
    """Bytes of memory that a process really uses, file pages left out; 0 where the system does not say."""
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"RssAnon:\s+(\d+) kB", told)
    return int(found[1]) * 1024 if found else 0


def _reading(entry: dict) -> Reading:
    entry["findings"] = tuple(Finding(**finding) for finding in entry["findings"])
    entry |= {name: tuple(entry[name]) for name in ("rejected_rows", "sheets")}
    entry |= {name: tuple(map(tuple, entry[name])) for name in ("top", "covers")}
    return Reading(**entry)
