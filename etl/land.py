"""Landing: bytes stored as received, under their sha256, read-only, on the disk before anyone is told."""

import hashlib
import os
import shutil
from pathlib import Path

from etl.folder import landing, sync

CHUNK = 1 << 20


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hex."""
    digest = hashlib.sha256()
    with open(path, "rb") as content:
        while block := content.read(CHUNK):
            digest.update(block)
    return digest.hexdigest()


def seal_of(path: Path) -> Path:
    """Where the sha256 of a file of clean rows is kept."""
    return path.with_suffix(".sha256")


def land(home: Path, path: Path, sha256: str) -> Path:
    """Store a file's bytes; the same bytes twice are stored once. Raises OSError when the disk refuses."""
    landed = landing(home) / sha256
    if landed.exists() and sha256_of(landed) == sha256:
        return landed
    part = landed.with_suffix(".part")
    part.unlink(missing_ok=True)  # a killed landing may have left it, read-only
    shutil.copyfile(path, part)
    sync(part)
    os.chmod(part, 0o444)
    os.replace(part, landed)
    sync(landed.parent)
    return landed


def destroy(home: Path, sha256: str) -> None:
    """Remove landed bytes for good."""
    landed = landing(home) / sha256
    if landed.exists():
        os.chmod(landed, 0o644)
        landed.unlink()
        sync(landed.parent)
