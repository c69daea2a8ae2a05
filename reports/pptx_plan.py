"""How a chart on a slide is laid out before it is written: its series, the cells behind them, sizes and gaps."""

from dataclasses import dataclass

from reports.pptx_series import Drawn
from reports.pptx_sheet import Column

LARGE, SMALL = 16, 14  # points: what the last row reads


@dataclass(frozen=True)
class Plan:
    """Columns or bars and the lines over them; `columns` are the sheet's, after the categories."""

    bars: tuple[Drawn, ...]
    lines: tuple[Drawn, ...]
    columns: tuple[Column, ...]
    grouping: str
    gap: int  # between categories, in hundredths of a column
    overlap: int
    size: float
    is_labelled: bool  # each value is told, so that no axis of values is needed
    legend: bool
    unnamed: tuple[int, ...] = ()  # series that the legend leaves out


def number_format(decimals: int) -> str:
    """How Office writes a number with this many digits after the point."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def shown(value: float, decimals: int) -> str:
    """A value as its label will read, to measure it."""
    return f"{value:,.{decimals}f}"
