"""The sample's own release: by the command of the first start, once, and never of anybody's own data."""

import datetime
import json
import shutil

import pptx
import pytest

import warehouse
from access.chain import read_log
from disclosure import NotTheSample, release_sample
from disclosure.sample import SPLITS
from metrics.released import released_figures, released_tables
from metrics.selection import Selection
from reports.__main__ import main as report
from tests.browser.decks import ladder_of
from tests.conftest import run_module

DAY, LAST_DAY = datetime.date(2018, 12, 31), datetime.date(2025, 10, 31)


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory):
    """A folder with the sample, released as the first start does it."""
    place = tmp_path_factory.mktemp("sample") / "home"
    shutil.copytree(sample_home, place)
    made = run_module("disclosure", "sample", "--by", "tests", home=place)
    assert made.returncode == 0 and "R20" in made.stdout, made.stderr
    return place


def test_every_whole_year_is_released_by_stage_and_market_and_written_down(home):
    (line,) = warehouse.list_releases(home)
    assert line["as_of"] == "2024-12-31" and line["is_sample"] and line["dimensions"] == list(SPLITS)
    with warehouse.open_release(home) as release:
        tables = released_tables(release, Selection(LAST_DAY))
    found = {(row.measure, row.dimension, row.year) for row in tables.itertuples()}
    assert {("exports_usd", "market_group", 2018), ("staff", "stage", 2018), ("sales_krw", "year", 2024)} <= found
    assert tables["year"].max() == 2024  # of 2025 only ten months are known
    told = read_log(home)[-1]
    assert (told["action"], told["who"], told["release"]) == ("release", "tests", line["id"])


def test_an_earlier_day_hears_nothing_of_later_years(home):
    with warehouse.open_release(home) as release:
        assert released_tables(release, Selection(DAY))["year"].max() == 2018
        for dimension in SPLITS:
            assert released_figures(release, Selection(DAY), "exports_usd", dimension)["year"].max() == 2018


def test_a_second_time_nothing_happens(home):
    again = run_module("disclosure", "--lang", "en", "sample", home=home)
    assert again.returncode == 0 and "stands already" in again.stdout
    assert len(warehouse.list_releases(home)) == 1


def test_the_council_has_its_deck_of_2018_at_once(home, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("GANGSO_DATA", str(home))
    deck = tmp_path / "deck.pptx"
    assert report(["deck", "--as-of", "2018-12-31", "-o", str(deck)]) == 0
    assert warehouse.list_releases(home)[0]["id"] in capsys.readouterr().err
    current, cumulative = ladder_of(pptx.Presentation(deck))
    assert (current[:2], cumulative[2:]) == ((20, 100), (15, 23, 6))


def test_a_folder_without_the_sample_is_refused(sample_home, tmp_path):
    none = run_module("disclosure", "sample", home=tmp_path / "none")
    assert none.returncode == 3 and "etl sample" in none.stderr and "Traceback" not in none.stderr
    own = tmp_path / "own"
    shutil.copytree(sample_home, own)
    manifest = own / "warehouse" / warehouse.current_id(own) / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"is_sample": False}), "utf-8")
    with pytest.raises(NotTheSample):
        release_sample(own, "kim")
    assert warehouse.list_releases(own) == []
    assert run_module("disclosure", "sample", home=own).returncode == 3
    assert run_module("disclosure", home=own).returncode == 64
