"""Somebody who never saw the program makes the council's deck of 2018 in three minutes, by what the screen says."""

import re
import shutil
import time

import pytest

import warehouse
from access.chain import read_log
from tests.browser import walk
from tests.browser.decks import ladder_of, take_deck
from tests.browser.serving import serve
from tests.conftest import run_module

MINUTES = 3


@pytest.fixture(scope="module")
def first_start(sample_home, tmp_path_factory):
    """A server on a folder as the first start leaves it: the sample, released."""
    home = tmp_path_factory.mktemp("newcomer") / "home"
    shutil.copytree(sample_home, home)
    made = run_module("disclosure", "sample", home=home)
    assert made.returncode == 0, made.stderr
    with serve(home, home.parent / "log") as running:
        yield running, home


@pytest.mark.long  # its small form: tests/disclosure/test_sample.py, and test_deck.py for the page
def test_the_councils_deck_of_2018_takes_six_clicks_and_three_minutes(browser, first_start):
    server, home = first_start
    began = time.monotonic()
    with walk.opened(browser, server.url, "/") as visit:
        page = visit.page
        page.get_by_text("협의회", exact=True).first.click()
        page.get_by_text("발표 자료", exact=True).first.click()
        page.get_by_role("heading", name="새 발표 자료").wait_for()
        walk.wait_until_it_stands(page)
        page.get_by_role("button", name="기준일").first.click()
        page.get_by_role("button", name="2018년 말").click()
        page.get_by_text("2018-12-31 기준으로 만듭니다").wait_for()
        walk.wait_until_it_stands(page)
        make = page.get_by_role("button", name="발표 자료 만들기")
        assert make.bounding_box()["y"] < 900  # seen without scrolling
        make.click()
        page.wait_for_url(re.compile("deck=20181231-"))
        walk.wait_until_it_stands(page)
        name, deck = take_deck(page)
        assert walk.traces(visit) == [] and walk.console_errors(visit) == []
    assert time.monotonic() - began < MINUTES * 60
    assert name == "deck_2018-12-31_council_ko.pptx"
    current, cumulative = ladder_of(deck)
    assert (current[1], current[0]) == (100, 20)  # flagship, PRE: 현재
    assert cumulative[2:] == (15, 23, 6)  # star, Global Gangso, World Class 300: 누적
    assert not [text for text in _texts(deck) if "2024년" in text]  # what was released later is not yet known
    (release,) = warehouse.list_releases(home)
    assert [line["action"] for line in read_log(home)[-3:]] == ["release", "deck", "download"]
    assert any(release["id"] in text for text in _texts(deck))
    assert server.traces() == []


def _texts(deck) -> list[str]:
    return [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
