"""Propose: read files, build a candidate aside, say what would change. Nothing is landed, no reader sees anything."""

import shutil
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import warehouse
from etl import ledger
from etl.assemble import Assembly
from etl.candidate import build, clean_path, gather
from etl.findings import ERROR, WARNING, Finding, error
from etl.folder import candidates
from etl.judge import Draft, judge, now, upload_id_of, with_line
from etl.ledger import Line
from etl.lists import compare_lists
from etl.preview import broken_by, changes_between, lost_by
from etl.proposal import CONFIRM, LOADED, READY, REFUSED, FileReport, Incoming, Proposal, save
from etl.reading import Request, read_files
from etl.remembered import remembered
from etl.tally import OnRows

# Called with the name of each phase, and how many rows it is about where that is known; again when that grows.
Progress = Callable[..., None]


class UnknownUpload(LookupError):
    """No live upload has that id."""


def propose_files(
    home: Path, incoming: list[Incoming], by: str, *, origin: str, skip_bad_rows: bool, progress: Progress
) -> Proposal:
    """What loading these files would do, as one act: all or none. The folder's lock must be held."""
    past = ledger.read_ledger(home)
    live = ledger.live_uploads(past)
    folder = _new_folder(home)
    progress("read")
    drafts = _read(home, folder, incoming, past, live, partial(progress, "read"))
    kept = tuple(draft.incoming for draft in drafts)
    proposal = Proposal(
        folder.name, REFUSED, (), by=by, skip_bad_rows=skip_bad_rows, incoming=kept, acts=ledger.acts(past)
    )
    fresh = [draft for draft in drafts if draft.reading]
    mixed = _mixing(past, origin)
    if mixed or not fresh or any(draft.reading.source is None for draft in fresh):
        verdict = REFUSED if fresh else LOADED
        return _kept(home, replace(proposal, verdict=verdict, files=tuple(each.report(*mixed) for each in drafts)))
    progress("candidate", sum(draft.reading.rows_read for draft in fresh))
    fresh = [with_line(draft, by, origin, ledger.acts(past) + 1, len(fresh)) for draft in fresh]
    fresh, assembly = judge(home, live, fresh, skip_bad_rows)
    judged = {draft.upload_id: draft for draft in fresh}
    proposal = replace(proposal, files=tuple(judged.get(each.upload_id, each).report() for each in drafts))
    lines = [draft.line for draft in fresh]
    if broken := broken_by(assembly, live):
        return _kept(home, _told(proposal, lines[0].id, broken))
    if any(report.of(ERROR) for report in proposal.files) and not (skip_bad_rows and _skippable(proposal, lines)):
        return _kept(home, proposal)
    return _with_candidate(home, proposal, [*live, *lines], lines, assembly)


def propose_undo(home: Path, upload_id: str, by: str, reason: str, kind: str = "undo") -> Proposal:
    """What withdrawing an upload would do. Raises UnknownUpload. The folder's lock must be held."""
    past = ledger.read_ledger(home)
    live = ledger.live_uploads(past)
    gone = next((line for line in past if line.kind == "upload" and line.id == upload_id), None)
    if gone is None or (gone not in live and kind == "undo"):
        raise UnknownUpload(upload_id)
    act = ledger.acts(past) + 1
    line = Line(act, 1, kind, f"{kind}-{act}", now(), by, gone.origin, file=gone.file, source=gone.source,
                withdraws=upload_id, reason=reason)  # fmt: skip
    proposal = Proposal(_new_folder(home).name, CONFIRM, (), by=by, acts=ledger.acts(past))
    remaining = [each for each in live if each.id != upload_id]
    assembly = gather(home, remaining)
    broken = broken_by(assembly, remaining)
    if broken:
        report = FileReport(gone.file, gone.source, None, None, 0, 0, 0, tuple(broken), {}, upload_id)
        return _kept(home, replace(proposal, verdict=REFUSED, files=(report,)))
    return _with_candidate(home, proposal, remaining, [line], assembly)


