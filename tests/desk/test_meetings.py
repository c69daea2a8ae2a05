"""The meeting log keeps what was decided, who owes it and how it went on; nothing is rewritten or lost."""

import json
import threading
from datetime import date

import pytest

import desk
from desk import refusals
from desk.meetings import LONGEST, STATUSES

HELD, DUE = date(2018, 12, 31), date(2019, 3, 31)


def journal(home):
    return home / "desk" / "meetings.jsonl"


@pytest.fixture
def meeting(tmp_path):
    return desk.write_meeting(tmp_path, "analyst", held_on=HELD, title=" 2018년  협의회 ", place="시청", as_of=HELD)


@pytest.fixture
def decision(tmp_path, meeting):
    return desk.write_decision(tmp_path, "analyst", meeting.id, text="로드맵을 쓴다", owner="무역협회", due_on=DUE)


def test_a_meeting_and_its_decision_are_read_as_they_were_written(tmp_path, meeting, decision):
    assert desk.read_meetings(tmp_path) == [meeting]
    assert desk.read_decisions(tmp_path) == desk.read_decisions(tmp_path, meeting.id) == [decision]
    assert (meeting.title, meeting.held_on, meeting.as_of, meeting.deck_id) == ("2018년 협의회", HELD, HELD, "")
    assert (decision.owner, decision.due_on, decision.status, decision.changes) == ("무역협회", DUE, "open", ())
    assert journal(tmp_path).stat().st_mode & 0o077 == 0


def test_a_change_keeps_who_when_from_and_to(tmp_path, decision):
    desk.change_decision(tmp_path, decision.id, "analyst", status="in_progress", note="초안을 돌렸다")
    desk.change_decision(tmp_path, decision.id, "admin", status="done", due_on=None)
    [now] = desk.read_decisions(tmp_path)
    assert (now.status, now.note, now.due_on) == ("done", "초안을 돌렸다", None)
    assert [(each.who, each.field, each.before, each.after) for each in now.changes] == [
        ("analyst", "status", "open", "in_progress"),
        ("analyst", "note", "", "초안을 돌렸다"),
        ("admin", "status", "in_progress", "done"),
        ("admin", "due_on", "2019-03-31", ""),
    ]
    assert all(each.at.endswith("+00:00") for each in now.changes)
    assert len(journal(tmp_path).read_text("utf-8").splitlines()) == 4  # meeting, decision, two changes


def test_a_meeting_is_mended_and_its_deck_is_named_later(tmp_path, meeting, decision):
    mended = desk.change_meeting(tmp_path, meeting.id, "admin", deck_id="council-2018", place="시청 본관")
    assert desk.read_meetings(tmp_path) == [mended]
    assert (mended.deck_id, mended.place, len(mended.changes)) == ("council-2018", "시청 본관", 2)
    with pytest.raises(refusals.DueBeforeMeeting):  # its decision is due before that day
        desk.change_meeting(tmp_path, meeting.id, "admin", held_on=date(2019, 6, 1))


def test_what_is_withdrawn_is_not_seen_and_not_lost(tmp_path, meeting, decision):
    with pytest.raises(refusals.MeetingHasDecisions) as refused:
        desk.withdraw_meeting(tmp_path, meeting.id, "admin")
    assert refused.value.facts == {"meeting": "2018년 협의회", "decisions": 1}
    desk.withdraw_decision(tmp_path, decision.id, "admin")
    desk.withdraw_meeting(tmp_path, meeting.id, "admin")
    assert desk.read_meetings(tmp_path) == desk.read_decisions(tmp_path) == []
    kinds = [json.loads(line)["kind"] for line in journal(tmp_path).read_text("utf-8").splitlines()]
    assert kinds == ["meeting", "decision", "withdraw_decision", "withdraw_meeting"]
    with pytest.raises(refusals.UnknownDecision):
        desk.change_decision(tmp_path, decision.id, "admin", status="done")
    with pytest.raises(refusals.UnknownMeeting):
        desk.write_decision(tmp_path, "admin", meeting.id, text="새 결정", owner="시")


