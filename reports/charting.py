"""Series of a slide's chart from a figure's rows, in the unit that the language shows."""

from collections.abc import Mapping, Sequence

import pandas as pd

from charts.money import scaled
from charts.slides import Series, SlideChart
from charts.theme import OUTSIDE, Look

_WHOLE_FROM, _ONE_FROM = 100, 1  # a chart whose largest value is as large needs no, or one decimal


def amounts(values: Sequence[object], unit: str, look: Look) -> tuple[float | None, ...]:
    """The values as the chart's workbook holds them: scaled, and None where nobody knows or may know."""
    return tuple(None if pd.isna(value) else float(scaled(float(value), unit, look)) for value in values)


def decimals(series: Sequence[Series]) -> int:
    """How many digits behind the point the labels need."""
    top = max((abs(value) for each in series for value in each.values if value is not None), default=0)
    if all(value is None or value == int(value) for each in series for value in each.values):
        return 0
    return 0 if top >= _WHOLE_FROM else 1 if top >= _ONE_FROM else 2


def stacked_by_stage(
    rows: pd.DataFrame, figure: str, unit: str, labels: Mapping[int, str], look: Look, in_part: tuple[int, ...] = ()
) -> SlideChart:
    """`figure` of each year, stacked by stage from the lowest, no stage on top: year, stage_code, figure."""
    years = sorted(labels)
    wide = rows.pivot_table(index="stage_code", columns="year", values=figure, aggfunc="sum", sort=False)
    drawn = [code for code in [*look.names["stage"], *OUTSIDE] if code in wide.index and wide.loc[code].any()]
    series = tuple(
        Series(
            look.name("held", code),
            amounts([wide.loc[code].get(year) for year in years], unit, look),
            look.stage_colour(code),
            None if code in OUTSIDE else look.stage_edge(code),
        )
        for code in drawn
    )
    return SlideChart("stacked", tuple(labels[year] for year in years), series, decimals(series), in_part=in_part)


def ranked(
    names: Sequence[str], values: Sequence[object], unit: str, label: str, look: Look, colour: str
) -> SlideChart:
    """Lying bars, the first on top."""
    series = (Series(label, amounts(values, unit, look), colour),)
    return SlideChart("bars", tuple(names), series, decimals(series))
