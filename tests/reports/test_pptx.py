"""A deck reads back as what it was made of: numbers, words, typefaces, places; in both languages."""

import io
import re
import zipfile
from datetime import UTC, datetime

import openpyxl
import pptx
import pytest
from lxml import etree
from pptx.util import Inches

from charts.slides import Series, SlideChart
from charts.theme import LIGHT
from reports.content import SlideContent, SlideTable
from reports.pptx import as_pptx
from tests.reports.deck_contents import (
    balance,
    countries,
    cover,
    deck,
    definitions,
    empty,
    exports,
    firms,
    growth,
    quota,
    stages,
    table,
)

MADE_AT = datetime(2025, 1, 22, 9, tzinfo=UTC)
FACE = {"ko": "맑은 고딕", "en": "Malgun Gothic"}
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
LANGS = ["ko", "en"]
PLAIN = [exports, firms, stages, countries, quota]


def made(slides, lang="ko", footer="바닥글"):
    return as_pptx(slides, "협의회", lang, footer, MADE_AT)


def opened(slides, lang="ko"):
    return pptx.Presentation(io.BytesIO(made(slides, lang)))


def chart_of(content, lang="ko"):
    slide = opened([content], lang).slides[0]
    return next(shape for shape in slide.shapes if shape.has_chart).chart


def sheet_of(chart):
    book = io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(book, data_only=True)["Sheet1"].rows]


def texts(shapes):
    return {shape.name: shape.text_frame.text for shape in shapes if shape.has_text_frame}


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
def test_every_run_and_every_label_bears_the_typeface_for_hangul(lang):
    with zipfile.ZipFile(io.BytesIO(made(deck(lang), lang))) as package:
        for name in package.namelist():
            if not name.endswith(".xml") or not name.startswith("ppt/"):
                continue
            for looks in etree.fromstring(package.read(name)).iter(f"{A}rPr", f"{A}defRPr"):
                if looks.getparent().tag == f"{A}defPPr":
                    continue
                faces = [looks.find(f"{A}{kind}").get("typeface") for kind in ("latin", "ea")]
                assert faces == [FACE[lang]] * 2, name


@pytest.mark.parametrize("lang", LANGS)
def test_labels_of_charts_are_read_from_the_back(lang):
    for build in (*PLAIN, growth, balance):
        sizes = [int(looks.get("sz")) for looks in chart_of(build(lang), lang)._chartSpace.iter(f"{A}defRPr")]
        assert min(sizes) >= 1400


@pytest.mark.parametrize("lang", LANGS)
def test_a_slide_says_its_message_unit_source_and_alt(lang):
    content = exports(lang)
    slide = opened([cover(lang), content], lang).slides[1]
    said = texts(slide.shapes).values()
    assert slide.shapes.title.text == content.message
    assert {content.about, content.source, "바닥글", "2"} <= set(said)
    assert {"ko": "(단위: 백만 달러)", "en": "(Unit: USD million)"}[lang] in said
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == content.alt
    assert slide.notes_slide.notes_text_frame.text == content.notes


def test_page_numbers_and_footers_are_placeholders():
    slides = opened(deck("ko")).slides
    kinds = [{ph.get("type") for ph in slide._element.iter(f"{P}ph")} for slide in slides]
    assert all("ftr" in each for each in kinds)
    assert [at for at, each in enumerate(kinds) if "sldNum" not in each] == [0]  # the cover
    assert all(slide._element.find(f".//{A}fld[@type='slidenum']") is not None for slide in list(slides)[1:])


def test_no_placeholder_is_left_empty():
    for slide in opened([*deck("ko"), empty("ko")]).slides:
        assert [shape.name for shape in slide.placeholders if shape.has_text_frame and not shape.text_frame.text] == []


def test_the_theme_is_ours_and_nothing_of_a_stock_template_is_left():
    with zipfile.ZipFile(io.BytesIO(made(deck("ko")))) as package:
        names = package.namelist()
        everything = "".join(package.read(name).decode() for name in names if name.endswith((".xml", ".rels")))
    for foreign in ("4F81BD", "4472C4", "5B9BD5", "1F497D", "5C22544A", "Calibri", "Office Theme"):
        assert foreign not in everything
    assert [name for name in names if "slideLayouts/slideLayout" in name] == [
        f"ppt/slideLayouts/slideLayout{nth}.xml" for nth in range(1, 5)
    ]
    assert not any("thumbnail" in name or "printerSettings" in name for name in names)
    used = set(re.findall(r'srgbClr val="(\w{6})"', everything))
    ours = {LIGHT.text, LIGHT.background, LIGHT.surface, LIGHT.line, LIGHT.muted, LIGHT.benchmark, LIGHT.met}
    ours |= {*LIGHT.stages, *LIGHT.outside, LIGHT.exports}
    assert used <= {colour[1:] for colour in ours}


