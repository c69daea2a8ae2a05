"""A slide's chart on the big screen: every value stands on its mark, in type that the back row can read."""

from collections.abc import Sequence

import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.slide_fit import LINE, width_of
from charts.slide_lying import lying_bars
from charts.slide_sheet import (
    HEIGHT,
    LEAST,
    TYPE,
    WIDTH,
    Names,
    Sheet,
    bounds,
    colours_named,
    crossed,
    hatched,
    marker_of,
    runs,
    told,
    unknown,
)
from charts.slides import Series, SlideChart
from charts.theme import Drawing, Look, empty_figure, readable_on, safe

_EDGE = 8  # pixels between a bar and its value
_INSIDE = 26  # pixels: values within a stack; its sum is larger
_CUT_FROM = 0.35  # where all steps need less than this of the highest total, totals are cut so that the steps show
_LEFT_OF_CUT = 0.5  # of what the steps need: how much of a cut total stays


def slide_figure(chart: SlideChart, look: Look) -> go.Figure:
    """The chart of a slide, 1760 × 700 pixels of a stage of 1920 × 1080: the page scales the stage as a whole.

    Values that nobody knows are gaps with a dash, categories in part are hatched, lines are dashed and named at
    their end. Type is 28 pixels, at least 20 where there is no room.
    """
    if all(value is None for series in chart.series for value in series.values):
        return empty_figure(HEIGHT, look, TYPE, width=WIDTH)
    made = {"columns": _columns, "stacked": _stacked, "waterfall": _waterfall, "bars": lying_bars}[chart.shape]
    return made(chart, look)


def _columns(chart: SlideChart, look: Look) -> go.Figure:
    bars, lines = _bars_and_lines(chart)
    known = [value for series in chart.series for value in series.values if value is not None]
    at_right = _lines_at_right(lines, chart, look)
    names = tuple(name for name, _, _ in at_right)
    sheet = Sheet(chart.categories, *bounds(known, known), names=names, has_key=len(bars) > 1)
    texts = [[told(value, chart, look) for value in series.values] for series in bars]
    size, shown = sheet.values_fit([max(column, key=len) for column in zip(*texts, strict=True)] or [""], len(bars))
    traces = [
        draw.bar(
            name=series.name,
            x=list(range(len(chart.categories))),
            y=series.values,
            text=[text if is_shown else "" for text, is_shown in zip(row, shown, strict=True)],
            **crossed(series, lines, sheet.pixels, size, (size * LINE + _EDGE, size * LINE), look),
            textangle=0,
            cliponaxis=False,
            constraintext="none",
            marker=marker_of(series, chart, look),
            hoverinfo="skip",
        )
        for series, row in zip(bars, texts, strict=True)
    ]
    notes = unknown([series.values for series in bars], look) + ([colours_named(bars, look)] if len(bars) > 1 else [])
    notes += sheet.name_at_right(at_right, look) + _runs_named(lines, chart, sheet, look)
    drawing = Drawing([*traces, *(_dashed(line, look) for line in lines)], notes)
    return sheet.figure(drawing, look, barmode="group", bargap=1 - sheet.bar, bargroupgap=0.06)


def _stacked(chart: SlideChart, look: Look) -> go.Figure:
    bars, lines = _bars_and_lines(chart)
    columns = list(zip(*(series.values for series in bars), strict=True))
    tops = [sum(value for value in column if value and value > 0) for column in columns]
    lows = [sum(value for value in column if value and value < 0) for column in columns]
    lined = [value for line in lines for value in line.values if value is not None]
    drawn = [series for series in bars if any(series.values)]
    named = [(words, at, look.ink.text) for words, at in _ends_of(drawn, chart, look)]
    named += _lines_at_right(lines, chart, look)
    names = tuple(name for name, _, _ in named)
    sheet = Sheet(chart.categories, *bounds([*lows, *lined], [*tops, *lined]), names=names)
    traces = [_segment(series, chart, sheet, look) for series in bars]
    notes = unknown([series.values for series in bars], look) + _runs_named(lines, chart, sheet, look)
    notes += sheet.name_at_right(named, look)
    drawing = Drawing(
        [*traces, _sums(columns, tops, chart, sheet, look), *(_dashed(line, look) for line in lines)], notes
    )
    return sheet.figure(drawing, look, barmode="relative", bargap=1 - sheet.bar)


