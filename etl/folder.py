"""The data folder: where everything stands, one writer at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOCK_SECONDS = 120  # a build takes seconds; whoever waits longer is told that another one is at work


class FolderBusy(Exception):
    """Another builder holds the data folder."""


def landing(home: Path) -> Path:
    """Where received bytes are kept, each under its sha256."""
    return home / "landing"


def candidates(home: Path) -> Path:
    """Where candidates stand aside, invisible to readers."""
    return home / "warehouse" / ".candidates"


def clean_rows(home: Path) -> Path:
    """Clean rows made from landing; may be deleted at any time and are then read again."""
    return home / "warehouse" / ".clean"


@contextmanager
def only_builder(home: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises FolderBusy. The lock falls with its process, whatever kills it."""
    home.mkdir(parents=True, exist_ok=True)
    for place in (landing(home), candidates(home), clean_rows(home)):
        place.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(home / ".lock"))
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout as held:
        raise FolderBusy(str(home)) from held
    try:
        yield
    finally:
        lock.release()


def sync(path: Path) -> None:
    """Bring a file or folder to the disk, so that a power cut cannot take it back."""
    if os.name == "nt" and path.is_dir():  # Windows cannot open a folder; its rename is journalled
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
