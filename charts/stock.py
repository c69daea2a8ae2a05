"""How many firms stand on each stage over the years."""

import datetime

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.days import is_year_end
from charts.draw import Trace
from charts.matrix import short_programme
from charts.theme import Drawing, Look, empty_figure, safe, whole_ticks

HEIGHT = 380  # as high as the flows beside it
_SPACES = 4  # between the years that are written out, counted back from the last: five fit a phone
_BREAK_ROOM = 0.07  # share of the total's height that the name at a break needs over the area
_LABEL_ROOM = 0.06  # share of the total's height that one line of text needs


def stage_stock_area(
    stock: pd.DataFrame, as_of: datetime.date, look: Look, breaks: pd.DataFrame | None = None
) -> go.Figure:
    """Firms by highest stage at each year's end, stacked in stage order, the total on top.

    `stock`: year, stage_code, firms, in year and stage order; a year that `as_of` cuts short is marked. `breaks`:
    stage_code, successor, succeeded_on; where a programme took another name, the series breaks before that year's end.
    """
    if stock.empty:
        return empty_figure(HEIGHT, look)
    table = stock.pivot_table(
        index="year", columns="stage_code", values="firms", aggfunc="sum", fill_value=0, sort=False
    )
    table = table.sort_index()
    years = [_year_label(int(year), as_of, look) for year in table.index]
    totals = table.sum(axis=1)
    shown = list(range(len(years) - 1, -1, -max(1, -(-(len(years) - 1) // _SPACES))))[::-1]
    marks = [years[at] for at in shown]
    layers = [_layer(years, table[stage_code], look) for stage_code in table.columns]
    drawing = Drawing(
        traces=[*layers, _totals(marks, totals.iloc[shown], look)], notes=_name_stages(table.iloc[-1], look)
    )
    marked = _mark_breaks(drawing, table, breaks, look)
    edge = 0.25 if len(years) == 1 else 0.02
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category", "range": [-0.25, len(years) - 1 + edge], "tickangle": 0, "tickvals": marks},
        yaxis={
            "range": [0, max(totals.max(), 1) * (1.14 + _BREAK_ROOM * marked)],
            "nticks": 5,
            "tickformat": ",d",
            **whole_ticks(totals.max()),
        },
        margin={"l": 4, "r": 128, "t": 4, "b": 8},
        barmode="stack",
    )


def _mark_breaks(drawing: Drawing, table: pd.DataFrame, breaks: pd.DataFrame | None, look: Look) -> int:
    """A dotted line with the new name for each break within the years drawn; how many there are."""
    first, last = int(table.index[0]), int(table.index[-1])
    within = [] if breaks is None else [
        row for row in breaks.itertuples()
        if first < row.succeeded_on.year <= last and row.stage_code in table.columns
    ]  # fmt: skip
    line = {"color": look.ink.benchmark, "width": 1, "dash": "dot"}
    for down, row in enumerate(sorted(within, key=lambda row: row.succeeded_on, reverse=True)):
        at = row.succeeded_on.year - first - 0.5  # between the closing before and the first one under the new name
        top = 1 - 0.055 * down  # one below the other: the years may lie side by side
        drawing.shapes.append({"type": "line", "x0": at, "x1": at, "y0": 0, "y1": top, "yref": "paper", "line": line})
        words = look.say("chart.renamed", year=row.succeeded_on.year, name=safe(short_programme(row.successor, look)))
        place = {"x": at, "xanchor": "right", "xshift": -3, "y": top, "yref": "paper", "yanchor": "top"}
        drawing.notes.append(place | {"text": words, "font": {"size": 11, "color": look.ink.muted}})
    return len(within)


def _layer(years: list[str], counts: pd.Series, look: Look) -> Trace:
    """One stage over the years; a single year has no area and is drawn as a bar."""
    stage_code, told = str(counts.name), {"x": years, "y": counts.tolist(), "name": str(counts.name)}
    told["hovertemplate"] = [
        look.say("chart.stock_hover", year=year, stage=look.label("stage", stage_code), firms=look.firms(count))
        + "<extra></extra>"
        for year, count in counts.items()
    ]
    fill, edge = look.stage_colour(stage_code), {"color": look.stage_edge(stage_code), "width": 1}
    if len(years) == 1:
        return draw.bar(**told, width=0.12, marker={"color": fill, "line": edge})
    return draw.scatter(**told, stackgroup="stock", mode="lines", line=edge, fillcolor=fill)


def _year_label(year: int, as_of: datetime.date, look: Look) -> str:
    is_part = year == as_of.year and not is_year_end(as_of)
    return look.say("chart.part_year", year=year) if is_part else str(year)


def _totals(years: list[str], totals: pd.Series, look: Look) -> Trace:
    return draw.scatter(
        name="total",
        x=years,
        y=(totals + 0.03 * totals.max()).tolist(),  # clear of the area's edge
        customdata=totals.tolist(),
        mode="text",
        text=[look.number(total) for total in totals],
        textposition=["top left" if steep else "top center" for steep in totals.shift().fillna(0) < 0.8 * totals],
        textfont={"size": 12, "weight": 600, "color": look.ink.text},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _name_stages(counts: pd.Series, look: Look) -> list[dict[str, object]]:
    """Direct labels right of the last year; thin layers are pushed apart so that no name covers another."""
    notes, room, floor, base = [], _LABEL_ROOM * max(counts.sum(), 1), 0.0, 0
    beside = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "align": "left"}
    for stage_code, count in counts.items():
        place = max(base + count / 2, floor)
        base += count
        if count:
            floor = place + room
            text = f"<b>{look.number(count)}</b> {look.label('stage', stage_code)}"
            notes.append(beside | {"text": text, "y": place, "font": {"size": 12, "color": look.ink.text}})
    return notes
