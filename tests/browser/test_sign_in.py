"""Signing in with a provider on this machine, in a real browser under our content policy."""

import datetime
import re

import pytest
from oidc_provider_mock import User, run_server_in_thread

from access.chain import read_log
from tests.browser.serving import free_port, serve
from texts import say

LINK = "/exports?as_of=2018-12-31&districts=bukgu"
PEOPLE = [
    User(sub="kim", claims={"name": "김분석", "email": "kim@gjtp.or.kr", "email_verified": True, "roles": ["staff"]}),
    User(sub="lee", claims={"name": "이협의", "email": "lee@kita.or.kr", "roles": ["council"]}),
    User(sub="eve", claims={"name": "<b>손님</b>", "email": "kim@gjtp.or.kr", "roles": "guest"}),  # not verified
]


@pytest.fixture(scope="module")
def server(sample_home, tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("sign_in"), free_port()
    lasts = datetime.timedelta(minutes=10)
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
        with serve(sample_home, folder / "log", "--secrets.files", str(secrets), port=port, **roles) as running:
            yield running


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.refused = []  # what the content policy would not let happen
    page.on("console", lambda line: page.refused.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()


def sign_in(page, server, subject: str) -> None:
    page.goto(server.url + LINK)
    page.get_by_role("button", name=say("ko", "shell.sign_in.go")).click()
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
