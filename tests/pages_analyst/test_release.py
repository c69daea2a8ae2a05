"""The release page: check, look, release; what the council then sees; take back."""

import shutil

import pytest

import warehouse
from access.chain import read_log
from tests.pages.test_pages import accidents, go_to, start, words
from texts import say


@pytest.fixture
def home(sample_home, tmp_path):
    shutil.copytree(sample_home, tmp_path / "home")
    return tmp_path / "home"


def test_figures_are_checked_released_seen_by_the_council_and_taken_back(home, monkeypatch):
    council = go_to(start(home, monkeypatch, role="council"), "council/figures.py")
    assert say("ko", "figures.none") in words(council)

    page = go_to(start(home, monkeypatch, as_of="2018-12-31"), "analyst/release.py")
    page.multiselect(key="release_measures").set_value(["staff"])
    page.multiselect(key="release_dimensions").set_value(["year", "stage", "industry"]).run()
    page.button(key="look").click().run(timeout=240)
    assert accidents(page) == [] and warehouse.list_releases(home) == []
    (cells,) = [each.value for each in page.dataframe if "reason" in each.value]
    assert say("ko", "release.reason_long.few") in set(cells["reason"])
    assert page.button(key="release_go").disabled
    next(box for box in page.checkbox if box.key.startswith("sure_")).check().run()
    page.button(key="release_go").click().run(timeout=240)
    (line,) = warehouse.list_releases(home)
    assert accidents(page) == [] and line["who"] == "analyst"

    council = go_to(start(home, monkeypatch, role="council", as_of="2018-12-31"), "council/figures.py")
    assert accidents(council) == [] and say("ko", "figures.none") not in words(council)
    assert say("ko", "release.dimension.industry") in words(council)
    public = go_to(start(home, monkeypatch, role="public", lang="en"), "council/figures.py")
    assert accidents(public) == []

    page = go_to(start(home, monkeypatch), "analyst/release.py")
    key = next(each.key for each in page.dataframe if each.key and each.key.startswith("releases_"))
    page.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    page.run()
    page.button(key="withdraw").click().run()
    assert say("ko", "release.reason_missing") in words(page) + " ".join(each.value for each in page.warning)
    assert not warehouse.list_releases(home)[0]["withdrawn"]
    page.text_input(key=f"reason_{line['id']}").input("집계 오류").run()
    page.button(key="withdraw").click().run()
    assert warehouse.list_releases(home)[0]["withdrawn"]["reason"] == "집계 오류"
    council = go_to(start(home, monkeypatch, role="council"), "council/figures.py")
    assert say("ko", "figures.none") in words(council)
    told = [(each["action"], each.get("release")) for each in read_log(home)[-2:]]
    assert told == [("release", line["id"]), ("withdraw_release", line["id"])]
