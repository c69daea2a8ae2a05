"""The page of announced figures: 2018 agrees, outsiders read it from a release, numbers open into their firms."""

import datetime
import re
import shutil

import pytest

import warehouse
from disclosure import Wish, propose, publish
from tests.pages.test_pages import accidents, visit, words
from texts import say

PAGE = "council/reported.py"
NUMBER = re.compile(r"(\d+)(?= ?(?:개사|firms?))")
ANNOUNCED = {"flagship_firms": 100, "pre_firms": 20, "star_firms": 15, "global_gangso_firms": 23,
             "world_class_300_firms": 6}  # fmt: skip


def test_the_figures_announced_for_2018_are_those_that_we_count(sample_home, monkeypatch):
    app = visit(sample_home, monkeypatch, PAGE, as_of="2018-12-31")
    assert accidents(app) == []
    table = app.dataframe[0].value
    assert table["reported"].tolist() == table["computed"].tolist()
    assert sorted(table["reported"]) == sorted(ANNOUNCED.values()) and set(table["difference"]) == {0}
    assert say("ko", "reported.no_gap") in words(app)


@pytest.mark.parametrize("lang", ("ko", "en"))
def test_a_number_opens_into_as_many_firms(sample_home, monkeypatch, lang):
    app = visit(sample_home, monkeypatch, PAGE, lang=lang)
    number = app.selectbox(key="reported_behind_computed")
    assert accidents(app) == []
    assert int(NUMBER.findall(number.format_func(number.value))[-1]) == len(app.dataframe[-1].value)


def test_outsiders_read_the_same_from_a_release_and_a_sentence_before_there_is_one(sample_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    app = visit(home, monkeypatch, PAGE, role="public")
    assert accidents(app) == [] and say("ko", "figures.none") in words(app)
    day = datetime.date(2024, 12, 31)
    wish = Wish(warehouse.current_id(home), day, ("staff",), (2018,), ("year",))
    publish(home, wish, propose(home, wish).seal, "analyst")
    inside = visit(home, monkeypatch, PAGE, as_of=day.isoformat()).dataframe[0].value
    for role in ("council", "public"):
        app = visit(home, monkeypatch, PAGE, role=role, as_of=day.isoformat())
        assert accidents(app) == []
        assert app.dataframe[0].value.equals(inside)
