"""What a file says is shown and never acts: names that are markup, formulas or links stay names."""

import pytest

from tests.browser import walk
from tests.browser.serving import serve
from tests.conftest import run_module

NAMES = [
    "![x](http://evil.example/pixel.png)",
    "<img src=http://evil.example/x.png onerror=window.hacked=1>",
    "<script>window.hacked=1</script>",
    "[눌러](http://evil.example)",
    '=HYPERLINK("http://evil.example")',
    "<b>굵게</b> **굵게** $x^2$ :red[경고]",
    "가나다\u202e라마바",
]
PATHS = ["overview", "progression", "uploads", "cohorts", "firm"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "![x](http:⁄⁄evil.example) <img src=x onerror=window.hacked=1>.csv"
    rows = [f'"{name.replace(chr(34), chr(34) * 2)}",명품강소기업,2025-01-01,"{NAMES[0]}"' for name in NAMES]
    file.write_text("\n".join(["기업명,사업명,지정일,출처", *rows]), encoding="utf-8")
    words = ["--source", "designations", "--yes", "--by", NAMES[1], str(file)]
    done = run_module("etl", "load", *words, home=folder / "home")
    assert done.returncode == 0, done.stderr
    with serve(folder / "home", folder / "log") as server:
        yield server


@pytest.mark.parametrize("path", PATHS)
def test_a_page_shows_hostile_names_and_fetches_nothing(browser, hostile, path):
    with walk.opened(browser, hostile.url, walk.link(path, as_of="2025-06-30")) as visit:
        keys = visit.page.locator("[class*=st-key-open_] button, [class*=st-key-firms_] button")
        for place in range(min(keys.count(), 3)):
            keys.nth(place).click()
            visit.page.get_by_role("dialog").wait_for()
            walk.wait_until_it_stands(visit.page)
            visit.page.keyboard.press("Escape")
            visit.page.get_by_role("dialog").wait_for(state="detached")
        assert visit.page.evaluate("window.hacked") is None
        assert visit.strangers == []
        assert visit.page.locator('img[src*="evil"], a[href*="evil"]').count() == 0
        assert walk.traces(visit) + hostile.traces() == []
