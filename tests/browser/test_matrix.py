"""Every page × role × action of the matrix, asked of a real server by hand: the rest gives and does nothing."""

import datetime
import shutil
import time
import urllib.error

import pytest

import warehouse
from access import ROLES, may
from access.chain import read_log
from access.rights import matrix
from disclosure import Wish, propose, publish
from tests.browser.conftest import PAGES
from tests.browser.serving import serve
from tests.web.wire import Line
from texts import say
from web import session

DAY = datetime.date(2018, 12, 31)
ACTING = [page for page in PAGES if any(page == of and act not in ("open", "download") for of, act in matrix())]
SIGNS = (b"hovertemplate", b"ARROW1")  # of a chart, of a table
ACTS = {"upload", "undo", "note", "withdraw_note", "release", "withdraw_release", "download", "decision"}


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory):
    """The sample with a release, in a folder that may be written."""
    place = tmp_path_factory.mktemp("matrix") / "home"
    shutil.copytree(sample_home, place)
    wish = Wish(warehouse.current_id(place), DAY, ("staff",), (2018,), ("year", "stage"))
    publish(place, wish, propose(place, wish).seal, "kim")
    return place


@pytest.fixture(scope="module")
def server(home, tmp_path_factory):
    with serve(home, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture(scope="module")
def firm(home) -> tuple[str, list[bytes]]:
    """A firm's id, and every firm's name."""
    with warehouse.open_snapshot(home) as snapshot:
        firms = snapshot.query("SELECT firm_id, firm_name FROM firms ORDER BY firm_id")
    return firms["firm_id"][0], [name.encode() for name in firms["firm_name"]]


def link(page: str, role: str, firm_id: str) -> str:
    place = "" if page == session.FIRST_PAGE else page
    return f"/{place}?role={role}&as_of={DAY}" + (f"&firm={firm_id}" if page == "firm" else "")


def written(home) -> dict[str, bytes]:
    """What acts leave behind."""
    files = [home / "ledger.jsonl", home / "releases" / "releases.jsonl", *sorted((home / "desk").glob("**/*"))]
    return {str(path): path.read_bytes() for path in files if path.is_file()}


def acts(home) -> list[dict]:
    return [line for line in read_log(home) if line["action"] in ACTS]


def test_a_page_that_a_role_may_not_open_sends_no_figure_and_no_firm(server, firm):
    firm_id, names = firm
    wrong = []
    for page in PAGES:
        for role in [each for each in ROLES if not may(each, page)]:
            with Line(server.url) as line:
                line.open(link(page, role, firm_id))
            is_led = page == session.FIRST_PAGE and role in session.OUTSIDERS
            closed = say("ko", "shell.not_allowed", role=say("ko", f"shell.role.{role}")).encode()
            if is_led != (closed not in line.received):
                wrong.append(f"{page} {role}: not told")
            if not is_led and any(sign in line.received for sign in (*SIGNS, *names)):
                wrong.append(f"{page} {role}: figures or firms")
    assert wrong == [] and server.traces() == []


def test_what_may_be_taken_and_done_is_offered_to_the_roles_of_the_matrix_alone(server, firm):
    """The matrix's second half: notes are for some of those who may read the page."""
    offered = {}
    for role in [each for each in ROLES if may(each, "firm")]:
        with Line(server.url) as line:
            line.open(link("firm", role, firm[0]))
            offered[role] = any(key.startswith("new_note") for key in line.keys)
    assert offered == {role: may(role, "firm", "note") for role in offered}


def reveal(line: Line, page: str, home) -> None:
    """Bring out the buttons of an act that stand behind a choice."""
    if page == "release":
        (table,) = [key for key in line.keys if key.startswith("releases_")]
        line.choose(table, string_value='{"selection":{"rows":[0],"columns":[],"cells":[]}}')
        assert "withdraw" in line.keys
    if page == "uploads":
        table = next(each.id for each in line.of("dataframe") if each.id)
        line.choose(table.split("-", 2)[2], string_value='{"selection":{"rows":[0],"columns":[],"cells":[]}}')
        assert "undo_look" in line.keys


@pytest.mark.parametrize("page", [*ACTING, "audit", "extract"])
def test_the_buttons_of_those_who_may_do_nothing_in_other_hands(server, home, firm, page):
    """What an administrator's page holds, pressed under its own ids by every role that may not, and by one at once."""
    firm_id, names = firm
    with Line(server.url) as line:
        line.open(link(page, "admin", firm_id))
        reveal(line, page, home)
        forged = line.everything_pressed()
    assert forged.widgets
    before, told = written(home), acts(home)
    for role in [each for each in ROLES if not may(each, page)]:
        with Line(server.url) as stranger:
            stranger.open(link(page, role, firm_id), forged)
            stranger.open(link(page, role, firm_id), forged)  # by now its callbacks, if any, are known
            assert not any(sign in stranger.received for sign in (*SIGNS, *names)), role
            guesses = ["0" * 32, "", forged.widgets[0].id]
            assert [stranger.made(each) for each in guesses] == [""] * len(guesses), role
    assert written(home) == before and acts(home) == told
    assert [line for line in server.traces() if "MediaFileStorageError" not in line and "Traceback" not in line] == []


def test_an_executive_who_forges_a_note_writes_none(server, home, firm):
    firm_id, _ = firm
    with Line(server.url) as line:
        line.open(link("firm", "analyst", firm_id))
        forged = line.everything_pressed(words="not mine to write")
    before = written(home)
    with Line(server.url) as line:
        line.open(link("firm", "executive", firm_id), forged)
        line.open(link("firm", "executive", firm_id), forged)
    assert written(home) == before and b"not mine to write" not in b"".join(written(home).values())


def test_no_file_stands_at_an_address_that_was_guessed(server):
    for path in ("/media/", f"/media/{'0' * 64}.csv", "/media/../ledger.jsonl", "/media/%2e%2e/ledger.jsonl"):
        with Line(server.url) as line, pytest.raises(urllib.error.HTTPError) as refused:
            line.fetch(path)
        assert refused.value.code in (400, 403, 404)


def test_a_file_made_on_demand_dies_with_the_line_that_offered_it(server, firm):
    with Line(server.url) as stranger, Line(server.url) as line:
        stranger.open(link("overview", "admin", firm[0]))
        line.open(link("overview", "admin", firm[0]))
        line.press("open_stage_counts")
        offered = next(each.download_button.deferred_file_id for each in line.elements
                       if each.download_button.deferred_file_id)  # fmt: skip
        assert line.made(offered)
        line.__exit__(None, None, None)
        until = time.monotonic() + 10  # the server hears of it when it looks
        while stranger.made(offered) and time.monotonic() < until:
            time.sleep(0.2)
        assert stranger.made(offered) == ""
