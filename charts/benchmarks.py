"""Our firms beside the city and the nation."""

import pandas as pd
import plotly.graph_objects as go

from charts.money import exact, marked, scaled
from charts.theme import Look, blank_figure, empty_figure, safe

HEIGHT = 340


def city_share_line(shares: pd.DataFrame, look: Look) -> go.Figure:
    """Our firms' exports as a share of one region's in the same months, over the years; a part year is hollow.

    `shares`: the columns of city_share for one region; a year that cannot be compared leaves a gap.
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
    figure.update_xaxes(type="category", tickangle=0, tickvals=[labels[at] for at in marked(len(rows))])
    figure.update_yaxes(range=[0, max(value for value in values if value is not None) * 1.22], nticks=5)
    return figure


def _words(row, look: Look) -> str:
    head = f"<b>{look.say('chart.year', year=row.year)}</b> {look.number(row.share, 'share')}"
    ours = look.say("chart.ours", value=exact(row.exports_usd, "usd", look))
    theirs = look.say("chart.theirs", region=safe(row.region), value=exact(row.benchmark_usd, "usd", look))
    return f"{head}<br>{ours}<br>{theirs}"
