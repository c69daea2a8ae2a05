"""Our firms beside the city and the nation."""

import pandas as pd
import plotly.graph_objects as go

from charts.money import exact, marked, scaled
from charts.theme import Look, blank_figure, empty_figure, safe

HEIGHT = 340


def city_share_line(shares: pd.DataFrame, breaks: pd.DataFrame, look: Look) -> go.Figure:
    """Our firms' exports as a share of one region's in the same months, over the years; a part year is hollow.

    `shares`: the columns of city_share for one region; a year that cannot be compared leaves a gap. `breaks`: region,
    period, break_kind; a year in which the region's series breaks begins behind a dashed line.
    """
    known = shares[shares["share"].notna()]
    if known.empty:
        return empty_figure(HEIGHT, look)
    figure, rows = blank_figure(HEIGHT, look), list(shares.itertuples())
    labels = [str(row.year) for row in rows]
    values = [None if pd.isna(row.share) else scaled(row.share, "share", look) for row in rows]
    accent = look.ink.exports
    figure.add_scatter(
        name=str(shares["region"].iloc[0]),
        mode="lines+markers",
        x=labels,
        y=values,
        connectgaps=False,
        line={"color": accent, "width": 2.5},
        marker={
            "size": 9,
            "color": [look.ink.background if row.is_part_year else accent for row in rows],
            "line": {"color": accent, "width": 2},
        },
        hovertemplate=[f"{_words(row, look)}<extra></extra>" for row in rows],
    )
    shown = [at for at in marked(len(rows)) if values[at] is not None]
    for at in shown:
        words = f"<b>{look.number(rows[at].share, 'share')}</b>"
        figure.add_annotation(x=at, y=values[at], text=words, yanchor="bottom", yshift=8)
    _mark_breaks(figure, rows, breaks, look)
    figure.update_xaxes(type="category", tickangle=0, tickvals=[labels[at] for at in marked(len(rows))])
    figure.update_yaxes(range=[0, max(value for value in values if value is not None) * 1.22], nticks=5)
    return figure


def _mark_breaks(figure: go.Figure, rows: list, breaks: pd.DataFrame, look: Look) -> None:
    here = breaks[(breaks["region"] == rows[0].region) & (breaks["break_kind"] != "part_year")]
    broken = {pd.Timestamp(period).year for period in here["period"]}
    line = {"color": look.ink.benchmark, "width": 1, "dash": "dash"}
    for at, row in enumerate(rows):
        if row.year in broken and at:
            figure.add_shape(type="line", x0=at - 0.5, x1=at - 0.5, y0=0, y1=1, yref="paper", line=line)
            note = {"text": look.say("chart.series_break"), "font": {"size": 12, "color": look.ink.muted}}
            figure.add_annotation(x=at - 0.5, y=1, yref="paper", xanchor="left", xshift=4, yanchor="top", **note)


def _words(row, look: Look) -> str:
    head = f"<b>{look.say('chart.year', year=row.year)}</b> {look.number(row.share, 'share')}"
    ours = look.say("chart.ours", value=exact(row.exports_usd, "usd", look))
    theirs = look.say("chart.theirs", region=safe(row.region), value=exact(row.benchmark_usd, "usd", look))
    return f"{head}<br>{ours}<br>{theirs}"
