"""Markets over the years: the rank of the main ones, and those that were gained and lost."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.money import exact, marked, year_label
from charts.theme import Drawing, Look, empty_figure, unfaded

HEIGHT = 380
LOWEST_RANK = 10  # ranks drawn; a market below leaves the figure and may come back
_NAMED = 5  # markets that a hover tells of a bar
_SIGNS = {"gained": 1, "lost": -1}
_SPACES = 3  # between the years written out: the words beside the lines take room
_LONGEST = 14  # characters of a name beside a line: a phone keeps half its width for the lines


def market_history_lines(
    history: pd.DataFrame, years: pd.DataFrame, look: Look, chosen: Collection[str] = ()
) -> go.Figure:
    """The rank of each main market over the years, the first on top; the chosen ones in the accent, else the largest.

    `history`: the columns of market_history; `years`: the columns of exports_by_year. Each mark's customdata is its
    code and its exports.
    """
    ranks = history[history["market_rank"].le(LOWEST_RANK).fillna(False)]
    if ranks.empty:
        return empty_figure(HEIGHT, look)
    labels = {row.year: year_label(row, look) for row in years.itertuples()}
    order = sorted(ranks["year"].unique())
    last = ranks[ranks["year"] == order[-1]]
    front = set(chosen) or set(last["country"].head(1))
    drawing, of_markets = Drawing(), defaultdict(dict)
    for row in ranks.itertuples():
        of_markets[row.country][row.year] = row
    for country, rows in sorted(of_markets.items(), key=lambda each: each[0] in front):  # what is in front, drawn last
        drawing.traces.append(_line(country, [rows.get(year) for year in order], order, labels, look, country in front))
    for row in last.itertuples():
        drawing.notes.append(_end(row, len(order) - 1, look, row.country in front))
    lowest = int(ranks["market_rank"].max())
    shown = [labels[order[at]] for at in marked(len(order), _SPACES)]
    return drawing.figure(
        HEIGHT, look,
        xaxis={"type": "category", "tickangle": 0, "tickvals": shown, "range": [-0.3, len(order) - 0.7]},
        yaxis={"range": [lowest + 0.6, 0.4], "showgrid": False, "tickvals": list(range(1, lowest + 1))},
        margin={"r": 136},
    )  # fmt: skip


def markets_gained_and_lost_bars(changes: pd.DataFrame, years: pd.DataFrame, look: Look) -> go.Figure:
    """Markets that firms gained in each year above the line, those they lost below it, counted in firms and countries.

    `changes`: the columns of markets_gained_and_lost; `years`: the columns of exports_by_year. Each bar's customdata is
    its year and its change. A year that has none to be compared with has no bar; a part year says up to which month.
    """
    if changes.empty:
        return empty_figure(HEIGHT, look)
    told = {row.year: year_label(row, look) for row in years.itertuples() if row.year >= changes["year"].min()}
    labels = list(told.values())
    drawing, sums = Drawing(), changes.groupby(["year", "market_change"])["firms"].sum().unstack()
    most = {way: int(sums[way].max()) if way in sums else 0 for way in _SIGNS}
    for way in _SIGNS:
        drawing.traces.append(_change_bars(changes[changes["market_change"] == way], way, told, look))
        drawing.notes.append(_change_name(way, look))
    room = max(most.values()) * 0.3  # for the number on a bar and the name in the corner
    zero = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0}
    drawing.shapes.append(zero | {"line": {"color": look.ink.muted, "width": 1}})
    return drawing.figure(
        HEIGHT,
        look,
        barmode="overlay",
        xaxis={"type": "category", "tickangle": 0, "tickvals": [labels[at] for at in marked(len(labels))]},
        yaxis={"visible": False, "range": [-most["lost"] - room, most["gained"] + room]},
    )


def _change_bars(changes: pd.DataFrame, way: str, labels: Mapping[int, str], look: Look) -> Trace:
    of_years = [changes[changes["year"] == year] for year in labels]
    counts = [int(rows["firms"].sum()) for rows in of_years]
    return draw.bar(
        name=way,
        x=list(labels.values()),
        y=[_SIGNS[way] * count for count in counts],
        customdata=[[int(year), way] for year in labels],
        width=0.68,
        marker={"color": look.ink.exports if way == "gained" else look.ink.outside[1], "line": {"width": 0}},
        **unfaded(look),
        text=[look.number(count) if count else "" for count in counts],
        textposition="outside",
        textfont={"size": 12},
        cliponaxis=False,
        hovertemplate=[
            f"{_change_words(year, way, rows, look)}<extra></extra>"
            for year, rows in zip(labels, of_years, strict=True)
        ],
    )


def _change_name(way: str, look: Look) -> dict:
    """The direct label of the bars above or below the line, in its corner."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "yref": "paper"}
    place |= {"y": 1, "yanchor": "top"} if way == "gained" else {"y": 0, "yanchor": "bottom"}
    font = {"size": 13, "color": look.ink.exports if way == "gained" else look.ink.muted}
    return place | {"text": f"<b>{look.say(f'market_change.{way}')}</b>", "font": font}


def _line(country: str, rows: Sequence, order: Sequence[int], labels: dict, look: Look, is_front: bool) -> Trace:
    colour = look.ink.exports if is_front else look.ink.outside[1]
    return draw.scatter(
        name=country,
        mode="lines+markers",
        x=[labels[year] for year in order],
        y=[row.market_rank if row else None for row in rows],
        customdata=[[country, int(row.exports_usd) if row else None] for row in rows],
        connectgaps=False,
        line={"color": colour, "width": 3 if is_front else 1.75},
        marker={"size": 9 if is_front else 7, "color": colour},
        **unfaded(look),
        hovertemplate=[f"{_rank_words(row, look)}<extra></extra>" if row else "" for row in rows],
    )


def _end(row, at: int, look: Look, is_front: bool) -> dict:
    name = look.label("country", row.country)
    name = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    share = f"<span style='color:{look.ink.muted}'>{look.number(row.share, 'share')}</span>"
    font = {"size": 12, "color": look.ink.exports if is_front else look.ink.text}
    text = f"<b>{name}</b>  {share}" if is_front else f"{name}  {share}"
    return {"x": at, "y": row.market_rank, "text": text, "xanchor": "left", "xshift": 10, "font": font}


def _rank_words(row, look: Look) -> str:
    told = look.say("chart.rank_of_year", year=row.year, rank=int(row.market_rank))
    share = look.say("chart.of_exports", share=look.number(row.share, "share"))
    return f"<b>{look.label('country', row.country)}</b> {told}<br>{exact(row.exports_usd, 'usd', look)}<br>{share}"


def _change_words(year: int, way: str, rows: pd.DataFrame, look: Look) -> str:
    head = f"<b>{look.say('chart.year', year=year)} {look.say(f'market_change.{way}')}</b>"
    lines = [
        look.say("chart.market_of", country=look.label("country", row.country), firms=look.firms(row.firms))
        + (f" · {look.say(f'chart.{way}_by_all')}" if row.is_for_all else "")
        for row in rows.head(_NAMED).itertuples()
    ]
    rest = len(rows) - _NAMED
    return "<br>".join(
        [head, *lines] + ([look.say("chart.others.country", number=look.number(rest))] if rest > 0 else [])
    )
