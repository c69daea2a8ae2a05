"""A firm's exports of three months beside the band in which the same months of earlier years lie."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.money import exact, scaled
from charts.theme import Drawing, Look, empty_figure
from texts import show_date

HEIGHT = 360


def export_band_lines(band: pd.DataFrame, look: Look, silent: date | None = None) -> go.Figure:
    """Three months of exports by the month that ends them: the firm's own line, its band and the band's middle.

    `band`: the columns of export_band of one firm. Months below the band have a large mark; a month without a band
    leaves a gap in it. From the month on in which a firm is `silent` marks are hollow: nobody knows.
    """
    if band.empty:
        return empty_figure(HEIGHT, look)
    rows, inks = list(band.itertuples()), look.ink
    months = [row.month for row in rows]
    drawing = Drawing([*_band(rows, look), _middle(rows, look)])
    is_silent = [silent is not None and row.month >= silent for row in rows]
    is_below = [pd.notna(row.low_usd) and row.three_months_usd < row.low_usd for row in rows]
    marks = [_mark(*kind, look) for kind in zip(is_silent, is_below, strict=True)]
    drawing.traces.append(
        draw.scatter(
            name="three_months",
            mode="lines+markers",
            x=months,
            y=[scaled(row.three_months_usd, "usd_thousand", look) for row in rows],
            customdata=[[f"{row.month:%Y-%m}", int(row.three_months_usd)] for row in rows],
            line={"color": inks.exports, "width": 2.5},
            marker={
                "size": [size for size, *_ in marks],
                "opacity": 1,
                "color": [fill for _, fill, _ in marks],
                "line": {"color": [edge for *_, edge in marks], "width": 2},
            },
            hovertemplate=[f"{_words(row, look)}<extra></extra>" for row in rows],
        )
    )
    tops = [row.three_months_usd for row in rows] + [row.high_usd for row in rows if pd.notna(row.high_usd)]
    _name(drawing, rows, look)
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "date", "tickformat": "%Y-%m", "tickangle": 0, "tickvals": _written(months)},
        yaxis={"range": [0, (scaled(max(tops), "usd_thousand", look) or 1) * 1.1], "nticks": 5, "tickformat": ",~r"},
        margin={"l": 4, "r": 96, "t": 8, "b": 8},
    )


def _written(months: list) -> list:
    """The months on the axis: those of the last one in each year, never one beyond it."""
    return [month for month in months if month.month == months[-1].month]


def _mark(is_silent: bool, is_below: bool, look: Look) -> tuple[int, str, str]:
    """Size, filling and edge."""
    if is_silent:
        return 8, look.ink.background, look.ink.exports
    return (10, look.ink.missed, look.ink.missed) if is_below else (4, look.ink.exports, look.ink.exports)


def _runs(rows: list) -> Iterator[list]:
    """Months in a row that have a band."""
    run: list = []
    for row in rows:
        if pd.isna(row.low_usd):
            yield run
            run = []
        else:
            run.append(row)
    yield run


def _band(rows: list, look: Look) -> list[Trace]:
    quiet = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    traces = []
    for run in _runs(rows):
        if not run:
            continue
        edges = {"x": [row.month for row in run], **quiet}
        traces.append(draw.scatter(name="low", y=[scaled(row.low_usd, "usd_thousand", look) for row in run], **edges))
        highs = [scaled(row.high_usd, "usd_thousand", look) for row in run]
        traces.append(draw.scatter(name="high", y=highs, fill="tonexty", fillcolor=_veil(look.ink.benchmark), **edges))
    return traces


def _middle(rows: list, look: Look) -> Trace:
    return draw.scatter(
        name="middle",
        mode="lines",
        x=[row.month for row in rows],
        y=[None if pd.isna(row.middle_usd) else scaled(row.middle_usd, "usd_thousand", look) for row in rows],
        line={"color": look.ink.benchmark, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
    )


def _name(drawing: Drawing, rows: list, look: Look) -> None:
    """Direct labels at the right end, apart from each other."""
    last, right = rows[-1], {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "align": "left"}
    told = [(scaled(last.three_months_usd, "usd_thousand", look), "own", look.ink.exports)]
    if pd.notna(last.middle_usd):
        told.append((scaled(last.middle_usd, "usd_thousand", look), "middle", look.ink.muted))
    (low, *_), (high, *_) = min(told), max(told)
    values = [row.three_months_usd for row in rows] + [row.high_usd for row in rows if pd.notna(row.high_usd)]
    push = max(0.0, 0.08 * scaled(max(values), "usd_thousand", look) - (high - low)) / 2 if len(told) > 1 else 0
    for place, name, colour in told:
        place += push if place == high else -push
        drawing.notes.append(
            right | {"y": place, "text": look.say(f"chart.band.{name}"), "font": {"size": 12, "color": colour}}
        )


def _words(row, look: Look) -> str:
    first = pd.Timestamp(row.month) - pd.DateOffset(months=2)
    span = look.say(
        "chart.band.span",
        first=show_date(look.lang, first.date(), "month"),
        last=show_date(look.lang, row.month, "month"),
    )
    lines = [f"<b>{span}</b> {exact(row.three_months_usd, 'usd', look)}"]
    if pd.notna(row.low_usd):
        ends = {"low": exact(row.low_usd, "usd", look), "high": exact(row.high_usd, "usd", look)}
        lines.append(look.say("chart.band.hover", **ends, years=look.number(row.earlier_years)))
    else:
        lines.append(look.say("chart.band.unknown", years=look.number(row.earlier_years)))
    return "<br>".join(lines)


def _veil(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"
