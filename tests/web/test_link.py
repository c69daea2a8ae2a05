"""What is set lives in the link, as codes, in both directions."""

import datetime

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from texts import say
from web import session
from web.session import VISIT, link_to, path_of


def start(home, monkeypatch, **link: str) -> AppTest:
    monkeypatch.setenv("GANGSO_DATA", str(home))
    app = AppTest.from_file(str(ROOT / "web" / "main.py"), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def visit_of(app: AppTest) -> session.Visit:
    return app.session_state[VISIT]


def told(app: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*app.markdown, *app.warning, *app.error, *app.info))


def test_a_link_sets_the_day_and_the_firms(sample_home, monkeypatch):
    link = {"as_of": "2018-12-31", "stages": "flagship,pre", "districts": "bukgu", "lang": "en", "role": "executive"}
    found = visit_of(start(sample_home, monkeypatch, **link))
    assert found.as_of == found.selection.as_of == datetime.date(2018, 12, 31)
    assert found.selection.stages == ("flagship", "pre")
    assert found.selection.districts == ("bukgu",)
    assert (found.lang, found.role, found.is_sample) == ("en", "executive", True)


def test_widgets_write_codes_into_the_link(sample_home, monkeypatch):
    app = start(sample_home, monkeypatch)
    app.multiselect(key="chosen_stages").select("flagship").run()
    app.date_input(key="chosen_as_of").set_value(datetime.date(2018, 12, 31)).run()
    assert (app.text_input(key="stages").value, app.text_input(key="as_of").value) == ("flagship", "2018-12-31")
    assert visit_of(app).selection.stages == ("flagship",)
    assert visit_of(app).as_of == datetime.date(2018, 12, 31)
    app.button(key="reset").click().run()
    assert visit_of(app).selection.is_of_all_firms
    assert app.text_input(key="as_of").value == ""


def test_what_is_set_stays_on_the_next_page(sample_home, monkeypatch):
    app = start(sample_home, monkeypatch, stages="star")
    app.switch_page("../pages/executive/progression.py").run()
    assert visit_of(app).page == "progression"
    assert visit_of(app).selection.stages == ("star",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("as_of", "soon"),
        ("as_of", "1999-01-01"),
        ("as_of", "2999-01-01"),
        ("stages", "moon"),
        ("stages", "flagship,moon"),
        ("districts", "명품강소기업"),
        ("industries", "999"),
        ("lang", "xx"),
        ("role", "king"),
        ("stages", "![x](http://evil.example/x.png)"),
    ],
)
def test_a_value_that_means_nothing_is_told_and_shows_no_figure(sample_home, monkeypatch, name, value):
    app = start(sample_home, monkeypatch, **{name: value})
    assert app.error == app.exception == []
    assert len(app.warning) == 1
    assert "![x](http" not in told(app)
    assert not any("<li class='kpi'>" in each.proto.body for each in app.get("html"))
    app.button(key="cure_link").click().run()
    assert len(app.warning) == 0
    assert visit_of(app).lang == "ko"


def test_a_link_for_others_writes_every_value(sample_home, monkeypatch):
    found = visit_of(start(sample_home, monkeypatch, stages="flagship,pre"))
    link = link_to("progression", found, from_year="2018")
    assert link.startswith("/progression?lang=ko&as_of=20")
    assert f"snapshot={found.snapshot_id}" in link
    assert link.endswith("&stages=flagship,pre&from_year=2018")
    assert link_to("overview", found).startswith("/?lang=ko&")


def test_an_address_holds_only_what_is_said():
    assert path_of("overview", {}) == path_of("overview", {"lang": ""}) == "/"
    assert path_of("upload", {"role": ["admin"]}) == "/upload?role=admin"
    assert path_of("overview", {"stages": ["pre", "star"]}) == "/?stages=pre,star"


def test_an_outsider_is_given_no_snapshot(sample_home, monkeypatch):
    for role in session.OUTSIDERS:
        found = visit_of(start(sample_home, monkeypatch, role=role))
        assert (found.snapshot, found.snapshot_id) == (None, None)


def test_where_hosts_are_listed_nobody_chooses_a_role(sample_home, monkeypatch):
    monkeypatch.setenv("GANGSO_HOSTS", "dash.example.kr")
    app = start(sample_home, monkeypatch, role="admin")
    assert say("ko", "shell.sign_in.unknown") in told(app)  # nobody has signed in, so nobody is let in
    assert "visit" not in app.session_state and not app.get("plotly_chart")
