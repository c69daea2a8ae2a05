"""A slide's chart on the big screen: every value stands on its mark, what is unknown is a gap, no type is small."""

from dataclasses import replace

import plotly.graph_objects as go
import pytest

from charts.slide_figures import slide_figure
from charts.slide_rows import slide_rows
from charts.slide_sheet import HEIGHT, LEAST, WIDTH, Sheet, runs
from charts.slides import Series, SlideChart
from charts.theme import LIGHT, Look
from tests.charts.slide_frames import BARS, COLUMNS, STACKED, WATERFALL
from tests.reports.deck_contents import deck

KO = Look("ko")
CHARTS = [slide.chart for lang in ("ko", "en") for slide in deck(lang) if slide.chart]
each_chart = pytest.mark.parametrize(
    "chart", [COLUMNS, STACKED, WATERFALL, BARS, *CHARTS], ids=lambda chart: chart.shape
)


def named(figure: go.Figure) -> dict:
    return {trace.name: trace for trace in figure.data}


def notes(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def sizes(figure: go.Figure) -> set[int]:
    found = {note.font.size for note in figure.layout.annotations}
    for trace in figure.data:
        size = trace.textfont.size if trace.type == "bar" or trace.mode == "text" else None
        found |= set(size) if isinstance(size, tuple) else {size} if size else set()
    return found | {axis.tickfont.size for axis in (figure.layout.xaxis, figure.layout.yaxis) if axis.ticktext}


@each_chart
def test_a_chart_has_the_size_of_the_stage_and_no_small_type(chart):
    figure = slide_figure(chart, KO)
    assert (figure.layout.width, figure.layout.height) == (WIDTH, HEIGHT)
    assert min(sizes(figure)) >= (LEAST - 4 if chart.shape == "bars" and len(chart.categories) > 15 else LEAST)


@each_chart
def test_every_known_value_is_written(chart):
    if len(chart.categories) > 12:
        return
    figure = slide_figure(chart, KO)
    said = " ".join([*notes(figure), *(text for trace in figure.data for text in trace.text or () if text)])
    if chart.shape != "stacked":  # within a stack thin parts have no room; the last stack is written beside it
        for series in chart.series:
            known = [value for value in series.values if value is not None and not series.is_line]
            assert all(KO.number(round(abs(value), chart.decimals)) in said for value in known)
    else:
        last = [series for series in chart.series if series.values[-1]]
        assert all(f"{KO.number(series.values[-1])} {series.name}" in said.replace("<br>", " ") for series in last)


def test_what_nobody_knows_is_a_gap_with_a_dash_and_a_part_year_is_hatched():
    bars = named(slide_figure(COLUMNS, KO))["수출"]
    assert list(bars.y) == [120, None, 141.25, 98.5]
    assert list(bars.marker.pattern.shape) == ["", "", "", "/"]
    dash = next(note for note in slide_figure(COLUMNS, KO).layout.annotations if note.text == "–")
    assert (dash.x, dash.y) == (1, 0)


def test_a_target_is_dashed_broken_where_it_changes_and_named_at_its_end():
    figure = slide_figure(COLUMNS, KO)
    line = named(figure)["목표"]
    assert line.line.dash and list(line.x) == [-0.5, 1.5, None, 1.5, 3.5, None]
    assert list(line.y) == [100, 100, None, 150, 150, None]
    assert "목표 150" in notes(figure)


def test_a_quota_that_ends_before_the_edge_is_named_where_it_ends():
    quota = Series("총량", (20, 100, None), LIGHT.benchmark, is_line=True)
    chart = SlideChart("columns", ("PRE", "명품", "스타"), (Series("현재", (20, 99, 15), LIGHT.stages[3]), quota))
    name = next(note for note in slide_figure(chart, KO).layout.annotations if note.text == "총량 100")
    assert (name.x, name.y, name.xanchor) == (1.5, 100, "left")


def test_a_value_that_a_line_would_cross_stands_within_its_bar():
    chart = SlideChart(
        "columns",
        ("가", "나"),
        (Series("현재", (98, 50), LIGHT.stages[3]), Series("총량", (100, 100), LIGHT.benchmark, is_line=True)),
    )
    assert list(named(slide_figure(chart, KO))["현재"].textposition) == ["inside", "outside"]


def test_a_stack_has_its_sum_above_unless_a_part_is_unknown():
    figure = slide_figure(STACKED, KO)
    sums = named(figure)["sum"]
    assert list(sums.text) == ["<b>120</b>", "", "<b>129</b>"]
    assert list(sums.y) == [120, 20, 129]
    assert {"18 PRE", "96 명품강소기업", "15 스타기업"} <= set(notes(figure))


def test_names_beside_a_stack_never_lie_upon_each_other():
    many = tuple(Series(f"단계 {at}", (1, 1), "#2F9DBB") for at in range(9))
    figure = slide_figure(SlideChart("stacked", ("가", "나"), many), KO)
    heights = sorted(note.y for note in figure.layout.annotations if note.xref == "paper")
    assert len(heights) == 9
    assert min(high - low for low, high in zip(heights, heights[1:], strict=False)) > 0.04


def test_the_waterfall_closes_where_its_steps_lead_and_a_cut_total_is_marked():
    figure = slide_figure(WATERFALL, KO)
    bars = figure.data[0]
    tops = [foot + tall for foot, tall in zip(bars.base, bars.y, strict=True)]
    assert tops == pytest.approx([97, 107, 107, 100])
    assert list(bars.base)[1:3] == [97, 100]
    assert 0 < bars.base[0] < 97 and sum(shape.line.width == 5 for shape in figure.layout.shapes) == 4
    assert {"<b>97</b>", "<b>+10</b>", "<b>−7</b>", "<b>100</b>"} <= set(notes(figure))


def test_the_waterfall_of_a_loss_goes_below_the_ground():
    chart = SlideChart(
        "waterfall", ("연초", "가", "연말"), (Series("원", (12, -20, -8), LIGHT.stages[4]),), totals=(0, 2)
    )
    bars = slide_figure(chart, KO).data[0]
    assert list(zip(bars.base, bars.y, strict=True)) == [(0, 12), (-8, 20), (-8, 8)]


def test_bars_lie_with_the_first_on_top_and_a_mark_across_each():
    figure = slide_figure(BARS, KO)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert list(figure.layout.yaxis.ticktext)[0] == "미국"
    assert list(named(figure)["목표"].x)[:3] == [50, 50, None]


def test_nothing_known_is_one_calm_sentence():
    blank = replace(COLUMNS, series=(Series("수출", (None,) * 4, LIGHT.exports),))
    figure = slide_figure(blank, KO)
    assert len(figure.data) == 0 and notes(figure) == [KO.say("chart.empty")]


def test_a_name_cannot_write_markup_into_a_figure():
    chart = SlideChart("bars", ("<a href='x'>북구</a>",), (Series("x", (1,), LIGHT.exports),))
    assert "<a" not in "".join(slide_figure(chart, KO).layout.yaxis.ticktext)


def test_months_that_have_no_room_are_written_every_other_time_and_the_last_always():
    months = tuple(f"20{year}-{month:02}" for year in (22, 23, 24) for month in range(1, 13))
    size, texts = Sheet(months, 0, 1).labels
    assert size == LEAST and texts[-1] == "2024-12" and texts.count("") >= 12


def test_a_line_stays_as_long_as_its_value():
    line = Series("총량", (20, 20, None, 20, 25), LIGHT.benchmark, is_line=True)
    assert runs(line) == [(0, 1, 20), (3, 3, 20), (4, 4, 25)]


def test_rows_say_what_is_drawn_with_the_sum_of_each_stack():
    heads, rows = slide_rows(STACKED, KO)
    assert heads == (KO.say("present.category"), "PRE", "명품강소기업", "스타기업", KO.say("present.sum"))
    assert rows == [("2022", "20", "100", "0", "120"), ("2023", "19", "–", "1", "–"), ("2024", "18", "96", "15", "129")]
    assert slide_rows(COLUMNS, KO)[1][-1] == ("2025 (9월까지) *", "98.5", "150")
    assert [row[1] for row in slide_rows(WATERFALL, KO)[1]] == ["97", "+10", "−7", "100"]
