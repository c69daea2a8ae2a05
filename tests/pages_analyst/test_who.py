"""What a signed-in person does is written under that person's name: in the ledger, in the data, in the audit log."""

import json
import math

import pytest

import warehouse
from access.chain import read_log
from access.people import Person
from metrics.matching import match_decisions
from metrics.selection import Selection
from tests.pages_analyst.test_matching import decide
from tests.pages_analyst.visitor import DESIGNATIONS, FIRMS, Visitor
from web.session import today

KIM = Person("kim@gjtp.or.kr", "김분석", "analyst", math.inf)


@pytest.fixture
def signed_in(monkeypatch) -> None:
    """A provider is set up, and Kim has signed in there."""
    monkeypatch.setattr("web.sign_in.is_set_up", lambda: True)
    monkeypatch.setattr("web.sign_in.ask_person", lambda: KIM)


def ledger(home) -> list[dict]:
    return [json.loads(line) for line in (home / "ledger.jsonl").read_text("utf-8").splitlines()]


def test_a_matching_decision_bears_the_person_s_name(waiting, signed_in):
    before, told = len(ledger(waiting)), len(read_log(waiting))
    visitor = Visitor("matching", role="admin")  # which the link may not give
    visitor.choose_row(0)
    decide(visitor, "join")
    visitor.publish()
    assert visitor.accidents == []
    with warehouse.open_snapshot(waiting) as snapshot:
        (row,) = match_decisions(snapshot, Selection(as_of=today())).to_dict("records")
    assert row["decided_by"] == KIM.who
    assert {line["who"] for line in ledger(waiting)[before:]} == {KIM.who}
    lines = read_log(waiting)[told:]
    assert {line["who"] for line in lines} == {KIM.who} and len({line["action"] for line in lines}) >= 2
    assert lines[0]["action"] == "sign_in" and lines[0]["role"] == KIM.role


def test_an_upload_and_its_undo_bear_the_person_s_name(home, signed_in):
    before, told = len(ledger(home)), len(read_log(home))
    visitor = Visitor("upload")
    visitor.drop(("firms.csv", FIRMS), ("designations.csv", DESIGNATIONS))
    visitor.publish()
    assert visitor.accidents == []
    visitor.go_to("uploads")
    visitor.choose_row(0)
    next(each for each in visitor.app.text_input if each.key.startswith("reason_")).input("잘못 올림").run()
    visitor.press("undo_look")
    visitor.tick("sure_")
    visitor.press("undo_go")
    assert visitor.accidents == []
    lines = ledger(home)[before:]
    assert len(lines) == 3 and {line["who"] for line in lines} == {KIM.who}
    assert {line["who"] for line in read_log(home)[told:]} == {KIM.who}
