"""The ledger: one line for each upload and each undo, only ever appended. With landing it is the only truth.

Several lines may form one act; an act counts when all its lines are there, so a torn write never counts.
"""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from etl.folder import sync


class LedgerBroken(Exception):
    """A line in the middle of the ledger is not a ledger line; holds its number."""

    code = "ledger_broken"  # the sentence of a page: texts problem.<code>

    def __init__(self, number: int) -> None:
        super().__init__(f"ledger line {number}")
        self.number, self.facts = number, {"number": number}


class LedgerLost(Exception):
    """There is a snapshot but no ledger: seeding anew would hide the loss. Holds the data folder."""


@dataclass(frozen=True)
class Line:
    """One line. kind: upload, undo or purge. An undo names in `withdraws` the upload that no longer counts."""

    act: int
    lines: int
    kind: str
    id: str
    when: str
    who: str
    origin: str = "upload"  # seed, sample or upload
    sha256: str = ""
    file: str = ""
    source: str = ""
    layout: str = ""
    encoding: str = ""
    asked_source: str | None = None
    asked_layout: str | None = None
    is_correction: bool = False
    given: dict[str, str] = field(default_factory=dict)
    period: list[str] = field(default_factory=list)
    rows_read: int = 0
    rows: int = 0
    rejected_rows: list[int] = field(default_factory=list)
    joins: list[dict[str, str]] = field(default_factory=list)
    replaces: dict[str, int] = field(default_factory=dict)
    withdraws: str = ""
    reason: str = ""


def path_of(home: Path) -> Path:
    """The ledger's file."""
    return home / "ledger.jsonl"


def read_ledger(home: Path) -> list[Line]:
    """Every line of every whole act, in order. Raises LedgerBroken."""
    return _whole_acts(_parsed(home)[0])


def append(home: Path, lines: list[Line]) -> None:
    """Add one act and bring it to the disk. When this returns, the act is acknowledged."""
    path = path_of(home)
    _cut_torn_tail(home)
    text = "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
    with open(path, "ab") as ledger:
        ledger.write(text.encode())
        ledger.flush()
        os.fsync(ledger.fileno())
    sync(path.parent)


def live_uploads(lines: list[Line]) -> list[Line]:
    """The uploads that count: those that no later line withdraws, in order."""
    gone = {line.withdraws for line in lines if line.withdraws}
    return [line for line in lines if line.kind == "upload" and line.id not in gone]


def acts(lines: list[Line]) -> int:
    """How many acts there are."""
    return max((line.act for line in lines), default=0)


def numbered(home: Path, lines: list[Line]) -> list[Line]:
    """The same lines as the next act."""
    number = acts(read_ledger(home)) + 1
    return [replace(line, act=number, lines=len(lines)) for line in lines]


def _parsed(home: Path) -> tuple[list[Line], int]:
    path = path_of(home)
    content = path.read_bytes() if path.exists() else b""
    whole = content[: content.rfind(b"\n") + 1]
    lines, size = [], 0
    for number, text in enumerate(whole.splitlines(keepends=True), 1):
        try:
            lines.append(Line(**json.loads(text)))
        except (ValueError, TypeError) as broken:
            raise LedgerBroken(number) from broken
        size += len(text)
    return lines, size


def _whole_acts(lines: list[Line]) -> list[Line]:
    if lines and sum(1 for line in lines if line.act == lines[-1].act) < lines[-1].lines:
        return [line for line in lines if line.act != lines[-1].act]
    return lines


def _cut_torn_tail(home: Path) -> None:
    """Remove what a killed append left: it was never acknowledged."""
    path = path_of(home)
    if not path.exists():
        return
    lines, size = _parsed(home)
    torn = len(lines) - len(_whole_acts(lines))
    content = path.read_bytes()[:size]
    if torn:
        content = b"".join(content.splitlines(keepends=True)[:-torn])
    if len(content) < path.stat().st_size:
        with open(path, "r+b") as ledger:
            ledger.truncate(len(content))
            os.fsync(ledger.fileno())
