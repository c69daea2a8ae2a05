"""What must hold of every page in a real browser; two files ask it of half the pages each: two workers share them."""

import pytest

from access import ROLES, may
from metrics import METRICS
from tests.browser import walk
from tests.browser.conftest import PAGES, ROOT
from tests.web import wire
from texts import say
from web.session import FIRST_PAGE, OUTSIDERS, path_of

ALWAYS = (("desk", "ko"), ("phone", "en"))  # one of them for each half of the pages; the other pairs in make test-long
# One of each kind is the first that a server and a browser are asked every day; each of them in make test-long.
FIRST = ("overview", "figures", "present", "upload", "exporters")


def pages(part: int) -> pytest.MarkDecorator:
    """Every second page, each on a server that nobody has asked anything; every day most on one that others asked."""
    asked = []
    for page in PAGES[part::2]:
        is_long = page not in FIRST
        asked.append(pytest.param((page, True), marks=pytest.mark.long if is_long else (), id=f"{page}-new"))
        asked += [pytest.param((page, False), id=page)] if is_long else []
    return pytest.mark.parametrize("fresh", asked, indirect=True, scope="module")


def pages_in_the_dark(part: int) -> pytest.MarkDecorator:
    """The same pages; the overview always, the others in make test-long: they share its colours."""
    marked = [
        pytest.param((page, False), marks=() if page == "overview" else pytest.mark.long, id=page)
        for page in PAGES[part::2]
    ]
    return pytest.mark.parametrize("fresh", marked, indirect=True, scope="module")


def sizes_and_languages(part: int, languages: list[str]) -> pytest.MarkDecorator:
    pairs = [(size, lang) for size in walk.SIZES for lang in languages]
    marked = [pytest.param(*pair, marks=() if pair == ALWAYS[part] else pytest.mark.long) for pair in pairs]
    return pytest.mark.parametrize(("size", "lang"), marked)


def what_is_sent_to_others(page: str, server, secrets: list[bytes]) -> list[str]:
    """What a role receives over the raw line that it may not."""
    found = []
    for role in sorted(ROLES, key=lambda role: may(role, page)):  # the first request comes from one who may not
        sent = wire.visit(server.url, path_of(page, {"role": role}))
        refused = say("ko", "shell.not_allowed", role=say("ko", f"shell.role.{role}")).encode()
        is_led = page == FIRST_PAGE and role in OUTSIDERS  # to the page of released figures
        if not is_led and (refused in sent) is may(role, page):
            found.append(f"{role}: {'refused' if refused in sent else 'let in'}")
        if role in OUTSIDERS and any(secret in sent for secret in secrets):
            found.append(f"{role}: a firm, or the id of the snapshot")
        if not may(role, page) and not is_led and any(each in sent for each in (b"plotly_chart", b"arrow_data_frame")):
            found.append(f"{role}: figures")
    return found + server.traces()


def what_is_wrong(
    browser, page: str, server, names_of_firms: set[str], lang: str, size: str, *, is_new: bool
) -> list[str]:
    with walk.opened(browser, server.url, walk.link(page, lang=lang), size, is_new=is_new) as visit:
        also = names_of_firms | _codes(page)
        found = {
            "traces": walk.traces(visit) + server.traces(),
            "console": walk.console_errors(visit),
            "other hosts": visit.strangers,
            "axe": walk.axe_violations(visit),
            "Latin words": walk.latin_words(visit, also) if lang == "ko" else [],
            "wider than the window": walk.sticks_out(visit),
            "html lang": [] if visit.page.evaluate("document.documentElement.lang") == lang else ["wrong"],
        }
    return [f"{name}: {what}" for name, what in found.items() if what]


def what_is_wrong_in_the_dark(browser, page: str, server) -> list[str]:
    with walk.opened(browser, server.url, walk.link(page), dark=True) as visit:
        return walk.axe_violations(visit) + walk.traces(visit)


def _codes(page: str) -> set[str]:
    """Two pages name things by their code, as files and the command line do: definitions measures and the settings
    that they read, extract tables."""
    tables = [path.stem for path in (ROOT / "warehouse" / "marts").glob("*.sql")]
    settings = [line.split(",")[0] for line in (ROOT / "data/reference/settings.csv").read_text("utf-8").splitlines()]
    named = {"definitions": [*METRICS, *settings], "extract": tables}.get(page, [])
    return {part for name in named for part in name.split("_")}
