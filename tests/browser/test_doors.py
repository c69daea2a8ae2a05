"""Who may not open a page does not open it by its link: what a browser shows of that.

What is sent over the line, to every role and as a server's first request, stands in test_walk.py and test_matrix.py.
"""

import pytest

from access import ROLES, may
from tests.browser import walk
from tests.browser.conftest import PAGES
from texts import say
from web import session


def closed_to(page: str) -> list[str]:
    """Roles that are told that the page is not theirs; outsiders are led from the first page to their own."""
    led = session.OUTSIDERS if page == session.FIRST_PAGE else ()
    return [role for role in ROLES if not may(role, page) and role not in led]


CLOSED = [page for page in PAGES if closed_to(page)]
ALWAYS = ("exports", "upload", "audit")  # one a section; the others in make test-long


@pytest.mark.parametrize("page", [page for page in ALWAYS if page in CLOSED])
def test_a_closed_page_says_so_and_shows_nothing(browser, server, page):
    check(browser, server, page, closed_to(page)[:1])


@pytest.mark.long
@pytest.mark.parametrize("page", CLOSED)
def test_a_page_is_closed_to_every_role_that_may_not_open_it(browser, server, page):
    check(browser, server, page, closed_to(page))


def check(browser, server, page: str, roles: list[str]) -> None:
    assert roles
    for role in roles:
        with walk.opened(browser, server.url, walk.link(page, role=role)) as visit:
            assert say("ko", "shell.not_allowed", role=say("ko", f"shell.role.{role}")) in visit.text
            shown = "stPlotlyChart", "stDataFrame", "stFileUploader", "stDownloadButton"
            assert [name for name in shown if visit.page.get_by_test_id(name).count()] == []
            assert visit.page.locator(".kpi, [data-testid=stMetric]").count() == 0
            assert walk.traces(visit) + server.traces() == []
