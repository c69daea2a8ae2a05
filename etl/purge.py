"""Purge: bytes that should never have been loaded leave the data folder for good; the ledger's line stays."""

import json
import shutil
from pathlib import Path

import warehouse
from etl import ledger
from etl.folder import candidates, clean_rows, landing
from etl.land import destroy, sha256_of
from etl.proposal import ProposalGone, recall


def finish_purges(home: Path, lines: list[ledger.Line]) -> None:
    """Destroy what the purges among these lines withdraw; what is gone already is passed over."""
    purges = [line for line in lines if line.kind == "purge"]
    past = ledger.read_ledger(home) if purges else []
    for purge in purges:
        gone = next(line for line in past if line.kind == "upload" and line.id == purge.withdraws)
        if not any(line.sha256 == gone.sha256 for line in ledger.live_uploads(past)):
            destroy(home, gone.sha256)
        for path in clean_rows(home).glob(f"{gone.id}-????????.*"):
            path.unlink()
        for manifest in warehouse.list_snapshots(home):
            if gone.id in manifest.get("inputs", ()):
                shutil.rmtree(home / "warehouse" / manifest["id"])
        _destroy_candidates(home, gone, purge.act)


def not_destroyed(home: Path, lines: list[ledger.Line]) -> list[ledger.Line]:
    """Purged uploads whose bytes are still in landing: the purge was killed, and the next act ends it."""
    purged = {line.withdraws for line in lines if line.kind == "purge"}
    live = {line.sha256 for line in ledger.live_uploads(lines)}
    return [
        line
        for line in lines
        if line.kind == "upload"
        and line.id in purged
        and line.sha256 not in live
        and (landing(home) / line.sha256).exists()
    ]


def _destroy_candidates(home: Path, gone: ledger.Line, act: int) -> None:
    """Proposals made before the purge: those of the same bytes go, others lose their candidate and make it anew."""
    for folder in candidates(home).iterdir():
        try:
            made_before = recall(home, folder.name).acts < act
        except ProposalGone:
            continue  # a killed act left it, and a day later it is swept
        if made_before and any(sha256_of(copy) == gone.sha256 for copy in folder.glob("bytes-*")):
            shutil.rmtree(folder)
        elif gone.id in _inputs(folder / "snapshot"):
            shutil.rmtree(folder / "snapshot")


def _inputs(snapshot: Path) -> list[str]:
    manifest = snapshot / "manifest.json"
    return json.loads(manifest.read_text(encoding="utf-8")).get("inputs", []) if manifest.exists() else []
