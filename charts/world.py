"""A map of where exports go: each country in the accent by what it takes, places too small for the outlines as dots."""

import math
from collections.abc import Collection, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.markets import market_words
from charts.money import scaled
from charts.theme import Drawing, Look, empty_figure, mix, unfaded
from texts import country_alpha3

HEIGHT = 352  # what the world needs at the width that a page gives it
_TICKS = tuple(10**power for power in range(2, 12))  # USD: every one that lies among the values
_PALEST = 0.14  # share of the accent in the smallest market: paler would read as none
_KEPT = {"marker": {"opacity": 1}}  # outlines have no words that Plotly could fade (charts.theme.unfaded)
# The meridian in the middle puts the Pacific there, as maps in Korea do, and cuts only the Atlantic.
_MIDDLE, _SOUTH, _NORTH = 150, -56, 82
# Longitude and latitude of places for which web/static/topojson-*/world_110m.json has no outline.
_DOTS = {
    "AD": (1.57, 42.54), "AG": (-61.8, 17.08), "AI": (-63.06, 18.21), "AS": (-170.72, -14.3), "AW": (-69.97, 12.51),
    "BB": (-59.55, 13.17), "BH": (50.55, 26.04), "BL": (-62.83, 17.9), "BM": (-64.79, 32.29), "BQ": (-68.26, 12.16),
    "CC": (96.83, -12.18), "CK": (-159.77, -21.23), "CW": (-68.97, 12.2), "CX": (105.64, -10.48), "FM": (158.23, 6.88),
    "FO": (-7, 62.13), "GD": (-61.69, 12.11), "GG": (-2.58, 49.46), "GI": (-5.35, 36.14), "HK": (114.12, 22.42),
    "IM": (-4.53, 54.23), "IO": (72.4, -7.3), "JE": (-2.13, 49.21), "KI": (-157.63, 1.84), "KN": (-62.76, 17.34),
    "KY": (-81.27, 19.32), "LC": (-60.97, 13.89), "LI": (9.55, 47.14), "MC": (7.42, 43.74), "MF": (-63.06, 18.08),
    "MH": (171.1, 7.12), "MO": (113.56, 22.14), "MP": (145.76, 15.19), "MS": (-62.19, 16.74), "MT": (14.44, 35.89),
    "MV": (73.54, 4.21), "NF": (167.95, -29.03), "NR": (166.92, -0.53), "NU": (-169.86, -19.05),
    "PM": (-56.33, 46.94), "PN": (-128.32, -24.38), "PW": (134.57, 7.51), "SC": (55.47, -4.69), "SG": (103.78, 1.38),
    "SH": (-5.7, -15.96), "SM": (12.46, 43.94), "SX": (-63.07, 18.04), "TC": (-72.25, 21.8), "TK": (-171.82, -9.17),
    "TO": (-175.2, -21.17), "TV": (179.18, -8.5), "VA": (12.45, 41.9), "VC": (-61.19, 13.25), "VG": (-64.63, 18.42),
    "VI": (-64.77, 17.73), "WF": (-176.2, -13.3), "XK": (20.9, 42.6), "YT": (45.13, -12.83),
}  # fmt: skip


def exports_by_country_map(countries: pd.DataFrame, look: Look, chosen: Collection[str] = ()) -> go.Figure:
    """Each market's outline in the accent, on a scale where each step is ten times the one before; none is blank.

    `countries`: country, exports_usd, exporters, share. Those `chosen` have a dark edge. Each mark's customdata is its
    code and its value. Countries without an outline are dots; those on no map (not known) stand in the bars only.
    """
    three, rows = country_alpha3(), list(countries.itertuples())
    drawn = [row for row in rows if row.country in three and row.country not in _DOTS]
    dots = [row for row in rows if row.country in _DOTS]
    if not drawn + dots:
        return empty_figure(HEIGHT, look)
    drawing, span = Drawing(), _span([row.exports_usd for row in drawn + dots])
    if drawn:
        drawing.traces.append(_outlines(drawn, three, span, look, chosen))
    if dots:
        drawing.traces.append(_places(dots, span, look, chosen))
    return drawing.figure(HEIGHT, look, geo=_ground(look), margin={"l": 0, "r": 0, "t": 0, "b": 36})


def _outlines(rows: Sequence, three: dict[str, str], span, look: Look, chosen: Collection[str]) -> Trace:
    marked = [row.country in chosen for row in rows]
    return draw.choropleth(
        name="exports",
        locations=[three[row.country] for row in rows],
        z=[math.log10(row.exports_usd) for row in rows],
        customdata=[[row.country, int(row.exports_usd)] for row in rows],
        zmin=span[0],
        zmax=span[1],
        colorscale=_scale(look),
        marker={
            "line": {
                "color": [look.ink.text if mark else look.ink.background for mark in marked],
                "width": [2 if mark else 0.5 for mark in marked],
            }
        },
        selected=_KEPT,
        unselected=_KEPT,
        hovertemplate=[f"{market_words(row, look)}<extra></extra>" for row in rows],
        colorbar=_bar(span, look),
    )


def _places(rows: Sequence, span, look: Look, chosen: Collection[str]) -> Trace:
    return draw.scattergeo(
        name="places",
        mode="markers",
        lon=[_DOTS[row.country][0] for row in rows],
        lat=[_DOTS[row.country][1] for row in rows],
        customdata=[[row.country, int(row.exports_usd)] for row in rows],
        marker={
            "size": 9,
            "color": [math.log10(row.exports_usd) for row in rows],
            "cmin": span[0],
            "cmax": span[1],
            "colorscale": _scale(look),
            "opacity": 1,
            "line": {
                "color": look.ink.text,
                "width": [2 if row.country in chosen else 0.75 for row in rows],
            },
        },
        **unfaded(look),
        hovertemplate=[f"{market_words(row, look)}<extra></extra>" for row in rows],
    )


def _span(values: Sequence[int]) -> tuple[float, float]:
    """Powers of ten around the values, at least one step apart."""
    low = math.floor(math.log10(min(values)))
    return low, max(math.log10(max(values)), low + 1)


def _scale(look: Look) -> list[list]:
    return [[0, mix(look.ink.background, look.ink.exports, _PALEST)], [1, look.ink.exports]]


def _bar(span: tuple[float, float], look: Look) -> dict:
    """A thin scale under the map, its steps in the figure's unit."""
    ticks = [tick for tick in _TICKS if span[0] <= math.log10(tick) <= span[1]]
    return {
        "orientation": "h",
        "thickness": 8,
        "len": 0.5,
        "x": 0,
        "xanchor": "left",
        "y": 0.0,
        "yanchor": "top",
        "outlinewidth": 0,
        "tickvals": [math.log10(tick) for tick in ticks],
        "ticktext": [look.number(scaled(tick, "usd", look)) for tick in ticks],
        "tickfont": {"size": 12, "color": look.ink.muted},
    }


def _ground(look: Look) -> dict:
    """Land without exports: blank, with an edge; no frame, no names."""
    return {
        "projection": {"type": "natural earth", "rotation": {"lon": _MIDDLE}},
        "lataxis": {"range": [_SOUTH, _NORTH]},
        "bgcolor": "rgba(0,0,0,0)",
        "showframe": False,
        "showcoastlines": False,
        "showland": True,
        "landcolor": look.ink.surface,
        "showcountries": True,
        "countrycolor": look.ink.outside[0],
        "countrywidth": 0.5,
        "showlakes": False,
    }
