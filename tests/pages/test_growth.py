"""The page of why exports moved: its link is the command's, its components open into what adds up to them."""

import pytest

from tests.pages.test_pages import accidents, visit, words
from web.session import CHOSEN


def growth(sample_home, monkeypatch, **link: str):
    return visit(sample_home, monkeypatch, "executive/growth.py", **link)


def tables(app):
    return [frame.value for frame in app.dataframe]


def test_it_begins_with_the_last_year_against_the_one_before(sample_home, monkeypatch):
    app = growth(sample_home, monkeypatch)
    assert accidents(app) == [] and "2024년 수출은" in words(app) and "2023년 → 2024년" in words(app)
    part = words(growth(sample_home, monkeypatch, as_of="2025-10-31"))
    assert "2024년 1월~10월 → 2025년 1월~10월" in part


def test_the_link_takes_periods_as_the_command_does(sample_home, monkeypatch):
    app = growth(sample_home, monkeypatch, start="2018-01..2018-06", end="2022-01..2022-06")
    assert accidents(app) == [] and "2018년 1월~6월 → 2022년 1월~6월" in words(app)
    assert [app.selectbox(key=CHOSEN + name).value for name in ("from_year", "to_year")] == [2018, 2022]
    only_end = words(growth(sample_home, monkeypatch, end="2019-07..2020-06"))
    assert "2018년 7월~2019년 6월 → 2019년 7월~2020년 6월" in only_end


def test_what_is_chosen_goes_into_the_link(sample_home, monkeypatch):
    app = growth(sample_home, monkeypatch)
    app.selectbox(key=CHOSEN + "from_year").set_value(2020).run()
    assert (app.query_params["start"], app.query_params["end"]) == ("2020", "2024")
    app.selectbox(key=CHOSEN + "last_month").set_value(3).run()
    assert (app.query_params["start"], app.query_params["end"]) == ("2020-01..2020-03", "2024-01..2024-03")
    app.selectbox(key=CHOSEN + "to_year").set_value(2019).run()  # before the earlier one: that gives way
    assert (app.query_params["start"], app.query_params["end"]) == ("2018-01..2018-03", "2019-01..2019-03")
    assert accidents(app) == [] and "2018년 1월~3월 → 2019년 1월~3월" in words(app)


@pytest.mark.parametrize(
    "link",
    [
        {"start": "yesterday"},
        {"start": "2018", "end": "2019-01"},
        {"start": "2020", "end": "2019"},
        {"start": "2014..2016", "end": "2017..2019"},  # a command may, a page of months may not
    ],
    ids=str,
)
def test_periods_that_cannot_be_compared_stop_the_page_with_a_sentence(sample_home, monkeypatch, link):
    app = growth(sample_home, monkeypatch, **link)
    assert accidents(app) == [] and len(app.warning) == 1 and not app.dataframe


def test_months_that_nobody_knows_are_told(sample_home, monkeypatch):
    app = growth(sample_home, monkeypatch, start="2010", end="2011")
    assert accidents(app) == [] and "두 기간 모두 자료가 있는 달이 없다" in words(app)


@pytest.mark.parametrize("kind", ["firm", "country", "product"])
def test_a_component_opens_into_what_adds_up_to_it(sample_home, monkeypatch, kind):
    app = growth(sample_home, monkeypatch, start="2018", end="2024")
    app.selectbox(key="growth_behind_kind").set_value(kind).run()
    choice = app.selectbox(key=f"growth_behind_{kind}")
    choice.set_value((("component", "dropped_markets"),)).run()
    assert accidents(app) == []
    listed = next(table for table in tables(app) if "usd" in table)
    said = choice.format_func((("component", "dropped_markets"),))
    assert f"−{abs(listed['usd'].sum()) / 1e6:.1f}백만 달러" in said
