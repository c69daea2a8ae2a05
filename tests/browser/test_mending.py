"""A bad CP949 file comes back marked, is mended in the workbook, goes in again, moves a figure, and is undone."""

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser import walk
from tests.browser.serving import serve
from tests.browser.test_upload import HEADER, business_no
from tests.pages_analyst.visitor import spells
from texts import say, show_number

PATIENCE = 60_000  # milliseconds: two cores may be busy with the other half of the tests
RED = "00F8C9C4"
BAD = [
    ("가온정밀", "명품강소기업", "2024-13-01"),  # no such month
    ("나래테크", "명품강소기업체", "2024-03-01"),  # no such stage
    ("", "PRE-명품강소기업", "2024-05-01"),  # no name
]
MENDED = {"D2": "2024-03-01", "C3": "명품강소기업", "A4": "다솜식품"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("mended")


@pytest.fixture(scope="module")
def own_server(home, tmp_path_factory):
    with serve(home, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


def bad_file() -> bytes:
    rows = [f"{name},{business_no(at)},{stage},{day}" for at, (name, stage, day) in enumerate(BAD)]
    return "\r\n".join([HEADER, *rows, ""]).encode("cp949")


def drop(visit: walk.Visit, name: str, kind: str, content: bytes) -> None:
    file = {"name": name, "mimeType": kind, "buffer": content}
    visit.page.locator("input[type=file]").first.set_input_files([file])
    visit.page.locator(".st-key-discard button").wait_for(timeout=PATIENCE)
    walk.wait_until_it_stands(visit.page)


def press(visit: walk.Visit, key: str, *, is_last: bool = True) -> None:
    """Press a button; `is_last`: the act that it begins takes it from the page."""
    button = visit.page.locator(f".st-key-{key} button")
    expect(button).to_be_enabled(timeout=PATIENCE)
    button.click()
    if is_last:
        button.wait_for(state="detached", timeout=PATIENCE)
    walk.wait_until_it_stands(visit.page)


def tick(visit: walk.Visit, start: str) -> None:
    visit.page.locator(f"[class*=st-key-{start}] label").click()
    walk.wait_until_it_stands(visit.page)


def mend(path) -> bytes:
    """What a person does with the marked workbook: looks for red cells and writes into them."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    red = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.start_color.rgb == RED}
    assert red == set(MENDED) and all(sheet[each].comment for each in red)
    for each, value in MENDED.items():
        sheet[each] = value
    book.save(path)
    return path.read_bytes()


def test_a_bad_file_is_mended_in_its_marked_workbook_published_and_undone(browser, own_server, home, tmp_path):
    with walk.opened(browser, own_server.url, walk.link("upload")) as visit:
        drop(visit, "지정.csv", "text/csv", bad_file())
        assert visit.page.locator(".st-key-publish button").count() == 0 and spells(home) == 0
        with visit.page.expect_download(timeout=PATIENCE) as given:
            visit.page.locator(".st-key-marked_0 button:visible").last.click()
        assert given.value.suggested_filename == "지정_표시.xlsx"
        given.value.save_as(tmp_path / "지정.xlsx")
        press(visit, "discard")

        drop(visit, "지정.xlsx", "application/octet-stream", mend(tmp_path / "지정.xlsx"))
        if visit.page.locator("[class*=st-key-sure_]").count():
            tick(visit, "sure_")
        press(visit, "publish")
        assert walk.traces(visit) + own_server.traces() + walk.console_errors(visit) == []

    assert spells(home) == 3
    with walk.opened(browser, own_server.url, walk.link("overview")) as visit:
        assert show_number("ko", 2, "firms") in visit.page.locator(".kpi").first.inner_text()

    with walk.opened(browser, own_server.url, walk.link("uploads")) as visit:
        table = visit.page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
        visit.page.mouse.click(table["x"] + 12, table["y"] + 50)  # the box before the first row
        visit.page.locator(".st-key-undo_look").wait_for(timeout=PATIENCE)
        walk.wait_until_it_stands(visit.page)
        assert say("ko", "uploads.effect") in visit.page.inner_text("body")
        visit.page.locator("[class*=st-key-reason_] input").fill("시험")
        visit.page.keyboard.press("Enter")
        press(visit, "undo_look", is_last=False)
        visit.page.locator(".st-key-undo_go").wait_for(timeout=PATIENCE)
        tick(visit, "sure_")
        press(visit, "undo_go")
        assert walk.traces(visit) + own_server.traces() + walk.console_errors(visit) == []
    assert spells(home) == 0
