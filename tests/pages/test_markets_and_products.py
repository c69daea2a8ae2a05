"""Markets and products: what the link chooses is what is shown, numbers open into their firms, old folders work too."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import accidents, visit, words
from tests.warehouse.clean_tables import clean_tables, export, spell
from texts import languages, say
from warehouse import build_snapshot, publish

MILLION = 1_000_000


def opened(home, monkeypatch, page: str, **link: str) -> AppTest:
    app = visit(home, monkeypatch, f"executive/{page}.py", **link)
    assert accidents(app) == []
    return app


def path_of(app: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in app.button if str(button.key).startswith("path_")]


def heads(app: AppTest) -> list[str]:
    told = "".join(each.proto.body for each in app.get("html"))
    return re.findall(r"<div class='figure-head'><h2>(.*?)</h2>", told)


def test_every_kind_of_number_on_markets_opens_into_firms(sample_home, monkeypatch):
    app = opened(sample_home, monkeypatch, "markets", as_of="2024-12-31")
    for kind in ("market_change", "country", "market_group"):
        app.selectbox(key="markets_behind_kind").set_value(kind).run()
        assert accidents(app) == [] and len(app.dataframe[-1].value), kind
    app.selectbox(key="markets_behind_kind").set_value("market_change").run()
    number = app.selectbox(key="markets_behind_market_change")
    assert number.format_func(number.value).endswith(f"{len(app.dataframe[-1].value)}건")


def test_a_market_chosen_leaves_the_others_on_the_map_and_narrows_what_was_gained(sample_home, monkeypatch):
    everything, chosen = (opened(sample_home, monkeypatch, "markets", **link) for link in ({}, {"market": "VN"}))
    assert heads(everything)[:5] == heads(chosen)[:5]  # where one is chosen among the others
    assert heads(everything)[5] != heads(chosen)[5]


def test_a_product_chosen_is_shown_with_the_way_back(sample_home, monkeypatch):
    app = opened(sample_home, monkeypatch, "products", product="8504")
    assert path_of(app) == ["전체", "› 기계·전기기기", "› 85 전기·전자기기", "› 8504 변압기·변환기"]
    listed = app.dataframe[0].value["hs_product"].tolist()
    assert "8504.40 변압기·변환기" in listed
    app.button(key="path_1").click().run()
    assert app.text_input(key="product").value == "84,85" and len(path_of(app)) == 2
    app.button(key="path_0").click().run()
    assert app.text_input(key="product").value == "" and path_of(app) == ["전체"]


def test_of_a_single_code_its_heading_is_shown(sample_home, monkeypatch):
    app = opened(sample_home, monkeypatch, "products", product="850440")
    assert path_of(app)[-1] == "› 8504.40 변압기·변환기"
    assert len(app.dataframe[0].value) > 1


def test_several_products_are_shown_by_section(sample_home, monkeypatch):
    app = opened(sample_home, monkeypatch, "products", product="8504,3304")
    assert path_of(app) == ["전체"]
    assert set(app.dataframe[0].value["hs_product"]) == {"기계·전기기기", "화학공업 생산품"}


def test_the_firms_behind_a_product_add_up_to_it(sample_home, monkeypatch):
    app = opened(sample_home, monkeypatch, "products", product="85", as_of="2024-12-31")
    number = app.selectbox(key="product_firms_hs_product")
    codes, firms = dict(number.value), app.dataframe[-1].value
    parts = app.dataframe[0].value
    named = parts[parts["hs_product"].str.startswith(codes["hs_product"])]
    assert firms["exports_usd"].sum() == named["exports_usd"].iloc[0]


@pytest.mark.parametrize("page", ["exports", "markets", "products", "exporters", "growth", "export_alerts"])
def test_before_the_first_month_has_ended_a_page_asks_for_a_later_day_and_no_file(sample_home, monkeypatch, page):
    app = opened(sample_home, monkeypatch, page, as_of="2014-01-15")
    told = "".join(each.proto.body for each in app.get("html"))
    assert say("ko", "exports.none_ended") in told and say("ko", "exports.missing") not in told


@pytest.fixture(scope="module")
def old_home(tmp_path_factory):
    """A folder made before there were groups, sections and names of headings."""
    home = tmp_path_factory.mktemp("old")
    sold = [export("a", f"{year}-{month:02}", MILLION, country) for year in (2023, 2024) for month in (1, 2)
            for country in ("US", "VN")]  # fmt: skip
    tables = clean_tables([spell("a", "flagship", "2022-01-01", "2025-12-31")], exports=sold)
    build_snapshot(tables, home / "candidate", {"id": "s1", "made_by": "test", "inputs": []})
    publish(home, home / "candidate", "s1")
    return home


@pytest.mark.parametrize("lang", languages())
def test_a_folder_without_groups_says_which_files_bring_them(old_home, monkeypatch, lang):
    app = opened(old_home, monkeypatch, "markets", lang=lang, as_of="2024-12-31")
    assert say(lang, "markets.no_groups") in words(app) and "market_groups.csv" in words(app)


@pytest.mark.parametrize("lang", languages())
def test_a_folder_without_names_shows_products_under_their_chapters_names(old_home, monkeypatch, lang):
    app = opened(old_home, monkeypatch, "products", lang=lang, product="85", as_of="2024-12-31")
    assert path_of(app)[1] == f"› {say(lang, 'hs_product.unknown')}"
    assert say(lang, "products.no_names") in words(app)
    assert app.dataframe[0].value["hs_product"].tolist() == [f"8504 {say(lang, 'hs.85')}"]
