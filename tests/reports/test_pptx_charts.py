"""A deck's charts read back to the numbers that they were made of; in both languages."""

import io

import openpyxl
import pytest
from lxml import etree

from charts.slides import Series, SlideChart
from charts.theme import LIGHT
from reports.content import SlideContent
from tests.reports.deck_contents import balance, countries, exports, firms, growth, quota, stages
from tests.reports.decks import LANGS, A, C, chart_of, opened, sheet_of, texts

PLAIN = [exports, firms, stages, countries, quota]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("build", PLAIN, ids=lambda build: build.__name__)
def test_a_chart_and_its_workbook_hold_the_numbers_of_the_slide(build, lang):
    wanted = build(lang).chart
    chart = chart_of(build(lang), lang)
    found = {series.name: series for plot in chart.plots for series in plot.series}
    rows = sheet_of(chart)
    assert [row[0] for row in rows[1:]] == list(wanted.categories)
    for column, series in enumerate(wanted.series, start=1):
        assert tuple(found[series.name].values) == series.values
        assert rows[0][column] == series.name
        assert tuple(row[column] for row in rows[1:]) == series.values
    for plot in chart.plots:
        assert tuple(plot.categories) == wanted.categories


@pytest.mark.parametrize("lang", LANGS)
def test_the_sum_stands_above_a_stack_and_is_unknown_where_a_part_is(lang):
    chart = chart_of(stages(lang), lang)
    total = list(chart.plots[1].series)[-1]
    assert total.name == {"ko": "합계", "en": "Total"}[lang]
    assert tuple(total.values) == (164, 168, 178, 197, 203, None, 190, 190)
    assert total._element.find(f".//{A}noFill") is not None
    assert [entry.find(f"{C}idx").get("val") for entry in chart._chartSpace.iter(f"{C}legendEntry")] == ["5"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("build", [growth, balance], ids=lambda build: build.__name__)
def test_a_waterfall_reads_back_to_its_steps(build, lang):
    wanted = build(lang).chart
    steps = wanted.series[0].values
    chart = chart_of(build(lang), lang)
    base, *parts = chart.plots[0].series
    heights = list(zip(*(series.values for series in parts), strict=True))
    level = 0.0
    for at, (step, below, height) in enumerate(zip(steps, base.values, heights, strict=True)):
        known = [part for part in height if part is not None]
        if step is None:
            assert known == [] and below is None
            continue
        before, level = (0.0, step) if at in wanted.totals else (level, level + step)
        seen = [below or 0.0, *((below or 0.0) + part for part in known)]
        if before * level < 0:  # crosses 0: seen from 0 in both directions
            assert sorted(known) == pytest.approx(sorted((before, level)))
        else:
            assert (min(seen), max(seen)) == pytest.approx((min(before, level), max(before, level)))
    rows = sheet_of(chart)
    assert tuple(row[1] for row in rows[1:]) == steps


def test_the_colours_of_a_waterfall_tell_rise_fall_and_total():
    base, up, down, total = chart_of(growth("ko")).plots[0].series
    assert base.format.fill.type is None or base._element.find(f"{C}spPr/{A}noFill") is not None
    assert [str(each.format.fill.fore_color.rgb) for each in (up, down, total)] == [
        LIGHT.stages[3][1:],
        LIGHT.outside[1][1:],
        LIGHT.exports[1:],
    ]
    assert [series.name for series in (up, down, total)] == ["증가", "감소", "총계"]


def test_a_waterfalls_labels_are_the_cells_of_its_steps():
    chart = chart_of(growth("ko"))
    xml = etree.tostring(chart._chartSpace, encoding="unicode")
    assert "<c15:f>Sheet1!$B$2:$B$9</c15:f>" in xml
    said = [field.findtext(f"{A}t") for field in chart._chartSpace.iter(f"{A}fld")]
    assert said == ["189.6", "+22.1", "-11.4", "+18.3", "-9.9", "0.0", "+3.6", "212.3"]


def test_the_sheets_formulas_make_a_waterfall_from_its_steps():
    book = io.BytesIO(chart_of(balance("ko")).part.chart_workbook.xlsx_part.blob)
    sheet = openpyxl.load_workbook(book)["Sheet1"]
    assert sheet["C3"].value == "=MEDIAN(J2,J3,0)" and sheet["J3"].value == "=J2+B3"
    assert sheet["B3"].value == -20 and sheet["F2"].value == "=B2"


def test_a_part_year_is_hatched_and_a_target_dashed():
    bars, lines = chart_of(exports("ko")).plots
    (point,) = bars.series[0]._element.findall(f"{C}dPt")
    assert point.find(f"{C}idx").get("val") == "7" and point.find(f".//{A}pattFill") is not None
    assert lines.series[0]._element.find(f"{C}spPr/{A}ln/{A}prstDash").get("val") == "dash"


def test_bars_stand_in_reading_order_on_an_axis_that_begins_at_zero():
    space = chart_of(countries("ko"))._chartSpace
    assert space.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"
    assert space.find(f".//{C}valAx/{C}scaling/{C}min").get("val") == "0"


def test_a_legend_stands_where_there_is_more_than_one_series():
    assert [chart_of(build("ko")).has_legend for build in (countries, growth, firms)] == [False, False, True]


@pytest.mark.parametrize("lang", LANGS)
def test_labels_of_charts_are_read_from_the_back(lang):
    for build in (*PLAIN, growth, balance):
        sizes = [int(looks.get("sz")) for looks in chart_of(build(lang), lang)._chartSpace.iter(f"{A}defRPr")]
        assert min(sizes) >= 1400


def test_a_chart_without_a_number_says_so():
    blank = SlideChart("columns", ("2023", "2024"), (Series("수출액", (None, None), LIGHT.exports),))
    (slide,) = opened([SlideContent("a", "수출", chart=blank)]).slides
    assert texts(slide.shapes)["글"] == "보여 줄 자료가 없습니다"


def test_a_target_is_a_line_over_years_and_an_outline_beside_stages():
    now, target = Series("현재", (18, 79), LIGHT.stages[2]), Series("정원", (20, 80), LIGHT.benchmark, is_line=True)
    years, by_stage = (
        chart_of(SlideContent("a", "a", chart=SlideChart("columns", names, (now, now, target))))
        for names in (("2023", "2024"), ("PRE", "명품"))
    )
    assert [[series.name for series in plot.series] for plot in years.plots] == [["현재", "현재"], ["정원"]]
    assert [[series.name for series in plot.series] for plot in by_stage.plots] == [["현재", "현재", "정원"]]
    outline = list(by_stage.plots[0].series)[2]._element.find(f"{C}spPr")
    assert outline.find(f"{A}noFill") is not None and outline.find(f"{A}ln/{A}prstDash").get("val") == "dash"


def test_no_sum_stands_over_stacks_that_go_below_zero():
    parts = (Series("가", (3, 4), LIGHT.stages[1]), Series("나", (-1, 2), LIGHT.stages[2]))
    assert len(chart_of(SlideContent("a", "a", chart=SlideChart("stacked", ("2023", "2024"), parts))).plots) == 1
