"""Our firms beside the city and the nation."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.money import exact, marked, scaled
from charts.theme import Drawing, Look, empty_figure

HEIGHT = 340
_FIRMS = "firms"
_DASHES = ("dash", "dot", "dashdot")
_ROOM = 0.062  # share of the height that one line of text needs


def city_share_line(shares: pd.DataFrame, breaks: pd.DataFrame, look: Look) -> go.Figure:
    """Our firms' exports as a share of one region's in the same months, over the years; a part year is hollow.

    `shares`: the columns of city_share for one region; a year that cannot be compared leaves a gap. `breaks`: region,
    period, break_kind; a year in which the region's series breaks begins behind a dashed line, and no line leads to it.
    """
    known = shares[shares["share"].notna()]
    if known.empty:
        return empty_figure(HEIGHT, look)
    drawing, rows = Drawing(), list(shares.itertuples())
    labels = [str(row.year) for row in rows]
    values = [None if pd.isna(row.share) else scaled(row.share, "share", look) for row in rows]
    accent, region = look.ink.exports, str(shares["region"].iloc[0])
    points = _points(rows, broken_years(breaks, region))
    drawing.traces.append(
        draw.scatter(
            name=region,
            mode="lines+markers",
            x=[str(row.year) for row, _ in points],
            y=[None if is_gap or pd.isna(row.share) else scaled(row.share, "share", look) for row, is_gap in points],
            connectgaps=False,
            line={"color": accent, "width": 2.5},
            marker=_dots(points, 9, accent, look),
            hovertemplate=[f"{_words(row, look)}<extra></extra>" for row, _ in points],
        )
    )
    shown = [at for at in marked(len(rows)) if values[at] is not None]
    for at in shown:
        words = f"<b>{look.number(rows[at].share, 'share')}</b>"
        drawing.notes.append({"x": at, "y": values[at], "text": words, "yanchor": "bottom", "yshift": 8})
    _mark_breaks(drawing, rows[0].region, [row.year for row in rows], breaks, look)
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category", "tickangle": 0, "tickvals": [labels[at] for at in marked(len(rows))]},
        yaxis={"range": [0, max(value for value in values if value is not None) * 1.22], "nticks": 5},
    )


def exports_index_lines(index: pd.DataFrame, breaks: pd.DataFrame, look: Look) -> go.Figure:
    """Our firms' exports and those of each region, with the first common year at 100; a part year is hollow.

    `index`: the columns of exports_index; others are dashed in grey. `breaks`: region, period, break_kind; a year in
    which one of the series drawn breaks begins behind a dashed line, and no line of that series leads to it.
    """
    known = index[index["exports_index"].notna()]
    if known.empty:
        return empty_figure(HEIGHT, look)
    drawing, years = Drawing(), sorted(known["year"].unique())
    names, ends = list(dict.fromkeys(known["series"])), []
    for name in names[::-1]:  # our firms last, so that they lie on top
        rows = known[known["series"] == name].sort_values("year")
        colour = look.ink.exports if name == _FIRMS else look.ink.benchmark
        dash = "solid" if name == _FIRMS else _DASHES[names.index(name) % len(_DASHES)]
        points = _points(list(rows.itertuples()), broken_years(breaks, name))
        sizes = [8 if row.is_part_year or name == _FIRMS else 0 for row, _ in points]
        drawing.traces.append(
            draw.scatter(
                name=name,
                mode="lines+markers",
                x=[str(row.year) for row, _ in points],
                y=[None if is_gap else row.exports_index for row, is_gap in points],
                connectgaps=False,
                customdata=[row.exports_usd for row, _ in points],
                line={"color": colour, "width": 2.5 if name == _FIRMS else 1.75, "dash": dash},
                marker=_dots(points, sizes, colour, look),
                hovertemplate=[f"{_index_words(row, look)}<extra></extra>" for row, _ in points],
            )
        )
        ends.append((float(rows["exports_index"].iloc[-1]), name, colour))
    top, floor = known["exports_index"].max() * 1.08, min(0.9 * known["exports_index"].min(), 90)
    _name_ends(drawing, ends, top - floor, look)
    for region in names:
        _mark_breaks(drawing, region, years, breaks, look)
    labels = [str(year) for year in years]
    written = {"tickangle": 0, "tickvals": [labels[at] for at in marked(len(labels), 3)]}
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category", "categoryorder": "array", "categoryarray": labels} | written,
        yaxis={"range": [floor, top], "nticks": 5},
        margin={"r": 104},
    )


def broken_years(breaks: pd.DataFrame, region: str) -> set[int]:
    """The years in which the region's series begins to cover other things than before."""
    here = breaks[(breaks["region"] == region) & (breaks["break_kind"] != "part_year")]
    return {pd.Timestamp(period).year for period in here["period"]}


