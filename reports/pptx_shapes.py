"""What is put on one slide: words in its placeholders, a chart or a table in theirs, the footer, the notes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.parts.chart import ChartPart
from pptx.slide import Slide

from charts.slides import SlideChart
from reports.pptx_charts import native_chart
from reports.pptx_lines import BETWEEN, LinesPage
from reports.pptx_master import CHART, TABLE, Place, box, page_field
from reports.pptx_tables import TablePage, table_xml
from reports.pptx_words import Hand, clean, paragraph, quoted

_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_NOTES_SIZE = 12


def fill(slide: Slide, place: Place, words: str, hand: Hand, size: float) -> None:
    """Words in a placeholder; without any it is taken away, so that no “click to add text” is left."""
    shape = _held(slide, place, hand)
    if not clean(words).strip():
        shape.element.getparent().remove(shape.element)
        return
    _write(shape.element, [paragraph(words, hand, size, bold=place.bold, colour=place.colour, align=place.align)])


def put_lines(slide: Slide, place: Place, page: LinesPage, hand: Hand) -> None:
    """A paragraph for each line; without any the place is taken away."""
    shape = _held(slide, place, hand)
    if not page.lines:
        shape.element.getparent().remove(shape.element)
        return
    gaps = [0, *[page.size * BETWEEN] * (len(page.lines) - 1)]
    said = zip(page.lines, gaps, strict=True)
    _write(shape.element, [paragraph(line, hand, page.size, colour=place.colour, before=gap) for line, gap in said])


def put_chart(slide: Slide, chart: SlideChart, alt: str, hand: Hand, made_at: datetime) -> None:
    """A native chart with its workbook in the chart's placeholder."""
    native = native_chart(chart, CHART.points, hand, made_at)
    package = slide.part.package
    name = package.next_partname(ChartPart.partname_template)
    part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, native.xml.encode())
    part.chart_workbook.update_from_xlsx_blob(native.workbook)
    relation = slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    drawn = f'<c:chart {nsdecls("c", "r")} r:id="{relation}"/>'
    _put_frame(slide, CHART, _CHART_URI, drawn, alt, hand, (CHART.width, CHART.height))


def put_table(slide: Slide, page: TablePage, alt: str, hand: Hand) -> None:
    """A native table in the table's placeholder, as wide and high as it is."""
    size = page.width / 72, page.height / 72
    _put_frame(slide, TABLE, _TABLE_URI, table_xml(page, hand), alt, hand, size)


def put_footer(
    slide: Slide, places: Mapping[str, Place], footer: str, number: int, hand: Hand, *, numbered: bool
) -> None:
    """The footer and the page's number as placeholders; python-pptx leaves a layout's own behind."""
    said = {"footer": paragraph(footer, hand, places["footer"].size, colour=places["footer"].colour)}
    if numbered:
        said["page"] = f'<a:p><a:pPr algn="r"/>{page_field(hand, number)}</a:p>'
    for name, content in said.items():
        place, tree = places[name], slide.shapes._spTree
        if name == "footer" and not clean(footer).strip():
            continue
        shape = parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{tree._next_shape_id}" '
            f"name={quoted(hand.say(f'pptx.place.{name}'))}/>"
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="{place.kind}" idx="{place.idx}"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{content}</p:txBody></p:sp>"
        )
        tree.append(shape)


def put_notes(slide: Slide, notes: str, hand: Hand) -> None:
    """What the presenter says, a paragraph for each line."""
    frame = slide.notes_slide.notes_text_frame
    said = [paragraph(line, hand, _NOTES_SIZE) for line in notes.replace("\r\n", "\n").split("\n")]
    _write(frame._txBody.getparent(), said)
    for shape in slide.notes_slide.placeholders:
        if shape.placeholder_format.idx == 5:
            _write(shape.element, [f"<a:p>{page_field(hand, 1)}</a:p>"])


def _held(slide: Slide, place: Place, hand: Hand):
    shape = next(each for each in slide.placeholders if each.placeholder_format.idx == place.idx)
    shape.name = hand.say(f"pptx.place.{place.name}")
    return shape


def _write(shape: BaseOxmlElement, paragraphs: Sequence[str]) -> None:
    body = shape.get_or_add_txBody()
    for old in list(body.p_lst):
        body.remove(old)
    for each in paragraphs:
        body.append(parse_xml(each.replace("<a:p>", f"<a:p {nsdecls('a')}>", 1)))


def _put_frame(
    slide: Slide, place: Place, uri: str, content: str, alt: str, hand: Hand, size: tuple[float, float]
) -> None:
    """A frame in the place of a placeholder, with words for whoever hears the slide."""
    old = _held(slide, place, hand).element
    where = box(place.left, place.top, *size).replace("a:xfrm", "p:xfrm")
    frame = parse_xml(
        f"<p:graphicFrame {nsdecls('p', 'a')}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{old.shape_id}" name={quoted(hand.say(f"pptx.place.{place.name}"))} descr={quoted(alt)}/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f'<p:nvPr><p:ph type="{place.kind}" idx="{place.idx}"/></p:nvPr></p:nvGraphicFramePr>{where}'
        f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></p:graphicFrame>'
    )
    old.getparent().replace(old, frame)
