"""What a file says, or a person writes, is shown and never acts: markup, formulas, links and SQL stay text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.contract import contracts
from reports.deck import open_draft
from reports.handouts import HANDOUTS
from tests.browser import hostile_desk, hostile_town, walk
from tests.browser.conftest import PAGES
from tests.browser.hostile_desk import DAY, Written
from tests.browser.hostile_marks import acting_cells, acting_on_paper, acting_parts, what_acts, words_of
from tests.browser.hostile_words import WORDS, is_attack
from tests.browser.serving import Server, serve
from tests.web.wire import Line
from texts import languages, say
from web import session

ALWAYS = ("overview", "firm", "markets", "figures", "deck", "meetings", "present")  # links of them; others: test-long
# In a browser: figures, firms and notes, what was released, what people wrote, names of files. All by the raw line.
SEEN = ("overview", "firm", "figures", "meetings", "present", "uploads")
SHARED = (*session.LISTS, session.AS_OF, session.LANG, session.ROLE)
INJECTED = "![x](http://evil.example/l.png) ') OR 1=1 --"


@dataclass(frozen=True)
class Town:
    """A server on a folder in which every text is an attack."""

    server: Server
    home: Path
    written: Written


@dataclass(frozen=True)
class Walked:
    """What one visit of a link was sent, and what its downloads hold."""

    acts: list[str]
    is_told: bool
    cells: list[str]
    downloads: int


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("hostile")
    hostile_town.fill(folder / "home", folder)
    written = hostile_desk.write(folder / "home")
    with serve(folder / "home", folder / "log") as server:
        yield Town(server, folder / "home", written)


@pytest.fixture(scope="module")
def walked(town) -> dict[str, Walked]:
    """Every link once, over the raw line."""
    return {link: _walk(town, link) for page in PAGES for link in links(page, town.written)}


def links(page: str, written: Written) -> list[str]:
    """A page as it opens, and as it opens on what was chosen there."""
    asked = {
        "firm": [{session.FIRM: written.firm_id}],
        "institution": [{}, {session.INSTITUTION: written.institution}],
        "meetings": [{}, {session.MEETING: written.meeting_id}],
        "deck": [{session.DECK: written.deck_id}],
        "present": [
            {},
            {session.DECK: written.deck_id},
            {session.DECK: written.deck_id, session.NOTES: "yes"},
            {session.DECK: written.council_deck_id},
        ],
    }
    told = {"role": "admin", "as_of": str(DAY)}
    return [walk.link(page, **told, **each) for each in asked.get(page, [{}])]


def _walk(town: Town, link: str) -> Walked:
    with Line(town.server.url) as line:
        line.open(link)
        cells, downloads = _downloads(line)
        for key in sorted(each for each in line.buttons if each.startswith("ask_")):
            line.press(key)  # forms: a new meeting, a decision
        if "turn_next" in line.buttons:
            for _ in range(town.written.slides - 1):
                line.press("turn_next")
        return Walked(what_acts(line), b"evil" in line.received, cells, downloads)


def _downloads(line: Line) -> tuple[list[str], int]:
    cells, taken = [], 0
    for key in sorted(each for each in line.buttons if each.startswith(("open_", "firms_")))[:4]:
        line.press(key)
        name = key.split("_", 1)[1]
        for button in line.offered(name):
            cells, taken = cells + acting_cells(line.take(button)), taken + 1
        if f"view_{name}" in line.keys:
            line.choose(f"view_{name}", string_array_value={"data": [say("ko", "figure.document")]})
    return cells, taken


def test_every_text_of_every_kind_of_file_is_an_attack():
    """A new kind of file, or a column of words, that the town lacks is named here."""
    loaded = hostile_town.rows()
    assert loaded.keys() == contracts().keys()
    for kind, source in contracts().items():
        texts = {column.name for column in source.columns if column.type in hostile_town.TEXTS}
        attacks = {name for name in texts if any(is_attack(row[name]) for row in loaded[kind])}
        assert texts - attacks == set(), kind


def test_no_page_is_sent_a_text_that_would_act(town, walked):
    assert {link: each.acts[:3] for link, each in walked.items() if each.acts} == {}
    assert sum(each.is_told for each in walked.values()) > len(walked) / 2
    assert town.server.traces() == []


def test_no_download_holds_a_formula(town, walked):
    assert {link: each.cells[:3] for link, each in walked.items() if each.cells} == {}
    assert sum(each.downloads for each in walked.values()) > len(PAGES)
    assert town.server.traces() == []


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("deck", ("deck_id", "council_deck_id"))
def test_what_is_handed_out_holds_texts_as_texts(town, lang, deck):
    draft = open_draft(town.home, getattr(town.written, deck))[1]
    made = {kind: make(draft, lang) for kind, make in HANDOUTS.items()}
    assert acting_parts(made["deck"]) == []
    assert acting_cells(made["appendix"]) == []
    told = words_of(made["deck"])
    assert [word for word in WORDS if word.replace("\u202e", "") not in told] == []
    assert acting_on_paper(made["brief"]) == []


# what all pages share is asked before the page is: of some of them is enough for every day
@pytest.mark.parametrize("sharing", [ALWAYS, pytest.param(PAGES, marks=pytest.mark.long)], ids=("some", "all"))
def test_no_link_widens_what_is_asked_or_acts(town, sharing):
    wrong = []
    for page in PAGES:
        filters = set(SHARED if page in sharing else ())
        filters |= set(session.TRADE) if page in session.TRADE_PAGES else set()
        for name in sorted(filters | set(session.OF_PAGE.get(page, ()))):
            asked = {"role": "admin", "as_of": str(DAY)} | {name: INJECTED}
            with Line(town.server.url) as line:
                line.open(walk.link(page, **asked))
            is_widened = b"hovertemplate" in line.received or b"ARROW1" in line.received
            if what_acts(line) or (is_widened and name in filters):
                wrong.append(f"{page} {name}")
    assert wrong == [], wrong[:5]
    assert town.server.traces() == []


@pytest.mark.parametrize("page", SEEN)
def test_a_page_shows_hostile_names_and_fetches_nothing(browser, town, page):
    asked = links(page, town.written)
    look_at(browser, town, asked[1:2] or asked)  # as it opens on what was chosen there


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_hostile_names_however_it_opens(browser, town, page):
    look_at(browser, town, links(page, town.written))


def look_at(browser, town: Town, asked: list[str]) -> None:
    for link in asked:
        with walk.opened(browser, town.server.url, link) as visit:
            keys = visit.page.locator("[class*=st-key-open_] button, [class*=st-key-firms_] button")
            for place in range(min(keys.count(), 3)):
                keys.nth(place).click()
                visit.page.get_by_role("dialog").wait_for()
                walk.wait_until_it_stands(visit.page)
                visit.page.keyboard.press("Escape")
                visit.page.get_by_role("dialog").wait_for(state="detached")
            assert visit.page.evaluate("window.hacked") is None
            assert visit.strangers == []
            assert visit.page.locator('img[src*="//evil"], a[href*="//evil"]').count() == 0
            assert walk.traces(visit) + town.server.traces() == []
