"""A slide's table as a native one: type as large as its room allows, split over slides rather than too small."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from charts.theme import LIGHT
from reports.content import SlideTable
from reports.pptx_master import emu
from reports.pptx_series import solid
from reports.pptx_words import INK, MUTED, Hand, ems, height, paragraph

_MOST_ROWS = 14  # on one slide
_SIZES = (18, 16, 14, 12)
_SPLIT_SIZE = 14  # where it goes over several slides anyhow, unless words would break
_SIDE, _ABOVE = 10, 2.8  # points between a cell's edge and its words
_LOOSEST = 1.7  # a table is no wider than this times what its words need, so that a row stays a row
_NARROWEST = 0.55  # of the slide
_ROW_MOST = 34  # points: rows grow to this where there is room
_SPARE = 1.06  # a typeface that stands in for ours may run wider
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
    fewest = -(-len(table.rows) // _MOST_ROWS)
    for slides in range(fewest, len(table.rows) + 1):
        for size in _SIZES:
            pages = _split(table, slides, size, room)
            is_last = size == _SIZES[-1]
            is_whole = is_last or (size >= _SPLIT_SIZE and not _breaks_words(table, pages[0]))
            if is_whole and all(page.height <= room[1] for page in pages):
                return [_grown(page, room[1]) for page in pages]
    return _split(table, len(table.rows), _SIZES[-1], room)


def _split(table: SlideTable, slides: int, size: float, room: tuple[float, float]) -> list[TablePage]:
    widths = _widths(table, size, room[0])
    return [_page(table, rows, size, room[0], widths) for rows in _even(table.rows, slides)]


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
    return TablePage(replace(table, rows=tuple(rows)), size, widths, tuple(heights))


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
    if table.shares:
        return tuple(share * room for share in table.shares)
    needed = [_padded(_wish(cells), size) for cells in _columns(table)]
    if sum(needed) <= room:
        wide = min(room, max(sum(needed) * _LOOSEST, room * _NARROWEST))
        return tuple(each * wide / sum(needed) for each in needed)
    words = [min(_padded(_longest_word(cells), size), room / 2) for cells in _columns(table)]
    least = [min(pair) for pair in zip(needed, words, strict=True)]
    spare, wished = room - sum(least), sum(needed) - sum(least)
    if spare <= 0 or wished <= 0:
        return tuple(each * room / sum(least) for each in least)
    return tuple(low + (each - low) * spare / wished for low, each in zip(least, needed, strict=True))


def _columns(table: SlideTable) -> list[tuple[str, ...]]:
    return list(zip(table.heads, *table.rows, strict=True))


def _padded(wide: float, size: float) -> float:
    return wide * size * _SPARE + 2 * _SIDE


def _wish(cells: Sequence[str]) -> float:
    """What a column would take, in ems: its longest cell on one line; its head may take two."""
    head, *rest = cells
    on_two_lines = max(ems(head, bold=True) * 0.6, _longest_word((head,)))
    return max(on_two_lines, *map(ems, rest))


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
