"""What each verb of `python -m etl` does and prints."""

import argparse
import json
import sys
from pathlib import Path

import warehouse
from etl import act, keep
from etl import proposal as verdicts
from etl.contract import contract, contracts
from etl.faults import OK, PERSON, REFUSED, WrongUsage
from etl.findings import CORRECTION, ERROR, WARNING, Finding
from etl.layouts import as_text, layouts, read_layout
from etl.proposal import FileReport, Incoming, Proposal
from etl.telling import as_json, as_line
from etl.template import template_csv, template_xlsx
from texts import say
from warehouse.compare import compare

SHOWN = {ERROR: 20, WARNING: 10, CORRECTION: 3}  # findings of one kind on the terminal


def load(home: Path, asked: argparse.Namespace) -> int:
    """Load files as one act."""
    if asked.skip_bad_rows and not (asked.yes or asked.dry_run):
        _say(asked, "skip_needs_yes")
        return PERSON
    given = _given(asked.given)
    for name in asked.files:
        if not Path(name).is_file():
            raise WrongUsage("no_file", path=name)
    if asked.source:
        contract(asked.source)
    layout = _layout(asked.layout)
    files = [Incoming(name, Path(name).name, asked.source, layout, given) for name in asked.files]
    proposal = act.propose(home, files, asked.by, skip_bad_rows=asked.skip_bad_rows, progress=_progress(asked))
    snapshot, outcome, code = _decide(home, proposal, asked)
    act.discard(home, proposal.id)
    if asked.json:
        for report in proposal.files:
            print(json.dumps(as_json(asked.lang, proposal, report, snapshot), ensure_ascii=False))
    else:
        _show(asked, proposal)
    _say(asked, outcome, snapshot=snapshot)
    return code


def _layout(name: str | None) -> str | None:
    """A layout that stands in a file goes along as its text: the file may be gone when the upload is read again."""
    if name is None or name in layouts() or not Path(name).is_file():
        return name
    return as_text(read_layout(Path(name)))


def _decide(home: Path, proposal: Proposal, asked: argparse.Namespace) -> tuple[str | None, str, int]:
    current = warehouse.current_id(home)
    if proposal.verdict == verdicts.LOADED:
        return current, "already", OK
    if proposal.verdict == verdicts.REFUSED:
        return current, "refused", REFUSED
    if asked.dry_run:
        return current, "dry_run", OK if proposal.verdict == verdicts.READY else PERSON
    if proposal.verdict == verdicts.CONFIRM and not asked.yes:
        return current, "stopped", PERSON
    receipt = act.confirm(home, proposal.id, asked.by, progress=_progress(asked))
    return receipt.snapshot_id, "published", OK


def sample(home: Path, asked: argparse.Namespace) -> int:
    """Fill an empty folder with the invented sample."""
    done = act.fill_sample(home, asked.by, _progress(asked))
    if isinstance(done, act.Receipt):
        _say(asked, "sample_note")
        _say(asked, "published", snapshot=done.snapshot_id)
        return OK
    if done.verdict == verdicts.REFUSED:
        _show(asked, done)
        _say(asked, "refused")
        return REFUSED
    _say(asked, "already")
    return OK


def build(home: Path, asked: argparse.Namespace) -> int:
    """Build the snapshot again from ledger and landing; with --if-needed only one that today's program cannot read."""
    before = warehouse.current_id(home)
    snapshot = act.rebuild(home, asked.by, force=not asked.if_needed)
    _say(asked, "stands" if snapshot == before else "published", snapshot=snapshot)
    return OK


def sources(home: Path, asked: argparse.Namespace) -> int:
    """The kinds of upload."""
    for name, each in contracts().items():
        columns = [f"{column.label[asked.lang]}{'*' if column.required else ''}" for column in each.columns]
        if asked.json:
            print(
                json.dumps(
                    {
                        "source": name,
                        "kind": each.kind,
                        "label": each.label,
                        "merge": each.merge,
                        "key": each.key,
                        "columns": [column.name for column in each.columns],
                    },
                    ensure_ascii=False,
                )
            )
        else:
            print(f"{name}: {each.label[asked.lang]} ({', '.join(columns)})")
    return OK


def template(home: Path, asked: argparse.Namespace) -> int:
    """An empty file with the source's headers."""
    each = contract(asked.source)
    if asked.out is None:
        sys.stdout.buffer.write(template_csv(each, asked.lang))
        return OK
    make = template_xlsx if asked.out.lower().endswith(".xlsx") else template_csv
    Path(asked.out).write_bytes(make(each, asked.lang))
    _say(asked, "template_written", path=asked.out)
    return OK


def uploads(home: Path, asked: argparse.Namespace) -> int:
    """The ledger: every upload, live or withdrawn."""
    for line in keep.list_uploads(home):
        if asked.json:
            print(json.dumps(line, ensure_ascii=False))
        else:
            print("  ".join(str(line[name]) for name in ("id", "when", "who", "source", "file", "rows", "status")))
    return OK


def withdraw(home: Path, asked: argparse.Namespace) -> int:
    """Undo or purge an upload."""
    proposal = act.withdraw(home, asked.id, asked.by, asked.reason, asked.verb)
    _show(asked, proposal)
    if proposal.verdict == verdicts.REFUSED or not asked.yes:
        act.discard(home, proposal.id)
        _say(asked, "refused" if proposal.verdict == verdicts.REFUSED else "stopped")
        return REFUSED if proposal.verdict == verdicts.REFUSED else PERSON
    _say(asked, "published", snapshot=act.confirm(home, proposal.id, asked.by).snapshot_id)
    return OK


