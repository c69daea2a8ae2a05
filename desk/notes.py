"""Notes on firms: a journal of one line each, only ever appended. Taking a note back is a line too: nothing is lost."""

import datetime
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

LONGEST = 2000  # characters: a note, not a file
_WRITTEN, _WITHDRAWN = "note", "withdrawal"


class EmptyNote(ValueError):
    """Nothing was written."""


class NoteTooLong(ValueError):
    """More characters than a note may have; holds how many there were."""


class UnknownNote(KeyError):
    """No note of this id stands in the journal, or it was taken back before."""


@dataclass(frozen=True)
class Note:
    """One note: who wrote it, when (UTC, as ISO text), about which firm, and what."""

    id: str
    at: str
    who: str
    firm_id: str
    text: str


def write_note(home: Path, firm_id: str, who: str, text: str) -> Note:
    """Add a note and bring it to the disk: when this returns, it is kept. Raises EmptyNote, NoteTooLong, OSError."""
    text = text.strip()
    if not text:
        raise EmptyNote
    if len(text) > LONGEST:
        raise NoteTooLong(len(text))
    note = Note(f"n{secrets.token_hex(6)}", _now(), who, firm_id, text)
    _append(home, {"kind": _WRITTEN, **asdict(note)})
    return note


def withdraw_note(home: Path, note_id: str, who: str) -> None:
    """Take a note back: nobody sees it any more, the journal keeps both lines. Raises UnknownNote, OSError."""
    if note_id not in {note.id for note in _standing(home)}:
        raise UnknownNote(note_id)
    _append(home, {"kind": _WITHDRAWN, "id": f"n{secrets.token_hex(6)}", "at": _now(), "who": who, "note": note_id})


def read_notes(home: Path, firm_id: str) -> list[Note]:
    """The notes on a firm that nobody took back, the latest first."""
    return [note for note in reversed(_standing(home)) if note.firm_id == firm_id]


def _standing(home: Path) -> list[Note]:
    notes: dict[str, Note] = {}
    for line in _lines(home):
        if line.get("kind") == _WITHDRAWN:
            notes.pop(line.get("note"), None)
        elif line.get("kind") == _WRITTEN:
            facts = {name: str(line.get(name, "")) for name in Note.__dataclass_fields__}
            notes[facts["id"]] = Note(**facts)
    return list(notes.values())


def _lines(home: Path) -> list[dict]:
    journal = _journal(home)
    found = []
    for text in journal.read_bytes().split(b"\n") if journal.exists() else ():
        try:
            line = json.loads(text)
        except ValueError:
            continue  # what a killed write left of a line: it was never acknowledged
        if isinstance(line, dict):
            found.append(line)
    return found


def _append(home: Path, line: dict) -> None:
    journal = _journal(home)
    is_new = not journal.exists()
    journal.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(line, ensure_ascii=False).encode() + b"\n"
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
            _sync_folder(folder)


def _is_torn(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size > 0 and _last_byte(handle, size) != b"\n"


def _last_byte(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _journal(home: Path) -> Path:
    return Path(home) / "desk" / "notes.jsonl"


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
