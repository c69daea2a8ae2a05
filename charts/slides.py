"""A slide's one chart as values: a deck writes them as an editable chart, the screen draws the same with Plotly."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["columns", "bars", "stacked", "waterfall"]
Numbers = tuple[float | None, ...]


@dataclass(frozen=True)
class Series:
    """One row of values, one for each category; None is a value that nobody knows or that is hidden."""

    name: str
    values: Numbers
    colour: str
    edge: str | None = None  # an outline where the colour is pale
    is_line: bool = False  # drawn over the columns, dashed: a quota, a target


@dataclass(frozen=True)
class SlideChart:
    """Categories in reading order and the series over them, in the unit that the slide names.

    `columns` stand side by side, `stacked` upon each other (with their sum above), `bars` lie, the first on top;
    `waterfall` has one series of signed steps, of which `totals` stand on the ground. `decimals` is how many digits
    labels show; `in_part` are the categories that a part of their time is missing from.
    """

    shape: Shape
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int = 0
    totals: tuple[int, ...] = ()
    in_part: tuple[int, ...] = ()
