"""What reading and building found in the files of one act, each in its own words; bad rows set aside."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from etl.assemble import Assembly
from etl.candidate import gather
from etl.contract import contracts
from etl.findings import ERROR, Finding, warning
from etl.land import sha256_of
from etl.ledger import Line
from etl.proposal import FileReport, Incoming
from etl.reading import Reading


@dataclass(frozen=True)
class Draft:
    """One file of an act: its bytes, its id, what reading found. `reading` is None when it is loaded already."""

    incoming: Incoming
    upload_id: str
    reading: Reading | None = None
    line: Line | None = None
    built: tuple[Finding, ...] = ()

    def report(self, *extra: Finding) -> FileReport:
        """What a person is told about the file; rows read = accepted + rejected."""
        file, reading = self.incoming, self.reading
        if reading is None:
            told = (warning("already_loaded", None, None, self.upload_id), *extra)
            return FileReport(file.name, file.source, None, None, 0, 0, 0, told, {}, self.upload_id)
        rejected = len(self.line.rejected_rows if self.line else reading.rejected_rows)
        accepted = reading.rows_read - rejected
        counts = {"rows_read": reading.rows_read, "rows_accepted": accepted, "rows_rejected": rejected}
        balance = counts | {"difference": counts["rows_read"] - accepted - rejected}
        findings = (*reading.findings, *self.built, *extra)
        return FileReport(
            file.name, reading.source, reading.layout, reading.encoding, *counts.values(), findings, balance,
            self.upload_id, reading.headers, reading.sheets, reading.top, reading.mapping,
            reading.sheet, reading.covers,
        )  # fmt: skip


def upload_id_of(file: Incoming, past: list[Line], live: list[Line]) -> str:
    """A hash of the bytes and what was said of them; after an undo the same file is a new upload, numbered.

    Bytes that stand already keep their id, whether a person names the source or it is recognised; saying less of
    them than before (no list date, where one was given) adds nothing either.
    """
    sha256 = sha256_of(Path(file.path))
    for line in live:
        said_alike = file.source in (None, line.source) and file.layout in (None, line.layout, line.asked_layout)
        if line.sha256 == sha256 and file.given.items() <= line.given.items() and said_alike:
            return line.id
    said = json.dumps([sha256, file.source, file.layout, file.given], sort_keys=True)
    stem = "u" + hashlib.sha256(said.encode()).hexdigest()[:10]
    same = [line.id for line in past if line.kind == "upload" and line.id.split("-")[0] == stem]
    return f"{stem}-{len(same) + 1}" if same else stem


def with_line(draft: Draft, by: str, origin: str, act: int, lines: int) -> Draft:
    """The draft with the ledger line that it would become."""
    file, reading = draft.incoming, draft.reading
    line = Line(
        act=act, lines=lines, kind="upload", id=draft.upload_id, when=now(), who=by, origin=origin,
        sha256=sha256_of(Path(file.path)), file=file.name, source=reading.source, layout=reading.layout,
        encoding=reading.encoding, asked_source=file.source, asked_layout=reading.mapping or file.layout,
        is_correction=file.is_correction, given=file.given, rows_read=reading.rows_read,
        rows=reading.rows_accepted, rejected_rows=list(reading.rejected_rows),
    )  # fmt: skip
    return replace(draft, line=line)


def judge(home: Path, live: list[Line], drafts: list[Draft], skip_bad_rows: bool) -> tuple[list[Draft], Assembly]:
    """The drafts with what building found in them, and the clean tables of everything that would be live."""
    fresh = frozenset(draft.upload_id for draft in drafts)
    assembly = gather(home, [*live, *(draft.line for draft in drafts)], fresh)
    judged = [_marked(draft, assembly) for draft in drafts]
    if skip_bad_rows and any(before.line != after.line for before, after in zip(drafts, judged, strict=True)):
        assembly = gather(home, [*live, *(draft.line for draft in judged)], fresh)
    joined = [replace(draft.line, joins=assembly.joins[draft.upload_id]) for draft in judged]
    return [replace(draft, line=line) for draft, line in zip(judged, joined, strict=True)], assembly


def now() -> str:
    """The present moment, to the second, in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _marked(draft: Draft, assembly: Assembly) -> Draft:
    built = tuple(_in_own_words(finding, draft.reading) for finding in assembly.findings[draft.upload_id])
    bad = {finding.row for finding in built if finding.severity == ERROR and finding.row}
    rejected = sorted({*draft.line.rejected_rows, *bad})
    line = replace(draft.line, rejected_rows=rejected, rows=draft.line.rows_read - len(rejected))
    return replace(draft, line=line, built=built)


def _in_own_words(finding: Finding, reading: Reading) -> Finding:
    """The finding with the file's own header for the column (where the file has none, the column's label)."""
    labels = {column.name: column.label["ko"] for column in contracts()[reading.source].columns} | reading.headers
    return replace(finding, column=labels.get(finding.column, finding.column)).on(reading.sheet)
