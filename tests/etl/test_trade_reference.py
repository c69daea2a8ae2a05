"""Markets and names of products in the seed: every country has its group, every chapter its section and two names."""

import csv
import tomllib

import pytest

from etl.clean import clean
from etl.decode import decode
from etl.recognise import recognise
from etl.trade import countries
from tests.conftest import ROOT

NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA"}  # places that Unicode names and ISO does not


def seed(name: str) -> list[dict]:
    cleaned = clean(recognise(decode((ROOT / "data" / "reference" / f"{name}.csv").read_bytes()).sheets), {})
    assert (cleaned.contract.name, cleaned.rejected_rows) == (name, [])
    return cleaned.table("u1").to_pylist()


def test_every_country_that_a_file_may_name_has_a_group():
    groups = {row["market_group"] for row in seed("market_groups")}
    markets = {row["country"]: row["market_group"] for row in seed("markets")}
    assert set(countries().values()) - NO_COUNTRIES == set(markets)
    assert set(markets.values()) == groups


@pytest.mark.parametrize(
    ("country", "group"),
    [
        ("VN", "asean"),
        ("DE", "eu"),
        ("GB", "other_europe"),
        ("UZ", "cis"),
        ("IR", "middle_east"),
        ("MX", "latin_america"),
    ],
)
def test_a_country_stands_where_people_look_for_it(country, group):
    assert {row["country"]: row["market_group"] for row in seed("markets")}[country] == group


def test_every_chapter_has_a_section_and_the_names_that_a_folder_without_them_falls_back_on():
    names = {row["hs_code"]: row for row in seed("hs_names")}
    sections = [code for code in names if not code.isdigit()]
    assert len(sections) == 21
    for lang in ("ko", "en"):
        words = tomllib.loads((ROOT / "texts" / f"{lang}.toml").read_text("utf-8"))["hs"]
        chapters = {code: row[f"name_{lang}"] for code, row in names.items() if len(code) == 2 and code.isdigit()}
        assert chapters == {code: words[code] for code in words if code != "99"}
    assert {row["hs_section"] for code, row in names.items() if code.isdigit()} == set(sections)


def test_every_heading_of_the_sample_has_a_name():
    names = {row["hs_code"] for row in seed("hs_names")}
    with open(ROOT / "data" / "sample" / "exports.csv", encoding="utf-8-sig") as file:
        assert {row["HS코드"][:4] for row in csv.DictReader(file)} <= names
