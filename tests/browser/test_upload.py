"""A file goes in through the page in a real browser, and comes out as figures that the command line confirms."""

import json
import re

import pytest

from tests.browser import walk
from tests.browser.serving import serve
from tests.conftest import run_module
from texts import show_number

HEADER = "기업명,사업자등록번호,지정단계,지정일"
# Four columns and no more; the numbers have the unissued prefix 999 and right check digits.
FIRMS = [("가온정밀", "명품강소기업", "2024-03-01"), ("나래테크", "명품강소기업", "2024-03-01"),
         ("다솜식품", "PRE-명품강소기업", "2024-05-01")]  # fmt: skip


def business_no(serial: int) -> str:
    """A number that nobody was ever issued, with the check digit of DOMAIN.md."""
    digits = [int(digit) for digit in f"99981{serial:04d}"]
    total = sum(w * d for w, d in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), digits, strict=True)) + 5 * digits[8] // 10
    return "".join(map(str, digits)) + str((10 - total % 10) % 10)


def table(last_day: str) -> bytes:
    """The file as a person saves it from Excel."""
    days = [*(day for _, _, day in FIRMS[:-1]), last_day]
    rows = [
        f"{firm[0]},{business_no(at)},{firm[1]},{day}" for at, (firm, day) in enumerate(zip(FIRMS, days, strict=True))
    ]
    return ("\ufeff" + "\r\n".join([HEADER, *rows]) + "\r\n").encode()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("own")


@pytest.fixture(scope="module")
def own_server(home, tmp_path_factory):
    with serve(home, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


def give(visit: walk.Visit, name: str, content: bytes) -> str:
    """Drop a file on the page and return what the page then says."""
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    visit.page.locator("input[type=file]").first.set_input_files([file])
    visit.page.locator(".st-key-discard button").wait_for(timeout=60_000)
    walk.wait_until_it_stands(visit.page)
    visit.text = visit.page.evaluate(walk.SEEN)
    return visit.text


BEGINNINGS = ["overview", "upload", "uploads"]  # the others say the same: make test-long
OTHERS = [pytest.param(page, marks=pytest.mark.long) for page in ("progression", "definitions")]


@pytest.mark.parametrize("page", [*BEGINNINGS, *OTHERS])
@pytest.mark.parametrize("size", ["desk", pytest.param("phone", marks=pytest.mark.long)])
def test_an_empty_folder_says_how_to_begin(browser, own_server, page, size):
    with walk.opened(browser, own_server.url, walk.link(page), size) as visit:
        codes = set() if page != "definitions" else {code for code in re.findall(r"[a-z]+", visit.text)}
        wrong = [*walk.traces(visit), *walk.console_errors(visit), *visit.strangers, *walk.axe_violations(visit)]
        wrong += [f"Latin: {word}" for word in walk.latin_words(visit, codes)]
        assert not wrong, "\n".join(wrong)
        assert walk.sticks_out(visit) == 0


@pytest.mark.long  # test_mending goes the same way with a bad file
def test_a_file_goes_in_through_the_page_and_its_figures_come_out(browser, own_server, home):
    with walk.opened(browser, own_server.url, walk.link("upload")) as visit:
        said = give(visit, "bad.csv", table("2024-13-01"))
        assert "2024-13-01" in said and re.search("지정일.*4행", said)  # value, column, row, and no way to publish it
        assert visit.page.locator(".st-key-publish button").count() == 0
        assert counted(home) == {}
        visit.page.locator(".st-key-discard button").click()
        visit.page.locator(".st-key-discard button").wait_for(state="detached", timeout=60_000)
        walk.wait_until_it_stands(visit.page)

        said = give(visit, "good.csv", table(FIRMS[-1][2]))
        assert walk.latin_words(visit, set()) == [] and walk.axe_violations(visit) == []
        promised = dict(re.findall(r"^(\S.*?)\t–\t(\S+)\t", said, re.MULTILINE))
        assert counted(home) == {}  # a preview changes nothing
        visit.page.locator(".st-key-publish button").click()
        visit.page.locator(".st-key-publish button").wait_for(state="detached", timeout=60_000)
        walk.wait_until_it_stands(visit.page)
        assert walk.traces(visit) + own_server.traces() + walk.console_errors(visit) == []

    figures = counted(home)
    assert {name: figures[name] for name in ("flagship", "pre", "star")} == {"flagship": 2, "pre": 1, "star": 0}
    assert promised["명품강소기업"] == show_number("ko", figures["flagship"], "firms")
    assert promised["PRE-명품강소기업"] == show_number("ko", figures["pre"], "firms")
    with walk.opened(browser, own_server.url, walk.link("overview")) as visit:
        cards = visit.page.locator(".kpi").all_inner_texts()
        assert show_number("ko", figures["flagship"], "firms") in cards[0]
        assert show_number("ko", figures["pre"], "firms") in cards[1]


def counted(home) -> dict[str, int]:
    """Current firms by stage, as the command line tells; nothing while nothing is designated."""
    answer = run_module("metrics", "stage_counts", "--format", "json", home=home)
    rows = json.loads(answer.stdout) if answer.returncode == 0 else []
    counts = {row["stage_code"]: row["current"] for row in rows}
    return counts if any(counts.values()) else {}
