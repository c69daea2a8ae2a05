"""The pages on cohorts and on one firm: numbers open into their firms, a link names its firm, notes are kept."""

import re
import shutil
from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest

from desk import read_notes, write_note
from tests.pages.test_pages import accidents, visit, words
from texts import say
from warehouse import open_snapshot

NUMBER = re.compile(r"(\d+)개사$")
HOSTILE = "<img src=x onerror=alert(1)> ![x](http://evil.example/p.png)\n둘째 줄"


@pytest.fixture(scope="module")
def firm(sample_home):
    """A firm of the sample with designations: its id and name."""
    with closing(open_snapshot(sample_home)) as snapshot:
        rows = snapshot.query("SELECT firm_id, firm_name FROM spells JOIN firms USING (firm_id) ORDER BY 1 LIMIT 1")
    return tuple(rows.iloc[0])


def firm_page(home, monkeypatch, **link: str) -> AppTest:
    return visit(home, monkeypatch, "executive/firm.py", **link)


def test_every_kind_of_number_of_the_cohorts_opens_into_as_many_firms(sample_home, monkeypatch):
    app = visit(sample_home, monkeypatch, "executive/cohorts.py")
    for kind in ("retained", "promoted", "left", "growth"):
        app.selectbox(key="cohort_behind_kind").set_value(kind).run()
        number = app.selectbox(key=f"cohort_behind_{kind}")
        assert accidents(app) == []
        said = NUMBER.search(number.format_func(number.value))
        assert said and int(said[1]) == len(app.dataframe[-1].value), kind


def test_a_programme_and_a_cohort_stand_in_the_link_and_a_wrong_one_is_a_sentence(sample_home, monkeypatch):
    app = visit(sample_home, monkeypatch, "executive/cohorts.py", programme="star", cohort="2기")
    assert accidents(app) == []
    assert say("ko", "programme.star") in words(app) and app.selectbox(key="chosen_cohort").value == "2기"
    app = visit(sample_home, monkeypatch, "executive/cohorts.py", programme="moon")
    assert accidents(app) == [] and "moon" in app.warning[0].value


def test_a_link_names_its_firm(sample_home, monkeypatch, firm):
    app = firm_page(sample_home, monkeypatch, firm=firm[0])
    assert accidents(app) == []
    assert firm[1] in words(app)
    assert "designations.csv" in app.dataframe[-1].value["file"].tolist()


def test_without_a_firm_there_is_a_list_and_with_an_unknown_one_a_sentence_too(sample_home, monkeypatch):
    app = firm_page(sample_home, monkeypatch)
    assert accidents(app) == [] and len(app.dataframe[-1].value) > 100
    app = firm_page(sample_home, monkeypatch, firm="nobody")
    assert accidents(app) == [] and app.warning[0].value == say("ko", "firm.unknown")


def test_filters_shorten_the_list_and_leave_one_firm_whole(sample_home, monkeypatch, firm):
    listed = len(firm_page(sample_home, monkeypatch, stages="wc300").dataframe[-1].value)
    assert 0 < listed < 30
    app = firm_page(sample_home, monkeypatch, firm=firm[0], districts="outside")
    assert firm[1] in words(app)


def test_an_analyst_writes_a_note_that_stays_text_and_withdraws_it(sample_home, monkeypatch, tmp_path, firm):
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    app = firm_page(home, monkeypatch, firm=firm[0])
    app.text_area[0].set_value(HOSTILE)
    next(button for button in app.button if button.label == say("ko", "firm.note.save")).click().run()
    assert accidents(app) == []
    [note] = read_notes(home, firm[0])
    assert (note.text, note.who) == (HOSTILE, "analyst")
    assert "&lt;img src=x" in words(app) and "<img" not in words(app).replace("&lt;img", "")
    app.button(key=f"withdraw_{note.id}").click().run()
    assert read_notes(home, firm[0]) == [] and "둘째 줄" not in words(app)


def test_an_executive_reads_notes_and_writes_none(sample_home, monkeypatch, tmp_path, firm):
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    write_note(home, firm[0], "analyst", "공장을 옮긴다")
    app = firm_page(home, monkeypatch, firm=firm[0], role="executive")
    assert "공장을 옮긴다" in words(app)
    assert len(app.text_area) == 0 and not [b for b in app.button if b.label == say("ko", "firm.note.withdraw")]


def test_lists_of_firms_lead_to_each_firm_as_the_visitor_sees_it(sample_home, monkeypatch):
    link = {"lang": "en", "as_of": "2018-12-31", "districts": "bukgu"}
    app = visit(sample_home, monkeypatch, "executive/progression.py", **link)
    links = app.dataframe[-1].value["firm_id"].tolist()
    assert links and all(each.startswith("/firm?") for each in links)
    assert {"lang=en", "as_of=2018-12-31", "districts=bukgu"} <= set(links[0].partition("?")[2].split("&"))
