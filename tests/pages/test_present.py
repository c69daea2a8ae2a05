"""The full screen, run in-process: who sees which made, what a wrong link says, how a slide is turned."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from access import ROLES, may_see
from reports.agenda import default_agenda
from reports.deck import keep
from reports.draft import draft_deck
from tests.pages.test_pages import accidents, visit, words
from texts import languages, say
from warehouse import open_snapshot

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def made(sample_home, tmp_path_factory) -> tuple[Path, str, int]:
    """A folder that holds one internal deck and no data at all, the deck's id, how many slides it has."""
    home = tmp_path_factory.mktemp("decks")
    with closing(open_snapshot(sample_home)) as snapshot:
        agenda = replace(default_agenda("internal"), as_of=date(2018, 12, 31))
        kept = keep(home, draft_deck(snapshot, sample_home, agenda, TODAY), "tests")
    return home, kept.id, len(kept.slides)


def present(made, monkeypatch, **link: str):
    """The page as a visitor with this link meets it."""
    home, deck_id, _ = made
    asked = {"deck": deck_id, "role": "analyst"} | link
    return visit(home, monkeypatch, "council/present.py", **asked)


def press(app, key: str):
    """A key, as its unseen button takes it."""
    return app.button(key=key).click().run()


def at(app) -> str:
    """Which slide stands in the link."""
    return app.session_state["slide"]


@pytest.mark.parametrize("lang", languages())
def test_a_slide_says_its_message_its_source_and_where_it_stands(made, monkeypatch, lang):
    app = present(made, monkeypatch, lang=lang, slide="4")
    said = words(app)
    assert accidents(app) == []
    assert "<h1" in said and say(lang, "shell.sample") in said
    assert say(lang, "present.page", at=4, count=made[2]) in said
    assert len(app.get("plotly_chart")) == 1


def test_keys_turn_the_slides_and_stop_at_both_ends(made, monkeypatch):
    app = present(made, monkeypatch)
    assert at(press(app, "key_PageDown")) == "2"
    assert at(press(app, "turn_next")) == "3"
    assert at(press(app, "turn_previous")) == "2"
    assert at(press(app, "turn_first")) == "1"
    assert at(press(app, "key_PageUp")) == "1"
    assert at(press(app, "turn_last")) == str(made[2])
    assert at(press(app, "turn_next")) == str(made[2])
    assert at(press(app, "key_7")) == "7"


def test_two_digits_reach_any_slide_in_the_view_of_all(made, monkeypatch):
    app = press(present(made, monkeypatch, slide="3"), "turn_all")
    assert len([button for button in app.button if button.key.startswith("tile_")]) == made[2]
    app = press(press(app, "key_1"), "key_4")
    assert at(app) == "14" and not [button for button in app.button if button.key.startswith("tile_")]
    app = press(press(app, "turn_all"), "key_Down")
    assert at(app) == "17"
    app = press(app, "turn_leave")  # closes the view first
    assert app.session_state["deck"] and at(app) == "17"


@pytest.mark.parametrize("slide", ["0", "99", "zwei"])
def test_a_slide_that_is_none_is_a_sentence_with_a_way_back(made, monkeypatch, slide):
    app = present(made, monkeypatch, slide=slide)
    assert accidents(app) == []
    assert say("ko", "present.no_slide", count=made[2], slide="").split("‘")[0] in app.warning[0].value
    assert at(press(app, "to_first")) == "1"


def test_a_deck_that_is_none_is_a_sentence_with_a_way_back(made, monkeypatch):
    app = present(made, monkeypatch, deck="../../etc")
    assert accidents(app) == [] and len(app.warning) == 1
    app = press(app, "to_decks")
    assert "class='decks'" in words(app)


@pytest.mark.parametrize("role", ROLES)
def test_a_deck_opens_for_those_whom_it_was_made_for(made, monkeypatch, role):
    app = present(made, monkeypatch, role=role, slide="2")
    is_shown = "class='stage-head'" in words(app)
    assert is_shown is may_see(role, "internal") and bool(app.warning) is not is_shown
    listed = present(made, monkeypatch, role=role, deck="")
    assert (made[1] in words(listed)) is may_see(role, "internal")


def test_leaving_leads_to_the_page_of_the_deck_or_to_the_list(made, monkeypatch):
    monkeypatch.setattr("web.present.BACK", "no_such_page")
    assert "class='decks'" in words(press(present(made, monkeypatch, slide="4"), "key_G"))
    monkeypatch.setattr("web.present.BACK", "quality")
    app = press(present(made, monkeypatch, slide="4"), "turn_leave")
    assert accidents(app) == [] and say("ko", "shell.page.quality") in words(app)
    assert app.session_state["deck"] == made[1] and app.session_state["role"] == "analyst"


def test_notes_stand_on_a_link_of_their_own(made, monkeypatch):
    app = present(made, monkeypatch, slide="4", notes="yes")
    assert "class='now'" in words(app) and "class='stage-head'" not in words(app)
    assert say("ko", "present.now", at=4, count=made[2]) in words(app)
    assert say("ko", "present.apart") in words(app)
    assert at(press(app, "turn_last")) == str(made[2])
    assert say("ko", "present.nothing_after") in words(app)
