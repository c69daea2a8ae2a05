"""A deck in three minutes: the page, the day, the deck, the file; as somebody who never saw the program."""

import re
import shutil

import pytest

from tests.browser import walk
from tests.browser.decks import ladder_of, take_deck
from tests.browser.serving import serve


@pytest.fixture(scope="module")
def own(sample_home, tmp_path_factory):
    """A server on a copy of the sample: decks are written into its folder."""
    home = tmp_path_factory.mktemp("decks") / "home"
    shutil.copytree(sample_home, home)
    with serve(home, home.parent / "log") as running:
        yield running


def test_the_deck_of_2018_is_made_taken_and_presented(browser, own):
    """No release stands, so the page offers the internal deck by itself, and says why."""
    with walk.opened(browser, own.url, walk.link("deck", as_of="2018-12-31", role="analyst")) as visit:
        page = visit.page
        page.get_by_role("button", name="발표 자료 만들기").click()
        page.wait_for_url(re.compile("deck=20181231-"))
        walk.wait_until_it_stands(page)
        name, deck = take_deck(page)
        current, cumulative = ladder_of(deck)
        assert current[:2] == (20, 100) and cumulative[2:] == (15, 23, 6)
        assert name == "deck_2018-12-31_internal_ko.pptx"
        where = page.get_by_role("link", name="발표 화면").get_attribute("href")
        assert walk.traces(visit) == [] and walk.console_errors(visit) == []
    with walk.opened(browser, own.url, where) as visit:
        assert "2018년 명품강소기업 육성협의회" in visit.text
    with walk.opened(browser, own.url, where + "&role=council") as visit:
        assert "육성협의회" not in visit.text  # the house's own deck
    assert own.traces() == []


def test_without_a_release_there_is_no_deck_for_the_council(browser, own):
    with walk.opened(browser, own.url, walk.link("deck", role="analyst")) as visit:
        visit.page.get_by_test_id("stButtonGroup").get_by_text("협의회", exact=True).click()
        walk.wait_until_it_stands(visit.page)
        visit.page.get_by_text("공개본이 없어").first.wait_for()
        assert visit.page.get_by_role("button", name="발표 자료 만들기").count() == 0
