"""Every chart: what it draws, that it leaves its table alone, that nothing to draw is drawn calmly."""

import importlib
import inspect
import json
from datetime import date
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.balance import PARTS, stage_balance_waterfall
from charts.bars import cohort_outcomes_bars, completeness_bars, firms_by_district_bars
from charts.flows import stage_flows_alluvial
from charts.ladder import stage_counts_ladder
from charts.slides import SlideChart
from charts.stock import stage_stock_area
from charts.theme import Look
from tests.charts.exporter_frames import DRAWN_EXPORTERS
from tests.charts.frames import BALANCE, COHORTS, COUNTS, DISTRICTS, FLOWS, ITEMS, STOCK
from tests.charts.growth_frames import DRAWN_GROWTH
from tests.charts.institution_frames import DRAWN_INSTITUTIONS
from tests.charts.market_frames import DRAWN_MARKETS
from tests.charts.money_frames import DRAWN_MONEY
from tests.charts.move_frames import DRAWN_MOVES
from tests.charts.path_frames import DRAWN_PATHS
from tests.charts.quota_frames import DRAWN_QUOTA
from tests.charts.readiness_frames import DRAWN_READINESS
from tests.charts.reported_frames import DRAWN_REPORTED
from tests.charts.slide_frames import DRAWN_SLIDES
from tests.charts.test_released import DRAWN_RELEASED
from tests.charts.total_frames import DRAWN_TOTALS
from texts import say

MOST_POINTS = 2000
KO = Look("ko")
DRAWN = {
    stage_counts_ladder: (COUNTS, FLOWS),
    stage_stock_area: (STOCK, date(2025, 9, 30)),
    stage_flows_alluvial: (FLOWS, "2024", "2025"),
    stage_balance_waterfall: (BALANCE,),
    cohort_outcomes_bars: (COHORTS,),
    firms_by_district_bars: (DISTRICTS,),
    completeness_bars: (ITEMS,),
    **DRAWN_MONEY,
    **DRAWN_EXPORTERS,
    **DRAWN_GROWTH,
    **DRAWN_MARKETS,
    **DRAWN_TOTALS,
    **DRAWN_READINESS,
    **DRAWN_QUOTA,
    **DRAWN_PATHS,
    **DRAWN_MOVES,
    **DRAWN_RELEASED,
    **DRAWN_SLIDES,
    **DRAWN_INSTITUTIONS,
    **DRAWN_REPORTED,
}
each_chart = pytest.mark.parametrize("chart", DRAWN, ids=lambda chart: chart.__name__)
each_page = pytest.mark.parametrize(("lang", "dark"), [("ko", False), ("ko", True), ("en", False), ("en", True)])


def public_charts() -> set:
    found = set()
    for path in (Path(__file__).parents[2] / "charts").glob("*.py"):
        room = importlib.import_module(f"charts.{path.stem}")
        for _, function in inspect.getmembers(room, inspect.isfunction):
            returns_figure = inspect.signature(function).return_annotation is go.Figure
            if returns_figure and function.__module__ == room.__name__ and room.__name__ != "charts.theme":
                found.add(function) if not function.__name__.startswith("_") else None
    return found


def test_every_chart_is_tested_here():
    assert public_charts() == set(DRAWN)


def marks_of(trace) -> tuple:
    """What a trace draws one mark for."""
    marks = {"sankey": lambda: trace.link.value, "treemap": lambda: trace.ids, "scattergeo": lambda: trace.lon}
    marks |= {"choropleth": lambda: trace.locations}
    return marks.get(trace.type, lambda: trace.x)()


@each_chart
@each_page
def test_a_chart_draws_in_every_language_on_light_and_dark(chart, lang, dark):
    figure = chart(*DRAWN[chart], Look(lang, dark))
    assert len(figure.data) > 0
    assert figure.layout.template.layout.paper_bgcolor == "rgba(0,0,0,0)"
    assert sum(len(marks_of(trace)) for trace in figure.data) <= MOST_POINTS
    looked_at = go.Figure(figure.to_dict())  # Plotly knows every property, and would change none
    assert json.loads(looked_at.to_json()) == json.loads(figure.to_json())


