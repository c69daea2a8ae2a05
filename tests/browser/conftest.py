"""One browser for all walks, one server on the sample, and servers that nobody has asked anything yet."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.serving import serve
from warehouse import open_snapshot

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*/*.py") if path.stem != "__init__")


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    if path is None:
        pytest.fail("no Chromium here: `make test` installs one, or type: python tests/browser/chromium.py")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def fresh(request, sample_home, tmp_path_factory):
    """(page, a server on the sample, whether nobody has asked it anything), as `request.param` wants it."""
    page, is_new = request.param
    if not is_new:
        yield page, request.getfixturevalue("server"), False
        return
    with serve(sample_home, tmp_path_factory.mktemp("server") / "log") as server:
        yield page, server, True


@pytest.fixture(scope="session")
def server(sample_home, tmp_path_factory):
    """One server on the sample for all tests of a process that write nothing."""
    with serve(sample_home, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture(scope="session")
def names_of_firms(sample_home) -> set[str]:
    """Latin words in what firms are called and make: they stay as they are in every language."""
    with closing(open_snapshot(sample_home)) as snapshot:
        names = snapshot.query("SELECT firm_name, firm_name_en, product, industry FROM firms")
    return set(re.findall(r"[A-Za-z][A-Za-z&]+", " ".join(names.fillna("").to_numpy().ravel())))


@pytest.fixture(scope="session")
def secrets(sample_home) -> list[bytes]:
    """What no outsider may be sent: firms, and the id that opens the snapshot."""
    with closing(open_snapshot(sample_home)) as snapshot:
        firms = snapshot.query("SELECT firm_id, firm_name FROM firms")
        return [text.encode() for text in {*firms["firm_id"], *firms["firm_name"], snapshot.id}]