def test_slides_are_wide_and_nothing_stands_outside():
    shown = opened(deck("ko"))
    assert (shown.slide_width, shown.slide_height) == (Inches(13.333), Inches(7.5))
    for slide in shown.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= shown.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= shown.slide_height


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rows", [3, 8, 12, 13, 30])
def test_a_table_reads_back_whole_over_as_many_slides_as_it_needs(rows, lang):
    content = table(lang, rows)
    slides = list(opened([content], lang).slides)
    assert len(slides) == -(-rows // 12)
    found = []
    for nth, slide in enumerate(slides, start=1):
        (frame,) = [shape for shape in slide.shapes if shape.has_table]
        cells = [[cell.text for cell in row.cells] for row in frame.table.rows]
        assert tuple(cells[0]) == content.table.heads
        found += cells[1:]
        part = f" ({nth}/{len(slides)})" if len(slides) > 1 else ""
        assert slide.shapes.title.text == content.message + part
        assert min(int(run.get("sz")) for run in frame._element.iter(f"{A}rPr")) >= 1200
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == content.alt
        aligned = [cell._tc.find(f".//{A}pPr").get("algn") for cell in frame.table.rows[1].cells]
        assert aligned == ["l", "l", "r", "r", "l"]
    assert tuple(map(tuple, found)) == content.table.rows


def test_lines_that_are_too_many_go_on_over_the_next_slide():
    content = definitions("ko", 40)
    slides = list(opened([content]).slides)
    said = [line for slide in slides for line in texts(slide.shapes)["글"].split("\n")]
    assert len(slides) > 1 and tuple(said) == content.lines


def test_a_cover_says_the_message_and_its_lines():
    (slide,) = opened([cover("ko")]).slides
    assert slide.slide_layout.name == "표지"
    assert slide.shapes.title.text == cover("ko").message
    assert tuple(texts(slide.shapes)["글"].split("\n")) == cover("ko").lines


def test_a_long_message_is_shrunk_and_not_cut():
    wordy = SlideContent("a", f"{stages('ko').message}는 것을 눈여겨볼 만하다")
    long, short = (opened([each]).slides[0].shapes.title for each in (wordy, exports("ko")))
    assert [shape._element.find(f".//{A}rPr").get("sz") for shape in (long, short)] == ["2400", "2800"]
    assert long.text == wordy.message


def test_the_same_slides_give_the_same_bytes_and_the_file_tells_its_time():
    assert made(deck("ko")) == made(deck("ko"))
    told = opened(deck("en"), "en").core_properties
    assert (told.title, told.created, told.language) == ("협의회", datetime(2025, 1, 22, 9), "en")


def test_text_is_data():
    rude = '=1+1 <b>&\x00\x0b\x1f\ud800\u202e"끝'
    kept = '=1+1 <b>& "끝'
    chart = SlideChart("columns", (rude, "나"), (Series(rude, (1.0, 2.0), LIGHT.exports),))
    cells = SlideTable((rude, "나"), ((rude, "1"),))
    slides = opened(
        [
            SlideContent("a", rude, rude, rude, chart=chart, source=rude, notes=rude + "\n" + rude, alt=rude),
            SlideContent("b", rude, table=cells),
            SlideContent("c", rude, lines=(rude,)),
        ]
    ).slides
    assert [slide.shapes.title.text for slide in slides] == [kept] * 3
    drawn = next(shape for shape in slides[0].shapes if shape.has_chart).chart
    assert [row[0] for row in sheet_of(drawn)] == [None, kept, "나"] and drawn.plots[0].series[0].name == kept
    assert slides[0].notes_slide.notes_text_frame.text == f"{kept}\n{kept}"
    assert next(shape for shape in slides[1].shapes if shape.has_table).table.cell(0, 0).text == kept
    with zipfile.ZipFile(io.BytesIO(made([SlideContent("c", "http://a.b", lines=("http://a.b",))]))) as package:
        assert not any(b"hlinkClick" in package.read(name) for name in package.namelist())


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


def test_a_message_gets_a_little_smaller_rather_than_leave_one_word_over():
    words = "24개월 안에 지정 108건이 끝나고, 그 가운데 37건은 다음 지정이 있다"
    sizes = [
        opened([SlideContent("a", each)]).slides[0].shapes.title._element.find(f".//{A}rPr").get("sz")
        for each in (words, words + " " + words)
    ]
    assert 2500 <= int(sizes[0]) < 2800 and sizes[1] == "2400"


def test_a_blank_message_of_an_agenda_needs_no_filler():
    (slide,) = opened([SlideContent("decisions", "지난 회의에서 남은 과제가 없다")]).slides
    assert set(texts(slide.shapes).values()) == {"지난 회의에서 남은 과제가 없다", "바닥글", "1"}
