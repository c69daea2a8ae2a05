"""A slide's ranked bars: they lie, the first on top, each with its value at its end."""

from collections.abc import Sequence

import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.slide_fit import LINE, width_of, wrapped
from charts.slide_sheet import HEIGHT, LEAST, TYPE, WIDTH, bounds, colours_named, crossed, marker_of, told
from charts.slides import Series, SlideChart
from charts.theme import Drawing, Look, empty_figure, safe

_NAMES = 560  # pixels at most for the categories' words
_EDGE, _GAP = 8, 18
_BAR = 0.68  # of a row


def lying_bars(chart: SlideChart, look: Look) -> go.Figure:
    """The bars under each other, their names at the left; a line is a dashed mark across each bar."""
    if all(value is None for series in chart.series for value in series.values):
        return empty_figure(HEIGHT, look, TYPE, width=WIDTH)
    bars, lines = ([each for each in chart.series if each.is_line is is_line] for is_line in (False, True))
    key = [*bars, *lines] if len(bars) > 1 or lines else []
    top = TYPE * LINE + _GAP if key else _EDGE
    row = (HEIGHT - top - _EDGE) / len(chart.categories)
    size = max(LEAST - 4, min(TYPE, int(row * 0.5)))
    value_size = max(LEAST - 4, min(TYPE, int(row * _BAR / len(bars) * 1.1)))
    texts = [_in_lines(each, row, size) for each in chart.categories]
    left = max(width_of(line, size) for lines_of in texts for line in lines_of) + _GAP
    known = [value for series in chart.series for value in series.values if value is not None]
    low, high = bounds(known, known)[0], max(0, *known)
    words = [told(value, chart, look) for series in bars for value in series.values]
    room = max(width_of(word, value_size) for word in words) + _GAP
    traces = [_lying(series, lines, chart, value_size, (WIDTH - left - room) / (high - low), look) for series in bars]
    traces += [_marks(line, look) for line in lines]
    names = {"tickmode": "array", "tickvals": list(range(len(texts))), "range": [len(texts) - 0.5, -0.5]}
    names |= {"ticktext": ["<br>".join(map(safe, each)) for each in texts], "showgrid": False, "automargin": False}
    across = {"range": [low, high], "showticklabels": False, "showgrid": False, "automargin": False}
    across |= {"zeroline": low < 0, "zerolinecolor": look.ink.muted, "zerolinewidth": 2}
    return Drawing(traces, _dashes(bars, look) + ([colours_named(key, look)] if key else [])).figure(
        HEIGHT,
        look,
        width=WIDTH,
        margin={"l": left, "r": room, "t": top, "b": _EDGE},
        uniformtext={"mode": False},
        barmode="group",
        bargap=1 - _BAR,
        bargroupgap=0.06,
        xaxis=across,
        yaxis=names | {"tickfont": {"size": size, "color": look.ink.text}, "ticklabelstandoff": 10},
    )


def _in_lines(text: str, row: float, size: int) -> list[str]:
    lines = wrapped(text, _NAMES, size)
    return lines if len(lines) * size * LINE <= row else [text]


def _lying(series: Series, lines: Sequence[Series], chart: SlideChart, size: int, scale: float, look: Look) -> Trace:
    widest = max(width_of(told(value, chart, look), size) for value in series.values)
    return draw.bar(
        name=series.name,
        orientation="h",
        y=list(range(len(chart.categories))),
        x=series.values,
        text=["" if value is None else told(value, chart, look) for value in series.values],
        **crossed(series, lines, lambda value: abs(value) * scale, size, (widest + _GAP, widest + _GAP), look),
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        marker=marker_of(series, chart, look),
        hoverinfo="skip",
    )


def _marks(line: Series, look: Look) -> Trace:
    """A mark across each bar; between two there is nothing, so they are one trace with gaps."""
    x = [each for value in line.values for each in (value, value, None)]
    y = [each for place in range(len(line.values)) for each in (place - 0.46, place + 0.46, None)]
    return draw.scatter(
        name=line.name,
        mode="lines",
        x=x,
        y=y,
        line={"color": line.colour, "width": 4, "dash": "dot"},
        hoverinfo="skip",
    )


def _dashes(bars: Sequence[Series], look: Look) -> list[dict[str, object]]:
    """A dash in each row of which nothing is known."""
    font = {"size": TYPE, "color": look.ink.muted}
    return [
        {"x": 0, "y": place, "xanchor": "left", "xshift": 6, "text": look.number(None), "font": font}
        for place, values in enumerate(zip(*(series.values for series in bars), strict=True))
        if all(value is None for value in values)
    ]
