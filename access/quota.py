"""How much one person may upload: a day's worth of bytes, so that nobody fills the disk by mistake or on purpose."""

import json
import os
import time
from pathlib import Path

from filelock import FileLock

FILE, LOCK = "uploaded.json", "uploaded.lock"
DAY = 24 * 3600  # seconds
_MOST = 2_000_000_000  # bytes a day: five of the largest files that the page takes
LIMIT = "GANGSO_UPLOAD_MB"  # environment: another limit


class QuotaUsedUp(Exception):
    """A person has uploaded what a day allows: `limit` bytes, of which `left` are still free."""

    def __init__(self, limit: int, left: int) -> None:
        self.limit, self.left = limit, left
        super().__init__(f"{left} of {limit} bytes left")


def limit() -> int:
    """Bytes that one person may upload in a day."""
    written = os.environ.get(LIMIT, "").strip()
    return int(written) * 1_000_000 if written.isdigit() else _MOST


def use(home: Path, who: str, size: int, now: float | None = None) -> None:
    """Count an upload of this many bytes. Raises QuotaUsedUp, and then counts nothing."""
    now = time.time() if now is None else now
    home = Path(home)
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(str(home / LOCK), timeout=10):
        used = {name: [each for each in entries if each[0] > now - DAY] for name, entries in _read(home).items()}
        mine = used.setdefault(who, [])
        left = limit() - sum(each[1] for each in mine)
        if size > left:
            raise QuotaUsedUp(limit(), max(left, 0))
        mine.append([now, size])
        aside = home / f"{FILE}.new"
        aside.write_text(json.dumps({name: entries for name, entries in used.items() if entries}), encoding="utf-8")
        aside.chmod(0o600)
        aside.replace(home / FILE)


def _read(home: Path) -> dict[str, list[list[float]]]:
    try:
        return json.loads((home / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # one that was spoilt begins anew: it is no truth of ours
        return {}