def _segment(series: Series, chart: SlideChart, sheet: Sheet, look: Look) -> Trace:
    at_right = len(series.values) - 1 if len(series.values) - 1 in chart.in_part else None  # hatched, and named beside
    texts = [told(value, chart, look) if value and at != at_right else "" for at, value in enumerate(series.values)]
    largest = min(sheet.values_fit(texts)[0], _INSIDE)
    sizes = [largest if sheet.pixels(value or 0) >= largest * LINE else LEAST for value in series.values]
    has_room = [sheet.pixels(value or 0) >= size * LINE for value, size in zip(series.values, sizes, strict=True)]
    return draw.bar(
        name=series.name,
        x=list(range(len(chart.categories))),
        y=series.values,
        text=[text if fits else "" for text, fits in zip(texts, has_room, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": sizes, "color": readable_on(series.colour, look)},
        marker=marker_of(series, chart, look),
        hoverinfo="skip",
    )


def _sums(columns: list, tops: list[float], chart: SlideChart, sheet: Sheet, look: Look) -> Trace:
    """The sum over each stack; where a part of it is unknown, so is the sum."""
    texts = ["" if None in column else told(sum(column), chart, look) for column in columns]
    size, shown = sheet.values_fit(texts)
    return draw.scatter(
        name="sum",
        mode="text",
        x=list(range(len(columns))),
        y=tops,
        text=[f"<b>{text}</b>" if text and is_shown else "" for text, is_shown in zip(texts, shown, strict=True)],
        textposition="top center",
        textfont={"size": size, "color": look.ink.text},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _ends_of(drawn: Sequence[Series], chart: SlideChart, look: Look) -> list[tuple[str, float]]:
    """Each series with its value in the last stack that has any, and where it stands there."""
    columns = [column for column in zip(*(series.values for series in drawn), strict=True) if any(column)]
    reached, found = {True: 0.0, False: 0.0}, []  # rises stand upon each other, and so do falls
    for series, value in zip(drawn, columns[-1] if columns else (), strict=False):
        size, is_rise = value or 0.0, (value or 0.0) >= 0
        words = f"{told(value, chart, look)} {series.name}" if value else series.name
        found.append((words, reached[is_rise] + size / 2))
        reached[is_rise] += size
    return found


def _waterfall(chart: SlideChart, look: Look) -> go.Figure:
    steps = chart.series[0]
    levels = _levels(chart)
    ends = [after for _, after in levels]
    low, high = bounds([min(level) for level in levels], [max(level) for level in levels])
    floor = _floor([end for end, value in zip(ends, steps.values, strict=True) if value is not None], high)
    sheet = Sheet(chart.categories, floor or low, high if not floor else max(ends) + 0.12 * (max(ends) - floor))
    texts = [told(value, chart, look, signed=at not in chart.totals) for at, value in enumerate(steps.values)]
    size, _ = sheet.values_fit(texts)
    feet = [max(min(level), sheet.low) for level in levels]
    tall = [max(level) - foot for level, foot in zip(levels, feet, strict=True)]
    bars = draw.bar(
        name=steps.name,
        x=list(range(len(chart.categories))),
        base=feet,
        y=[None if value is None else height for value, height in zip(steps.values, tall, strict=True)],
        width=sheet.bar,
        customdata=steps.values,
        marker={"color": _step_colours(chart, look), "line": {"width": 0}, "pattern": hatched(chart, look)},
        hoverinfo="skip",
    )
    font = {"size": size, "color": look.ink.text}
    notes = [
        {"x": at, "y": max(level), "yanchor": "bottom", "yshift": 4, "text": f"<b>{text}</b>", "font": font}
        for at, (level, text) in enumerate(zip(levels, texts, strict=True))
    ]
    shapes = _joints(ends, sheet.bar, look) + (_cuts(chart, look) if floor else [])
    return sheet.figure(Drawing([bars], notes, shapes), look)


def _levels(chart: SlideChart) -> list[tuple[float, float]]:
    """From where to where each step goes: totals from the ground, others from where the last one stopped."""
    levels, at = [], 0.0
    for place, value in enumerate(chart.series[0].values):
        before, at = (0.0, value or 0.0) if place in chart.totals else (at, at + (value or 0.0))
        levels.append((before, at))
    return levels


def _floor(ends: list[float], high: float) -> float:
    span = max(ends) - min(ends)
    if not span or min(ends) <= 0 or span > _CUT_FROM * high:
        return 0
    return min(ends) - _LEFT_OF_CUT * span


def _step_colours(chart: SlideChart, look: Look) -> list[str]:
    rise, fall = look.ink.stages[3], look.ink.outside[1]
    return [
        chart.series[0].colour if at in chart.totals else rise if (value or 0) > 0 else fall
        for at, value in enumerate(chart.series[0].values)
    ]


def _joints(ends: list[float], bar: float, look: Look) -> list[dict[str, object]]:
    line = {"color": look.ink.benchmark, "width": 2}
    return [
        {"type": "line", "x0": at + bar / 2, "x1": at + 1 - bar / 2, "y0": end, "y1": end, "line": line}
        for at, end in enumerate(ends[:-1])
    ]


def _cuts(chart: SlideChart, look: Look) -> list[dict[str, object]]:
    """Two slanted lines through a total that does not begin at 0, in the colour of the page."""
    line = {"color": look.ink.background, "width": 5}
    return [
        {"type": "line", "yref": "paper", "x0": at - 0.4, "x1": at + 0.4, "y0": low, "y1": low + 0.035, "line": line}
        for at in chart.totals
        for low in (0.06, 0.09)
    ]


def _bars_and_lines(chart: SlideChart) -> tuple[list[Series], list[Series]]:
    return [each for each in chart.series if not each.is_line], [each for each in chart.series if each.is_line]


def _line_name(line: Series, chart: SlideChart, look: Look) -> str:
    last = next((value for value in reversed(line.values) if value is not None), None)
    return f"{line.name} {told(last, chart, look)}"


def _lines_at_right(lines: Sequence[Series], chart: SlideChart, look: Look) -> Names:
    ends = ((line, line.values[-1]) for line in lines)
    return [(_line_name(line, chart, look), end, look.ink.muted) for line, end in ends if end is not None]


def _dashed(line: Series, look: Look) -> Trace:
    """A quota or target holds over the whole room of its category; where it changes, the line is broken."""
    x = [each for first, last, _ in runs(line) for each in (first - 0.5, last + 0.5, None)]
    y = [each for _, _, value in runs(line) for each in (value, value, None)]
    dashes = {"color": line.colour, "width": 4, "dash": "8px,8px"}
    return draw.scatter(name=line.name, mode="lines", x=x, y=y, line=dashes, cliponaxis=False, hoverinfo="skip")


def _runs_named(lines: Sequence[Series], chart: SlideChart, sheet: Sheet, look: Look) -> list[dict[str, object]]:
    """The value of each run beside the bars where there is room; the name where the last one ends before the edge."""
    notes, beside = [], sheet.slot * (1 - sheet.bar) / 2
    for line in lines:
        found = runs(line)
        for run in found:
            _, last, value = run
            place = {"x": last + 0.5, "y": value, "font": {"size": TYPE, "color": look.ink.muted}}
            text = told(value, chart, look)
            if last == len(line.values) - 1:
                continue  # named at the edge
            if run == found[-1]:
                text = safe(_line_name(line, chart, look))
                notes.append(place | {"text": text, "xanchor": "left", "xshift": 8, "yanchor": "middle"})
            elif width_of(text, TYPE) <= beside:
                notes.append(place | {"text": text, "xanchor": "right", "yanchor": "bottom"})
    return notes
