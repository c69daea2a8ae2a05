"""Where exports go: countries as areas within their market groups."""

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.markets import market_words
from charts.money import exact, told
from charts.theme import Drawing, Look, empty_figure, mix, readable_on, safe

HEIGHT = 440
ALL = "all"  # the whole, in which all groups lie
_FRAME, _PALE, _DEEP = 0.08, 0.16, 0.92  # share of the accent in a frame, in the smallest and the largest area


def exports_by_country_treemap(
    countries: pd.DataFrame, groups: pd.DataFrame, look: Look, chosen: Collection[str] = ()
) -> go.Figure:
    """Each market of one year as an area within its group's frame: the deeper the larger; chosen ones have a dark edge.

    `countries`: country, exports_usd, exporters, share; `groups`: the columns of exports_by_market_group of the same
    exports. Each area's id is its country, that of a frame stands in `market_areas`.
    """
    if countries.empty:
        return empty_figure(HEIGHT, look)
    within = {code: row.market_group for row in groups.itertuples() for code in row.country_codes.split(",")}
    largest, frames, areas = countries["exports_usd"].max(), list(groups.itertuples()), list(countries.itertuples())
    fills = [mix(look.ink.background, look.ink.exports, _FRAME)] * len(frames)
    fills += [_fill(row.exports_usd / largest, look) for row in areas]
    marked = [False] * (1 + len(frames)) + [row.country in chosen for row in areas]
    total = int(countries["exports_usd"].sum())
    drawn = draw.treemap(
        name="markets",
        ids=[ALL, *(_frame(row.market_group) for row in frames), *(row.country for row in areas)],
        parents=["", *([ALL] * len(frames)), *(_frame(within[row.country]) for row in areas)],
        labels=[
            look.say("chart.all_markets"),
            *(f"{look.label('market_group', row.market_group)}  {_size(row, look)}" for row in frames),
            *(look.label("country", row.country) for row in areas),
        ],
        values=[total, *(int(row.exports_usd) for row in [*frames, *areas])],
        text=["", *([""] * len(frames)), *(_size(row, look) for row in areas)],
        customdata=[[None, total], *([row.country_codes, int(row.exports_usd)] for row in frames)]
        + [[row.country, int(row.exports_usd)] for row in areas],
        branchvalues="total",
        texttemplate="<b>%{label}</b><br>%{text}",
        textfont={"size": 13, "color": [look.ink.text, *(readable_on(fill, look) for fill in fills)]},
        marker={"colors": [look.ink.surface, *fills], "line": _edges(marked, look)},
        pathbar={"visible": False},
        tiling={"pad": 2},
        hovertemplate=[f"{words}<extra></extra>" for words in _words(total, frames, areas, look)],
    )
    margin, small = {"l": 0, "r": 0, "t": 0, "b": 0}, {"mode": "hide", "minsize": 11}
    return Drawing([drawn]).figure(HEIGHT, look, margin=margin, uniformtext=small)


def market_areas(countries: pd.DataFrame, groups: pd.DataFrame) -> dict[str, str]:
    """What a click on each area chooses: its country, the countries of its group, or all."""
    of_groups = {_frame(row.market_group): row.country_codes for row in groups.itertuples()}
    return {ALL: ""} | of_groups | {code: code for code in countries["country"]}


def _frame(market_group: str) -> str:
    return safe(f"group {market_group}")  # no country is written so


def _fill(share: float, look: Look) -> str:
    return mix(look.ink.background, look.ink.exports, _PALE + (_DEEP - _PALE) * share**0.5)


def _edges(marked: list[bool], look: Look) -> dict[str, list]:
    inks = {True: look.ink.text, False: look.ink.background}
    return {"color": [inks[each] for each in marked], "width": [3 if each else 1 for each in marked]}


def _size(row, look: Look) -> str:
    return f"{told(row.exports_usd, 'usd', look)} · {look.number(row.share, 'share')}"


def _words(total: int, frames: list, areas: list, look: Look) -> list[str]:
    whole = f"<b>{look.say('chart.all_markets')}</b> {exact(total, 'usd', look)}"
    of_groups = [
        f"<b>{look.label('market_group', row.market_group)}</b> {exact(row.exports_usd, 'usd', look)}<br>"
        f"{look.say('chart.of_exports', share=look.number(row.share, 'share'))}<br>"
        f"{look.say('chart.countries', number=look.number(row.countries))}"
        for row in frames
    ]
    return [whole, *of_groups, *(market_words(row, look) for row in areas)]
