"""Lines on a slide: how large they stand, and where they go on over the next slide."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.pptx_words import clean, height

_SIZES = (24, 22, 20, 18, 16, 14)
_SMALLEST = _SIZES[-1]  # smaller than this and they go on over the next slide
BETWEEN = 0.6  # of the size, between two lines

Lines = tuple[str, ...]
Size = tuple[float, float]


@dataclass(frozen=True)
class LinesPage:
    """Lines that stand on one slide, and their size."""

    lines: Lines
    size: int


def line_pages(lines: Sequence[str], room: Size, sizes: tuple[int, ...] = _SIZES) -> list[LinesPage]:
    """The lines on as many slides as they need, as even as they can be, in one size; no lines are one slide."""
    said = tuple(line for line in lines if clean(line).strip())
    parts = next((parts for slides in range(1, len(said) + 1) if (parts := _parted(said, room, slides))), [said])
    size = min(_largest(part, room, sizes) for part in parts)
    return [LinesPage(part, size) for part in parts]


def _largest(lines: Lines, room: Size, sizes: tuple[int, ...]) -> int:
    return next((size for size in sizes if _height(lines, size, room[0]) <= room[1]), sizes[-1])


def _parted(lines: Lines, room: Size, slides: int) -> list[Lines] | None:
    """The lines in order on this many slides of about the same height; None where one of them would be too full."""
    share = _height(lines, _SMALLEST, room[0]) / slides
    parts: list[Lines] = [()]
    for line in lines:
        if parts[-1] and _height((*parts[-1], line), _SMALLEST, room[0]) > share * 1.05 and len(parts) < slides:
            parts.append((line,))
        else:
            parts[-1] = (*parts[-1], line)
    is_held = slides >= len(lines) or all(_height(part, _SMALLEST, room[0]) <= room[1] for part in parts)
    return parts if is_held else None


def _height(lines: Lines, size: float, width: float) -> float:
    between = max(len(lines) - 1, 0) * size * BETWEEN
    return sum(height(line, size, width) for line in lines) + between