def _read(
    home: Path, folder: Path, incoming: list[Incoming], past: list[Line], live: list[Line], on_rows: OnRows
) -> list[Draft]:
    """Every file once: those loaded already, or twice among these, are not read again."""
    loaded = {line.id for line in live}
    kept = [_keep(folder, number, file) for number, file in enumerate(incoming)]
    drafts = {}
    for file in kept:
        draft = Draft(file, upload_id_of(file, past, live))
        drafts.setdefault(draft.upload_id, draft)
    fresh = [draft for draft in drafts.values() if draft.upload_id not in loaded]
    own = tuple(remembered(home).values())
    requests = [Request(each.incoming.path, each.incoming.name, each.upload_id, str(clean_path(home, each.upload_id)),
                        each.incoming.source, each.incoming.given, each.incoming.layout, own)
                for each in fresh]  # fmt: skip
    for draft, reading in zip(fresh, read_files(requests, folder, on_rows), strict=True):
        drafts[draft.upload_id] = replace(draft, reading=reading)
    return list(drafts.values())


def _with_candidate(
    home: Path, proposal: Proposal, uploads: list[Line], lines: list[Line], assembly: Assembly
) -> Proposal:
    try:
        manifest = build(home, uploads, assembly, proposal.candidate(home), proposal.acts + 1)
    except warehouse.MartRefused as refused:
        files = tuple(_refused_by_mart(report, refused) for report in proposal.files)
        return _kept(home, replace(proposal, verdict=REFUSED, files=files))
    if lines[0].kind == "upload":
        proposal = _told(proposal, lines[0].id, lost_by(home, assembly, {line.id for line in lines}))
    grave = [each for each in proposal.findings if each.severity in (WARNING, ERROR) and each.code != "already_loaded"]
    layouts = {line.id: line.layout for line in uploads}
    lists = compare_lists(assembly.tables["designation_rows"].to_pylist(), layouts, {line.id for line in lines})
    return _kept(home, replace(
        proposal,
        verdict=CONFIRM if grave or proposal.verdict == CONFIRM else READY,
        changes=tuple(changes_between(home, proposal.candidate(home))),
        snapshot_id=manifest["id"],
        lines=tuple(lines),
        lists=tuple(lists),
        overlaps=tuple(assembly.overlaps),
    ))  # fmt: skip


def _refused_by_mart(report: FileReport, refused: warehouse.MartRefused) -> FileReport:
    """The report with an error at each of its rows that break the table's rule, or at the file when no row does."""
    rows = [int(each["source_row"]) for each in refused.examples
            if isinstance(each, dict) and each.get("upload_id") == report.upload_id]  # fmt: skip
    told = tuple(error("mart_refused", row, table=refused.table, rule=refused.rule) for row in rows or [None])
    return replace(report, findings=(*report.findings, *told))


def _told(proposal: Proposal, upload_id: str, findings: list[Finding]) -> Proposal:
    """The proposal with findings that are about an upload as a whole."""
    files = tuple(
        replace(report, findings=(*report.findings, *findings)) if report.upload_id == upload_id else report
        for report in proposal.files
    )
    return replace(proposal, files=files)


def _skippable(proposal: Proposal, lines: list[Line]) -> bool:
    """Whether every error sits in a row, and rows are left without those."""
    sits = all(finding.row for report in proposal.files for finding in report.of(ERROR))
    return sits and all(line.rows for line in lines)


def _mixing(past: list[Line], origin: str) -> list[Finding]:
    """A folder that ever held the sample stays a sample's: its older snapshots show it still."""
    origins = {line.origin for line in past if line.kind == "upload"} - {"seed"}
    if origin == "upload" and "sample" in origins:
        return [error("folder_holds_sample")]
    return [error("folder_holds_real")] if origin == "sample" and "upload" in origins else []


def _keep(folder: Path, number: int, file: Incoming) -> Incoming:
    """A copy of the bytes as they are now: what is confirmed is what was read."""
    copy = folder / f"bytes-{number}"
    shutil.copyfile(file.path, copy)
    name = file.name.encode(errors="replace").decode()  # a name unpacked from an old archive may be no text at all
    return replace(file, path=str(copy), name=Path(name.replace("\\", "/")).name)


def _new_folder(home: Path) -> Path:
    folder = candidates(home) / uuid.uuid4().hex[:12]
    folder.mkdir(parents=True)
    return folder


def _kept(home: Path, proposal: Proposal) -> Proposal:
    save(home, proposal)
    return proposal
