"""Markets, products and firms: in the link of the export pages they narrow every figure, and elsewhere none."""

from contextlib import closing
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import visit
from tests.web.test_link import told, visit_of
from texts import say
from warehouse import open_snapshot
from web import session
from web.session import link_to
from web.trade import set_by_chart, set_by_table

LINK = {"market": "US,CN", "product": "8708"}


@pytest.fixture(scope="module")
def firm(sample_home) -> tuple[str, str]:
    """A firm of the sample that exports to the United States: its id and name."""
    sql = """
    SELECT firm_id, firm_name
    FROM firms SEMI JOIN (FROM export_firm_month_countries WHERE country = 'US') USING (firm_id)
    ORDER BY firm_name, firm_id
    LIMIT 1
    """
    with closing(open_snapshot(sample_home)) as snapshot:
        return tuple(snapshot.query(sql).iloc[0])


def exports_page(home, monkeypatch, **link: str) -> AppTest:
    app = visit(home, monkeypatch, "executive/exports.py", **link)
    assert app.exception == []
    return app


def chips(app: AppTest) -> list[str]:
    return [button.label for button in app.button if str(button.key).startswith("trade_")]


def first_figure(app: AppTest) -> str:
    return next(each.proto.body for each in app.get("html") if "class='figure-head'" in each.proto.body)


def test_a_link_says_what_is_chosen_and_every_figure_keeps_to_it(sample_home, monkeypatch):
    app = exports_page(sample_home, monkeypatch, **LINK)
    assert app.error == app.warning == app.info == []
    assert chips(app) == ["시장 **미국** ✕", "시장 **중국** ✕", "품목 **8708 자동차 부품** ✕", "전체 보기"]
    assert first_figure(app) != first_figure(exports_page(sample_home, monkeypatch))
    assert say("ko", "exports.no_parts") in "".join(each.proto.body for each in app.get("html"))


def test_one_click_leaves_one_out_and_another_shows_all(sample_home, monkeypatch):
    app = exports_page(sample_home, monkeypatch, **LINK)
    app.button(key="trade_market_CN").click().run()
    assert app.text_input(key="market").value == "US"
    app.button(key="trade_reset").click().run()
    assert [app.text_input(key=name).value for name in session.TRADE] == ["", "", ""]
    assert chips(app) == []


def test_the_same_is_chosen_by_name_and_written_as_a_code(sample_home, monkeypatch, firm):
    app = exports_page(sample_home, monkeypatch)
    app.multiselect(key="chosen_exporter").select(firm[0]).run()
    app.multiselect(key="chosen_market").select("US").run()
    assert app.text_input(key="exporter").value == firm[0] and app.text_input(key="market").value == "US"
    assert firm[1] in chips(app)[1].replace("\\", "")
    products = app.multiselect(key="chosen_product")
    assert [option[:4] for option in products.options if option.startswith("8504")][0] == "8504"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("market", "XX"),
        ("market", "us"),
        ("product", "850"),
        ("product", "8599"),
        ("exporter", "![x](http://e.example)"),
    ],
)
def test_a_code_that_means_nothing_is_told_and_shows_no_figure(sample_home, monkeypatch, name, value):
    app = exports_page(sample_home, monkeypatch, **{name: value})
    assert len(app.warning) == 1 and say("ko", f"trade.{name}") in app.warning[0].value
    assert "![x](http" not in told(app)
    assert not any("class='figure-head'" in each.proto.body for each in app.get("html"))
    app.button(key="cure_link").click().run()
    assert app.warning == []


def test_a_firm_that_the_filters_leave_out_is_told_with_the_way_back(sample_home, monkeypatch, firm):
    with closing(open_snapshot(sample_home)) as snapshot:
        sql = """
        SELECT max(district_code) AS district_code
        FROM firms
        WHERE district_code <> (SELECT district_code FROM firms WHERE firm_id = $firm_id)
        """
        elsewhere = snapshot.query(sql, firm_id=firm[0])["district_code"][0]
    app = exports_page(sample_home, monkeypatch, exporter=firm[0], districts=elsewhere)
    assert len(app.info) == 1
    app.button(key="reset_failure").click().run()
    assert app.info == [] and app.text_input(key="exporter").value == ""


def test_other_pages_do_not_use_it_and_the_way_back_finds_it(sample_home, monkeypatch):
    app = exports_page(sample_home, monkeypatch, **LINK)
    app.switch_page("../pages/executive/outcomes.py").run()
    assert chips(app) == [] and visit_of(app).trade == {} and not visit_of(app).selection.is_by_trade
    assert app.text_input(key="market").value == "US,CN"
    assert len(chips(app.switch_page("../pages/executive/markets.py").run())) == 4


def test_a_link_for_others_holds_it_on_export_pages_alone(sample_home, monkeypatch):
    found = visit_of(exports_page(sample_home, monkeypatch, **LINK))
    asked = parse_qs(urlsplit(link_to("markets", found)).query)
    assert (asked["market"], asked["product"]) == (["US,CN"], ["8708"])
    assert "market" not in link_to("overview", found)


@pytest.mark.parametrize(
    ("data", "code"),
    [(["US", 5], "US"), ("US", "US"), ([None, 9], None), ([], None), (None, None), ([7], None)],
)
def test_a_click_on_a_mark_chooses_the_code_it_stands_for(monkeypatch, data, code):
    point = {"customdata": data} if data is not None else {}
    state = {"chart_any": SimpleNamespace(selection=SimpleNamespace(points=[point]))}
    monkeypatch.setattr(st, "session_state", state)
    set_by_chart("any", session.MARKET)()
    assert state.get("market") == code
    state["chart_any"].selection.points = []  # clicked away: what is chosen stays until it is left out
    set_by_chart("any", session.MARKET)()
    assert state.get("market") == code


def test_a_row_of_a_table_chooses_as_well(monkeypatch):
    state = {"table_any": SimpleNamespace(selection=SimpleNamespace(rows=[1]))}
    monkeypatch.setattr(st, "session_state", state)
    set_by_table("any", session.PRODUCT, ["84", "85"])()
    assert state["product"] == "85"
