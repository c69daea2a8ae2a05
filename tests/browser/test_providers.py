"""Files as two providers publish them go in through the page, with nothing mended by hand, and sum to what they say."""

import pytest

from tests.browser import walk
from tests.browser.serving import serve
from tests.browser.test_upload import give
from tests.conftest import run_module

pytestmark = pytest.mark.long  # a server, and three readings each

KSTAT = """한국무역통계 총괄 - K-stat 수출입 무역통계,,,,,,
"주기 : 년도별  ,  당월/누계 : 당해  ,  단위 : 금액 - 천불, 증감률 - %  ,  정렬 : 년도",,,,,,
순번,년도,수출,수출,수입,수입,수지
순번,년도,금액,증감률,금액,증감률,수지
1,2025년,"700,000,001",3.8,"600,000,000",0.0,"100,000,001"
2,2024년,"650,000,002",8.0,"600,000,000",-1.6,"50,000,002"
"""
CITY = """"year","hs_section","section_name","hs_chapter","product_name","export_usd","import_usd","balance"
"2024","01","동물","01","산동물","14","3844","-3830"
"2024","16","기계","84","기계","4990000","12487","4977513"
"2025","01","동물","01","산동물","1056","4792","-3736"
"2025","16","기계","84","기계","5000000","12487","4987513"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("providers")


@pytest.fixture(scope="module")
def own_server(home, tmp_path_factory):
    with serve(home, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


def publish(visit: walk.Visit) -> None:
    visit.page.locator(".st-key-publish button").click()
    visit.page.locator(".st-key-publish button").wait_for(state="detached", timeout=60_000)
    walk.wait_until_it_stands(visit.page)


def choose(visit: walk.Visit, field: str, option: str) -> str:
    visit.page.locator(f"[class*='st-key-{field}'] input").first.click()
    visit.page.get_by_role("option", name=option, exact=True).click()
    visit.page.locator(".st-key-step_recognised_done").wait_for(timeout=60_000)  # nothing is doubtful any more
    walk.wait_until_it_stands(visit.page)
    visit.text = visit.page.evaluate(walk.SEEN)
    return visit.text


def test_national_trade_is_known_by_its_title_and_sums_to_what_it_says(browser, own_server):
    with walk.opened(browser, own_server.url, walk.link("upload")) as visit:
        said = give(visit, "kstat.csv", ("\ufeff" + KSTAT).encode())
        assert "K-stat 전국 수출입 (연도별) · UTF-8 BOM · 단위 천불 · 기간 2024~2025" in said
        visit.page.locator(".st-key-step_recognised_done summary").first.click()
        visit.page.locator("[class*='st-key-covers_'] button").first.click()
        visit.page.get_by_role("cell", name="700,000,001,000").wait_for()
        visit.page.keyboard.press("Escape")
        publish(visit)
        assert walk.traces(visit) + own_server.traces() + walk.console_errors(visit) == []


def test_a_city_s_thousands_are_doubted_until_its_layout_is_chosen(browser, own_server, home):
    with walk.opened(browser, own_server.url, walk.link("upload")) as visit:
        said = give(visit, "city.csv", CITY.encode())
        assert "너무 작습니다" in said and "대전시 HS 류별 수출입" in said
        said = choose(visit, "layout_", "대전시 HS 류별 수출입")
        assert "단위 천불" in said and "너무 작습니다" not in said
        publish(visit)
        assert walk.traces(visit) + own_server.traces() + walk.console_errors(visit) == []
    told = run_module("etl", "uploads", home=home)
    assert "city.csv" in told.stdout, told.stderr
