"""What people write that is no figure: notes on firms. Append-only journals under GANGSO_DATA/desk."""

from desk.notes import LONGEST, EmptyNote, Note, NoteTooLong, UnknownNote, read_notes, withdraw_note, write_note

__all__ = [
    "LONGEST",
    "EmptyNote",
    "Note",
    "NoteTooLong",
    "UnknownNote",
    "read_notes",
    "withdraw_note",
    "write_note",
]
