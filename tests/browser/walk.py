"""Opens one page as a visitor would and notes everything that a visitor should not meet."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Page

from tests.browser.allowed import AXE, CONSOLE, LATIN, LATIN_SHAPES
from web.session import FIRST_PAGE

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || app.getAttribute('data-test-connection-state') !== 'CONNECTED') return false;
  if (app.getAttribute('data-test-script-state') !== 'notRunning') return false;
  if (document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')) return false;
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
  const tables = [...document.querySelectorAll('[data-testid="stDataFrame"]')];
  return charts.every(chart => chart.querySelector('.main-svg'))
    && tables.every(table => table.querySelector('canvas'))
    && !!document.querySelector('[data-testid="stMain"] h1, [data-testid="stMain"] [data-testid="stAlert"]');
}"""
# What is seen; what innerText leaves out (headers of tables on canvas, placeholders) is asked for.
SEEN = """() => {
  const icons = new Set([...document.querySelectorAll('[data-testid="stIconMaterial"]')].map(e => e.innerText.trim()));
  const lines = document.body.innerText.split('\\n').filter(line => !icons.has(line.trim()));
  return [...lines, ...[...document.querySelectorAll('canvas [role=columnheader]')].map(t => t.textContent),
  ...[...document.querySelectorAll('[placeholder]')].map(e => e.getAttribute('placeholder'))].join('\\n');
}"""


@dataclass
class Visit:
    """One page as it was served, and what went wrong meanwhile."""

    page: Page
    text: str = ""
    console: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def link(page: str, **values: str) -> str:
    """The address that a person would type or be sent: the first page lives at the root."""
    query = f"?{urlencode(values)}" if values else ""
    return ("/" if page == FIRST_PAGE else f"/{page}") + query


@contextmanager
def opened(
    browser: Browser, server: str, path: str, size: str = "desk", dark: bool = False, *, is_new: bool = False
) -> Iterator[Visit]:
    """Open `path` and wait until everything stands.

    `is_new`: in a browser that has never been here. Else in the tab that visits of this size share: it remembers
    nothing of them but Streamlit's scripts, which to read again takes longer than to show the page.
    """
    page = _tab(browser, size, dark, is_new)
    visit = Visit(page)
    host = urlsplit(server).netloc
    heard = {
        "console": lambda said: said.type == "error" and visit.console.append(_line(said)),
        "pageerror": lambda error: visit.console.append(f"uncaught: {error}"),
        "request": lambda asked: _is_stranger(asked.url, host) and visit.strangers.append(asked.url),
        "websocket": lambda socket: _is_stranger(socket.url, host) and visit.strangers.append(socket.url),
    }
    for event, hear in heard.items():
        page.on(event, hear)
    is_left = False
    try:
        page.goto(server + path, wait_until="domcontentloaded")
        wait_until_it_stands(page)
        visit.text = page.evaluate(SEEN)
        yield visit
        for event, hear in heard.items():
            page.remove_listener(event, hear)
        is_left = not is_new and _leave(page, server)
    finally:
        if not is_left:
            page.context.close()


_TABS: dict[tuple[str, bool], Page] = {}


def _tab(browser: Browser, size: str, dark: bool, is_new: bool) -> Page:
    """An empty tab of this size: a new one, or the one that was left."""
    width, height = SIZES[size]
    kept = None if is_new else _TABS.get((size, dark))
    if kept and not kept.is_closed() and kept.context.browser is browser:
        kept.set_viewport_size({"width": width, "height": height})
        return kept
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="ko-KR", color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    if not is_new:
        _TABS[size, dark] = page
    return page


def _leave(page: Page, server: str) -> bool:
    """Take from the tab whatever the visit left there; whether it can be used again."""
    with suppress(Error):
        page.emulate_media(media="null")
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.context.clear_cookies()
        page.goto(server + "/healthz")  # no page: its script is at an end. Elsewhere the tab would forget the scripts
        return True
    return False


def wait_until_it_stands(page: Page) -> None:
    """Wait until the script has ended, charts are drawn and nothing moves any more."""
    _wait_until_idle(page)
    page.wait_for_timeout(300)  # a rerun that the page asked for itself starts within this time
    _wait_until_idle(page)
    page.evaluate("() => document.fonts.ready.then(() => null)")


def _wait_until_idle(page: Page) -> None:
    page.wait_for_function(IDLE, timeout=60_000, polling=100)  # asked at every frame, it would make them


def _line(said: ConsoleMessage) -> str:
    return f"{said.text} {said.location['url']}"


def _is_stranger(url: str, host: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob", "about"} and parts.netloc != host


def console_errors(visit: Visit) -> list[str]:
    """Console errors that are not among the known ones."""
    return [line for line in visit.console if not any(re.search(known, line) for known in CONSOLE)]


def traces(visit: Visit) -> list[str]:
    """Signs of an accident on the page: a stack trace, Streamlit's own error box, our own box for the unforeseen."""
    found = [word for word in ("Traceback", "most recent call last", 'File "/') if word in visit.text]
    return (
        found + visit.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').all_inner_texts()
    )


def latin_words(visit: Visit, also: set[str]) -> list[str]:
    """Latin words in a Korean page that stand on no list: neither a code nor a firm's name."""
    text = visit.text
    for shape in LATIN_SHAPES:
        text = re.sub(shape, " ", text, flags=re.MULTILINE)
    return sorted({word for word in re.findall(r"[A-Za-z][A-Za-z&]+", text) if word not in LATIN | also})


def axe_violations(visit: Visit) -> list[str]:
    """What axe finds and no comment in the allow-list explains: rule, how many, the first place."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(visit.page).response["violations"]
    left = []
    for rule in found:
        places = [node for node in rule["nodes"] if not _is_known(visit.page, node["target"], AXE.get(rule["id"], ()))]
        if places:
            left.append(f"{rule['id']} ({rule['impact']}) × {len(places)}: {places[0]['html'][:200]}")
    return left


def _is_known(page: Page, target: list[str], selectors: tuple[str, ...]) -> bool:
    ask = "([target, known]) => known.some(each => document.querySelector(target)?.matches(each))"
    return page.evaluate(ask, [target[-1], list(selectors)])


def sticks_out(visit: Visit) -> int:
    """Pixels by which the page is wider than the window: nobody should have to push it sideways."""
    return visit.page.evaluate(
        "() => Math.max(0, ...[document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(e => e.scrollWidth - e.clientWidth))"
    )
