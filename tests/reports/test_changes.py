"""After a meeting a correction is published: the deck stays, and what changed is named, no more and no less."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.agenda import Agenda, AgendaSlide
from reports.changes import in_words, what_changed
from reports.deck import keep, open_deck, open_draft
from reports.draft import draft_deck
from tests.conftest import run_module
from warehouse import open_snapshot

from .conftest import DAY, TODAY

KINDS = ("title", "ladder", "stock", "moves", "balance", "reported")
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
NEW = "기업명,사업자등록번호,사업,기수,시작일\n늦게안기업,1048100000,flagship,4,2018-03-01\n"


def load(home, *files):
    done = run_module("etl", "load", *map(str, files), "--by", "tests", "--yes", home=home)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """A folder whose deck was made before a designation of 2018 became known, which then was published."""
    home = tmp_path_factory.mktemp("council") / "home"
    load(home, SAMPLE / "firms.csv", SAMPLE / "designations.csv")  # as if they were real: a sample takes no correction
    agenda = Agenda("internal", tuple(AgendaSlide(kind) for kind in KINDS), as_of=DAY)
    with open_snapshot(home) as snapshot:
        deck = keep(home, draft_deck(snapshot, home, agenda, TODAY), "someone")
    before = {lang: open_deck(home, deck.id, lang) for lang in ("ko", "en")}
    file = home.parent / "late.csv"
    file.write_text(NEW, "utf-8-sig")
    load(home, file)
    return home, deck, before


def test_the_deck_is_unchanged(corrected):
    home, deck, before = corrected
    assert {lang: open_deck(home, deck.id, lang) for lang in before} == before


def test_what_changed_names_exactly_the_corrected_figures(corrected):
    home, deck, _ = corrected
    with open_snapshot(home) as snapshot:
        found = what_changed(open_draft(home, deck.id)[1], snapshot, home, TODAY)
    moved = found[found["kind"] == "moves"]
    assert {dict(keys)["from_stage"] for keys in moved["keys"]} == {"none"}  # one more came: shares of all who came
    assert set(moved["column"]) == {"firms", "share", "base", "ci_low", "ci_high"}
    counts = moved[moved["column"] == "firms"]
    assert [(dict(row.keys)["to_stage"], row.then, row.now) for row in counts.itertuples()] == [("flagship", 19, 20)]
    others = found[found["kind"] != "moves"].astype(object)
    others = others.where(others.notna(), None)
    told = {
        (row.kind, dict(row.keys).get("stage_code"), row.column): (row.then, row.now) for row in others.itertuples()
    }
    assert len(told) == len(others)
    assert told == {
        ("ladder", "flagship", "current"): (100, 101),
        ("ladder", "flagship", "cumulative"): (120, 121),
        ("ladder", "flagship", "new"): (25, 26),
        ("stock", "flagship", "firms"): (75, 76),
        ("balance", "flagship", "entries"): (27, 28),
        ("balance", "flagship", "entries_first"): (25, 26),
        ("balance", "flagship", "closing"): (100, 101),
        ("reported", None, "computed"): (100, 101),
        ("reported", None, "difference"): (0, 1),
        ("reported", None, "gap_reason"): (None, "ends_estimated"),
        ("reported", None, "gap_firms"): (None, 74),
    }
    assert {dict(row.keys).get("year", "2018") for row in found.itertuples()} == {"2018"}
    assert list(in_words(found, open_draft(home, deck.id)[1], "ko").iloc[0]) == [
        "2. 단계별 지정 현황", "명품강소기업", "현재 지정", "100", "101",
    ]  # fmt: skip


def test_nothing_changed_where_nothing_did(street, sample_home, draft):
    few = replace(draft, slides=draft.slides[1:4])
    assert what_changed(few, street, sample_home, TODAY).empty
