"""Which snapshots there are, and which one readers see."""

import json
import os
from pathlib import Path
from typing import Any

from warehouse.errors import AlreadyPublished, SnapshotDamaged
from warehouse.sealing import flush, verify

_POINTER = "current"


def data_home() -> Path:
    """The data folder: GANGSO_DATA, else data/home beside the program."""
    written = os.environ.get("GANGSO_DATA", "").strip()
    return Path(written).expanduser() if written else Path(__file__).parents[1] / "data" / "home"


def snapshot_folder(home: Path, snapshot_id: str) -> Path | None:
    """The folder of a published snapshot, None when there is none of that id."""
    if not snapshot_id or snapshot_id != Path(snapshot_id).name or snapshot_id.startswith("."):
        return None  # an id comes from a link: it must not walk out of the folder
    folder = home / "warehouse" / snapshot_id
    return folder if folder.is_dir() else None


def current_id(home: Path) -> str | None:
    """Id of the snapshot that readers see, None before the first publish."""
    try:
        return (home / "warehouse" / _POINTER).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def list_snapshots(home: Path) -> list[dict[str, Any]]:
    """Manifests of the published snapshots, newest first; `id` is the folder's name. Unreadable ones are left out."""
    found = []
    for path in (home / "warehouse").glob("[!.]*/manifest.json"):
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue  # `verify` names it
        # a data folder may be copied, and its files then bear the day of the copy: the builder's own facts come first
        age = manifest.get("acts", 0), str(manifest.get("built_at", "")), path.stat().st_mtime_ns, path.parent.name
        found.append((age, {**manifest, "id": path.parent.name}))
    return [manifest for _, manifest in sorted(found, key=lambda pair: pair[0], reverse=True)]


def publish(home: Path, folder: Path, snapshot_id: str) -> None:
    """Move a candidate to its place and let readers see it.

    Called again after a kill it finishes the work: a candidate that stands in its place
    already only gets the pointer. Raises SnapshotDamaged for a candidate that is not whole,
    AlreadyPublished when the id is taken by another one.
    """
    warehouse = home / "warehouse"
    place = warehouse / snapshot_id
    if folder != place and place.exists() and folder.exists():
        raise AlreadyPublished(snapshot_id=snapshot_id)
    problems = verify(folder if folder.exists() else place)
    if problems:
        raise SnapshotDamaged(snapshot_id=snapshot_id, problems=problems)
    warehouse.mkdir(parents=True, exist_ok=True)
    if folder.exists() and folder != place:
        os.rename(folder, place)
        flush(folder.parent)
    flush(warehouse)
    _point(warehouse, snapshot_id)


def _point(warehouse: Path, snapshot_id: str) -> None:
    fresh = warehouse / f".{_POINTER}.{os.getpid()}"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(snapshot_id + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, warehouse / _POINTER)
    flush(warehouse)