def test_what_cannot_be_meant_is_refused_and_not_written(tmp_path, meeting, decision):
    before = journal(tmp_path).read_bytes()
    owed = {"text": "보고한다", "owner": "시"}
    for refusal, act in (
        (refusals.FieldEmpty, lambda: desk.write_meeting(tmp_path, "a", held_on=HELD, title=" ")),
        (refusals.FieldEmpty, lambda: desk.write_decision(tmp_path, "a", meeting.id, text="보고한다", owner="\n")),
        (refusals.FieldTooLong, lambda: desk.write_decision(tmp_path, "a", meeting.id, **owed, note="가" * 401)),
        (refusals.UnknownMeeting, lambda: desk.write_decision(tmp_path, "a", "m0", **owed)),
        (refusals.DueBeforeMeeting, lambda: desk.write_decision(tmp_path, "a", meeting.id, **owed, due_on=date.min)),
        (refusals.UnknownStatus, lambda: desk.change_decision(tmp_path, decision.id, "a", status="maybe")),
        (refusals.DueBeforeMeeting, lambda: desk.change_decision(tmp_path, decision.id, "a", due_on=date.min)),
        (refusals.NothingChanged, lambda: desk.change_decision(tmp_path, decision.id, "a", status="open", note="")),
    ):
        with pytest.raises(refusal):
            act()
    assert journal(tmp_path).read_bytes() == before
    assert LONGEST["note"] == 400


def test_the_next_agenda_carries_what_nobody_has_done_or_dropped(tmp_path, meeting):
    later = desk.write_meeting(tmp_path, "a", held_on=date(2019, 12, 20), title="2019년 협의회")
    owed = {
        status: desk.write_decision(tmp_path, "a", meeting.id, text=status, owner="시", due_on=DUE)
        for status in STATUSES
    }
    for status in STATUSES[1:]:
        desk.change_decision(tmp_path, owed[status].id, "a", status=status)
    desk.write_decision(tmp_path, "a", meeting.id, text="언젠가", owner="시")  # no day: it is never overdue, and last
    desk.write_decision(tmp_path, "a", later.id, text="다음", owner="시")  # of the meeting itself: not carried
    carried = desk.carried_over(tmp_path, later.held_on, DUE)
    assert [(each.text, each.is_overdue) for each in carried] == [
        ("open", False), ("in_progress", False), ("언젠가", False),
    ]  # fmt: skip
    assert {(each.held_on, each.title) for each in carried} == {(HELD, "2018년 협의회")}
    overdue = [each.text for each in desk.carried_over(tmp_path, later.held_on, date(2019, 4, 1)) if each.is_overdue]
    assert overdue == ["open", "in_progress"]
    assert desk.carried_over(tmp_path, HELD, DUE) == []


def test_what_is_owed_stands_first_and_the_latest_meeting_too(tmp_path, meeting):
    early = desk.write_meeting(tmp_path, "a", held_on=date(2017, 12, 1), title="2017년")
    done, late, soon = (
        desk.write_decision(tmp_path, "a", meeting.id, text=text, owner="시", due_on=due)
        for text, due in (("끝", HELD), ("나중", date(2020, 1, 1)), ("곧", DUE))
    )
    desk.change_decision(tmp_path, done.id, "a", status="done")
    assert [each.id for each in desk.read_decisions(tmp_path)] == [soon.id, late.id, done.id]
    assert [each.id for each in desk.read_meetings(tmp_path)] == [meeting.id, early.id]


@pytest.mark.parametrize("tail", [b'{"kind": "decision", "id": "d1", "te', b"\xed\x95", b"[1]"])
def test_a_line_that_a_killed_write_left_half_hides_no_other(tmp_path, decision, tail):
    with journal(tmp_path).open("ab") as torn:
        torn.write(tail)
    assert desk.read_decisions(tmp_path) == [decision]
    desk.change_decision(tmp_path, decision.id, "a", status="done")
    assert [each.status for each in desk.read_decisions(tmp_path)] == ["done"]


def test_many_writers_at_once_lose_no_change(tmp_path, decision):
    def write(nth: int) -> None:
        for round_ in range(10):
            desk.change_decision(tmp_path, decision.id, f"w{nth}", note=f"{nth}-{round_}")

    writers = [threading.Thread(target=write, args=(nth,)) for nth in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    [now] = desk.read_decisions(tmp_path)
    assert len(now.changes) == 60
    assert [each.before for each in now.changes] == ["", *(each.after for each in now.changes[:-1])]
