"""How much room words take on a slide: no browser is asked, so what does not fit is known before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Of the size of the type, measured on Pretendard at its boldest; what is not named is as wide as a capital letter
_WIDTHS = {"hangul": 0.88, "digit": 0.62, "small": 0.54, "space": 0.26, "thin": 0.32, "other": 0.68}
_WIDE_FROM = "\u1100"
_STEP = 20  # pixels by which lines are tried narrower, to make them even
LINE = 1.25  # of the size of the type, from one line to the next


@lru_cache(maxsize=4096)  # a table is tried in many sizes
def _ems(text: str) -> float:
    return sum(_WIDTHS[_kind(each)] for each in text)


def width_of(text: str, size: float) -> float:
    """Pixels that one line of words takes."""
    return size * _ems(text)


def _kind(letter: str) -> str:
    if letter >= _WIDE_FROM:
        return "hangul" if letter not in "→–−" else "other"
    if letter in ".,:;'|()ilI":
        return "thin"
    return "digit" if letter.isdecimal() else "small" if letter.islower() else "space" if letter == " " else "other"


def wrapped(text: str, room: float, size: float) -> list[str]:
    """The lines of a text, as even as can be, broken between words where one has no room; a word is never broken."""
    lines = _filled(text, room, size)
    for narrower in range(int(room) - _STEP, _STEP, -_STEP):
        evener = _filled(text, narrower, size)
        if len(evener) > len(lines) or max(width_of(line, size) for line in evener) > room:
            break
        lines = evener
    return lines


def _filled(text: str, room: float, size: float) -> list[str]:
    lines: list[str] = []
    used, space = 0.0, size * _WIDTHS["space"]
    for word in text.split():
        wide = width_of(word, size)
        if lines and used + space + wide <= room:
            lines[-1] += f" {word}"
            used += space + wide
        else:
            lines.append(word)
            used = wide
    return lines or [""]


def size_that_fits(texts: Sequence[str], room: float, largest: int, smallest: int) -> int | None:
    """The largest size at which each text stands in one line, None where not even the smallest does."""
    return next((size for size in range(largest, smallest - 1, -2) if _widest(texts, size) <= room), None)


def wrapped_size(texts: Sequence[str], room: float, largest: int, smallest: int) -> int | None:
    """The largest size at which the longest word of each text has room, None where not even the smallest does."""
    return size_that_fits([word for text in texts for word in text.split()], room, largest, smallest)


def every_other(count: int, need: float, room: float) -> list[bool]:
    """Which of so many places are written out when each needs more room than it has: the last, and back in steps."""
    step = max(1, -int(-need // room))
    return [(count - 1 - place) % step == 0 for place in range(count)]


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places, rising, moved as little as needs be so that neighbours stand `gap` apart between two bounds."""
    kept: list[float] = []
    for place in places:
        kept.append(max(place, kept[-1] + gap if kept else low))
    for at in range(len(kept) - 1, -1, -1):
        kept[at] = min(kept[at], high - gap * (len(kept) - 1 - at))
    return kept


def _widest(texts: Sequence[str], size: int) -> float:
    return max((width_of(text, size) for text in texts), default=0)


_FEW, _APART, _CLOSE = 6, 1.3, 0.6  # lines of a list, and what stands between two of them, in sizes of the type


def lines_fit(lines: Sequence[str], width: float, height: float) -> int:
    """The size of the type of a list of sentences, so that all are seen at once."""
    return text_fit(lines, width, height, 40, 14, _APART if len(lines) <= _FEW else _CLOSE)


def text_fit(texts: Sequence[str], width: float, height: float, largest: int, smallest: int, between: float = 0) -> int:
    """The largest size at which all paragraphs are seen at once; `between` two of them, in sizes of the type."""
    for size in range(largest, smallest, -2):
        lines = sum(len(_filled(text, width, size)) for text in texts)
        if lines * size * LINE + len(texts) * between * size <= height:
            return size
    return smallest


_CELL = 40  # pixels beside the words of a cell
_SLACK = 1.06  # m and w are wider than letters are on average, and a word must not be broken
_BETWEEN = 60  # pixels between two columns of the table
_SIZES = (36, 34, 32, 30, 28, 26, 24, 22)  # of a table; whatever does not fit shrinks on, since nothing may be cut
_SHRUNK = (20, 18, 16, 14, 12)
_ROW = 0.5  # of the size of the type: what a row has above and below its words
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class TableFit:
    """How a table stands: size of its type, in how many pieces beside each other, and each column's share of one."""

    size: int
    pieces: int
    shares: tuple[float, ...]


def table_fit(heads: Sequence[str], rows: Rows, width: float, height: float) -> TableFit:
    """The largest type in which every row is seen at once, in two pieces before it becomes too small to read."""
    for sizes, tried in ((_SIZES[:6], (1,)), (_SIZES, (1, 2)), (_SHRUNK, (1, 2, 3))):
        for size in sizes:
            for pieces in tried:
                rooms = _rooms(heads, rows, size, (width - _BETWEEN * (pieces - 1)) / pieces, may_wrap=pieces == 1)
                if rooms and _table_height(heads, rows, size, pieces, rooms) <= height:
                    return TableFit(size, pieces, tuple(room / sum(rooms) for room in rooms))
    return TableFit(_SHRUNK[-1], 1, (1 / len(heads),) * len(heads))


def _rooms(heads: Sequence[str], rows: Rows, size: int, width: float, *, may_wrap: bool) -> list[float]:
    """How wide each column is; nothing where the words do not fit and may not wrap."""
    columns = zip(heads, *rows, strict=True)
    natural = [max(width_of(cell, size) for cell in column) * _SLACK + _CELL for column in columns]
    if sum(natural) <= width:
        return [each * width / sum(natural) for each in natural]
    if not may_wrap:
        return []
    most = width / len(natural)  # narrow columns keep what they need, the wide ones share the rest
    for _ in natural:
        wide = [each for each in natural if each > most]
        most = (width - sum(each for each in natural if each <= most)) / max(1, len(wide))
    return [min(each, most) for each in natural]


def _table_height(heads: Sequence[str], rows: Rows, size: int, pieces: int, rooms: Sequence[float]) -> float:
    lines = [
        max(_lines_in(cell, room - _CELL, size) for cell, room in zip(row, rooms, strict=True))
        for row in (heads, *rows)
    ]
    a_piece = -(-len(rows) // pieces) or 1
    tallest = max((sum(lines[1 + at : 1 + at + a_piece]) for at in range(0, len(rows), a_piece)), default=0)
    return (tallest + lines[0]) * size * LINE + (a_piece + 1) * (size * _ROW + 1)


def _lines_in(cell: str, room: float, size: int) -> int:
    return sum(max(1, -int(-width_of(line, size) // max(room, 1))) for line in _filled(cell, room, size))
