"""The reading child: limits first, then files → clean Parquet and a report. `python -m etl.reader REQUESTS`."""

import json
import mmap
import os
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.bulk import NotPlain, as_large, clean_large, is_served
from etl.clean import Cleaned, clean
from etl.contract import UnknownSource
from etl.covers import covers
from etl.days_1904 import from_1904
from etl.decode import Decoded, decode, whole
from etl.encoding import LARGE
from etl.findings import FileRefused, Finding, error
from etl.land import seal_of, sha256_of
from etl.layouts import LayoutBroken, UnknownLayout, as_text, find_layout, layout_from, layouts
from etl.reading import MAX_SECONDS, ROWS, Reading, Request
from etl.recognise import ENCODING, SHEET, Recognised, recognise
from etl.sheet import HEADER_WITHIN, Sheet
from etl.sparing import spare_pandas
from etl.suspicious import damage
from etl.tally import OnRows, Tally, untold

MAX_MAPPED = 3_000_000_000  # bytes of address space, mapped files included; etl.reading watches what is really used
SHOWN_ROWS, SHOWN_COLUMNS, SHOWN_LETTERS = 15, 60, 80  # of a file's top, for a person to look at
MAX_WRITTEN = 2_000_000_000  # bytes of any file the child writes


def read_one(request: Request, on_rows: OnRows = untold) -> Reading:
    """Read one file here and now, writing its clean rows. Never raises for what is in the file."""
    seen = Reading(request.name)
    try:
        decoded = decode(_content(Path(request.path)), request.given.get(ENCODING))
        seen = _seen(request, decoded)
        return _read(request, decoded, seen, on_rows)
    except FileRefused as refused:
        return replace(seen, findings=tuple(refused.findings))
    except UnknownSource as unknown:
        return replace(seen, findings=(error("source_unheard", value=unknown.name),))
    except UnknownLayout as unknown:
        return replace(seen, findings=(error("layout_unheard", value=unknown.name),))
    except LayoutBroken as broken:
        return replace(seen, findings=(error("layout_broken", value=str(broken)),))


def _read(request: Request, decoded: Decoded, seen: Reading, on_rows: OnRows) -> Reading:
    layout = find_layout(request.layout) if request.layout else None
    remembered = {each.name: each for each in map(layout_from, request.remembered)}
    try:
        told = recognise(decoded.sheets, request.source, layout, request.given, tuple(remembered.values()))
    except FileRefused as refused:
        raise FileRefused(_garbled(decoded.sheets) or [*refused.findings, *decoded.notes]) from refused
    recognised, sheet = from_1904(told), told.sheet.name
    try:
        cleaned = _clean(decoded, recognised, request, on_rows)
    except FileRefused as refused:
        raise FileRefused([finding.on(sheet) for finding in refused.findings]) from refused
    notes = [note for note in decoded.notes if note.sheet in (None, sheet)]
    own = layout or remembered.get(recognised.layout)
    return replace(
        seen,
        source=recognised.contract.name,
        layout=recognised.layout,
        headers=recognised.headers,
        rows_read=cleaned.rows_read,
        rows_accepted=cleaned.accepted,
        rejected_rows=tuple(cleaned.rejected_rows),
        findings=(*notes, *(finding.on(sheet) for finding in cleaned.findings)),
        mapping=as_text(own) if own and own.name not in layouts() else None,
        top=_top(recognised.sheet),
        sheet=sheet,
        covers=covers(recognised.contract, Path(request.clean_path)),
    )


def _seen(request: Request, decoded: Decoded) -> Reading:
    """What can be told of a file before it is understood."""
    names = tuple(sheet.name for sheet in decoded.sheets if sheet.name)
    asked = next((sheet for sheet in decoded.sheets if sheet.name == request.given.get(SHEET)), None)
    first = asked or next(iter(decoded.sheets), None)
    return Reading(request.name, encoding=decoded.encoding, sheets=names, top=_top(first) if first else ())


def _top(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell[:SHOWN_LETTERS] for cell in row[:SHOWN_COLUMNS]) for row in sheet.rows[:SHOWN_ROWS])


def _content(path: Path) -> bytes | mmap.mmap:
    """A file's bytes; those of a large one stay on the disk until they are looked at."""
    if path.stat().st_size <= LARGE:
        return path.read_bytes()
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _garbled(sheets: list[Sheet]) -> list[Finding]:
    """Why no header was found: words near the top that were garbled before the file came to us."""
    return [
        error(found[0], number, None, cell, mended=found[1]).on(sheet.name)
        for sheet in sheets
        for number, row in enumerate(sheet.rows[:HEADER_WITHIN], 1)
        for cell in row
        if (found := damage(cell))
    ]


def _clean(decoded: Decoded, recognised: Recognised, request: Request, on_rows: OnRows) -> Cleaned:
    out = Path(request.clean_path)
    if decoded.content is not None:
        if is_served(recognised):
            try:
                return _clean_large(decoded, recognised, request, on_rows)
            except (pa.ArrowInvalid, NotPlain):  # no regular table: the slow reading names the row
                pass
        recognised = replace(recognised, sheet=whole(decoded).sheets[0])
    cleaned = clean(recognised, request.given, on_rows)
    part = Path(f"{out}.{os.getpid()}.part")  # a killed act's child may still be writing its own
    pq.write_table(cleaned.table(request.upload_id), part, write_page_checksum=True)
    _place(part, out)
    return cleaned


def _place(part: Path, out: Path) -> None:
    """Put clean rows in their place, with the sha256 by which the builder knows that they are whole."""
    seal_of(out).write_text(sha256_of(part), encoding="ascii")
    part.replace(out)


def _clean_large(decoded: Decoded, recognised: Recognised, request: Request, on_rows: OnRows) -> Cleaned:
    out = Path(request.clean_path)
    aside = out.with_suffix(".utf8")
    try:
        part = Path(f"{out}.{os.getpid()}.part")
        large = as_large(decoded, Path(request.path), aside)
        cleaned = clean_large(recognised, request.given, large, request.upload_id, part, on_rows)
        _place(part, out)
        return cleaned
    finally:
        aside.unlink(missing_ok=True)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no rlimits; the kill timer still holds
        return
    for limit, most in (
        (resource.RLIMIT_AS, MAX_MAPPED),
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
    spare_pandas()
    path = Path(order)
    requests = [Request(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    tally, readings = Tally(path.with_name(ROWS)), []
    for request in requests:
        reading = read_one(request, tally.count)
        tally.close(reading.rows_read)
        readings.append(asdict(reading))
    path.with_name("readings.json").write_text(json.dumps(readings, default=str), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
