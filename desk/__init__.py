"""What people write that is no figure: notes on firms, the meeting log. Append-only journals under GANGSO_DATA/desk."""

from desk.meetings import (
    CARRIED,
    STATUSES,
    CarriedOver,
    Change,
    Decision,
    Meeting,
    carried_over,
    change_decision,
    change_meeting,
    read_decisions,
    read_meetings,
    withdraw_decision,
    withdraw_meeting,
    write_decision,
    write_meeting,
)
from desk.notes import LONGEST, EmptyNote, Note, NoteTooLong, UnknownNote, read_notes, withdraw_note, write_note
from desk.refusals import NotWritten

__all__ = [
    "CARRIED",
    "LONGEST",
    "STATUSES",
    "CarriedOver",
    "Change",
    "Decision",
    "EmptyNote",
    "Meeting",
    "NotWritten",
    "Note",
    "NoteTooLong",
    "UnknownNote",
    "carried_over",
    "change_decision",
    "change_meeting",
    "read_decisions",
    "read_meetings",
    "read_notes",
    "withdraw_decision",
    "withdraw_meeting",
    "withdraw_note",
    "write_decision",
    "write_meeting",
    "write_note",
]
