"""What the two executive pages answer when somebody asks: numbers open into their firms, a period moves the figures."""

import re

from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import accidents, start, visit, words
from web.session import CHOSEN

NUMBER = re.compile(r"(\d+)개사$")


def progression(sample_home, monkeypatch, **link: str) -> AppTest:
    return visit(sample_home, monkeypatch, "executive/progression.py", **link)


def firms_shown(app: AppTest) -> int:
    return len(app.dataframe[-1].value)


def test_every_kind_of_number_opens_into_as_many_firms_as_it_says(sample_home, monkeypatch):
    app = progression(sample_home, monkeypatch)
    for kind in ("current", "cumulative", "new", "moved", "entries", "exits"):
        app.selectbox(key="firms_behind_kind").set_value(kind).run()
        assert accidents(app) == []
        number = app.selectbox(key=f"firms_behind_{kind}")
        said = NUMBER.search(number.format_func(number.value))
        assert said and int(said[1]) == firms_shown(app), kind


def test_the_period_moves_the_flows_and_the_balance(sample_home, monkeypatch):
    app = progression(sample_home, monkeypatch)
    app.selectbox(key=CHOSEN + "from_year").set_value(2018).run()
    assert accidents(app) == []
    assert "2018년 말 → " in words(app)


def test_an_end_before_the_beginning_cannot_be_chosen(sample_home, monkeypatch):
    app = progression(sample_home, monkeypatch)
    app.selectbox(key=CHOSEN + "from_year").set_value(2020).run()
    assert min(int(year) for year in app.selectbox(key=CHOSEN + "to_year").options) == 2021


def test_the_overview_says_what_the_quota_leaves_and_not_under_a_district(sample_home, monkeypatch):
    assert "총량까지" in words(start(sample_home, monkeypatch)) or "총량을" in words(start(sample_home, monkeypatch))
    part = words(start(sample_home, monkeypatch, districts="bukgu"))
    assert "총량까지" not in part and "총량을" not in part
