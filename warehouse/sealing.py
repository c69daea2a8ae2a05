"""A snapshot's files once written: hashed, flushed to the disk, read-only, and checked again later."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

READ_ONLY = 0o444


def write_json(path: Path, content: Any) -> None:
    """Write readable JSON; dates become ISO text."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str), encoding="utf-8")


def hash_files(folder: Path) -> dict[str, str]:
    """sha256 of every file in the snapshot by its path, the manifest apart."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in paths}


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(folder: Path) -> None:
    """Make every file read-only and flush files and folders, so that a power cut loses nothing."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.chmod(READ_ONLY)
        flush(path)
    flush(folder)


def flush(path: Path) -> None:
    """fsync one file or folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def verify(folder: Path) -> list[str]:
    """What is wrong with a snapshot's files, as "file: fault"; an empty list when all is as written."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        expected = dict(manifest["files"])
    except FileNotFoundError:
        return ["manifest.json: missing"]
    except (ValueError, KeyError, TypeError):
        return ["manifest.json: unreadable"]
    problems = []
    for name, sha256 in expected.items():
        path = folder / name
        if not path.is_file():
            problems.append(f"{name}: missing")
        elif sha256_of(path) != sha256:
            problems.append(f"{name}: changed")
    # a log beside the database would be replayed into it
    problems += [f"{path.name}: must not be here" for path in sorted(folder.glob("*.wal"))]
    return problems
