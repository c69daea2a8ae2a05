"""Who may not open a page does not open it by its link, not even as the first visitor of a fresh server."""

import pytest

from access import ROLES, may
from tests.browser import walk
from tests.browser.conftest import PAGES
from texts import say

CLOSED = [page for page in PAGES if not all(may(role, page) for role in ROLES)]


@pytest.mark.parametrize("fresh", CLOSED, indirect=True, scope="module")
def test_a_closed_page_says_so_and_shows_nothing(browser, fresh):
    page, server = fresh
    check(browser, server, page, closed_to(page)[:1])  # the first visitor of all


@pytest.mark.long
@pytest.mark.parametrize("fresh", CLOSED, indirect=True, scope="module")
def test_a_page_is_closed_to_every_role_that_may_not_open_it(browser, fresh):
    page, server = fresh
    check(browser, server, page, closed_to(page))


def closed_to(page: str) -> list[str]:
    return [role for role in ROLES if not may(role, page)]


def check(browser, server, page: str, roles: list[str]) -> None:
    assert roles
    for role in roles:
        with walk.opened(browser, server.url, walk.link(page, role=role)) as visit:
            assert say("ko", "shell.not_allowed", role=say("ko", f"shell.role.{role}")) in visit.text
            shown = "stPlotlyChart", "stDataFrame", "stFileUploader", "stDownloadButton"
            assert [name for name in shown if visit.page.get_by_test_id(name).count()] == []
            assert visit.page.locator(".kpi, [data-testid=stMetric]").count() == 0
            assert walk.traces(visit) + server.traces() == []
