"""Notes on firms are kept whatever happens, and taking one back loses nothing."""

import json
import threading

import pytest

from desk import LONGEST, EmptyNote, NoteTooLong, UnknownNote, read_notes, withdraw_note, write_note


def journal(home):
    return home / "desk" / "notes.jsonl"


def test_a_note_says_who_wrote_when_what_about_whom(tmp_path):
    written = write_note(tmp_path, "f1", "analyst", "  공장을 옮긴다\n내년 봄  ")
    assert read_notes(tmp_path, "f1") == [written]
    assert (written.who, written.firm_id, written.text) == ("analyst", "f1", "공장을 옮긴다\n내년 봄")
    assert written.at.endswith("+00:00")
    assert read_notes(tmp_path, "f2") == []
    assert journal(tmp_path).stat().st_mode & 0o077 == 0


def test_the_latest_note_stands_first(tmp_path):
    notes = [write_note(tmp_path, "f1", "analyst", text) for text in ("하나", "둘", "셋")]
    assert read_notes(tmp_path, "f1") == notes[::-1]


def test_a_note_taken_back_is_not_seen_and_not_lost(tmp_path):
    kept, gone = (write_note(tmp_path, "f1", "analyst", text) for text in ("남김", "거둠"))
    withdraw_note(tmp_path, gone.id, "admin")
    assert read_notes(tmp_path, "f1") == [kept]
    lines = [json.loads(line) for line in journal(tmp_path).read_text("utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["note", "note", "withdrawal"]
    assert lines[1]["text"] == "거둠" and (lines[2]["who"], lines[2]["note"]) == ("admin", gone.id)
    with pytest.raises(UnknownNote):
        withdraw_note(tmp_path, gone.id, "admin")  # twice is once


def test_nothing_and_too_much_are_refused(tmp_path):
    with pytest.raises(EmptyNote):
        write_note(tmp_path, "f1", "analyst", " \n ")
    with pytest.raises(NoteTooLong):
        write_note(tmp_path, "f1", "analyst", "가" * (LONGEST + 1))
    assert not journal(tmp_path).exists()


@pytest.mark.parametrize("tail", [b'{"kind": "note", "id": "n1", "te', b"\xed\x95", b"[1]"])
def test_a_line_that_a_killed_write_left_half_hides_no_other(tmp_path, tail):
    before = write_note(tmp_path, "f1", "analyst", "앞")
    with journal(tmp_path).open("ab") as torn:
        torn.write(tail)
    assert read_notes(tmp_path, "f1") == [before]
    after = write_note(tmp_path, "f1", "analyst", "뒤")
    assert read_notes(tmp_path, "f1") == [after, before]


def test_many_writers_at_once_lose_no_note(tmp_path):
    writers = [
        threading.Thread(target=lambda nth=nth: [write_note(tmp_path, "f1", f"w{nth}", "글" * 200) for _ in range(20)])
        for nth in range(8)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(read_notes(tmp_path, "f1")) == 160
