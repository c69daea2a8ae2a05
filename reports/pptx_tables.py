"""A slide's table as a native one: type as large as its room allows, split over slides rather than too small."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.theme import LIGHT
from reports.content import SlideTable
from reports.pptx_master import emu
from reports.pptx_series import solid
from reports.pptx_words import INK, MUTED, Hand, ems, height, paragraph

_MOST_ROWS = 12  # on one slide
_SIZES = (18, 16, 14, 12)
_SPLIT_SIZES = (14, 12)  # where it goes over several slides anyhow
_SIDE, _ABOVE = 10, 2.8  # points between a cell's edge and its words
_LOOSEST = 1.7  # a table is no wider than this times what its words need, so that a row stays a row
_NARROWEST = 0.55  # of the slide
_ROW_MOST = 34  # points: rows grow to this where there is room
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class TablePage:
    """The rows of a table that stand on one slide, and how: points throughout."""

    table: SlideTable
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]  # the head's first

    @property
    def width(self) -> float:
        """How wide the table is."""
        return sum(self.widths)

    @property
    def height(self) -> float:
        """How high the table is."""
        return sum(self.heights)


def table_pages(table: SlideTable, room: tuple[float, float]) -> list[TablePage]:
    """The table on as many slides as it needs, as even as they can be."""
    if len(table.rows) <= _MOST_ROWS:
        for size in _SIZES:
            page = _page(table, table.rows, size, room[0])
            if page.height <= room[1] and not _breaks_words(table, page):
                return [_grown(page, room[1])]
    for size in _SPLIT_SIZES:
        if size == _SPLIT_SIZES[-1] or not _breaks_words(table, _page(table, table.rows, size, room[0])):
            return _split(table, size, room)
    raise AssertionError("the last size takes every table")


def _split(table: SlideTable, size: float, room: tuple[float, float]) -> list[TablePage]:
    widths = _widths(table, size, room[0])
    for slides in range(-(-len(table.rows) // _MOST_ROWS), len(table.rows) + 1):
        parts = _even(table.rows, slides)
        pages = [_page(table, rows, size, room[0], widths) for rows in parts]
        if all(page.height <= room[1] for page in pages) or slides == len(table.rows):
            return [_grown(page, room[1]) for page in pages]
    return []


def _even(rows: Sequence[tuple[str, ...]], slides: int) -> list[tuple[tuple[str, ...], ...]]:
    each, more = divmod(len(rows), slides)
    ends = [0]
    for nth in range(slides):
        ends.append(ends[-1] + each + (nth < more))
    return [tuple(rows[start:end]) for start, end in zip(ends, ends[1:], strict=False)]


def _page(
    table: SlideTable,
    rows: Sequence[tuple[str, ...]],
    size: float,
    width: float,
    widths: tuple[float, ...] | None = None,
) -> TablePage:
    widths = widths or _widths(table, size, width)
    heights = [_row_height(row, size, widths, bold=at == 0) for at, row in enumerate((table.heads, *rows))]
    return TablePage(SlideTable(table.heads, tuple(rows), table.numbers), size, widths, tuple(heights))


def _row_height(row: tuple[str, ...], size: float, widths: tuple[float, ...], *, bold: bool) -> float:
    cells = (height(cell, size, wide - 2 * _SIDE, bold=bold) for cell, wide in zip(row, widths, strict=True))
    return max(cells) + 2 * _ABOVE


def _grown(page: TablePage, room: float) -> TablePage:
    """Rows get air where the slide has it."""
    spare = max(room - page.height, 0) / len(page.heights)
    heights = tuple(max(each, min(each + spare, _ROW_MOST)) for each in page.heights)
    return TablePage(page.table, page.size, page.widths, heights)


def _widths(table: SlideTable, size: float, room: float) -> tuple[float, ...]:
    """Each column's width: what its words need, then a share of what is left; long texts give way first."""
    needed = [_needed(cells, size, max) for cells in _columns(table)]
    if sum(needed) <= room:
        wide = min(room, max(sum(needed) * _LOOSEST, room * _NARROWEST))
        return tuple(each * wide / sum(needed) for each in needed)
    words = [min(_needed(cells, size, _longest_word), room / 2) for cells in _columns(table)]
    least = [min(pair) for pair in zip(needed, words, strict=True)]
    spare, wished = room - sum(least), sum(needed) - sum(least)
    if spare <= 0 or wished <= 0:
        return tuple(each * room / sum(least) for each in least)
    return tuple(low + (each - low) * spare / wished for low, each in zip(least, needed, strict=True))


def _columns(table: SlideTable) -> list[tuple[str, ...]]:
    return list(zip(table.heads, *table.rows, strict=True))


def _needed(cells: Sequence[str], size: float, of) -> float:
    widths = [ems(cell, bold=True) if of is max else _longest_word((cell,)) for cell in cells]
    return max(widths) * size * 1.1 + 2 * _SIDE


def _longest_word(cells: Sequence[str]) -> float:
    return max((ems(word, bold=True) for cell in cells for word in cell.split()), default=0)


def _breaks_words(table: SlideTable, page: TablePage) -> bool:
    words = [_longest_word(cells) * page.size + 2 * _SIDE for cells in _columns(table)]
    return any(need > wide + 0.5 for need, wide in zip(words, page.widths, strict=True))


def table_xml(page: TablePage, hand: Hand) -> str:
    """The table element: a head on a pale ground, hairlines between rows, numbers to the right."""
    columns = "".join(f'<a:gridCol w="{emu(wide / 72)}"/>' for wide in page.widths)
    rows = "".join(
        f'<a:tr h="{emu(high / 72)}">{_cells(row, page, hand, is_head=at == 0)}</a:tr>'
        for at, (row, high) in enumerate(zip((page.table.heads, *page.table.rows), page.heights, strict=True))
    )
    return (
        f'<a:tbl xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:tblPr firstRow="1">'
        f"<a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
    )


def _cells(row: tuple[str, ...], page: TablePage, hand: Hand, *, is_head: bool) -> str:
    return "".join(_cell(cell, at in page.table.numbers, page.size, hand, is_head) for at, cell in enumerate(row))


def _cell(words: str, is_number: bool, size: float, hand: Hand, is_head: bool) -> str:
    said = paragraph(words, hand, size, bold=is_head, colour=MUTED if is_head else INK, align="r" if is_number else "l")
    side, above = emu(_SIDE / 72), emu(_ABOVE / 72)
    none = "".join(f'<a:{edge} w="0"><a:noFill/></a:{edge}>' for edge in ("lnL", "lnR", "lnT"))
    below = f'<a:lnB w="{19050 if is_head else 9525}">{solid(LIGHT.benchmark if is_head else LIGHT.line)}</a:lnB>'
    ground = solid(LIGHT.surface) if is_head else "<a:noFill/>"
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{said}</a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{above}" marB="{above}" anchor="ctr">'
        f"{none}{below}{ground}</a:tcPr></a:tc>"
    )