def snapshots(home: Path, asked: argparse.Namespace) -> int:
    """Published snapshots, newest first."""
    current = warehouse.current_id(home)
    for manifest in warehouse.list_snapshots(home):
        if asked.json:
            print(json.dumps(manifest | {"is_current": manifest["id"] == current}, ensure_ascii=False))
        else:
            mark = "*" if manifest["id"] == current else " "
            print(f"{mark} {manifest['id']}  {manifest['built_at']}  {manifest['fingerprint'][:16]}")
    return OK


def diff(home: Path, asked: argparse.Namespace) -> int:
    """Rows that differ between two snapshots, by table."""
    folders = [home / "warehouse" / Path(name).name for name in (asked.older, asked.newer)]
    for name, folder in zip((asked.older, asked.newer), folders, strict=True):
        if not (folder / "manifest.json").exists():
            raise warehouse.UnknownSnapshot(snapshot_id=name)
    differences = compare(*folders)
    for each in differences:
        _out(asked, "change_line", table=each.table, added=each.added, replaced=each.replaced, withdrawn=each.withdrawn)
    if not differences:
        _out(asked, "no_changes")
    return OK


def sweep(home: Path, asked: argparse.Namespace) -> int:
    """Keep the last ten snapshots and every cited one."""
    _say(asked, "swept", count=keep.sweep(home))
    return OK


def doctor(home: Path, asked: argparse.Namespace) -> int:
    """Check ledger, landing and snapshots."""
    problems = keep.problems(home)
    for problem in problems:
        _out(asked, "problem", what=problem)
    if not problems:
        _out(asked, "healthy")
    return REFUSED if problems else OK


def backup(home: Path, asked: argparse.Namespace) -> int:
    """Copy the truth (ledger, landing) and what people wrote."""
    _guard_empty(Path(asked.folder))
    keep.backup(home, Path(asked.folder))
    _say(asked, "backed_up", path=asked.folder)
    return OK


def restore(home: Path, asked: argparse.Namespace) -> int:
    """Fill an empty data folder from a backup and build its snapshot."""
    if not (Path(asked.folder) / "ledger.jsonl").exists():
        raise WrongUsage("not_a_backup", path=asked.folder)
    _guard_empty(home)
    keep.restore(home, Path(asked.folder))
    act.rebuild(home, "restore")
    _say(asked, "restored", path=str(home))
    return OK


def _guard_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise WrongUsage("folder_not_empty", path=str(folder))


def _given(pairs: list[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise WrongUsage("bad_set", value=pair)
    return {name.strip(): value.strip() for name, value in (pair.split("=", 1) for pair in pairs)}


def _show(asked: argparse.Namespace, proposal: Proposal) -> None:
    for report in proposal.files:
        facts = {
            name: getattr(report, name)
            for name in ("file", "source", "encoding", "rows_read", "rows_accepted", "rows_rejected")
        }
        _out(asked, "file_line" if report.source else "file_unread", **facts)
        for severity in (ERROR, WARNING, CORRECTION):
            _show_findings(asked, report, severity)
    if proposal.changes:
        _out(asked, "changes")
    for each in proposal.changes:
        _out(asked, "change_line", table=each.table, added=each.added, replaced=each.replaced, withdrawn=each.withdrawn)
    _show_overlaps(asked, proposal)
    for entry in proposal.lists:
        _out(
            asked, "list_line", **{**entry, "programme": entry["programme_code"], "previous": entry["previous"] or "–"}
        )


def _show_overlaps(asked: argparse.Namespace, proposal: Proposal) -> None:
    if proposal.overlaps:
        _out(asked, "overlaps")
    for each in proposal.overlaps:
        sums = {name: f"{each[name] or 0:,}" for name in ("old_sum", "new_sum")}
        difference = f"{(each['new_sum'] or 0) - (each['old_sum'] or 0):+,}"
        _out(asked, "overlap_line", **{**each, **sums, "difference": difference})


def _show_findings(asked: argparse.Namespace, report: FileReport, severity: str) -> None:
    """The first findings of each kind; --json lists every one."""
    kinds: dict[str, list[Finding]] = {}
    for finding in report.of(severity):
        kinds.setdefault(finding.code, []).append(finding)
    for found in kinds.values():
        for finding in found[: SHOWN[severity]]:
            print("  " + as_line(asked.lang, report.file, finding))
        if len(found) > SHOWN[severity]:
            _out(asked, "more", count=len(found) - SHOWN[severity])


def _progress(asked: argparse.Namespace):
    told: list[str] = []

    def tell(phase: str, rows: int = 0) -> None:
        if told[-1:] != [phase]:  # told again it only has more rows
            told.append(phase)
            _say(asked, f"phase_{phase}")

    return tell


def _out(asked: argparse.Namespace, key: str, **params: object) -> None:
    print(say(asked.lang, f"cli.{key}", **params))


def _say(asked: argparse.Namespace, key: str, **params: object) -> None:
    print(say(asked.lang, f"cli.{key}", **params), file=sys.stderr)


VERBS = {
    "load": load, "sample": sample, "build": build, "sources": sources, "template": template, "uploads": uploads,
    "undo": withdraw, "purge": withdraw, "snapshots": snapshots, "diff": diff, "sweep": sweep, "doctor": doctor,
    "backup": backup, "restore": restore,
}  # fmt: skip
