"""The meeting log: meetings, what they decided, who owes it by when, and how each decision went on.

A journal of one line each: a meeting or a decision, a change of either, a withdrawal. Nothing is rewritten: what
stands, and its history, is read from the lines in their order.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from desk.journal import Line, append_line, journal_file, new_id, now, read_lines
from desk.refusals import (
    DueBeforeMeeting,
    FieldEmpty,
    FieldTooLong,
    MeetingHasDecisions,
    NothingChanged,
    UnknownDecision,
    UnknownMeeting,
    UnknownStatus,
)

STATUSES = ("open", "in_progress", "done", "dropped")
CARRIED = ("open", "in_progress")  # what the next agenda asks about
LONGEST = {"title": 100, "place": 100, "deck_id": 60, "text": 400, "owner": 80, "note": 400}  # characters
_FILLED = ("title", "text", "owner")
_DAYS = ("held_on", "as_of", "due_on")


@dataclass(frozen=True)
class Change:
    """One field of a meeting or a decision that somebody changed: when (UTC, ISO text), who, from what to what."""

    at: str
    who: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Meeting:
    """A meeting: the day, its title and place, the as-of date of its figures, the deck shown ("": none)."""

    id: str
    held_on: date
    title: str
    place: str
    as_of: date | None
    deck_id: str
    at: str
    who: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What a meeting decided: the institution that owes it, the day (None: none was set), how far it is."""

    id: str
    meeting_id: str
    text: str
    owner: str
    due_on: date | None
    status: str
    note: str
    at: str
    who: str
    changes: tuple[Change, ...] = ()

    def is_overdue(self, as_of: date) -> bool:
        """Whether its day had passed on `as_of` and it is neither done nor dropped."""
        return self.status in CARRIED and self.due_on is not None and self.due_on < as_of


@dataclass(frozen=True)
class CarriedOver:
    """A decision on the next agenda, with the meeting that took it."""

    held_on: date
    title: str
    text: str
    owner: str
    due_on: date | None
    status: str
    is_overdue: bool


def write_meeting(
    home: Path, who: str, *, held_on: date, title: str, place: str = "", as_of: date | None = None, deck_id: str = ""
) -> Meeting:
    """Add a meeting; when this returns, it is kept. Raises FieldEmpty, FieldTooLong, OSError."""
    words = _clean(title=title, place=place, deck_id=deck_id)
    meeting = Meeting(new_id("m"), held_on, as_of=as_of, at=now(), who=who, **words)
    _append(home, "meeting", meeting)
    return meeting


def write_decision(
    home: Path, who: str, meeting_id: str, *, text: str, owner: str, due_on: date | None = None, note: str = ""
) -> Decision:
    """Add a decision to a meeting; it begins open.

    Raises UnknownMeeting, FieldEmpty, FieldTooLong, DueBeforeMeeting, OSError.
    """
    meeting = _meeting(home, meeting_id)
    words = _clean(text=text, owner=owner, note=note)
    _require_later(due_on, meeting.held_on)
    decision = Decision(new_id("d"), meeting_id, due_on=due_on, status=STATUSES[0], at=now(), who=who, **words)
    _append(home, "decision", decision)
    return decision


def change_meeting(home: Path, meeting_id: str, who: str, **fields: Any) -> Meeting:
    """Mend held_on, title, place, as_of or deck_id of a meeting; its history keeps what stood before.

    Raises UnknownMeeting, FieldEmpty, FieldTooLong, NothingChanged, DueBeforeMeeting, OSError.
    """
    meeting = _meeting(home, meeting_id)
    for decision in read_decisions(home, meeting_id):
        _require_later(decision.due_on, fields.get("held_on", meeting.held_on))
    return _change(home, "meeting", meeting, who, fields)


def change_decision(home: Path, decision_id: str, who: str, **fields: Any) -> Decision:
    """Change status, note, owner, due_on or text of a decision; its history keeps what stood before.

    Raises UnknownDecision, UnknownStatus, FieldEmpty, FieldTooLong, DueBeforeMeeting, NothingChanged, OSError.
    """
    decision = _decision(home, decision_id)
    if fields.get("status", decision.status) not in STATUSES:
        raise UnknownStatus(status=fields["status"])
    _require_later(fields.get("due_on"), _meeting(home, decision.meeting_id).held_on)
    return _change(home, "decision", decision, who, fields)


def withdraw_meeting(home: Path, meeting_id: str, who: str) -> None:
    """Take a meeting without decisions out of sight; the journal keeps it.

    Raises UnknownMeeting, MeetingHasDecisions, OSError.
    """
    meeting = _meeting(home, meeting_id)
    if standing := read_decisions(home, meeting_id):
        raise MeetingHasDecisions(meeting=meeting.title, decisions=len(standing))
    _append_fact(home, {"kind": "withdraw_meeting", "of": meeting_id, "at": now(), "who": who})


