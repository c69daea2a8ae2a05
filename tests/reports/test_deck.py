"""A deck is made of figures and keeps them: what a slide shows is what a metric said that day."""

import json
import os
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import desk
from charts.money import scaled
from charts.theme import Look
from metrics import METRICS
from metrics.selection import Selection
from reports.agenda import Agenda, AgendaSlide, default_agenda
from reports.deck import keep, open_deck, open_draft
from reports.draft import draft_deck, slides_of
from reports.errors import ReportFault
from reports.kinds import DEFAULT, KINDS
from texts import has, languages
from warehouse import cited_snapshots

from .conftest import DAY, TODAY


def slide(draft, kind, lang="ko"):
    return next(each for each in slides_of(draft, lang) if each.kind == kind)


def plain(table: pd.DataFrame) -> list[dict]:
    """Rows whose missing values are all None: a file does not tell one kind of nothing from another."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def test_the_deck_of_2018_says_what_the_city_announced(draft):
    ladder = slide(draft, "ladder").chart
    current, cumulative, quota = (dict(zip(ladder.categories, each.values, strict=True)) for each in ladder.series)
    assert (current["명품강소기업"], current["PRE-명품강소기업"]) == (100, 20)
    assert [cumulative[name] for name in ("스타기업", "글로벌강소기업", "월드클래스 300")] == [15, 23, 6]
    assert quota["명품강소기업"] == 100 and quota["스타기업"] is None


def test_every_kind_has_its_slide_on_the_sample_but_the_opening_for_nobody(draft):
    assert [each.kind for each in draft.slides] == [kind for kind in DEFAULT if kind != "institution"]
    assert draft.left_out == {}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name(kind, lang):
    assert has(lang, f"slide.{kind}.name")


@pytest.mark.parametrize(
    ("kind", "metric", "column", "unit"),
    [
        ("exports_by_year", "exports_by_period", "exports_usd", "usd"),
        ("growth", "export_growth_decomposition", "usd", "usd"),
        ("markets", "exports_by_country", "exports_usd", "usd"),
        ("products", "exports_by_hs", "exports_usd", "usd"),
    ],
)
@pytest.mark.parametrize("lang", languages())
def test_a_chart_holds_the_metric_s_own_values(draft, street, kind, metric, column, unit, lang):
    chart = slide(draft, kind, lang).chart
    table = METRICS[metric](street, Selection(DAY))
    values = [scaled(float(value), unit, Look(lang)) for value in table[column]][: len(chart.categories)]
    assert list(chart.series[0].values) == pytest.approx(values) and values


def test_stacked_stages_add_up_to_the_metric(draft, street):
    chart = slide(draft, "exports_by_stage").chart
    years = METRICS["exports_by_year"](street, Selection(DAY))
    sums = [sum(each.values[at] or 0 for each in chart.series) for at in range(len(chart.categories))]
    assert sums == pytest.approx([usd / 1e6 for usd in years["exports_usd"]])


def test_every_slide_of_figures_says_source_unit_and_day(draft):
    for lang in languages():
        for each in slides_of(draft, lang):
            assert each.message and (each.chart or each.table or each.lines)
            if each.chart:
                assert each.unit and each.source and DAY.isoformat() in each.about and each.alt, each.kind
                assert each.notes and all(len(row.values) == len(each.chart.categories) for row in each.chart.series)


def test_a_kept_deck_shows_what_it_showed(draft, tmp_path):
    deck = keep(tmp_path, draft, "someone")
    for lang in languages():
        assert open_deck(tmp_path, deck.id, lang).slides == slides_of(draft, lang)
    for each, now in zip(open_draft(tmp_path, deck.id)[1].slides, draft.slides, strict=True):
        for name, table in now.tables.items():
            assert plain(each.tables[name]) == plain(table), (each.kind, name)
    assert [each.id for each in desk.list_decks(tmp_path)] == [deck.id]
    assert draft.snapshot_id in cited_snapshots(tmp_path)


def test_a_kept_deck_is_never_written_again_and_says_so_when_it_was(draft, tmp_path):
    deck = keep(tmp_path, draft, "someone")
    folder = tmp_path / "desk" / "decks" / deck.id
    assert all(not os.access(file, os.W_OK) or file.stat().st_mode & 0o222 == 0 for file in folder.iterdir())
    table = next(folder.glob("*-ladder-*.parquet"))
    table.chmod(0o644)
    table.write_bytes(b"something else")
    with pytest.raises(ReportFault, match=deck.id) as fault:
        open_deck(tmp_path, deck.id, "ko")
    assert fault.value.code == "deck_damaged"


@pytest.mark.parametrize("deck_id", ["", "20181231-000000", "../decks", "20181231-000000/../x", "x" * 300])
def test_a_deck_that_nobody_made_is_none(tmp_path, deck_id):
    with pytest.raises(ReportFault) as fault:
        open_deck(tmp_path, deck_id, "ko")
    assert fault.value.code == "unknown_deck"


def test_a_killed_making_leaves_no_deck(draft, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError("no space left")

    monkeypatch.setattr(desk.decks, "_settle", fail)
    with pytest.raises(OSError, match="no space"):
        keep(tmp_path, draft, "someone")
    assert desk.list_decks(tmp_path) == [] and list((tmp_path / "desk" / "decks").iterdir()) == []


def test_words_of_a_person_stay_in_her_language(street, sample_home):
    agenda = Agenda("internal", (AgendaSlide("ladder", "우리는 해냈다", "쉬어 가며"),), as_of=DAY, title="가을 회의")
    draft = draft_deck(street, sample_home, agenda, TODAY)
    assert slide(draft, "ladder").message == "우리는 해냈다" and slide(draft, "ladder").notes == "쉬어 가며"
    assert slide(draft, "ladder", "en").message.startswith("Flagship")


def test_an_edited_table_of_slides_is_an_agenda(draft):
    rows = draft.as_table("ko").to_dict("records")
    assert [row["kind"] for row in rows if not row["is_in"]] == ["lines"]  # somebody may want to write something
    rows[2]["message"], rows[-1]["lines"] = "다른 제목", "하나 / 둘"
    slides = draft.edited(rows, "ko")
    assert [each.message for each in slides if each.message] == ["다른 제목"]
    assert slides[-1].lines == ("하나", "둘")


def test_tasks_of_earlier_meetings_stand_on_the_slide(street, tmp_path):
    meeting = desk.write_meeting(tmp_path, "kim", held_on=date(2018, 2, 1), title="2017년 협의회")
    due = date(2018, 6, 30)
    desk.write_decision(tmp_path, "kim", meeting.id, text="총량을 살핀다", owner="광주광역시", due_on=due)
    later = desk.write_meeting(tmp_path, "kim", held_on=date(2019, 2, 1), title="2018년 협의회")
    desk.write_decision(tmp_path, "kim", later.id, text="뒤의 일", owner="광주광역시")  # decided after the day
    wanted = ("ladder", "decisions")
    for institution, rows in (("", 1), ("광주광역시", 1), ("광주본부세관", 0)):
        agenda = default_agenda("internal", institution)
        kinds = (*wanted, "institution") if institution else wanted
        slides = tuple(each for each in agenda.slides if each.kind in kinds)
        draft = draft_deck(street, tmp_path, replace(agenda, as_of=DAY, slides=slides), TODAY)
        shown = slide(draft, "institution" if institution else "decisions")
        assert len(shown.table.rows if shown.table else ()) == rows
        if rows:
            assert shown.table.rows[0] == ("총량을 살핀다", "광주광역시", "2018-06-30", "■ 시작 전, 기한 지남")


def test_nothing_to_show_is_told(street, sample_home):
    agenda = replace(default_agenda("internal"), as_of=date(1990, 1, 1))
    with pytest.raises(ReportFault) as fault:
        draft_deck(street, sample_home, replace(agenda, slides=agenda.slides[:1]), TODAY)
    assert fault.value.code == "deck_empty"


def test_what_is_of_the_house_stands_in_no_deck_for_others(street, sample_home):
    agenda = Agenda("council", (AgendaSlide("growth"),), as_of=DAY)
    with pytest.raises(ReportFault) as fault:
        draft_deck(street, sample_home, agenda, TODAY)
    assert fault.value.code == "slide_not_for_audience"


def test_the_files_of_a_deck_are_json_and_parquet_that_anybody_can_read(draft, tmp_path):
    deck = keep(tmp_path, draft, "someone")
    folder = tmp_path / "desk" / "decks" / deck.id
    told = json.loads((folder / "deck.json").read_text("utf-8"))
    assert told["as_of"] == "2018-12-31" and told["audience"] == "internal"
    counts = pd.read_parquet(folder / next(name for name in told["files"] if "ladder" in name))
    assert dict(zip(counts["stage_code"], counts["current"], strict=True))["flagship"] == 100
