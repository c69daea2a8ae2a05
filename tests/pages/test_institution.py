"""The page of an institution: the list leads to one, its numbers open into firms, its decisions stand beside."""

import re
import shutil
from datetime import date

import pytest

import desk
from tests.pages.test_pages import accidents, visit, words
from texts import say

PAGE, CUSTOMS = "executive/institution.py", "광주본부세관"
NUMBER = re.compile(r"(\d+)(?= ?(?:개사|firms?))")


def test_without_one_there_is_a_list_and_with_an_unknown_one_a_sentence(sample_home, monkeypatch):
    app = visit(sample_home, monkeypatch, PAGE)
    assert accidents(app) == [] and len(app.dataframe[0].value) == 22
    app = visit(sample_home, monkeypatch, PAGE, institution="nobody")
    assert accidents(app) == [] and "nobody" in app.warning[0].value


@pytest.mark.parametrize("lang", ("ko", "en"))
def test_every_kind_of_number_opens_into_as_many_firms(sample_home, monkeypatch, lang):
    app = visit(sample_home, monkeypatch, PAGE, lang=lang, institution=CUSTOMS)
    for kind in ("total", "supported", "recommended", "risen"):
        app.selectbox(key="institution_behind_kind").set_value(kind).run()
        assert accidents(app) == []
        number = app.selectbox(key=f"institution_behind_{kind}")
        said = NUMBER.findall(number.format_func(number.value))
        assert int(said[-1]) == len(app.dataframe[-1].value), kind


def test_what_it_owes_stands_beside(sample_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    meeting = desk.write_meeting(home, "analyst", held_on=date(2018, 12, 31), title="2018년 협의회")
    desk.write_decision(home, "analyst", meeting.id, text="관세 상담을 한다", owner=CUSTOMS)
    desk.write_decision(home, "analyst", meeting.id, text="공고를 낸다", owner="광주광역시")
    app = visit(home, monkeypatch, PAGE, institution=CUSTOMS)
    assert accidents(app) == []
    assert "관세 상담을 한다" in words(app) and "공고를 낸다" not in words(app)


def test_one_that_did_nothing_yet_says_so(sample_home, monkeypatch):
    app = visit(sample_home, monkeypatch, PAGE, institution="무등산학협력단")
    said = words(app)
    assert accidents(app) == []
    for name in ("support_none", "recommended_none", "decisions_none"):
        assert say("ko", f"institution.{name}") in said
