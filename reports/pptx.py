"""A deck as a PowerPoint file: real charts and tables that can be edited, one typeface, notes, words for the ear."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pptx
from pptx.presentation import Presentation
from pptx.slide import Slide

from reports.content import SlideContent
from reports.pptx_charts import is_drawable
from reports.pptx_lines import LinesPage, line_pages
from reports.pptx_master import LAYOUTS, LINES, TABLE, UNDER, Place, empty_deck
from reports.pptx_shapes import fill, put_chart, put_footer, put_lines, put_notes, put_table
from reports.pptx_tables import TablePage, table_pages
from reports.pptx_words import Hand, clean, fitting, message_size

_COVERS = {"title", "opening"}  # kinds of slides that open a deck
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip's calendar: the same slides give the same bytes
_TITLE_SIZES, _COVER_SIZES, _SMALL_SIZES = (28, 24, 20, 18), (40, 36, 32, 28, 24), (14, 12)
_ONE_LINE_SIZES = (28, 27, 26, 25)  # rather a little smaller than one word on a line of its own
_SOURCE_SIZES, _UNDER_SIZES = (12, 11, 10), (20, 18, 16, 14)


@dataclass(frozen=True)
class _Maker:
    """The deck being made and what all its slides share."""

    deck: Presentation
    hand: Hand
    footer: str
    made_at: datetime

    def add(self, content: SlideContent, layout: str, page: TablePage | LinesPage | None) -> None:
        """One slide more."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[list(LAYOUTS).index(layout)])
        places, alt = {place.name: place for place in LAYOUTS[layout]}, content.alt or content.message
        is_cover = layout == "title"
        self._say(slide, content, places, is_cover)
        if layout == "chart":
            put_chart(slide, content.chart, alt, self.hand, self.made_at)
        elif layout == "table":
            put_table(slide, page, alt, self.hand)
        else:
            put_lines(slide, places["lines"], page, self.hand)
        put_footer(slide, places, self.footer, len(self.deck.slides), self.hand, numbered=not is_cover)
        if content.notes:
            put_notes(slide, content.notes, self.hand)

    def _say(self, slide: Slide, content: SlideContent, places: dict[str, Place], is_cover: bool) -> None:
        """The words around what is shown."""
        unit = self.hand.say("pptx.unit", unit=content.unit) if content.unit else ""
        said = {"about": content.about, "unit": unit, "source": content.source}
        sizes = dict.fromkeys(("about", "unit"), _SMALL_SIZES) | {"source": _SOURCE_SIZES}
        for name in () if is_cover else said:
            most = 2 if name == "source" else 1
            size = fitting(said[name], sizes[name], places[name].points[0], most)
            fill(slide, places[name], said[name], self.hand, size)
        message = places["message"]
        wanted, one_line = (_COVER_SIZES, _COVER_SIZES[:2]) if is_cover else (_TITLE_SIZES, _ONE_LINE_SIZES)
        size = message_size(content.message, wanted, one_line, message.points[0])
        fill(slide, message, content.message, self.hand, size)


def as_pptx(slides: Sequence[SlideContent], title: str, lang: str, footer: str, made_at: datetime) -> bytes:
    """The deck as a file, the same bytes for the same slides.

    A slide of kind title or opening is a cover; any other shows its chart, else its table and its lines. What is too
    long for one goes on over the next slides, numbered in the message, and so do lines beside a table. `footer` stands
    on every slide, the page's number on all but covers; `made_at` is told in the file's properties.
    """
    hand = Hand(lang)
    maker = _Maker(pptx.Presentation(io.BytesIO(empty_deck(hand))), hand, footer, made_at)
    for content in slides:
        pages = _pages(content, hand)
        for nth, (layout, page) in enumerate(pages, start=1):
            part = " " + hand.say("pptx.part", at=nth, of=len(pages)) if len(pages) > 1 else ""
            maker.add(replace(content, message=content.message + part), layout, page)
    _sign(maker.deck, title, lang, made_at)
    return _packed(maker.deck)


def _pages(content: SlideContent, hand: Hand) -> list[tuple[str, TablePage | LinesPage | None]]:
    """The slides that a content takes: each one's layout and what of the table or the lines it shows."""
    if content.kind in _COVERS:
        return [("title", page) for page in line_pages(content.lines, UNDER.points, _UNDER_SIZES)]
    if is_drawable(content.chart):
        return [("chart", None)]
    if content.table is not None and content.table.heads and content.table.rows:
        tables = [("table", page) for page in table_pages(content.table, TABLE.points)]
        lines = line_pages(content.lines, LINES.points) if content.lines else []
        return tables + [("lines", page) for page in lines]
    is_blank = not content.lines and (content.chart is not None or content.table is not None)
    lines = (hand.say("chart.empty"),) if is_blank else content.lines
    return [("lines", page) for page in line_pages(lines, LINES.points)]


def _sign(deck: Presentation, title: str, lang: str, made_at: datetime) -> None:
    told, at = deck.core_properties, made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    told.title, told.language = clean(title)[:255], lang
    told.author = told.last_modified_by = clean(Hand(lang).say("shell.product"))
    told.created = told.modified = at
    told.revision = 1


def _packed(deck: Presentation) -> bytes:
    """The file, each part dated alike: a zip else holds the clock."""
    held, even = io.BytesIO(), io.BytesIO()
    deck.save(held)
    with zipfile.ZipFile(held) as package, zipfile.ZipFile(even, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in package.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            packed.writestr(entry, package.read(name))
    return even.getvalue()
