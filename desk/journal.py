"""A journal: one line each, only ever appended, one write per line, on the disk before anybody is told it is kept."""

import datetime
import json
import os
import secrets
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def journal_file(home: Path, name: str) -> Path:
    """Where the journal of this name stands: what people write is kept together, apart from the data."""
    return Path(home) / "desk" / f"{name}.jsonl"


def read_lines(journal: Path) -> list[Line]:
    """Every whole line in the order of writing; what a killed write left of one was never acknowledged."""
    found = []
    for text in journal.read_bytes().split(b"\n") if journal.exists() else ():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict):
            found.append(line)
    return found


def append_line(journal: Path, line: Line) -> None:
    """Add a line and bring it to the disk: when this returns, it is kept. Raises OSError."""
    is_new = not journal.exists()
    journal.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(line, ensure_ascii=False, default=str).encode() + b"\n"
    handle = os.open(journal, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if _is_torn(handle):
            written = b"\n" + written  # the torn line stays by itself
        if os.write(handle, written) < len(written):  # one write of one line: two writers cannot interleave
            raise OSError(f"only a part of a line went into {journal}")
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        for folder in (journal.parent, journal.parent.parent):
            sync_folder(folder)


def new_id(kind: str) -> str:
    """An id that nobody else has; it begins with the letter of its kind."""
    return f"{kind}{secrets.token_hex(6)}"


def now() -> str:
    """The moment (UTC) as ISO text."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _is_torn(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size > 0 and _last_byte(handle, size) != b"\n"


def _last_byte(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    if os.name == "nt":  # Windows cannot open a folder; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
