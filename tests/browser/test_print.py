"""A firm's page goes on one sheet of paper, and nothing of the tool goes with it."""

import re
from contextlib import closing

import pytest

from tests.browser import walk
from warehouse import open_snapshot

_LONGEST = """
SELECT firm_id FROM spells SEMI JOIN participations USING (firm_id) GROUP BY firm_id ORDER BY count(*) DESC, firm_id
"""
_MOST_SUPPORTED = "SELECT firm_id FROM participations GROUP BY firm_id ORDER BY count(*) DESC, firm_id"


@pytest.mark.parametrize("longest", [_LONGEST, _MOST_SUPPORTED], ids=["path", "support"])
def test_the_longest_path_of_the_sample_is_printed_on_one_page(browser, server, sample_home, longest):
    with closing(open_snapshot(sample_home)) as snapshot:
        firm = snapshot.query(longest)["firm_id"][0]
    with walk.opened(browser, server.url, walk.link("firm", firm=firm, as_of="2025-10-31")) as visit:
        sheet = visit.page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
        visit.page.emulate_media(media="print")
        assert visit.page.locator(".only-printed table").count() == 3  # path, support, years
        for place in (
            "[data-testid=stHeader]",
            ".st-key-topbar",
            ".st-key-figure_notes",
            "[data-testid=stDataFrame]",
            "button",
        ):
            seen = [
                each.evaluate("e => e.outerHTML")[:200] for each in visit.page.locator(place).all() if each.is_visible()
            ]
            assert seen == [], place
