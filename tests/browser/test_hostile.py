"""What a file says is shown and never acts: names that are markup, formulas or links stay names, on every page."""

import csv
import datetime
import io
import json
from collections.abc import Iterator

import openpyxl
import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

import warehouse
from disclosure import Wish, propose, publish
from tests.browser import hostile_town, walk
from tests.browser.conftest import PAGES
from tests.browser.serving import serve
from tests.web.wire import Line
from web import session

DAY = datetime.date(2024, 12, 31)
ALWAYS = ("overview", "firm", "markets", "figures")  # in a browser; the others in make test-long
IN_TEXT = ("](http",)  # of markdown that would act; escaped it reads \]\(http
IN_HTML = ("<img", "<script>window", "<b>굵게", "<a href='http")
IN_CHARTS = ("<img", "<script", "<b>굵게", "<a href", "<extra>%")
# fields that the browser shows as they are, or not at all
PLAIN = ("id", "options", "value", "raw_value", "raw_values", "placeholder", "code_text", "alt", "config", "columns",
         "query_param_key", "url", "icon", "default", "key", "styles", "page")  # fmt: skip
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
INJECTED = "x') OR 1=1 --"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server on a folder in which every text is an attack, with a release."""
    folder = tmp_path_factory.mktemp("hostile")
    home = folder / "home"
    hostile_town.fill(home, folder)
    wish = Wish(warehouse.current_id(home), DAY, ("staff",), (2024,), ("year", "stage", "industry", "district"))
    publish(home, wish, propose(home, wish).seal, hostile_town.NAMES[0])
    with serve(home, folder / "log") as server, warehouse.open_snapshot(home) as snapshot:
        yield server, snapshot.query("SELECT firm_id FROM firms ORDER BY firm_id")["firm_id"][0]


def link(page: str, firm_id: str) -> str:
    return walk.link(page, role="admin", as_of=str(DAY), **({"firm": firm_id} if page == "firm" else {}))


def strings(message: Message) -> Iterator[tuple[str, str]]:
    """Every text of a message with the name of its field."""
    for field, value in message.ListFields():
        many = value if field.is_repeated and not hasattr(value, "items") else [value]
        for each in many:
            if field.type == FieldDescriptor.TYPE_STRING:
                yield field.name, each
            elif isinstance(each, Message):
                yield from strings(each)


def texts_of(drawn: object) -> Iterator[str]:
    """Every text of a chart."""
    if isinstance(drawn, str):
        yield drawn
    elif isinstance(drawn, dict | list):
        for each in drawn.values() if isinstance(drawn, dict) else drawn:
            yield from texts_of(each)


def what_acts(line: Line) -> list[str]:
    """Texts that arrived where they would act: as markdown, in our HTML, in a chart."""
    found = []
    for message in line.deltas:
        is_html = message.new_element.WhichOneof("type") == "html"
        for name, text in strings(message):
            if is_html and name == "body":
                found += [f"html: {text[:200]}" for mark in IN_HTML if mark in text]
            elif name == "spec":
                found += [
                    f"chart: {each[:200]}" for each in texts_of(json.loads(text)) for mark in IN_CHARTS if mark in each
                ]
            elif name not in PLAIN:
                found += [f"{name}: {text[:200]}" for mark in IN_TEXT if mark in text]
    return found


def test_no_page_is_sent_a_text_that_would_act(hostile):
    server, firm_id = hostile
    found, told = {}, 0
    for page in PAGES:
        with Line(server.url) as line:
            line.open(link(page, firm_id))
            found[page] = what_acts(line)
            told += b"evil" in line.received
    assert {page: acts[:3] for page, acts in found.items() if acts} == {}
    assert told > len(PAGES) / 2 and server.traces() == []


def test_no_download_holds_a_formula(hostile):
    server, firm_id = hostile
    wrong, taken = [], 0
    for page in PAGES:
        with Line(server.url) as line:
            line.open(link(page, firm_id))
            for key in sorted(each for each in line.buttons if each.startswith(("open_", "firms_")))[:4]:
                line.press(key)
                for button in line.offered(key.split("_", 1)[1]):
                    cells = acting_cells(line.take(button))
                    wrong, taken = wrong + [f"{page} {button}: {cell}" for cell in cells], taken + 1
    assert wrong == [], wrong[:5]
    assert taken > len(PAGES), taken
    assert server.traces() == []


def acting_cells(file: bytes) -> list[str]:
    if file.startswith(b"PK"):
        cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(file)).worksheets for row in sheet for cell in row]
        return [str(cell.value) for cell in cells if cell.data_type == "f" or cell.hyperlink]
    rows = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    return [cell for row in rows for cell in row if cell.startswith(FORMULAS) and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    try:
        return bool(float(cell)) or True
    except ValueError:
        return False


def test_no_link_widens_what_is_asked(hostile):
    server, firm_id = hostile
    wrong = []
    for page in PAGES:
        names = (*session.LISTS, session.AS_OF, session.LANG, session.ROLE)
        for name in (*names, *(session.TRADE if page in session.TRADE_PAGES else ())):
            asked = {"role": "admin", "as_of": str(DAY)} | {name: INJECTED}
            with Line(server.url) as line:
                line.open(walk.link(page, **asked))
            if b"hovertemplate" in line.received or b"ARROW1" in line.received:
                wrong.append(f"{page} {name}")
    assert wrong == [], wrong[:5]
    assert server.traces() == []


@pytest.mark.parametrize(
    "page", [pytest.param(each, marks=() if each in ALWAYS else pytest.mark.long) for each in PAGES]
)
def test_a_page_shows_hostile_names_and_fetches_nothing(browser, hostile, page):
    server, firm_id = hostile
    with walk.opened(browser, server.url, link(page, firm_id)) as visit:
        keys = visit.page.locator("[class*=st-key-open_] button, [class*=st-key-firms_] button")
        for place in range(min(keys.count(), 3)):
            keys.nth(place).click()
            visit.page.get_by_role("dialog").wait_for()
            walk.wait_until_it_stands(visit.page)
            visit.page.keyboard.press("Escape")
            visit.page.get_by_role("dialog").wait_for(state="detached")
        assert visit.page.evaluate("window.hacked") is None
        assert visit.strangers == []
        assert visit.page.locator('img[src*="evil"], a[href*="evil"]').count() == 0
        assert walk.traces(visit) + server.traces() == []
