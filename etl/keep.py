"""Housekeeping of a data folder: what was uploaded, what is whole, what may go, copies to keep."""

import shutil
from pathlib import Path

import warehouse
from access.chain import verify
from etl import ledger
from etl.folder import only_builder
from etl.land import sha256_of
from etl.purge import not_destroyed

KEPT = 10  # snapshots (ARCHITECTURE: Two clocks)
TRUTH = ("ledger.jsonl", "audit.jsonl", "audit.head", "landing", "layouts", "releases", "desk")


def list_uploads(home: Path) -> list[dict]:
    """Every upload, oldest first, one dict each.

    id, when, who, origin, source, file, rows, rows_read, rejected_rows, layout, encoding, given, sha256, act, joins,
    snapshot (the one that first showed it, None when swept), status (live, undone, purged); a withdrawn one also has
    withdrawn_by, withdrawn_at and reason.
    """
    lines = ledger.read_ledger(home)
    gone = {line.withdraws: line for line in lines if line.withdraws}
    shown = {manifest["acts"]: manifest["id"] for manifest in warehouse.list_snapshots(home)}
    return [
        _upload(line, gone.get(line.id)) | {"snapshot": shown.get(line.act)} for line in lines if line.kind == "upload"
    ]


_SHOWN = ("id", "when", "who", "origin", "source", "file", "rows", "rows_read", "rejected_rows", "layout", "encoding",
          "given", "sha256", "act")  # fmt: skip


def _upload(line: ledger.Line, end: ledger.Line | None) -> dict:
    status = "live" if end is None else {"undo": "undone", "purge": "purged"}[end.kind]
    entry = {name: getattr(line, name) for name in _SHOWN}
    entry |= {"status": status, "joins": len(line.joins)}
    return entry | ({"withdrawn_by": end.who, "withdrawn_at": end.when, "reason": end.reason} if end else {})


def sweep(home: Path) -> int:
    """Remove all but the last ten snapshots, the current one and those that releases cite; returns how many went."""
    with only_builder(home):
        kept = {warehouse.current_id(home)} | warehouse.cited_snapshots(home)
        old = [each["id"] for each in warehouse.list_snapshots(home)[KEPT:] if each["id"] not in kept]
        for snapshot_id in old:
            shutil.rmtree(home / "warehouse" / snapshot_id)
        return len(old)


def problems(home: Path) -> list[str]:
    """What is not whole: audit log, landed bytes, the current snapshot, the pointer. Empty when all is well."""
    lines = ledger.read_ledger(home)
    found = [f"audit.jsonl:{each.first or ''} {each.code}" for each in verify(home).broken]
    for line in ledger.live_uploads(lines):
        landed = home / "landing" / line.sha256
        if not landed.exists() or sha256_of(landed) != line.sha256:
            found.append(f"landing/{line.sha256[:12]} ({line.id} {line.file})")
    found += [f"landing/{line.sha256[:12]} ({line.id} purge)" for line in not_destroyed(home, lines)]
    current = warehouse.current_id(home)
    if current is None:
        return [*found, "warehouse/current"] if lines else found
    if not lines:
        found.append("ledger.jsonl")
    found += [f"warehouse/{current}: {problem}" for problem in warehouse.verify(home / "warehouse" / current)]
    try:
        shown = warehouse.open_snapshot(home)
        if shown.manifest["acts"] != ledger.acts(lines):
            found.append(f"warehouse/{current}: act {shown.manifest['acts']} < {ledger.acts(lines)}")
        shown.close()
    except (warehouse.SnapshotDamaged, warehouse.SchemaTooOld, warehouse.NoSnapshot):
        found.append(f"warehouse/{current}")
    return found


def backup(home: Path, folder: Path) -> None:
    """Copy ledger, landing, audit, layouts, releases and desk; snapshots are built again from these."""
    with only_builder(home):
        folder.mkdir(parents=True, exist_ok=True)
        for name in TRUTH:
            _copy(home / name, folder / name)


def restore(home: Path, folder: Path) -> None:
    """Copy a backup into an empty data folder."""
    home.mkdir(parents=True, exist_ok=True)
    for name in TRUTH:
        _copy(folder / name, home / name)


def _copy(there: Path, here: Path) -> None:
    if there.is_dir():
        shutil.copytree(there, here)
    elif there.exists():
        shutil.copy2(there, here)
