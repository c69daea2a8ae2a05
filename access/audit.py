"""The audit log: who did what and when, one line each, never rewritten."""

import datetime
import json
import os
from pathlib import Path

LOG = "audit.jsonl"
_MONEY = ("_krw", "_usd", "sales", "exports")


class MoneyInAudit(ValueError):
    """A firm's money was about to be written into the audit log, which more people read than the figures."""


def record(home: Path, who: str, action: str, **facts: object) -> None:
    """Append one line to audit.jsonl and force it to disk. Raises MoneyInAudit, OSError."""
    if named := [name for name in facts if name.endswith(_MONEY)]:
        raise MoneyInAudit(f"audit line {action!r} would hold {named}: write counts or ids")
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"at": now, "who": who, "action": action, **facts}, ensure_ascii=False, default=str)
    log = Path(home) / LOG
    is_new = not log.exists()
    log.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode() + b"\n")  # one write of one line: two writers cannot interleave
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        _sync_folder(log.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
