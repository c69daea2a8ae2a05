"""A real browser opens every page from a cold deep link, in every language and size, light and dark."""

import pytest

from metrics import METRICS
from tests.browser import walk
from tests.browser.conftest import PAGES, ROOT
from texts import languages

each_page = pytest.mark.parametrize("fresh", PAGES, indirect=True, scope="module")


@each_page
@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", walk.SIZES)
def test_a_page_stands_when_its_link_is_the_first_request(browser, fresh, names_of_firms, lang, size):
    page, server = fresh
    with walk.opened(browser, server.url, walk.link(page, lang=lang), size) as visit:
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
    wrong = [f"{name}: {what}" for name, what in found.items() if what]
    assert not wrong, "\n".join(wrong)


@each_page
def test_a_page_can_be_read_in_the_dark(browser, fresh):
    page, server = fresh
    with walk.opened(browser, server.url, walk.link(page), dark=True) as visit:
        wrong = walk.axe_violations(visit) + walk.traces(visit)
        assert not wrong, "\n".join(wrong)


def _codes(page: str) -> set[str]:
    """Two pages name things by their code, as files and the command line do: definitions measures, extract tables."""
    tables = [path.stem for path in (ROOT / "warehouse" / "marts").glob("*.sql")]
    named = {"definitions": list(METRICS), "extract": tables}.get(page, [])
    return {part for name in named for part in name.split("_")}
