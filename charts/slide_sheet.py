"""The ground of a slide's chart: how large the plot is, which size its words have, where names at its side stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import plotly.graph_objects as go

from charts.slide_fit import LINE, every_other, size_that_fits, spread, width_of, wrapped, wrapped_size
from charts.slides import Numbers, Series, SlideChart
from charts.theme import Drawing, Look, readable_on, safe

WIDTH, HEIGHT = 1760, 700  # pixels on a stage of 1920 × 1080, which the page scales as a whole
TYPE, LEAST = 28, 20  # pixels: the type of a chart, and what it may shrink to where there is no room
_BAR, _WIDEST = 0.68, 220  # of a category's room, and pixels: the width of its bars
Names = list[tuple[str, float, str]]  # words, at which value, in which colour
_EDGE, _GAP = 8, 22
_NAMES = 300  # pixels at most for the names at the right
_MANY, _OVER = 18, 32  # so many categories are written wider than they are: pixels that the last one sticks out


@dataclass(frozen=True)
class Sheet:
    """Upright bars from `low` to `high` over these categories, names at the right, a line of colours above."""

    categories: tuple[str, ...]
    low: float
    high: float
    names: tuple[str, ...] = ()
    has_key: bool = False

    @cached_property
    def right(self) -> float:
        """Room for the names."""
        widest = max((width_of(line, TYPE) for name in self.names for line in wrapped(name, _NAMES, TYPE)), default=0)
        return widest + _GAP + _EDGE if self.names else _EDGE if len(self.categories) <= _MANY else _OVER

    @cached_property
    def top(self) -> float:
        """Room above the plot."""
        return TYPE * LINE + _GAP if self.has_key else _EDGE

    @cached_property
    def slot(self) -> float:
        """Pixels that a category has."""
        return (WIDTH - _EDGE - self.right) / max(1, len(self.categories))

    @cached_property
    def bar(self) -> float:
        """Of a category's room: what its bars take."""
        return min(_BAR, _WIDEST / self.slot)

    @cached_property
    def labels(self) -> tuple[int, list[str]]:
        """The categories' words in lines, and their size; where they have no room, only every other one."""
        room = self.slot * 0.94
        size = wrapped_size(self.categories, room, TYPE, LEAST)
        if size:
            return size, ["<br>".join(map(safe, wrapped(each, room, size))) for each in self.categories]
        longest = max(width_of(word, LEAST) for each in self.categories for word in each.split())
        shown = every_other(len(self.categories), longest + _EDGE, self.slot)
        return LEAST, [
            "<br>".join(map(safe, wrapped(each, longest, LEAST))) if is_shown else ""
            for each, is_shown in zip(self.categories, shown, strict=True)
        ]

    @cached_property
    def bottom(self) -> float:
        """Room for the categories' words."""
        size, texts = self.labels
        return size * LINE * max(text.count("<br>") + 1 for text in texts) + _GAP

    @cached_property
    def tall(self) -> float:
        """Pixels from the lowest to the highest value."""
        return HEIGHT - self.top - self.bottom

    def pixels(self, value: float) -> float:
        """How tall a value is drawn."""
        return abs(value) * self.tall / (self.high - self.low)

    def values_fit(self, texts: Sequence[str], bars: int = 1) -> tuple[int, list[bool]]:
        """At which size the values over each category's bars are written, and which of them have room."""
        room = self.slot * (0.96 if bars == 1 else self.bar / bars * 1.1)
        size = size_that_fits(texts, room, TYPE, LEAST)
        if size:
            return size, [True] * len(texts)
        longest = max(width_of(text, LEAST) for text in texts)
        return LEAST, every_other(len(texts), longest + _EDGE, room)

    def name_at_right(self, named: Names, look: Look) -> list[dict[str, object]]:
        """The names beside the last bar, each at the height of its value, none upon another."""
        if not named:
            return []
        rows = sorted((at, words, colour) for words, at, colour in named)
        texts = [wrapped(words, _NAMES, TYPE) for _, words, _ in rows]
        gap = TYPE * LINE * max(map(len, texts))
        if gap * len(rows) > self.tall:  # one line each
            texts, gap = [[words] for _, words, _ in rows], self.tall / len(rows)
        heights = [(at - self.low) * self.tall / (self.high - self.low) for at, _, _ in rows]
        placed = spread(heights, gap, gap / 2, self.tall - gap / 2)
        place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": _EDGE, "yref": "paper", "align": "left"}
        return [
            place
            | {"y": height / self.tall, "yanchor": "middle", "text": "<br>".join(map(safe, lines))}
            | {"font": {"size": TYPE, "color": colour}}
            for height, lines, (_, _, colour) in zip(placed, texts, rows, strict=True)
        ]

    def figure(self, drawing: Drawing, look: Look, **layout: object) -> go.Figure:
        """The figure in its final size, with the categories under it and the line of zero."""
        size, texts = self.labels
        places = {"tickmode": "array", "tickvals": list(range(len(texts))), "ticktext": texts, "tickangle": 0}
        places |= {"tickfont": {"size": size, "color": look.ink.text}, "range": [-0.5, len(texts) - 0.5]}
        zero = {"zeroline": True, "zerolinecolor": look.ink.muted, "zerolinewidth": 2}
        return drawing.figure(
            HEIGHT,
            look,
            width=WIDTH,
            margin={"l": _EDGE, "r": self.right, "t": self.top, "b": self.bottom},
            uniformtext={"mode": False},
            xaxis=places | {"automargin": False, "ticklabelstandoff": 8, "ticklabeloverflow": "allow"},
            yaxis={"range": [self.low, self.high], "showticklabels": False, "showgrid": False, "automargin": False}
            | (zero if self.low <= 0 else {}),
            **layout,
        )


