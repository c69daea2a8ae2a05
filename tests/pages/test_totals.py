"""The page of totals: its period and unit stand in the link, a period opens into its firms, and it leads on."""

from datetime import date
from types import SimpleNamespace

import pytest
import streamlit as st

from tests.pages.test_pages import accidents, visit, words
from texts import say
from web.behind import open_selected
from web.session import CHOSEN


def totals(sample_home, monkeypatch, **link: str):
    return visit(sample_home, monkeypatch, "executive/exports.py", **link)


def test_period_and_unit_are_chosen_and_go_into_the_link(sample_home, monkeypatch):
    app = totals(sample_home, monkeypatch)
    assert accidents(app) == [] and "2024년 수출은" in words(app)
    app.button_group(key=CHOSEN + "grain").set_value("quarter").run()
    app.button_group(key=CHOSEN + "money").set_value("krw").run()
    assert accidents(app) == [] and (app.query_params["grain"], app.query_params["money"]) == ("quarter", "krw")
    assert "2024년 4분기 수출은" in words(app) and "억 원이다. 달러로는" in words(app)


@pytest.mark.parametrize("grain", ["month", "quarter", "year", "rolling_year"])
def test_a_period_opens_into_the_firms_that_add_up_to_it(sample_home, monkeypatch, grain):
    app = totals(sample_home, monkeypatch, grain=grain, as_of="2025-10-31")
    assert accidents(app) == []
    choice = app.selectbox(key="exports_behind_period")
    [listed] = [frame.value for frame in app.dataframe if "exports_usd" in frame.value]
    said = choice.format_func(choice.value)
    assert f"{listed['exports_usd'].sum() / 1e6:,.1f}백만 달러" in said


@pytest.mark.parametrize("link", [{"grain": "week"}, {"money": "eur"}], ids=str)
def test_a_period_or_unit_that_nobody_knows_stops_the_page_with_a_sentence(sample_home, monkeypatch, link):
    app = totals(sample_home, monkeypatch, **link)
    assert accidents(app) == [] and len(app.warning) == 1


def test_without_benchmarks_of_a_part_the_comparison_says_why(sample_home, monkeypatch):
    said = words(totals(sample_home, monkeypatch, product="8708"))
    assert say("ko", "exports.no_parts") in said and say("ko", "metric.exports_index.name") not in said


def test_a_click_on_a_period_finds_its_day(monkeypatch):
    point = {"customdata": ["2025-07-01"]}
    state = {"chart_any": SimpleNamespace(selection=SimpleNamespace(points=[point]))}
    monkeypatch.setattr(st, "session_state", state)
    open_selected("any", "exports_behind", "period", ("period",), are_days=True)()
    assert state["exports_behind_period"] == (("period", date(2025, 7, 1)),)
