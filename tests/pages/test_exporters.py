"""The pages of exporters and their alerts: links, numbers that open, what a choice of firm does."""

import re

import pytest

from tests.pages.test_pages import accidents, visit
from tests.pages.test_pages import words as marked_words

NUMBER = re.compile(r"(\d[\d,]*)개사$")


def words(app) -> str:
    return re.sub("<[^>]+>", "", marked_words(app))


def exporters(sample_home, monkeypatch, **link: str):
    return visit(sample_home, monkeypatch, "executive/exporters.py", **link)


def alerts(sample_home, monkeypatch, **link: str):
    return visit(sample_home, monkeypatch, "executive/export_alerts.py", **link)


def listed(app):
    """The list in the figure of firms behind a number."""
    [found] = [frame.value for frame in app.dataframe if list(frame.value.columns)[-1:] == ["exports_usd"]]
    return found


@pytest.mark.parametrize("kind", ["exporters", "entrants", "exiters", "surviving_entrants", "size", "group"])
def test_every_number_that_is_offered_opens_into_as_many_firms(sample_home, monkeypatch, kind):
    app = exporters(sample_home, monkeypatch)
    app.selectbox(key="exporters_behind_kind").set_value(kind).run()
    for place in (0, -1):
        choice = app.selectbox(key=f"exporters_behind_{kind}")
        choice = choice.select_index(place % len(choice.options)).run().selectbox(key=f"exporters_behind_{kind}")
        assert accidents(app) == []
        said = NUMBER.search(choice.format_func(choice.value))
        assert said and int(said[1].replace(",", "")) == len(listed(app)), choice.format_func(choice.value)


def test_the_link_says_by_what_firms_are_grouped(sample_home, monkeypatch):
    app = exporters(sample_home, monkeypatch, by="industry")
    assert accidents(app) == [] and "업종별 수출액" in words(app)
    assert "moon" in exporters(sample_home, monkeypatch, by="moon").warning[0].value


def test_a_part_year_says_how_many_months_it_has(sample_home, monkeypatch):
    said = words(exporters(sample_home, monkeypatch, as_of="2025-10-31"))
    assert "2025년 10개월 동안 수출기업 222개사, 진입 1개사, 이탈 11개사(앞 해 같은 달과 견줌)" in said


def test_a_market_of_the_link_is_what_all_figures_are_about(sample_home, monkeypatch):
    whole, in_us = (words(exporters(sample_home, monkeypatch, **link)) for link in ({}, {"market": "US"}))
    assert "2024년 수출기업 233개사" in whole and "2024년 수출기업 233개사" not in in_us


def test_the_kind_of_alert_stands_in_the_link_and_each_has_its_list(sample_home, monkeypatch):
    said = {kind: words(alerts(sample_home, monkeypatch, kind=kind)) for kind in ("below_band", "late", "one_market")}
    assert "예년 범위보다 적은 기업 10개사" in said["below_band"]
    assert "전에 없이 자료가 끊긴 기업 7개사" in said["late"]
    assert "한 시장에 기대는 기업 10개사" in said["one_market"]


def test_the_firm_of_the_link_shows_its_own_band_beside_all_alerts(sample_home, monkeypatch):
    app = alerts(sample_home, monkeypatch)
    firm = app.dataframe[0].value.iloc[2]
    chosen = alerts(sample_home, monkeypatch, exporter=firm["firm_id"].rsplit("=", 1)[-1])
    assert accidents(chosen) == [] and f"{firm['firm_name']}: 2024년 12월까지" in words(chosen)
    assert len(chosen.dataframe[0].value) == len(app.dataframe[0].value)


def test_the_page_opens_on_a_kind_that_some_firm_has(sample_home, monkeypatch):
    app = alerts(sample_home, monkeypatch, market="CN", product="39")
    assert "한 시장에 기대는 기업 1개사" in words(app)  # nobody is below the band or silent there


def test_a_stage_without_alerts_says_so(sample_home, monkeypatch):
    app = alerts(sample_home, monkeypatch, stages="wc300")
    assert accidents(app) == [] and "예년 범위보다 적은 기업이 없다" in words(app)
