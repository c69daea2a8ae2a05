"""Notes on firms: a journal of one line each, only ever appended. Taking a note back is a line too: nothing is lost."""

from dataclasses import asdict, dataclass
from pathlib import Path

from desk.journal import append_line, journal_file, new_id, now, read_lines

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
    note = Note(new_id("n"), now(), who, firm_id, text)
    append_line(_journal(home), {"kind": _WRITTEN, **asdict(note)})
    return note


def withdraw_note(home: Path, note_id: str, who: str) -> None:
    """Take a note back: nobody sees it any more, the journal keeps both lines. Raises UnknownNote, OSError."""
    if note_id not in {note.id for note in _standing(home)}:
        raise UnknownNote(note_id)
    line = {"kind": _WITHDRAWN, "id": new_id("n"), "at": now(), "who": who, "note": note_id}
    append_line(_journal(home), line)


def read_notes(home: Path, firm_id: str) -> list[Note]:
    """The notes on a firm that nobody took back, the latest first."""
    return [note for note in reversed(_standing(home)) if note.firm_id == firm_id]


def _standing(home: Path) -> list[Note]:
    notes: dict[str, Note] = {}
    for line in read_lines(_journal(home)):
        if line.get("kind") == _WITHDRAWN:
            notes.pop(line.get("note"), None)
        elif line.get("kind") == _WRITTEN:
            facts = {name: str(line.get(name, "")) for name in Note.__dataclass_fields__}
            notes[facts["id"]] = Note(**facts)
    return list(notes.values())


def _journal(home: Path) -> Path:
    return journal_file(home, "notes")