@each_chart
def test_a_chart_leaves_its_table_alone(chart):
    tables = [part for part in DRAWN[chart] if isinstance(part, pd.DataFrame)]
    copies = [table.copy(deep=True) for table in tables]
    chart(*DRAWN[chart], KO)
    for table, copy in zip(tables, copies, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def _emptied(part: object) -> object:
    if isinstance(part, SlideChart):
        return SlideChart(part.shape, (), ())
    return part.head(0) if isinstance(part, pd.DataFrame) else part


@each_chart
def test_nothing_to_draw_is_one_calm_sentence(chart):
    nothing = [_emptied(part) for part in DRAWN[chart]]
    figure = chart(*nothing, KO)
    assert len(figure.data) == 0
    assert [note.text for note in figure.layout.annotations] == [say("ko", "chart.empty")]
    assert figure.layout.height


def named(figure: go.Figure) -> dict:
    return {trace.name: trace for trace in figure.data}


def test_the_ladder_draws_each_stock_on_one_scale_and_a_quota_only_where_there_is_one():
    figure = stage_counts_ladder(COUNTS, FLOWS, KO)
    bars = {trace.name: trace for trace in figure.data if trace.type == "bar" and trace.name != "quota"}
    assert {name: trace.customdata[0] for name, trace in bars.items()} == dict(
        zip(COUNTS["stage_code"], COUNTS["current"], strict=True)
    )
    per_firm = {trace.x[0] / trace.customdata[0] for trace in bars.values() if trace.customdata[0]}
    assert max(per_firm) - min(per_firm) < 1e-9
    assert sum(trace.name == "quota" for trace in figure.data) == 2
    assert all(bar.base + bar.x[0] <= step + 1 for step, bar in enumerate(bars.values()))


def test_the_ladder_writes_the_three_counts_with_their_names():
    words = " ".join(note.text for note in stage_counts_ladder(COUNTS, FLOWS, KO).layout.annotations)
    for expected in ("현재 지정", "누적 선정", "신규", "<b>104</b>", "/100", ">238<", ">12<"):
        assert expected in words


def test_the_ladder_draws_moves_up_and_no_other():
    arcs = [trace for trace in stage_counts_ladder(COUNTS, FLOWS, KO).data if trace.type == "scatter"]
    # left out: star → pre (down), stays, and whatever begins or ends outside the stages
    assert {arc.name: arc.customdata[0] for arc in arcs} == {"pre-flagship": 7, "flagship-global": 1}


def test_the_ladder_grows_by_a_stage_that_the_palette_does_not_know():
    more = pd.concat([COUNTS, COUNTS.tail(1).assign(stage_code="moon")], ignore_index=True)
    figure = stage_counts_ladder(more, FLOWS, Look("ko", names={"stage": {"moon": "달나라기업"}}))
    assert "moon" in named(figure)
    assert "달나라기업" in [note.text for note in figure.layout.annotations]


def test_the_area_stacks_in_stage_order_over_years_as_categories():
    figure = stage_stock_area(STOCK, date(2025, 9, 30), KO)
    layers = [trace for trace in figure.data if trace.stackgroup]
    assert [layer.name for layer in layers] == ["pre", "flagship", "star"]
    assert list(layers[2].y) == [0, 5, 0]  # a stage that nobody held that year counts 0, not a gap
    assert list(layers[0].x) == ["2023", "2024", say("ko", "chart.part_year", year=2025)]
    assert figure.layout.xaxis.type == "category"
    assert list(named(figure)["total"].customdata) == [100, 105, 115]


def test_a_single_year_is_stacked_bars_since_it_has_no_area():
    figure = stage_stock_area(STOCK[STOCK["year"] == 2024], date(2024, 12, 31), KO)
    assert [trace.type for trace in figure.data] == ["bar", "bar", "bar", "scatter"]


def test_the_alluvial_adds_up_and_leaves_out_who_stood_outside_at_both_ends():
    trace = stage_flows_alluvial(FLOWS, "2024", "2025", KO).data[0]
    outside = 150 + 5  # left → left, closed → closed
    assert sum(trace.link.value) == FLOWS["firms"].sum() - outside
    assert len(trace.node.x) <= 13
    assert all(0 < y < 1 for y in trace.node.y)
    lefts = [y for x, y in zip(trace.node.x, trace.node.y, strict=True) if x < 0.5]
    assert lefts == sorted(lefts)


def test_the_alluvial_draws_left_closed_and_unknown_as_one_end():
    trace = stage_flows_alluvial(FLOWS, "2024", "2025", KO).data[0]
    ended = say("ko", "chart.end.right_left")
    ends = [words for words in trace.node.customdata if words.startswith(ended)]
    assert len(ends) == 1 and "7" in ends[0]  # 3 left, 2 closed, 2 unknown


def test_the_waterfall_closes_where_the_balance_closes():
    trace = stage_balance_waterfall(BALANCE, KO).data[0]
    parts = dict(zip(trace.customdata, trace.x, strict=True))
    assert parts["opening"] == 90 and parts["closing"] == 96
    assert sum(count for part, count in parts.items() if part != "closing") == parts["closing"]
    assert "exits_unknown" not in parts  # nobody: not drawn
    assert set(parts) <= set(PARTS)


def test_districts_are_ranked_the_most_on_top():
    trace = firms_by_district_bars(DISTRICTS, KO).data[0]
    assert list(trace.x) == [7, 34, 43]  # Plotly draws the first at the foot
    assert list(trace.y)[-1].endswith("북구")


def test_firms_without_an_address_are_named_so():
    districts = pd.DataFrame({"district": ["북구", None], "firms": [1, 5]})
    assert list(firms_by_district_bars(districts, KO).data[0].y) == ["북구", say("ko", "chart.district_unknown")]


def test_cohort_bars_add_up_to_the_cohort_and_keep_the_tables_order():
    figure = cohort_outcomes_bars(COHORTS, KO)
    assert list(figure.data[0].y) == ["2기", "1기"]  # from the foot up
    assert [sum(parts) for parts in zip(*(trace.x for trace in figure.data), strict=True)] == [8, 10]


def test_completeness_that_is_not_known_is_a_dash_not_a_zero():
    items = ITEMS.assign(known_share=[None, 0.5])
    notes = [note.text for note in completeness_bars(items, KO).layout.annotations]
    assert "–" in notes


def test_a_firm_cannot_write_markup_into_a_figure():
    districts = pd.DataFrame({"district": ["<a href='x'>북구</a>"], "firms": [1]})
    assert "<a" not in firms_by_district_bars(districts, KO).data[0].y[0]
