"""How many firms stand on each stage over the years."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import (
    blank_figure,
    empty_figure,
    firms,
    ink,
    stage_colour,
    stage_edge,
    stage_name,
)
from texts import say, show_number

HEIGHT = 340
_SPACES = 4  # between the years that are written out, counted back from the last: five fit a phone
_LABEL_ROOM = 0.045  # share of the total's height that one line of text needs


def stage_stock_area(stock: pd.DataFrame, lang: str, dark: bool = False, part_year: int | None = None) -> go.Figure:
    """Firms by highest stage at each year's end, stacked in stage order, the total on top.

    `stock`: year, stage_code, firms, in year and stage order; `part_year` is the year the as-of date cuts short.
    """
    if stock.empty:
        return empty_figure(lang, HEIGHT, dark)
    figure = blank_figure(HEIGHT, dark)
    table = stock.pivot_table(
        index="year", columns="stage_code", values="firms", aggfunc="sum", fill_value=0, sort=False
    )
    table = table.sort_index()
    years = [_year_label(lang, year, part_year) for year in table.index]
    for stage_code in table.columns:
        figure.add_scatter(
            name=stage_code,
            x=years,
            y=table[stage_code].tolist(),
            stackgroup="stock",
            mode="lines",
            line={"color": stage_edge(stage_code, dark), "width": 1},
            fillcolor=stage_colour(stage_code, dark),
            hovertemplate=[
                say(lang, "chart.stock_hover", year=year, stage=stage_name(lang, stage_code), firms=firms(lang, count))
                + "<extra></extra>"
                for year, count in table[stage_code].items()
            ],
        )
    totals = table.sum(axis=1)
    shown = list(range(len(years) - 1, -1, -max(1, -(-(len(years) - 1) // _SPACES))))[::-1]
    _write_totals(figure, [years[at] for at in shown], totals.iloc[shown], lang, dark)
    _write_stages(figure, years[-1], table.iloc[-1], lang, dark)
    figure.update_xaxes(
        type="category", range=[-0.25, len(years) - 1 + 0.02], tickangle=0, tickvals=[years[at] for at in shown]
    )
    figure.update_yaxes(range=[0, max(totals.max(), 1) * 1.14], nticks=5, tickformat=",d")
    figure.update_layout(margin={"r": 128, "t": 4})
    return figure


def _year_label(lang: str, year: int, part_year: int | None) -> str:
    return say(lang, "chart.part_year", year=int(year)) if year == part_year else str(int(year))


def _write_totals(figure: go.Figure, years: list[str], totals: pd.Series, lang: str, dark: bool) -> None:
    figure.add_scatter(
        name="total",
        x=years,
        y=(totals + 0.02 * totals.max()).tolist(),  # clear of the area's edge
        customdata=totals.tolist(),
        mode="text",
        text=[show_number(lang, total) for total in totals],
        textposition=["top left" if steep else "top center" for steep in totals.shift().fillna(0) < 0.8 * totals],
        textfont={"size": 12, "weight": 600, "color": ink(dark).text},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _write_stages(figure: go.Figure, last_year: str, counts: pd.Series, lang: str, dark: bool) -> None:
    """Direct labels right of the last year; thin layers are pushed apart so that no name covers another."""
    room, floor, base = _LABEL_ROOM * 1.35 * max(counts.sum(), 1), 0.0, 0
    for stage_code, count in counts.items():
        middle, base = base + count / 2, base + count
        if not count:
            continue
        place = max(middle, floor)
        floor = place + room
        figure.add_annotation(
            text=f"<b>{show_number(lang, count)}</b> {stage_name(lang, stage_code)}",
            x=1,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=place,
            align="left",
            font={"size": 12, "color": ink(dark).text},
        )
