"""How many firms stand on each stage over the years."""

import datetime

import pandas as pd
import plotly.graph_objects as go

from charts.days import is_year_end
from charts.theme import Look, blank_figure, empty_figure

HEIGHT = 380  # as high as the flows beside it
_SPACES = 4  # between the years that are written out, counted back from the last: five fit a phone
_LABEL_ROOM = 0.045  # share of the total's height that one line of text needs


def stage_stock_area(stock: pd.DataFrame, as_of: datetime.date, look: Look) -> go.Figure:
    """Firms by highest stage at each year's end, stacked in stage order, the total on top.

    `stock`: year, stage_code, firms, in year and stage order; a year that `as_of` cuts short is marked.
    """
    if stock.empty:
        return empty_figure(HEIGHT, look)
    figure = blank_figure(HEIGHT, look)
    table = stock.pivot_table(
        index="year", columns="stage_code", values="firms", aggfunc="sum", fill_value=0, sort=False
    )
    table = table.sort_index()
    years = [_year_label(int(year), as_of, look) for year in table.index]
    for stage_code in table.columns:
        figure.add_trace(_layer(years, table[stage_code], look))
    totals = table.sum(axis=1)
    shown = list(range(len(years) - 1, -1, -max(1, -(-(len(years) - 1) // _SPACES))))[::-1]
    marks = [years[at] for at in shown]
    _write_totals(figure, marks, totals.iloc[shown], look)
    _write_stages(figure, table.iloc[-1], look)
    edge = 0.25 if len(years) == 1 else 0.02
    figure.update_xaxes(type="category", range=[-0.25, len(years) - 1 + edge], tickangle=0, tickvals=marks)
    whole = 1 if totals.max() < 5 else None  # no halves of a firm on the axis
    figure.update_yaxes(range=[0, max(totals.max(), 1) * 1.14], nticks=5, tickformat=",d", dtick=whole)
    figure.update_layout(margin={"r": 128, "t": 4}, barmode="stack")
    return figure


def _layer(years: list[str], counts: pd.Series, look: Look) -> go.Scatter | go.Bar:
    """One stage over the years; a single year has no area and is drawn as a bar."""
    stage_code, told = str(counts.name), {"x": years, "y": counts.tolist(), "name": str(counts.name)}
    told["hovertemplate"] = [
        look.say("chart.stock_hover", year=year, stage=look.label("stage", stage_code), firms=look.firms(count))
        + "<extra></extra>"
        for year, count in counts.items()
    ]
    fill, edge = look.stage_colour(stage_code), {"color": look.stage_edge(stage_code), "width": 1}
    if len(years) == 1:
        return go.Bar(**told, width=0.4, marker={"color": fill, "line": edge})
    return go.Scatter(**told, stackgroup="stock", mode="lines", line=edge, fillcolor=fill)


def _year_label(year: int, as_of: datetime.date, look: Look) -> str:
    is_part = year == as_of.year and not is_year_end(as_of)
    return look.say("chart.part_year", year=year) if is_part else str(year)


def _write_totals(figure: go.Figure, years: list[str], totals: pd.Series, look: Look) -> None:
    figure.add_scatter(
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


def _write_stages(figure: go.Figure, counts: pd.Series, look: Look) -> None:
    """Direct labels right of the last year; thin layers are pushed apart so that no name covers another."""
    room, floor, base = _LABEL_ROOM * 1.35 * max(counts.sum(), 1), 0.0, 0
    for stage_code, count in counts.items():
        middle, base = base + count / 2, base + count
        if not count:
            continue
        place = max(middle, floor)
        floor = place + room
        figure.add_annotation(
            text=f"<b>{look.number(count)}</b> {look.label('stage', stage_code)}",
            x=1,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=place,
            align="left",
            font={"size": 12, "color": look.ink.text},
        )
