"""Signing in with a provider on this machine, in a real browser under our content policy."""

import datetime
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Error

from access.chain import read_log
from tests.browser.serving import Server, free_port, serve
from texts import say

LINK = "/exports?as_of=2018-12-31&districts=bukgu"
LASTS = 25  # seconds that the short sign-in stands
PEOPLE = [
    User(sub="kim", claims={"name": "김분석", "email": "kim@gjtp.or.kr", "email_verified": True, "roles": ["staff"]}),
    User(sub="lee", claims={"name": "이협의", "email": "lee@kita.or.kr", "roles": ["council"]}),
    User(sub="eve", claims={"name": "<b>손님</b>", "email": "kim@gjtp.or.kr", "roles": "guest"}),  # not verified
]


@contextmanager
def signing_in(home, folder, seconds: int) -> Iterator[Server]:
    """A server whose provider's tokens last so long."""
    port, lasts = free_port(), datetime.timedelta(seconds=seconds)
    with run_server_in_thread(user_claims=PEOPLE, access_token_max_age=lasts) as provider:
        (folder / "roles.csv").write_text("person,role\nkim@gjtp.or.kr,analyst\n", encoding="utf-8")
        secrets = folder / "secrets.toml"
        secrets.write_text(
            f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "only for this test, never anywhere else"
client_id = "gangso"
client_secret = "gangso"
server_metadata_url = "http://127.0.0.1:{provider.server_port}/.well-known/openid-configuration"
""",
            encoding="utf-8",
        )
        roles = {"GANGSO_ROLES": str(folder / "roles.csv")}
        with serve(home, folder / "log", "--secrets.files", str(secrets), port=port, **roles) as running:
            yield running


@pytest.fixture(scope="module")
def server(sample_home, tmp_path_factory):
    with signing_in(sample_home, tmp_path_factory.mktemp("sign_in"), 600) as running:
        yield running


@pytest.fixture(scope="module")
def tab(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    tab.on("console", lambda line: tab.refused.append(line.text) if "Content Security Policy" in line.text else None)
    yield tab
    context.close()


@pytest.fixture
def page(tab, server):
    """Nobody has signed in here."""
    tab.refused = []  # what the content policy would not let happen
    yield tab
    with suppress(Error):  # what the last click began may still be on its way, and cuts this off
        tab.goto(server.url + "/healthz")
    tab.goto(server.url + "/healthz")  # no page: nothing runs that could set a cookie
    tab.context.clear_cookies()


def sign_in(page, server, subject: str, link: str = LINK) -> None:
    page.goto(server.url + link)
    page.locator(".st-key-sign_in_go button").click()
    page.get_by_role("button", name=re.compile(f"^{subject}$")).click()


def test_a_stranger_gets_no_figure_and_a_known_person_the_page_of_the_link(page, server, sample_home):
    received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(bytes(frame))))
    page.goto(server.url + LINK)
    page.get_by_text(say("ko", "shell.sign_in.unknown")).wait_for()
    assert page.get_by_test_id("stPlotlyChart").count() == 0 and page.get_by_text(say("ko", "shell.as_of")).count() == 0
    assert not any(say("ko", "metric.exports_by_year.name").encode() in frame for frame in received)
    sign_in(page, server, "kim")
    page.get_by_test_id("stPlotlyChart").first.wait_for()
    assert page.url == server.url + LINK
    assert page.get_by_text("김분석").count() == 1 and page.refused == []
    signed_in = [line for line in read_log(sample_home) if line["action"] == "sign_in"]
    assert (signed_in[-1]["who"], signed_in[-1]["role"]) == ("kim@gjtp.or.kr", "analyst")
    page.goto(server.url + "/upload?role=admin")  # a role in the link is for local mode alone
    page.get_by_role("heading", name=say("ko", "shell.page.upload")).wait_for()
    page.get_by_text("김분석").click()
    assert page.get_by_text(say("ko", "shell.role.analyst")).count() >= 1
    page.get_by_role("button", name=say("ko", "shell.sign_in.leave")).click()
    page.wait_for_url("**/end_session**")  # the provider's own: what it does then is its affair


def test_whoever_has_no_role_comes_no_further(page, server, sample_home):
    sign_in(page, server, "eve")
    page.get_by_text(say("ko", "shell.sign_in.no_role", name="<b>손님</b>")).wait_for()
    assert page.get_by_test_id("stPlotlyChart").count() == 0
    assert read_log(sample_home)[-1]["action"] == "sign_in_refused"


def test_an_outsider_of_the_council_opens_no_page_of_the_house(page, server):
    sign_in(page, server, "lee")
    closed = say("ko", "shell.not_allowed", role=say("ko", "shell.role.council"))
    page.get_by_text(closed).wait_for()
    assert page.get_by_test_id("stPlotlyChart").count() == 0 and server.traces() == []


def test_an_outsider_who_asks_for_nothing_comes_to_the_released_figures(page, server):
    sign_in(page, server, "lee", "/?lang=en&as_of=2018-12-31")
    page.get_by_text(say("en", "figures.none")).wait_for()
    page.wait_for_url(re.compile(r"/figures\?"))
    assert "lang=en" in page.url and "as_of=2018-12-31" in page.url


def test_a_file_is_for_who_has_signed_in_and_its_address_is_not_enough(page, server):
    sign_in(page, server, "kim", "/")
    page.locator(".st-key-open_stage_counts button").click()
    taken = []
    page.on("response", lambda answer: "/media/" in answer.url and taken.append((answer.url, answer.status)))
    with page.expect_download() as waited:
        page.locator(".st-key-csv_stage_counts button").click()
    address = waited.value.url
    assert "/media/" in address and waited.value.path().stat().st_size > 100
    assert page.request.get(address).status == 200
    for cookie in (
        "",
        "_streamlit_user=forged",
        "_streamlit_user=" + "2|1:0|10:1|15:_streamlit_user|4:e30=|" + "0" * 64,
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie}))
        assert refused.value.code == 403


@pytest.mark.long  # it waits until the token has ended
def test_a_sign_in_that_ends_while_a_page_stands_shows_no_figure_any_more(browser, page, sample_home, tmp_path):
    with signing_in(sample_home, tmp_path, LASTS) as server:
        sign_in(page, server, "kim", "/quota")
        until = time.time() + LASTS
        page.get_by_test_id("stPlotlyChart").first.wait_for()
        page.wait_for_timeout(max(0, until - time.time()) * 1000 + 1000)
        page.locator("[class*=st-key-open_] button").first.click()  # a part of the page alone would run again
        page.get_by_text(say("ko", "shell.sign_in.expired", name="김분석")).wait_for()
        assert page.get_by_test_id("stPlotlyChart").count() == page.get_by_test_id("stDataFrame").count() == 0
        assert page.get_by_role("dialog").count() == 0
        assert page.get_by_role("button", name=say("ko", "shell.sign_in.go")).count() == 1
        assert server.traces() == []
