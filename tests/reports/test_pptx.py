"""A deck says what it was made of: words, typefaces, places, tables; in both languages."""

import io
import re
import zipfile
from datetime import datetime

import pytest
from lxml import etree
from pptx.util import Inches

from charts.slides import Series, SlideChart
from charts.theme import LIGHT
from reports.content import SlideContent, SlideTable
from tests.reports.deck_contents import cover, deck, definitions, empty, exports, stages, table
from tests.reports.decks import LANGS, A, P, made, opened, sheet_of, texts

FACE = {"ko": "맑은 고딕", "en": "Malgun Gothic"}


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
@pytest.mark.parametrize("rows", [3, 8, 14, 15, 30])
def test_a_table_reads_back_whole_over_as_many_slides_as_it_needs(rows, lang):
    content = table(lang, rows)
    slides = list(opened([content], lang).slides)
    assert len(slides) == -(-rows // 14)
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


def test_a_message_gets_a_little_smaller_rather_than_leave_one_word_over():
    words = "24개월 안에 지정 108건이 끝나고, 그 가운데 37건은 다음 지정이 있다"
    sizes = [
        opened([SlideContent("a", each)]).slides[0].shapes.title._element.find(f".//{A}rPr").get("sz")
        for each in (words, words + " " + words)
    ]
    assert 2500 <= int(sizes[0]) < 2800 and sizes[1] == "2400"


def test_what_a_person_wrote_beside_a_table_has_a_slide_of_its_own():
    table = SlideTable(("지표", "목표"), (("명품강소기업", "80개사"),))
    first, second = opened([SlideContent("plan", "2025년에 이루려는 것", table=table, lines=("수출을 늘린다",))]).slides
    assert any(shape.has_table for shape in first.shapes)
    assert "수출을 늘린다" in texts(second.shapes).values()


def test_a_blank_message_of_an_agenda_needs_no_filler():
    (slide,) = opened([SlideContent("decisions", "지난 회의에서 남은 과제가 없다")]).slides
    assert set(texts(slide.shapes).values()) == {"지난 회의에서 남은 과제가 없다", "바닥글", "1"}
