"""What is chosen on a page stands in its link, comes back from it, and is told when it means nothing."""

from urllib.parse import quote

import pytest

from tests.pages.test_pages import accidents, visit, words
from texts import say
from web import session
from web.session import CHOSEN

# page → its link, and what the widget of each name then holds
PAGES = {
    "executive/transitions": {
        "moved_cohort": ("pre:5기", ("pre", "5기")),
        "wait_outcome": ("left", "left"),
        "wait_by": ("district", "district"),
        "wait_stage": ("star", "star"),
        "renewal_stage": ("flagship", "flagship"),
    },
    "executive/progression": {
        "from_year": ("2017", 2017),
        "to_year": ("2020", 2020),
        "entry": ("pre:5기", ("pre", "5기")),
        "balance_stage": ("global", "global"),
        "cohort_programme": ("star", "star"),
    },
    "executive/cohorts": {"programme": ("pre", "pre"), "cohort": ("5기", "5기")},
    "executive/readiness": {"to_enter": ("pre", "pre"), "readiness_state": ("not_ready", "not_ready")},
    "executive/firm": {"origin_kind": ("support", "support")},
    "council/quota": {"if_stage": ("pre", "pre"), "if_months": ("24", 24)},
}
each_page = pytest.mark.parametrize("page", PAGES)


def open_page(sample_home, monkeypatch, page: str, **link: str):
    if page == "executive/firm":
        link |= {"firm": any_firm(sample_home)}
    return visit(sample_home, monkeypatch, f"{page}.py", **link)


def any_firm(sample_home) -> str:
    from warehouse import open_snapshot

    with open_snapshot(sample_home) as snapshot:
        return snapshot.query("SELECT min(firm_id) AS firm_id FROM marts.participations")["firm_id"][0]


def widget(app, name: str):
    """The choice itself, whatever shape it has."""
    [found] = [each for kind in (app.selectbox, app.button_group) for each in kind if each.key == CHOSEN + name]
    return found


@each_page
def test_a_link_brings_every_choice_back(sample_home, monkeypatch, page):
    choices = PAGES[page]
    app = open_page(sample_home, monkeypatch, page, **{name: written for name, (written, _) in choices.items()})
    assert accidents(app) == []
    for name, (_, value) in choices.items():
        assert widget(app, name).value == value, name


@each_page
def test_what_is_chosen_is_written_into_the_link_and_goes_into_the_other_language(sample_home, monkeypatch, page):
    app = open_page(sample_home, monkeypatch, page)
    for name, (written, value) in PAGES[page].items():
        widget(app, name).set_value(value).run()
        assert accidents(app) == [] and app.text_input(key=name).value == written, name
    app.run()
    link = next(each.proto.body for each in app.get("html") if "class='languages'" in each.proto.body)
    for name, (written, _) in PAGES[page].items():
        assert f"{name}={quote(written)}" in link, name
        assert name in session.OF_PAGE[page.split("/")[1]]


@each_page
def test_a_choice_that_means_nothing_is_told(sample_home, monkeypatch, page):
    app = open_page(sample_home, monkeypatch, page)
    for name in PAGES[page]:
        if name == "wait_stage":
            widget(app, "wait_by").set_value("district").run()
        app.text_input(key=name).set_value("nonsense").run()  # as somebody's link does
        [told] = [box.value for box in app.warning]
        assert accidents(app) == [] and say("ko", f"shell.{name}") in told and "nonsense" in told, name
        app.button(key="cure_link").click().run()
        assert accidents(app) == [] and not app.warning, name
        app = open_page(sample_home, monkeypatch, page) if page == "executive/firm" else app  # the firm is gone too


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("executive/transitions", {"wait_stage": "global", "wait_by": "district", "stages": "pre"}),
        ("executive/cohorts", {"programme": "wc_plus", "cohort": "5기"}),
        ("executive/progression", {"to_year": "2024", "as_of": "2019-06-30"}),
        ("executive/readiness", {"to_enter": "flagship", "as_of": "2014-12-31"}),
    ],
    ids=str,
)
def test_what_other_choices_do_not_offer_gives_way(sample_home, monkeypatch, page, link):
    app = open_page(sample_home, monkeypatch, page, **link)
    assert accidents(app) == [] and not any(say("ko", "shell.bad_link_cure") == each.label for each in app.button)


@pytest.mark.parametrize(
    ("page", "name", "right", "wrong"),
    [
        ("council/quota", "if_quota_pre", "15", ["99999", "many"]),
        ("council/quota", "if_rate_flagship", "50", ["101"]),
        ("executive/readiness", "try_flagship_all_rnd_intensity_3y_mean_ge", "2.5", ["nan"]),
    ],
)
def test_numbers_that_are_tried_stand_in_the_link_too(sample_home, monkeypatch, page, name, right, wrong):
    app = open_page(sample_home, monkeypatch, page, **{name: right})
    assert app.number_input(key=name).value == float(right)
    assert f"{name}={right}" in words(app)  # the way into the other language
    for value in wrong:
        app = open_page(sample_home, monkeypatch, page, **{name: value})
        assert accidents(app) == [] and value in app.warning[0].value
        app.button(key="cure_link").click().run()
        assert accidents(app) == [] and not app.warning
