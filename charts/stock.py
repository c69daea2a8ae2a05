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
        figure.add_scatter(
            name=stage_code,
            x=years,
            y=table[stage_code].tolist(),
            stackgroup="stock",
            mode="lines",
            line={"color": look.stage_edge(stage_code), "width": 1},
            fillcolor=look.stage_colour(stage_code),
            hovertemplate=[
                look.say("chart.stock_hover", year=year, stage=look.label("stage", stage_code), firms=look.firms(count))
                + "<extra></extra>"
                for year, count in table[stage_code].items()
            ],
        )
    totals = table.sum(axis=1)
    shown = list(range(len(years) - 1, -1, -max(1, -(-(len(years) - 1) // _SPACES))))[::-1]
    _write_totals(figure, [years[at] for at in shown], totals.iloc[shown], look)
    _write_stages(figure, years[-1], table.iloc[-1], look)
    figure.update_xaxes(
        type="category", range=[-0.25, len(years) - 1 + 0.02], tickangle=0, tickvals=[years[at] for at in shown]
    )
    figure.update_yaxes(range=[0, max(totals.max(), 1) * 1.14], nticks=5, tickformat=",d")
    figure.update_layout(margin={"r": 128, "t": 4})
    return figure


def _year_label(year: int, as_of: datetime.date, look: Look) -> str:
    is_part = year == as_of.year and not is_year_end(as_of)
    return look.say("chart.part_year", year=year) if is_part else str(year)


def _write_totals(figure: go.Figure, years: list[str], totals: pd.Series, look: Look) -> None:
    figure.add_scatter(
        name="total",
        x=years,
        y=(totals + 0.02 * totals.max()).tolist(),  # clear of the area's edge
        customdata=totals.tolist(),
        mode="text",
        text=[look.number(total) for total in totals],
        textposition=["top left" if steep else "top center" for steep in totals.shift().fillna(0) < 0.8 * totals],
        textfont={"size": 12, "weight": 600, "color": look.ink.text},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _write_stages(figure: go.Figure, last_year: str, counts: pd.Series, look: Look) -> None:
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
