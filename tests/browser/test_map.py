"""The map draws while the network is cut: its outlines come from this server; clicks on map and areas set the link."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import walk

SHAPES = ".st-key-figure_exports_by_country_map .choroplethlayer path"


@pytest.fixture(scope="module")
def tab(browser: Browser, server):
    """A page whose every request that leaves this server fails."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ko-KR")
    host = urlsplit(server.url).netloc
    context.route(lambda asked: urlsplit(asked).netloc not in ("", host), lambda route: route.abort())
    yield context.new_page()
    context.close()


def go_to(page: Page, url: str) -> None:
    page.goto(url, wait_until="domcontentloaded")
    walk.wait_until_it_stands(page)


def chosen(page: Page, name: str) -> str:
    """What the link says once the click has been heard."""
    page.wait_for_url(f"**?*{name}=*", timeout=15_000)
    return parse_qs(urlsplit(page.url).query)[name][0]


def middle_of(page: Page, selector: str, place: int = 0) -> tuple[float, float]:
    box = page.locator(selector).nth(place).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_map_draws_with_the_network_cut(tab, server):
    failed, answered = [], {}
    tab.on("requestfailed", lambda asked: failed.append(asked.url))
    tab.on("response", lambda answer: answered.update({urlsplit(answer.url).path: answer.status}))
    go_to(tab, server.url + walk.link("markets"))
    tab.locator(SHAPES).first.wait_for(state="attached")
    assert failed == []
    outlines = {path: status for path, status in answered.items() if path.endswith("world_110m.json")}
    assert list(outlines.values()) == [200]
    assert tab.locator(SHAPES).count() > 20
    assert tab.locator(".st-key-figure_exports_by_country_map .scattergeo path.point").count() >= 2


def test_a_click_on_a_country_chooses_it_and_one_click_leads_back(tab, server):
    go_to(tab, server.url + walk.link("markets"))
    tab.mouse.move(*middle_of(tab, SHAPES))  # Plotly hears a click where it has seen the pointer
    tab.wait_for_timeout(300)
    tab.mouse.click(*middle_of(tab, SHAPES))
    assert len(chosen(tab, "market")) == 2
    walk.wait_until_it_stands(tab)
    tab.locator(".st-key-trade_reset button").click()
    tab.wait_for_url(lambda url: "market=" not in url, timeout=15_000)


@pytest.mark.parametrize(("link", "area", "product"), [({}, "85 ", "85"), ({"product": "85"}, "8516 ", "8516")])
def test_a_click_on_an_area_goes_into_it(tab, server, link, area, product):
    go_to(tab, server.url + walk.link("products", **link))
    word = tab.locator(".st-key-figure_product_tree .treemaplayer text", has_text=area).first
    box = word.bounding_box()
    tab.mouse.move(box["x"] + 8, box["y"] + 6)
    tab.wait_for_timeout(300)
    tab.mouse.click(box["x"] + 8, box["y"] + 6)
    tab.wait_for_url(f"**product={product}*", timeout=15_000)