def withdraw_decision(home: Path, decision_id: str, who: str) -> None:
    """Take a decision written by mistake out of sight; the journal keeps it. Raises UnknownDecision, OSError."""
    _decision(home, decision_id)
    _append_fact(home, {"kind": "withdraw_decision", "of": decision_id, "at": now(), "who": who})


def read_meetings(home: Path) -> list[Meeting]:
    """The meetings that stand, the latest first."""
    meetings, _ = _standing(home)
    return sorted(reversed(meetings.values()), key=lambda meeting: meeting.held_on, reverse=True)


def read_decisions(home: Path, meeting_id: str | None = None) -> list[Decision]:
    """The decisions that stand, those of one meeting if asked: what is still owed first, the earliest due first."""
    _, decisions = _standing(home)
    asked = [each for each in decisions.values() if meeting_id in (None, each.meeting_id)]
    return sorted(asked, key=lambda each: (each.status not in CARRIED, each.due_on or date.max))


def carried_over(home: Path, before: date, as_of: date) -> list[CarriedOver]:
    """What meetings before the day `before` decided and nobody has done or dropped, the earliest due first.

    Status and due date are those that stand now; overdue is asked of the day `as_of`.
    """
    meetings, _ = _standing(home)
    return [
        CarriedOver(
            meetings[each.meeting_id].held_on,
            meetings[each.meeting_id].title,
            each.text,
            each.owner,
            each.due_on,
            each.status,
            each.is_overdue(as_of),
        )
        for each in read_decisions(home)
        if each.status in CARRIED and each.meeting_id in meetings and meetings[each.meeting_id].held_on < before
    ]


Written = TypeVar("Written", Meeting, Decision)


def _change(home: Path, kind: str, written: Written, who: str, fields: dict[str, Any]) -> Written:
    wanted = fields | _clean(**{name: value for name, value in fields.items() if name in LONGEST})
    told = {name: value for name, value in wanted.items() if getattr(written, name) != value}
    if not told:
        raise NothingChanged
    line = {"kind": f"change_{kind}", "of": written.id, "at": now(), "who": who, "to": told}
    _append_fact(home, line)
    return _changed(written, line)


def _changed(written: Written, line: Line) -> Written:
    """What stands after the line: what stood before is told by the lines before it."""
    facts = {name: _read(name, value) for name, value in line["to"].items() if hasattr(written, name)}
    steps = [
        Change(line["at"], line["who"], name, _told(getattr(written, name)), _told(value))
        for name, value in facts.items()
    ]
    return replace(written, **facts, changes=(*written.changes, *steps))


def _standing(home: Path) -> tuple[dict[str, Meeting], dict[str, Decision]]:
    meetings: dict[str, Meeting] = {}
    decisions: dict[str, Decision] = {}
    known: dict[str, tuple[type, dict]] = {"meeting": (Meeting, meetings), "decision": (Decision, decisions)}
    for line in read_lines(_journal(home)):
        act, _, kind = str(line.get("kind", "")).rpartition("_")
        if kind not in known:
            continue
        make, standing = known[kind]
        if not act:
            written = {name: _read(name, line[name]) for name in make.__dataclass_fields__ if name in line}
            standing[line["id"]] = make(**written)
        elif act == "withdraw":
            standing.pop(line["of"], None)
        elif line["of"] in standing:
            standing[line["of"]] = _changed(standing[line["of"]], line)
    return meetings, decisions


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in _DAYS and isinstance(value, str) else value


def _told(value: object) -> str:
    return "" if value is None else str(value)


def _meeting(home: Path, meeting_id: str) -> Meeting:
    meetings, _ = _standing(home)
    if meeting_id not in meetings:
        raise UnknownMeeting(meeting=meeting_id)
    return meetings[meeting_id]


def _decision(home: Path, decision_id: str) -> Decision:
    _, decisions = _standing(home)
    if decision_id not in decisions:
        raise UnknownDecision(decision=decision_id)
    return decisions[decision_id]


def _clean(**words: str) -> dict[str, str]:
    found = {name: " ".join(word.split()) for name, word in words.items()}
    for name, word in found.items():
        if not word and name in _FILLED:
            raise FieldEmpty(field=name)
        if len(word) > LONGEST[name]:
            raise FieldTooLong(field=name, length=len(word), most=LONGEST[name])
    return found


def _require_later(due_on: date | None, held_on: date) -> None:
    if due_on is not None and due_on < held_on:
        raise DueBeforeMeeting(due_on=due_on.isoformat(), held_on=held_on.isoformat())


def _append(home: Path, kind: str, written: Meeting | Decision) -> None:
    facts = asdict(written)
    del facts["changes"]
    _append_fact(home, {"kind": kind, **facts})


def _append_fact(home: Path, line: Line) -> None:
    append_line(_journal(home), line)


def _journal(home: Path) -> Path:
    return journal_file(home, "meetings")
