"""Confirm, undo, purge, rebuild: the acts that change a data folder. Each changes everything it says, or nothing."""

import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path

import warehouse
from access import record
from etl import ledger
from etl.candidate import build, gather, is_behind
from etl.contract import contracts
from etl.folder import candidates, clean_rows, only_builder
from etl.land import land, sha256_of
from etl.proposal import REFUSED, Incoming, Proposal, recall
from etl.propose import Progress, propose_files, propose_undo
from etl.purge import finish_purges

SEED = Path(__file__).parents[1] / "data" / "reference"
SAMPLE = Path(__file__).parents[1] / "data" / "sample"
STALE_SECONDS = 86_400  # a proposal that nobody confirmed for a day is swept


@dataclass(frozen=True)
class Receipt:
    """A published act: the snapshot that shows it and the uploads that it added or withdrew."""

    snapshot_id: str
    uploads: tuple[str, ...]


class NotConfirmed(Exception):
    """A proposal that was refused, or whose grounds moved so that a person must look again; holds the new one."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal.verdict)
        self.proposal = proposal


class NotYetShown(Exception):
    """An act that is acknowledged (its lines are in the ledger) and could not be published: the next act does it."""


def quiet(phase: str, rows: int = 0) -> None:
    """Tell nobody how far an act has come."""


def propose(
    home: Path,
    incoming: list[Incoming],
    by: str,
    *,
    skip_bad_rows: bool = False,
    progress: Progress = quiet,
) -> Proposal:
    """What loading these files would do. A data folder that is not there yet is made first, with its seed."""
    with only_builder(home):
        ready(home, progress)
        origin = "sample" if _returns_to_sample(home, incoming) else "upload"
        return propose_files(home, incoming, by, origin=origin, skip_bad_rows=skip_bad_rows, progress=progress)


def confirm(home: Path, proposal_id: str, by: str, *, progress: Progress = quiet) -> Receipt:
    """Land and publish a proposal. Raises ProposalGone, NotConfirmed."""
    with only_builder(home):
        proposal = recall(home, proposal_id)
        if proposal.acts != ledger.acts(ledger.read_ledger(home)):
            proposal = _again(home, proposal, progress)
        return _carry_out(home, proposal, by, progress)


def withdraw(
    home: Path, upload_id: str, by: str, reason: str, kind: str = "undo", *, progress: Progress = quiet
) -> Proposal:
    """Propose to withdraw an upload. Raises UnknownUpload."""
    with only_builder(home):
        ready(home, progress)
        progress("candidate")
        return propose_undo(home, upload_id, by, reason, kind)


def discard(home: Path, proposal_id: str) -> None:
    """Forget a proposal."""
    shutil.rmtree(candidates(home) / Path(proposal_id).name, ignore_errors=True)


def fill_sample(home: Path, by: str, progress: Progress = quiet) -> Receipt | Proposal:
    """Load the invented sample into a folder without real uploads; a refused proposal when there are some."""
    files = [Incoming(str(path), path.name, path.stem) for path in sorted(SAMPLE.glob("*.csv"))
             if path.stem in contracts()]  # fmt: skip
    with only_builder(home):
        ready(home, progress)
        proposal = propose_files(home, files, by, origin="sample", skip_bad_rows=False, progress=progress)
        if proposal.verdict in (REFUSED, "already_loaded"):
            discard(home, proposal.id)
            return proposal
        return _carry_out(home, proposal, by, progress)


def rebuild(home: Path, by: str, *, force: bool = True) -> str:
    """Build the snapshot again from ledger and landing, publish it, and return its id."""
    with only_builder(home):
        is_new = ready(home)
        return _publish_live(home) if force and not is_new else str(warehouse.current_id(home))


def ready(home: Path, progress: Progress = quiet) -> bool:
    """Seed a new folder, finish what a killed act acknowledged, sweep what was never confirmed. The lock is held.

    Returns whether that took a new snapshot.
    """
    _sweep_candidates(home)
    lines = ledger.read_ledger(home)
    if not lines and warehouse.current_id(home):
        raise ledger.LedgerLost(str(home))
    is_behind_ledger = not lines or is_behind(home, lines)
    if not lines:
        progress("seed")
        seeds = [Incoming(str(path), path.name, path.stem) for path in sorted(SEED.glob("*.csv"))]
        proposal = propose_files(home, seeds, "seed", origin="seed", skip_bad_rows=False, progress=quiet)
        _carry_out(home, proposal, "seed", quiet)
    elif is_behind_ledger:
        progress("catch_up")
        _publish_live(home)
    finish_purges(home, lines)
    return is_behind_ledger


def _carry_out(home: Path, proposal: Proposal, by: str, progress: Progress) -> Receipt:
    if proposal.verdict == REFUSED or not proposal.lines:
        raise NotConfirmed(proposal)
    progress("landing")
    lines = [replace(line, who=by) for line in proposal.lines]
    wanted = {line.sha256 for line in lines if line.kind == "upload"}
    for file in proposal.incoming:
        if (sha256 := sha256_of(Path(file.path))) in wanted:
            land(home, Path(file.path), sha256)
    progress("ledger")
    ledger.append(home, lines)
    progress("pointer")
    try:
        warehouse.publish(home, proposal.candidate(home), proposal.snapshot_id)
    except (OSError, warehouse.WarehouseFault) as fault:
        raise NotYetShown(fault) from fault
    discard(home, proposal.id)
    for line in lines:
        record(home, by, line.kind, upload=line.withdraws or line.id, file=line.file, snapshot=proposal.snapshot_id)
    finish_purges(home, lines)
    progress("published")
    return Receipt(proposal.snapshot_id, tuple(line.withdraws or line.id for line in lines))


def _again(home: Path, old: Proposal, progress: Progress) -> Proposal:
    """The same proposal on the ledger as it is now; NotConfirmed when it now asks more of a person than before."""
    undone = next((line for line in old.lines if line.withdraws), None)
    if undone:
        new = propose_undo(home, undone.withdraws, old.by, undone.reason, undone.kind)
    else:
        origin = old.lines[0].origin if old.lines else "upload"
        new = propose_files(
            home, list(old.incoming), old.by, origin=origin, skip_bad_rows=old.skip_bad_rows, progress=progress
        )
    discard(home, old.id)
    if new.verdict == REFUSED or {f.code for f in new.findings} - {f.code for f in old.findings}:
        raise NotConfirmed(new)
    return new


def _publish_live(home: Path) -> str:
    lines = ledger.read_ledger(home)
    uploads = ledger.live_uploads(lines)
    folder = candidates(home) / f"rebuild-{time.time_ns()}" / "snapshot"
    assembly = gather(home, uploads)
    manifest = build(home, uploads, assembly, folder, ledger.acts(lines))
    warehouse.publish(home, folder, manifest["id"])
    shutil.rmtree(folder.parent, ignore_errors=True)
    return manifest["id"]


def _returns_to_sample(home: Path, incoming: list[Incoming]) -> bool:
    """Whether these are the sample's own files, on their way back into a folder that holds the sample."""
    if not any(line.origin == "sample" for line in ledger.read_ledger(home)):
        return False
    ours = {sha256_of(path) for path in SAMPLE.glob("*.csv")}
    return all(sha256_of(Path(file.path)) in ours for file in incoming)


def _sweep_candidates(home: Path) -> None:
    known, long_ago = {line.id for line in ledger.read_ledger(home)}, time.time() - STALE_SECONDS
    for path in clean_rows(home).glob("u*"):
        if path.name.split(".")[0].rsplit("-", 1)[0] not in known and path.stat().st_mtime < long_ago:
            path.unlink()
    for folder in candidates(home).iterdir():
        is_left_by_a_kill = not (folder / "proposal.json").exists()  # we hold the lock: nobody is at work on it
        if is_left_by_a_kill or folder.stat().st_mtime < long_ago:
            shutil.rmtree(folder, ignore_errors=True)