def _points(rows: list, broken: set[int]) -> list[tuple[Any, bool]]:
    """Each year's row, and a gap before one that a break parts from the row before: whether a point is one."""
    points = []
    for before, row in zip([None, *rows], rows, strict=False):
        if before and broken & set(range(before.year + 1, row.year + 1)):
            points.append((row, True))
        points.append((row, False))
    return points


def _dots(points: list[tuple[Any, bool]], size: int | list[int], colour: str, look: Look) -> dict[str, Any]:
    fills = [look.ink.background if row.is_part_year else colour for row, _ in points]  # a part year is hollow
    return {"size": size, "color": fills, "line": {"color": colour, "width": 2}}


def _name_ends(drawing: Drawing, ends: list[tuple[float, str, str]], span: float, look: Look) -> None:
    """Each line's name and last value right of it, pushed apart so that no name covers another."""
    right = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "align": "left"}
    floor = float("-inf")
    for value, name, colour in sorted(ends):
        place = max(value, floor)
        floor = place + _ROOM * span
        words = f"<b>{look.number(round(value))}</b> {look.label('series', name)}"
        font = {"size": 12, "color": colour if name == _FIRMS else look.ink.muted}
        drawing.notes.append(right | {"text": words, "y": place, "font": font})


def _index_words(row, look: Look) -> str:
    index = look.number(round(row.exports_index, 1))
    head = f"<b>{look.say('chart.year', year=row.year)}</b> {look.label('series', row.series)} {index}"
    lines = [head, exact(row.exports_usd, "usd", look)]
    if row.is_part_year:
        lines.append(look.say("chart.part_months", months=look.number(row.months)))
    return "<br>".join(lines)


def _mark_breaks(drawing: Drawing, region: str, years: list[int], breaks: pd.DataFrame, look: Look) -> None:
    """A dashed line before each of the years, as they stand on the axis, in which the region's series breaks."""
    broken = broken_years(breaks, region)
    line = {"color": look.ink.benchmark, "width": 1, "dash": "dash"}
    for at, year in enumerate(years):
        if year in broken and at:
            ends = {"x0": at - 0.5, "x1": at - 0.5, "y0": 0, "y1": 1, "yref": "paper"}
            drawing.shapes.append(ends | {"type": "line", "line": line})
            note = {"text": look.say("chart.series_break"), "font": {"size": 12, "color": look.ink.muted}}
            place = {"x": at - 0.5, "y": 1, "yref": "paper", "xanchor": "left", "xshift": 4, "yanchor": "top"}
            drawing.notes.append(place | note)


def _words(row, look: Look) -> str:
    head = f"<b>{look.say('chart.year', year=row.year)}</b> {look.number(row.share, 'share')}"
    ours = look.say("chart.ours", value=exact(row.exports_usd, "usd", look))
    theirs = {"region": look.label("series", row.region), "value": exact(row.benchmark_usd, "usd", look)}
    return f"{head}<br>{ours}<br>{look.say('chart.theirs', **theirs)}"
