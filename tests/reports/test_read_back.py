"""Each chart of a real deck reads back to the metric's own table: both languages, all audiences."""

import io
import shutil
from dataclasses import replace
from datetime import date

import pandas as pd
import pptx
import pytest

import warehouse
from disclosure import Wish, propose, publish
from metrics import METRICS
from metrics.released import RELEASED
from metrics.selection import Selection
from reports.agenda import default_agenda
from reports.draft import draft_deck, slides_of
from reports.handouts import as_deck
from texts import languages, say

from .conftest import DAY, TODAY

OUTSIDERS = ("council", "public")
TWO = ("results", "ladder")
INSIDE = {"growth", "products"}  # never for outsiders


@pytest.fixture(scope="module")
def released(sample_home, tmp_path_factory):
    """The sample with exports of 2018 released by stage and by market group."""
    home = tmp_path_factory.mktemp("released") / "home"
    shutil.copytree(sample_home, home)
    day = date(2018, 12, 31)
    wish = Wish(warehouse.current_id(home), day, ("exports_usd",), (2018,), ("year", "stage", "market_group"))
    publish(home, wish, propose(home, wish).seal, "tests")
    with warehouse.open_release(home) as release:
        yield home, release


@pytest.fixture(scope="module")
def drafts(released, draft):
    home, release = released
    outside = {each: draft_deck(release, home, replace(default_agenda(each), as_of=DAY), TODAY) for each in OUTSIDERS}
    return {"internal": draft} | outside


def charts_of(draft, lang):
    """By kind of slide: categories, and by name the values of each series."""
    made = pptx.Presentation(io.BytesIO(as_deck(draft, lang)))
    found = [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]
    wanted = [slide for slide in slides_of(draft, lang) if slide.chart]
    assert len(found) == len(wanted)
    return [(slide, chart) for slide, chart in zip(wanted, found, strict=True)]


@pytest.mark.parametrize("audience", ["internal", *OUTSIDERS])
def test_the_bars_of_moves_are_all_firms_that_moved(released, drafts, audience):
    home, release = released
    with warehouse.open_snapshot(home) as inside:
        moves = METRICS["stage_transitions"](inside if audience == "internal" else release, Selection(DAY))
    moved = moves[moves["from_stage"] != moves["to_stage"]]["firms"]
    ((_, chart),) = ((slide, chart) for slide, chart in charts_of(drafts[audience], "ko") if slide.kind == "moves")
    assert sum(chart.plots[0].series[0].values) == moved.sum() and (moved > 0).sum() > len(chart.plots[0].categories)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("audience", ["internal", *OUTSIDERS])
def test_each_chart_holds_what_its_slide_holds(drafts, audience, lang):
    told = charts_of(drafts[audience], lang)
    assert len(told) >= 6
    for slide, chart in told:
        if slide.chart.shape == "waterfall":
            continue  # its steps are read back in test_pptx_charts
        values = {series.name: tuple(series.values) for plot in chart.plots for series in plot.series}
        assert {each.name: values[each.name] for each in slide.chart.series} == {
            each.name: each.values for each in slide.chart.series
        }, slide.kind
        assert all(tuple(plot.categories) == slide.chart.categories for plot in chart.plots)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("audience", ["internal", *OUTSIDERS])
def test_the_ladder_of_the_file_is_the_metrics_table(drafts, released, street, audience, lang):
    chart = next(chart for slide, chart in charts_of(drafts[audience], lang) if slide.kind == "ladder")
    source = street if audience == "internal" else released[1]
    counts = METRICS["stage_counts"](source, Selection(DAY))
    current, cumulative, *_ = [tuple(series.values) for plot in chart.plots for series in plot.series]
    assert current == tuple(counts["current"]) and cumulative == tuple(counts["cumulative"])
    assert current[:2] == (20, 100) and cumulative[2:] == (15, 23, 6)


@pytest.mark.parametrize("audience", OUTSIDERS)
def test_outsiders_decks_hold_released_figures_and_no_other(drafts, released, audience):
    draft = drafts[audience]
    assert not INSIDE & {slide.kind for slide in draft.slides}
    assert draft.left_out["sales"] == draft.left_out["staff"] == "not_released"
    told = {slide.kind: chart for slide, chart in charts_of(draft, "ko")}
    cells = RELEASED["exports_by_stage"](released[1], Selection(DAY))
    shown = dict(zip(told["exports_by_stage"].plots[0].categories, told["exports_by_stage"].plots[0].series[0].values,
                     strict=True))  # fmt: skip
    hidden = [name for name, value in shown.items() if value is None]
    assert len(hidden) == int(cells["is_suppressed"].sum()) > 0 and all("비공개" in name for name in hidden)
    known = [value for name, value in shown.items() if value is not None]
    assert sum(known) == pytest.approx(
        RELEASED["exports_by_year"](released[1], Selection(DAY))["exports_usd"].iloc[-1] / 1e6
    )
    tables = [table for slide in draft.slides for table in slide.tables.values()]
    assert not any({"firm_id", "firm_name"} & set(table.columns) for table in tables)
    assert draft.release_id and all(draft.release_id in slide.source for slide in slides_of(draft, "ko") if slide.chart)


@pytest.mark.parametrize("audience", OUTSIDERS)
def test_outsiders_results_are_the_key_figures_of_designations_and_no_other(released, drafts, street, audience):
    every = METRICS["kpis"](street, Selection(DAY))
    public = every[~every["kpi"].isin(["exports_usd", "exporters", "markets", "staff", "rnd_krw"])]
    results, ladder = (next(each for each in drafts[audience].slides if each.kind == kind) for kind in TWO)
    pd.testing.assert_frame_equal(results.tables["kpis"], public.reset_index(drop=True), check_dtype=False)
    assert set(results.tables).isdisjoint(ladder.tables)  # two slides, two answers


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("audience", OUTSIDERS)
def test_notes_and_definitions_speak_to_outsiders_of_what_they_see(drafts, audience, lang):
    slides = {each.kind: each for each in slides_of(drafts[audience], lang)}
    name, inside = say(lang, "metric.exports_by_market_group.name"), say(lang, "metric.exports_by_country.name")
    defined = [row[0] for row in slides["definitions"].table.rows]
    assert slides["markets"].notes.startswith(name) and name in defined and inside not in defined
    assert say(lang, "kpi.staff") not in slides["results"].notes
    assert say(lang, "kpi.staff") in next(
        each.notes for each in slides_of(drafts["internal"], lang) if each.kind == "results"
    )


def test_designations_that_end_are_counted_as_such(drafts):
    ending = next(each for each in slides_of(drafts["council"], "ko") if each.kind == "ending")
    assert ending.unit == "건" and "건" in ending.message


def test_where_nothing_was_left_to_do_there_are_rows_to_write_into(drafts):
    decisions = next(each for each in slides_of(drafts["council"], "ko") if each.kind == "decisions")
    assert decisions.table.heads == ("과제", "맡은 기관", "기한")
    assert {cell for row in decisions.table.rows for cell in row} == {""} and not decisions.lines
    made = pptx.Presentation(io.BytesIO(as_deck(drafts["council"], "ko")))
    (table,) = [shape.table for page in made.slides for shape in page.shapes
                if shape.has_table and shape.table.cell(0, 1).text == "맡은 기관"]  # fmt: skip
    assert table.columns[0].width > 2 * table.columns[1].width
