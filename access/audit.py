"""The audit log: who did what and when, one line each, each bearing the hash of the line before; never rewritten."""

import datetime
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

LOG, HEAD, LOCK = "audit.jsonl", "audit.head", "audit.lock"
NUMBER, BEFORE = "line", "before"  # what the chain adds to a line: its number, and the hash of the one before
NOTHING = "0" * 64  # what stands before the first line
_MONEY = ("_krw", "_usd", "sales", "exports")
_LOCK_SECONDS = 10


class MoneyInAudit(ValueError):
    """A firm's money was about to be written into the audit log, which more people read than the figures."""


@dataclass(frozen=True)
class Head:
    """The last line that was written: its number and its hash."""

    number: int
    sha256: str


def record(home: Path, who: str, action: str, **facts: object) -> None:
    """Append one line to audit.jsonl, force it to disk, then move the head.

    Raises MoneyInAudit, OSError; filelock.Timeout when others hold the log for ten seconds.
    """
    if named := [name for name in facts if name.endswith(_MONEY)]:
        raise MoneyInAudit(f"audit line {action!r} would hold {named}: write counts or ids")
    if taken := {NUMBER, BEFORE} & facts.keys():
        raise ValueError(f"audit line {action!r}: {sorted(taken)} are the chain's own")
    home = Path(home)
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(str(home / LOCK), timeout=_LOCK_SECONDS):
        last = _last(home)
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        chained = {NUMBER: last.number + 1, "at": now, "who": who, "action": action, **facts, BEFORE: last.sha256}
        line = json.dumps(chained, ensure_ascii=False, default=str).encode()
        _append(home / LOG, line)
        _move_head(home, Head(last.number + 1, hash_of(line)))


def hash_of(line: bytes) -> str:
    """The sha256 of a line without its line end."""
    return hashlib.sha256(line).hexdigest()


def read_head(home: Path) -> Head | None:
    """The head, None where there is none. Raises ValueError for one that cannot be read."""
    try:
        written = json.loads((Path(home) / HEAD).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    return Head(int(written["number"]), str(written["sha256"]))


def _last(home: Path) -> Head:
    """What the next line follows: the head; a line that was written when its head could not be; an older log."""
    head = read_head(home)
    lines = _lines(home / LOG, head is None)
    if head is None:  # a log from before lines were chained: its last line is what the chain begins after
        return Head(len(lines), hash_of(lines[-1])) if lines else Head(0, NOTHING)
    line = lines[-1] if lines else b""
    try:
        told = json.loads(line)
    except ValueError:
        return head
    follows = isinstance(told, dict) and told.get(NUMBER) == head.number + 1 and told.get(BEFORE) == head.sha256
    return Head(head.number + 1, hash_of(line)) if follows else head


def _lines(log: Path, is_whole: bool) -> list[bytes]:
    """The lines of the log, all or the last."""
    if not log.exists():
        return []
    with log.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0 if is_whole else max(0, size - 65_536))
        return file.read().splitlines()


def _append(log: Path, line: bytes) -> None:
    is_new = not log.exists()
    handle = os.open(log, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.lseek(handle, 0, os.SEEK_END)
        is_torn = size > 0 and _byte_at(handle, size - 1) != b"\n"  # a power cut in the middle of a line
        os.write(handle, b"\n" * is_torn + line + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        _sync_folder(log.parent)


def _byte_at(handle: int, place: int) -> bytes:
    os.lseek(handle, place, os.SEEK_SET)
    return os.read(handle, 1)


def _move_head(home: Path, head: Head) -> None:
    aside = home / f"{HEAD}.new"
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, json.dumps({"number": head.number, "sha256": head.sha256}).encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    aside.replace(home / HEAD)
    _sync_folder(home)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