def bounds(lows: Sequence[float], highs: Sequence[float]) -> tuple[float, float]:
    """From where to where a plot goes: zero is in it, and over the highest value there is room for its words."""
    low, high = min(0, *lows, 0), max(0, *highs, 0)
    span = (high - low) or 1
    return low - (0.1 * span if low < 0 else 0), high + 0.08 * span


def runs(line: Series) -> list[tuple[int, int, float]]:
    """Where a line stays at one value: first and last category, and the value."""
    found: list[tuple[int, int, float]] = []
    for place, value in enumerate(line.values):
        if value is None:
            continue
        if found and found[-1][1] == place - 1 and found[-1][2] == value:
            found[-1] = (found[-1][0], place, value)
        else:
            found.append((place, place, value))
    return found


def told(value: float | None, chart: SlideChart, look: Look, *, signed: bool = False) -> str:
    """A value as the slide writes it."""
    return look.number(None if value is None else round(value, chart.decimals), signed=signed)


def crossed(
    series: Series,
    lines: Sequence[Series],
    pixels: Callable[[float], float],
    size: int,
    needs: tuple[float, float],
    look: Look,
) -> dict[str, object]:
    """Where the value of each bar stands and in which ink: beyond its end, or within where a line would cross it.

    `needs` are the pixels that it takes beyond and within.
    """
    within = [
        value is not None
        and pixels(value) >= needs[1]
        and any(
            end is not None and 0 < pixels(end) - pixels(value) < needs[0] and end * value > 0
            for end in (line.values[place] for line in lines)
        )
        for place, value in enumerate(series.values)
    ]
    inks = [readable_on(series.colour, look) if is_within else look.ink.text for is_within in within]
    places = ["inside" if is_within else "outside" for is_within in within]
    font = {"size": size, "weight": 600, "color": inks}
    return {"textposition": places, "insidetextanchor": "end", "textfont": font}


def hatched(chart: SlideChart, look: Look) -> dict[str, object]:
    """The pattern of the categories that a part of their time is missing from."""
    shape = ["/" if place in chart.in_part else "" for place in range(len(chart.categories))]
    ink = {"fgcolor": look.ink.background, "fillmode": "overlay", "size": 16, "solidity": 0.3}
    return {"shape": shape, **ink}


def marker_of(series: Series, chart: SlideChart, look: Look) -> dict[str, object]:
    """The colour of a series, with the outline that a pale one needs."""
    line = {"color": series.edge, "width": 2} if series.edge else {"width": 0}
    return {"color": series.colour, "line": line, "pattern": hatched(chart, look)}


def unknown(values: Sequence[Numbers], look: Look) -> list[dict[str, object]]:
    """A dash on the ground of each category of which nothing is known."""
    font = {"size": TYPE, "color": look.ink.muted}
    return [
        {"x": place, "y": 0, "yanchor": "bottom", "text": look.number(None), "font": font}
        for place, known in enumerate(zip(*values, strict=True))
        if all(value is None for value in known)
    ]


def _mark(series: Series, look: Look) -> str:
    is_empty = series.colour == look.ink.background and series.edge
    mark = "╍" if series.is_line else "□" if is_empty else "■"
    return f"<span style='color:{series.edge if is_empty else series.colour}'>{mark}</span>"


def colours_named(series: Sequence[Series], look: Look) -> dict[str, object]:
    """One line above the plot that says what each colour is."""
    words = "    ".join(f"{_mark(each, look)} {safe(each.name)}" for each in series)
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 14}
    return place | {"text": words, "font": {"size": TYPE, "color": look.ink.text}, "align": "left"}
