"""The reading child: limits first, then files → clean Parquet and a report. `python -m etl.reader REQUESTS`."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import pyarrow.parquet as pq

from etl.clean import clean
from etl.contract import UnknownSource
from etl.decode import decode
from etl.findings import FileRefused, error
from etl.reading import MAX_SECONDS, Reading, Request
from etl.recognise import recognise

MAX_MEMORY = 4_000_000_000  # bytes of address space; the libraries alone map 1.5 GB
MAX_WRITTEN = 2_000_000_000  # bytes of any file the child writes


def read_one(request: Request) -> Reading:
    """Read one file here and now, writing its clean rows. Never raises for what is in the file."""
    try:
        decoded = decode(Path(request.path).read_bytes())
        recognised = recognise(decoded.sheets, request.source, request.given)
        cleaned = clean(recognised, request.given)
    except FileRefused as refused:
        return Reading(request.name, findings=tuple(refused.findings))
    except UnknownSource as unknown:
        return Reading(request.name, findings=(error("source_unheard", value=unknown.name),))
    part = Path(f"{request.clean_path}.{os.getpid()}.part")  # a killed act's child may still be writing its own
    pq.write_table(cleaned.table(request.upload_id), part, write_page_checksum=True)
    part.replace(request.clean_path)
    return Reading(
        request.name, recognised.contract.name, recognised.layout, decoded.encoding, recognised.headers,
        cleaned.rows_read, len(cleaned.source_rows), tuple(cleaned.rejected_rows), tuple(cleaned.findings),
    )  # fmt: skip


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no rlimits; the kill timer still holds
        return
    for limit, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_FSIZE, MAX_WRITTEN),
        (resource.RLIMIT_CPU, MAX_SECONDS),
    ):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):  # macOS refuses some; the kill timer still holds
            continue


def main(order: str) -> None:
    """The child: limits first, then every request of the order."""
    _limit()
    path = Path(order)
    requests = [Request(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    readings = [asdict(read_one(request)) for request in requests]
    path.with_name("readings.json").write_text(json.dumps(readings, default=str), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
