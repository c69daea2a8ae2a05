"""The page of announced figures: 2018 agrees, outsiders read it from a release, numbers open into their firms."""

import datetime
import re
import shutil

import pytest

import warehouse
from disclosure import Wish, propose, publish
from tests.pages.test_pages import accidents, go_to, start, words
from texts import say

PAGE = "council/reported.py"
NUMBER = re.compile(r"(\d+)(?= ?(?:개사|firms?))")
ANNOUNCED = {"flagship_firms": 100, "pre_firms": 20, "star_firms": 15, "global_gangso_firms": 23,
             "world_class_300_firms": 6}  # fmt: skip


def test_the_figures_announced_for_2018_are_those_that_we_count(sample_home, monkeypatch):
    app = go_to(start(sample_home, monkeypatch, as_of="2018-12-31"), PAGE)
    assert accidents(app) == []
    table = app.dataframe[0].value
    assert table["reported"].tolist() == table["computed"].tolist()
    assert sorted(table["reported"]) == sorted(ANNOUNCED.values()) and set(table["difference"]) == {0}
    assert say("ko", "reported.no_gap") in words(app)


@pytest.mark.parametrize("lang", ("ko", "en"))
def test_a_number_opens_into_as_many_firms(sample_home, monkeypatch, lang):
    app = go_to(start(sample_home, monkeypatch, lang=lang), PAGE)
    number = app.selectbox(key="reported_behind_computed")
    assert accidents(app) == []
    assert int(NUMBER.findall(number.format_func(number.value))[-1]) == len(app.dataframe[-1].value)


def test_outsiders_read_the_same_from_a_release_and_a_sentence_before_there_is_one(sample_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    app = go_to(start(home, monkeypatch, role="public"), PAGE)
    assert accidents(app) == [] and say("ko", "figures.none") in words(app)
    day = datetime.date(2024, 12, 31)
    wish = Wish(warehouse.current_id(home), day, ("staff",), (2018,), ("year",))
    publish(home, wish, propose(home, wish).seal, "analyst")
    inside = go_to(start(home, monkeypatch, as_of=day.isoformat()), PAGE).dataframe[0].value
    for role in ("council", "public"):
        app = go_to(start(home, monkeypatch, role=role, as_of=day.isoformat()), PAGE)
        assert accidents(app) == []
        assert app.dataframe[0].value.equals(inside)
