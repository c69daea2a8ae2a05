"""The page of meetings: those who write add and change, others read, the link filters, each act is in the audit log."""

import shutil
from datetime import date

import pytest

import desk
from access.chain import read_log
from tests.pages.test_pages import accidents, visit, words
from texts import say

HOSTILE = "<img src=x onerror=alert(1)> ![x](http://evil.example/a.png) =1+1"
PAGE = "council/meetings.py"


@pytest.fixture
def home(tmp_path):
    """A folder in which nobody has uploaded anything: the log needs no figures."""
    return tmp_path / "home"


@pytest.fixture
def decision(home):
    meeting = desk.write_meeting(home, "analyst", held_on=date(2018, 12, 31), title="2018년 협의회")
    later = desk.write_meeting(home, "analyst", held_on=date(2019, 12, 20), title="2019년 협의회")
    desk.write_decision(home, "analyst", later.id, text="공고를 낸다", owner="광주광역시")
    return desk.write_decision(
        home, "analyst", meeting.id, text=HOSTILE, owner="무역협회", due_on=date(2019, 3, 31), note=HOSTILE
    )


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


@pytest.mark.parametrize("lang", ("ko", "en"))
def test_without_a_meeting_the_page_says_how_to_begin(home, monkeypatch, lang):
    app = visit(home, monkeypatch, PAGE, lang=lang)
    assert accidents(app) == [] and say(lang, "meetings.none") in words(app)
    assert [button.label for button in app.button if button.label == say(lang, "meetings.form.new_meeting")]


def test_an_analyst_writes_a_meeting_and_a_decision(home, monkeypatch):
    app = visit(home, monkeypatch, PAGE)
    press(app, say("ko", "meetings.form.new_meeting"))
    app.text_input(key="meeting_title").set_value("2018년 협의회")
    app.date_input(key="meeting_held_on").set_value(date(2018, 12, 31))
    press(app, say("ko", "meetings.form.save"))
    [meeting] = desk.read_meetings(home)
    assert (meeting.title, meeting.held_on, meeting.who) == ("2018년 협의회", date(2018, 12, 31), "analyst")

    known = desk.write_decision(
        home, "analyst", meeting.id, text="공고를 낸다", owner="무역협회"
    )  # AppTest types no owner
    app = press(visit(home, monkeypatch, PAGE), say("ko", "meetings.form.new_decision"))
    app.text_area(key="meeting_text").set_value("로드맵을 쓴다")
    app.selectbox(key="meeting_owner").set_value("무역협회")
    press(app, say("ko", "meetings.form.save"))
    [made] = [each for each in desk.read_decisions(home) if each.id != known.id]
    assert (made.text, made.owner, made.due_on, made.status) == ("로드맵을 쓴다", "무역협회", None, "open")
    assert [line["action"] for line in read_log(home)] == ["write_meeting", "write_decision"]
    assert read_log(home)[-1]["decision"] == made.id


def test_a_refusal_is_a_sentence_and_writes_nothing(home, monkeypatch, decision):
    app = press(visit(home, monkeypatch, PAGE), say("ko", "meetings.form.new_decision"))
    press(app, say("ko", "meetings.form.save"))
    assert len(desk.read_decisions(home)) == 2 and read_log(home) == []


def test_a_change_keeps_its_history_and_a_withdrawal_takes_it_out_of_sight(home, monkeypatch, decision):
    app = visit(home, monkeypatch, PAGE)
    app.button(key=f"decision_decisions_{decision.id}").click().run()
    assert accidents(app) == []
    app.text_input(key="meeting_note").set_value("끝냈다")
    press(app, say("ko", "meetings.form.save"))
    now = next(each for each in desk.read_decisions(home) if each.id == decision.id)
    assert [(each.field, each.after) for each in now.changes] == [("note", "끝냈다")]

    app = visit(home, monkeypatch, PAGE)
    app.button(key=f"decision_decisions_{decision.id}").click().run()
    assert "끝냈다" in words(app)
    app.button(key=f"withdraw_{decision.id}").click().run()
    assert decision.id not in {each.id for each in desk.read_decisions(home)}
    assert [line["action"] for line in read_log(home)] == ["change_decision", "withdraw_decision"]


def test_what_people_wrote_stays_text(home, monkeypatch, decision):
    app = visit(home, monkeypatch, PAGE)
    said = words(app)
    assert "&lt;img src=x" in said and "<img" not in said.replace("&lt;img", "")


def test_the_link_keeps_an_institution_a_meeting_and_a_state(home, monkeypatch, decision):
    app = visit(home, monkeypatch, PAGE, owner="광주광역시")
    assert "공고를 낸다" in words(app) and "evil.example" not in words(app)
    app = visit(home, monkeypatch, PAGE, decision_state="overdue", meeting=decision.meeting_id)
    assert "evil.example" in words(app) and "공고를 낸다" not in words(app)
    app = visit(home, monkeypatch, PAGE, decision_state="maybe")
    assert "maybe" in app.warning[0].value


@pytest.mark.parametrize("role", ("executive", "council"))
def test_others_read_and_do_not_write(sample_home, tmp_path, monkeypatch, role):
    home = tmp_path / "copy"
    shutil.copytree(sample_home, home)
    meeting = desk.write_meeting(home, "analyst", held_on=date(2018, 12, 31), title="2018년 협의회")
    made = desk.write_decision(home, "analyst", meeting.id, text="공고를 낸다", owner="광주광역시")
    app = visit(home, monkeypatch, PAGE, role=role)
    assert accidents(app) == [] and "공고를 낸다" in words(app)
    app.button(key=f"decision_decisions_{made.id}").click().run()
    labels = {button.label for button in app.button}
    writing = {say("ko", f"meetings.form.{name}") for name in ("new_meeting", "new_decision", "save", "withdraw")}
    assert not labels & writing


def test_a_chosen_meeting_says_where_it_was_and_hides_a_deck_that_is_not_there(home, monkeypatch):
    day = date(2018, 12, 31)
    meeting = desk.write_meeting(
        home, "analyst", held_on=day, title="2018년 협의회", place="시청 <b>", as_of=day, deck_id="20181231-abcdef"
    )
    app = visit(home, monkeypatch, PAGE, meeting=meeting.id)
    said = words(app)
    assert accidents(app) == [] and "시청 &lt;b&gt;" in said and "20181231-abcdef" not in said
    press(app, say("ko", "meetings.form.mend_meeting"))
    assert accidents(app) == []
    assert app.selectbox(key="meeting_deck_id").value == "20181231-abcdef"
