"""What was released to outsiders: a file each, a line each in a ledger; a withdrawn one is opened no more.

releases/releases.jsonl (release and withdraw, append-only), <id>.json (what it holds, its sha256), <id>.duckdb (all
that an outsider's page opens), <id>.inside.json (what stood behind it; disclosure/ alone reads that).
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from warehouse.building import SCHEMA
from warehouse.errors import NoRelease, NotReleased, ReleaseDamaged, ReleaseTooOld, UnknownRelease
from warehouse.reading import Snapshot
from warehouse.sealing import sha256_of

LEDGER = "releases.jsonl"
# Raise it to SCHEMA when a table that releases hold changes: what was released before cannot be read any more then.
# Marts for the house alone may change without it, for a release is to stand as long as the meeting that spoke of it.
OLDEST = 10
_MISSING = re.compile(r"Table with name (\w+) does not exist")


def releases_folder(home: Path) -> Path:
    """Where releases stand."""
    return home / "releases"


def list_releases(home: Path) -> list[dict[str, Any]]:
    """Every release, the newest first: id, snapshot_id, who, at, as_of, tables, withdrawn (None or who, at, reason)."""
    ledger = releases_folder(home) / LEDGER
    lines = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()] if ledger.exists() else []
    gone = {line["id"]: line for line in lines if line["kind"] == "withdraw"}
    made = [line for line in lines if line["kind"] == "release"]
    return [{**line, "withdrawn": gone.get(line["id"])} for line in reversed(made)]


def cited_snapshots(home: Path) -> set[str]:
    """Snapshots that releases stand on, and those that decks were made of: they are kept."""
    decks = [json.loads(file.read_text("utf-8")) for file in home.glob("desk/decks/*/deck.json")]
    return {line["snapshot_id"] for line in [*list_releases(home), *decks]}


class Release(Snapshot):
    """One opened release: like a snapshot, with fewer tables. Raises NotReleased for a question about another."""

    def _run(self, sql: str, params: dict[str, Any], read: Callable[[duckdb.DuckDBPyConnection], Any]) -> Any:
        try:
            return super()._run(sql, params, read)
        except duckdb.CatalogException as fault:
            missing = _MISSING.search(str(fault))
            raise NotReleased(table=missing[1] if missing else "?") from fault


def open_release(home: Path, release_id: str | None = None) -> Release:
    """Open a release, the newest that stands unless told, after checking its file.

    Raises NoRelease, UnknownRelease, ReleaseDamaged, ReleaseTooOld.
    """
    standing = [line["id"] for line in list_releases(home) if not line["withdrawn"]]
    if release_id is None and not standing:
        raise NoRelease(home=str(home))
    wanted = release_id or standing[0]
    if wanted not in standing:
        raise UnknownRelease(release_id=wanted)
    folder = releases_folder(home)
    file = folder / f"{wanted}.duckdb"
    try:
        manifest = json.loads((folder / f"{wanted}.json").read_text("utf-8"))
        is_whole = sha256_of(file) == manifest["sha256"] and not Path(f"{file}.wal").exists()
    except (OSError, ValueError, KeyError) as fault:
        raise ReleaseDamaged(release_id=wanted, problems=[f"{file.name}: {type(fault).__name__}"]) from fault
    if not is_whole:
        raise ReleaseDamaged(release_id=wanted, problems=[f"{file.name}: changed"])
    if not OLDEST <= manifest["schema"] <= SCHEMA:
        raise ReleaseTooOld(release_id=wanted, found=manifest["schema"], wanted=SCHEMA)
    return Release(folder.resolve(), manifest, file.name)
