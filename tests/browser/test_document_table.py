"""A table copied for a document: what a word processor finds on the clipboard is a table, with the rows of the CSV."""

import csv
import io
from html.parser import HTMLParser

from access.chain import read_log
from tests.browser import walk
from texts import say

READ = """async () => {
  const [item] = await navigator.clipboard.read();
  return await (await item.getType('text/html')).text();
}"""
PICTURES = "img, script, iframe, object, link"


class Rows(HTMLParser):
    """Cells by row, and what stands in the tags of tables and cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.is_in = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.is_in = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.is_in = False

    def handle_data(self, data):
        if self.is_in:
            self.rows[-1][-1] += data


def copied(visit: walk.Visit, place: str) -> str:
    """Click on the table, copy, and read the clipboard back as a word processor does."""
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.locator(place).click()
    visit.page.keyboard.press("Control+c")
    return visit.page.evaluate(READ)


def test_a_table_for_a_document_is_copied_with_its_borders_and_the_rows_of_the_csv(browser, server, sample_home):
    with walk.opened(browser, server.url, walk.link("overview")) as visit:
        page = visit.page
        page.locator(".st-key-open_stage_counts button").click()
        page.get_by_role("dialog").wait_for()
        page.get_by_text(say("ko", "figure.document"), exact=True).click()
        page.locator(".document").wait_for()
        walk.wait_until_it_stands(page)
        assert walk.axe_violations(visit) == []
        html = copied(visit, ".document td >> nth=3")
        with page.expect_download() as taken:
            page.locator(".st-key-csv_stage_counts button").click()
        with open(taken.value.path(), encoding="utf-8-sig", newline="") as file:
            wanted = list(csv.reader(io.StringIO(file.read())))
        assert walk.console_errors(visit) + visit.strangers == []
    found = Rows(html)
    assert [[_bare(cell) for cell in row] for row in found.rows] == wanted
    (table,) = [attrs for tag, attrs in found.tags if tag == "table"]
    assert table["border"] == "1" and "border-collapse: collapse" in table["style"]
    cells = [attrs for tag, attrs in found.tags if tag == "td"]
    assert {cell["align"] for cell in cells} == {"left", "right"} and all("border" in cell["style"] for cell in cells)
    assert all(told in html for told in ("(단위: 개사)", "2024-12-31 기준", "스냅숏", "가상 데이터"))
    log = [(line["table"], line.get("kind")) for line in read_log(sample_home) if line["action"] == "download"]
    assert log[-2:] == [("stage_counts", "document"), ("stage_counts", "csv")]


def _bare(cell: str) -> str:
    return "" if cell == "–" else cell.replace(",", "")
