"""A deck is presented in a real browser: by keys through every slide, nothing cut, no word to the console."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from reports.agenda import default_agenda
from reports.deck import keep, open_deck
from reports.draft import draft_deck
from tests.browser import walk
from tests.browser.serving import serve
from texts import say
from warehouse import open_snapshot

# The whole deck in Korean on a projector of today, in English on one of yesterday.
SCREENS = ((1920, 1080, "ko"), (1024, 768, "en"))
HERE = "() => new URLSearchParams(location.search).get('slide')"
# Pixels of the stage that are cut: of itself, of what stands on it, of a chart's words beyond its edge.
CUT = """() => {
  const over = e => e ? Math.max(0, e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight - 1) : 0;
  const places = ['.st-key-stage', '.stage-head', '.st-key-stage_body', '.stage-table', '.stage-lines', '.stage-foot'];
  const found = places.map(place => [place, over(document.querySelector(place))]);
  const body = document.querySelector('.st-key-stage_body')?.getBoundingClientRect();
  const foot = document.querySelector('.stage-foot').getBoundingClientRect();
  const words = [...document.querySelectorAll('.st-key-stage_body .main-svg text, .stage-table, .stage-lines')];
  const beyond = words.map(e => e.getBoundingClientRect()).filter(box => box.width).map(box =>
    Math.max(body.left - box.left, box.right - body.right, box.bottom - foot.bottom, 0));
  found.push(['words', Math.max(0, ...beyond)]);
  found.push(['window', over(document.documentElement)]);
  return found.filter(([, pixels]) => pixels > 2);
}"""
STANDS = """message => document.querySelector('.st-key-stage h1')?.innerText === message
  && document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') === 'notRunning'"""


@pytest.fixture(scope="module")
def shown(sample_home, tmp_path_factory):
    """A server on a folder that holds one internal deck and no data at all: the deck's id, its folder, the server."""
    home = tmp_path_factory.mktemp("decks")
    with closing(open_snapshot(sample_home)) as snapshot:
        agenda = replace(default_agenda("internal"), as_of=date(2018, 12, 31))
        deck = keep(home, draft_deck(snapshot, sample_home, agenda, date(2026, 11, 26)), "tests")
    with serve(home, tmp_path_factory.mktemp("server") / "log") as server:
        yield deck.id, home, server


@pytest.mark.parametrize(("width", "height", "lang"), SCREENS)
def test_every_slide_is_reached_by_keys_and_nothing_is_cut(browser, shown, width, height, lang):
    deck_id, home, server = shown
    messages = [slide.message for slide in open_deck(home, deck_id, lang).slides]
    with walk.opened(browser, server.url, walk.link("present", deck=deck_id, lang=lang)) as visit:
        page = visit.page
        page.set_viewport_size({"width": width, "height": height})
        wrong = {}
        for number, message in enumerate(messages, start=1):
            page.wait_for_function(STANDS, arg=message)
            page.wait_for_timeout(120)  # the chart is drawn after the words
            assert number == 1 or page.evaluate(HERE) == str(number)
            if cut := page.evaluate(CUT):
                wrong[number] = cut
            page.keyboard.press("PageDown" if number % 2 else "ArrowRight")
        assert wrong == {}
        page.keyboard.press("Home")
        page.wait_for_function(STANDS, arg=messages[0])
        page.keyboard.press("4")
        page.wait_for_function(STANDS, arg=messages[3])
        assert walk.axe_violations(visit) + walk.console_errors(visit) + visit.strangers + server.traces() == []


def test_a_reload_shows_the_same_slide_and_the_view_of_all_leads_to_any(browser, shown):
    deck_id, home, server = shown
    messages = [slide.message for slide in open_deck(home, deck_id, "ko").slides]
    with walk.opened(browser, server.url, walk.link("present", deck=deck_id, slide="6")) as visit:
        page = visit.page
        page.wait_for_function(STANDS, arg=messages[5])
        page.keyboard.press("0")
        page.locator(".st-key-stage_tiles button").nth(len(messages) - 1).wait_for()
        for digit in "12":
            page.keyboard.press(digit)
            page.wait_for_timeout(400)
        page.wait_for_function(STANDS, arg=messages[11])
        page.mouse.click(1300, 400)  # a tap on the right third
        page.wait_for_function(STANDS, arg=messages[12])
        page.reload()
        page.wait_for_function(STANDS, arg=messages[12])


def test_a_phone_held_upright_reads_the_values_in_rows(browser, shown):
    deck_id, _, server = shown
    with walk.opened(browser, server.url, walk.link("present", deck=deck_id, slide="4"), "phone") as visit:
        assert visit.page.locator(".stage-rows table").is_visible()
        assert not visit.page.locator(".st-key-stage .main-svg").first.is_visible()
        assert walk.sticks_out(visit) == 0


@pytest.mark.parametrize(("size", "lang"), [("desk", "ko"), ("phone", "en")])
def test_the_way_out_shows_over_no_words_and_leads_to_the_page_of_the_deck(browser, shown, size, lang):
    deck_id, _, server = shown
    with walk.opened(browser, server.url, walk.link("present", deck=deck_id, slide="4", lang=lang), size) as visit:
        way, head = (visit.page.locator(place).bounding_box() for place in (".st-key-turn_leave", ".stage-head"))
        assert way["x"] >= 0 and way["y"] >= 0 and way["y"] + way["height"] <= head["y"]
        way_out = visit.page.locator(".st-key-turn_leave button")
        assert say(lang, "present.leave") in way_out.inner_text()
        way_out.focus()
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/deck?**")


def test_a_wrong_link_is_a_sentence_and_a_councillor_opens_no_internal_deck(browser, shown):
    deck_id, _, server = shown
    told = {"audience": say("ko", "audience.internal"), "role": say("ko", "shell.role.council")}
    for values, sentence in (
        ({"deck": "20181231-000000"}, say("ko", "problem.unknown_deck", deck="20181231-000000")),
        ({"deck": deck_id, "slide": "99"}, say("ko", "present.no_slide", count=20, slide="99")),
        ({"deck": deck_id, "role": "council"}, say("ko", "present.not_for", **told)),
    ):
        with walk.opened(browser, server.url, walk.link("present", **values)) as visit:
            assert sentence in visit.text
            assert visit.page.locator(".st-key-stage").count() == 0
            assert walk.traces(visit) == []
