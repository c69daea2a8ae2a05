"""Why something was not written. `code` names the sentence in texts (`desk.<code>`), `facts` fill it in."""

from typing import Any


class NotWritten(ValueError):
    """Nothing was written; a reader sees a sentence, never a trace."""

    code = "not_written"

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(", ".join(f"{name}={value}" for name, value in facts.items()))


class FieldEmpty(NotWritten):
    """A field that must be filled is empty (field)."""

    code = "field_empty"


class FieldTooLong(NotWritten):
    """More characters than a field may have (field, length, most)."""

    code = "field_too_long"


class UnknownStatus(NotWritten):
    """A status that no decision may have (status)."""

    code = "unknown_status"


class DueBeforeMeeting(NotWritten):
    """A decision would be due before the meeting that took it (due_on, held_on)."""

    code = "due_before_meeting"


class NothingChanged(NotWritten):
    """What was to be changed says so already."""

    code = "nothing_changed"


class UnknownMeeting(NotWritten):
    """No meeting of this id stands in the log, or it was withdrawn (meeting)."""

    code = "unknown_meeting"


class UnknownDecision(NotWritten):
    """No decision of this id stands in the log, or it was withdrawn (decision)."""

    code = "unknown_decision"


class MeetingHasDecisions(NotWritten):
    """A meeting is withdrawn after its decisions, not with them (meeting, decisions)."""

    code = "meeting_has_decisions"
