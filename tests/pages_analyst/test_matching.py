"""The queue of firm matching: both sides are shown, a person decides with a reason, and takes it back by an undo."""

import warehouse
from etl import act
from metrics.matching import match_decisions, match_queue
from metrics.selection import Selection
from tests.pages_analyst.visitor import GARAM, Visitor, spells
from texts import say
from web.session import today


def kinds(home) -> list[str]:
    with warehouse.open_snapshot(home) as snapshot:
        return match_queue(snapshot, Selection(as_of=today()))["queue_kind"].tolist()


def decide(visitor: Visitor, decision: str, reason: str = "등기 확인") -> None:
    next(each for each in visitor.app.text_input if each.key.startswith("reason_")).input(reason).run()
    visitor.press(decision)


def test_a_name_is_joined_after_a_look_and_the_undo_brings_it_back(waiting):
    visitor = Visitor("matching")
    visitor.choose_row(0)
    assert "주식회사 가람테크" in visitor.said and GARAM in visitor.said and visitor.accidents == []
    visitor.press("join")
    assert say("ko", "matching.reason_missing") in visitor.said and "publish" not in visitor.keys
    before = warehouse.current_id(waiting)
    decide(visitor, "join")
    assert "1건 더함" in visitor.said and warehouse.current_id(waiting) == before
    visitor.publish()
    assert visitor.accidents == [] and spells(waiting) == 2 and kinds(waiting) == ["created"]
    with warehouse.open_snapshot(waiting) as snapshot:
        (row,) = match_decisions(snapshot, Selection(as_of=today())).to_dict("records")
    assert (row["firm_name"], row["reason"], row["decided_by"]) == ("㈜가람테크", "등기 확인", "analyst")
    table = next(each.value for each in visitor.app.dataframe if "decision" in each.value)
    assert table["file"].tolist() == [say("ko", "matching.file", name="주식회사 가람테크")]
    assert table["uploaded_at"].all() and table["decided_by"].tolist() == [say("ko", "shell.role.analyst")]
    act.confirm(waiting, act.withdraw(waiting, row["upload_id"], "kim", "잘못 이음").id, "kim")
    assert kinds(waiting) == ["waiting", "created"] and spells(waiting) == 1


def test_a_name_kept_apart_leaves_the_queue_and_its_markup_is_shown_as_text(waiting):
    visitor = Visitor("matching", lang="en")
    visitor.choose_row(1)
    assert "&lt;b&gt;다온" in visitor.said and "<b>다온" not in visitor.said
    visitor.press("join")
    assert say("en", "matching.reason_missing") in visitor.said
    decide(visitor, "apart")
    visitor.publish()
    assert visitor.accidents == [] and kinds(waiting) == ["waiting"]


def test_another_item_puts_the_proposal_away(waiting):
    visitor = Visitor("matching")
    visitor.choose_row(0)
    decide(visitor, "apart")
    assert "publish" in visitor.keys
    visitor.choose_row(1)
    assert "publish" not in visitor.keys and not list((waiting / "warehouse" / ".candidates").iterdir())


def test_with_nothing_to_decide_the_page_says_so(home):
    visitor = Visitor("matching")
    assert say("ko", "matching.none") in visitor.said and say("ko", "matching.decided_none") in visitor.said
    assert visitor.accidents == []
