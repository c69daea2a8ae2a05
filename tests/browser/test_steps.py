"""One step of a reader is one step back in the browser; products are gone into level by level."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from tests.browser import walk

TREE = ".st-key-figure_product_tree .treemaplayer text"


def go_to(page: Page, name: str) -> None:
    """Through the menu, which folds its pages under their section."""
    links = page.locator(f"a[href$='/{name}']")
    for section in page.get_by_test_id("stTopNavSection").all():
        if any(link.is_visible() for link in links.all()):
            break
        section.click()
        page.wait_for_timeout(300)
    next(link for link in links.all() if link.is_visible()).click()
    page.wait_for_url(f"**/{name}*", timeout=15_000)
    walk.wait_until_it_stands(page)


def click_area(page: Page, name: str) -> None:
    """The largest area whose name begins so. Plotly hears a click where it has seen the pointer."""
    walk.wait_until_it_stands(page)
    words = page.locator(TREE, has_text=re.compile(f"^{name}")).all()
    box = next(box for word in words if (box := word.bounding_box()))
    page.mouse.move(box["x"] + 8, box["y"] + 6)
    page.wait_for_timeout(300)
    page.mouse.click(box["x"] + 8, box["y"] + 6)


def product_in(page: Page, shape: str) -> str:
    """What the link says once the click has been heard."""

    def found(url: str) -> str:
        product = parse_qs(urlsplit(url).query).get("product", [""])[0]
        return product if re.fullmatch(shape, product) else ""

    page.wait_for_url(lambda url: bool(found(url)), timeout=15_000)
    return found(page.url)


def test_a_page_left_with_a_market_chosen_is_one_step_back(browser, server):
    with walk.opened(browser, server.url, walk.link("exports", market="US"), is_new=True) as visit:
        steps = visit.page.evaluate("history.length")
        go_to(visit.page, "outcomes")
        assert visit.page.evaluate("history.length") == steps + 1
        visit.page.go_back()
        visit.page.wait_for_url("**/exports?*market=US*", timeout=15_000)
        walk.wait_until_it_stands(visit.page)
        assert visit.page.locator(".st-key-trade_market_US").count() == 1


def test_a_chosen_day_closes_its_panel_and_is_one_step_back(browser, server):
    with walk.opened(browser, server.url, walk.link("exports"), is_new=True) as visit:
        page, panel = visit.page, visit.page.get_by_test_id("stPopoverBody")
        steps = page.evaluate("history.length")
        page.locator("[class*=st-key-as_of_popover] button").press("Enter")
        panel.locator(".st-key-as_of_2018-12-31 button").press("Enter")
        page.wait_for_url("**/exports?as_of=2018-12-31", timeout=15_000)
        walk.wait_until_it_stands(page)
        assert panel.count() == 0 and page.evaluate("history.length") == steps + 1
        page.go_back()
        page.wait_for_url("**/exports", timeout=15_000)
        walk.wait_until_it_stands(page)
        assert panel.count() == 0 and "2018" not in page.locator("[class*=st-key-as_of_popover]").inner_text()


def test_products_are_gone_into_from_section_to_code(browser, server):
    with walk.opened(browser, server.url, walk.link("products")) as visit:
        click_area(visit.page, "기계·전기기기")
        product_in(visit.page, "84,85")  # a section is its chapters
        click_area(visit.page, "85 ")
        product_in(visit.page, "85")
        click_area(visit.page, r"85\d\d ")
        heading = product_in(visit.page, r"85\d\d")
        click_area(visit.page, rf"{heading}\.\d\d")
        product_in(visit.page, rf"{heading}\d+")
        walk.wait_until_it_stands(visit.page)
        assert len(visit.page.locator("[class*=st-key-path_] button").all()) == 5
        visit.page.locator(".st-key-path_1 button").click()
        product_in(visit.page, "84,85")
