"""Ranked and stacked bars: districts, completeness, what became of each cohort."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.theme import LIGHT, Drawing, Look, empty_figure, safe

_ROW, _FOOT, _LEGEND = 34, 16, 28  # pixels that a bar, the margins together and a legend take
_EMPTY = 160
OUTCOMES = ("promoted", "renewed", "neither")


def firms_by_district_bars(districts: pd.DataFrame, look: Look) -> go.Figure:
    """Firms by district, the most first, the count at the bar's end. `districts`: district, firms."""
    if districts.empty:
        return empty_figure(_EMPTY, look)
    ranked = districts.sort_values("firms", kind="stable")
    names = [
        look.say("chart.district_unknown") if pd.isna(name) else look.label("district_name", name)
        for name in ranked["district"]
    ]
    bar = draw.bar(
        orientation="h",
        x=ranked["firms"].tolist(),
        y=names,
        marker={"color": look.ink.stages[2], "line": {"width": 0}},
        text=[look.number(count) for count in ranked["firms"]],
        textposition="outside",
        textfont={"size": 13, "weight": 600},
        cliponaxis=False,
        hovertemplate=[
            look.say("chart.district_hover", district=name, firms=look.firms(count)) + "<extra></extra>"
            for name, count in zip(names, ranked["firms"], strict=True)
        ],
    )
    return _lie_down(Drawing([bar]), len(ranked), max(ranked["firms"].max(), 1) * 1.12, look)


def completeness_bars(items: pd.DataFrame, look: Look) -> go.Figure:
    """How much is known of each item, least first at the foot. `items`: item, firms, known, known_share."""
    if items.empty:
        return empty_figure(_EMPTY, look)
    ranked = items.sort_values("known_share", kind="stable", na_position="first")
    names = [look.label("item", name) for name in ranked["item"]]
    shares = ranked["known_share"].fillna(0).tolist()
    place = {"orientation": "h", "y": names, "width": 0.5}
    track = {"color": look.ink.line, "line": {"width": 0}}
    whole = draw.bar(name="all", x=[1] * len(ranked), hoverinfo="skip", marker=track, **place)
    known = draw.bar(
        name="known",
        x=shares,
        **place,
        marker={"color": look.ink.stages[3], "line": {"width": 0}},
        hovertemplate=[
            look.say(
                "chart.share_hover",
                item=name,
                firms=look.firms(row.firms),
                known=look.firms(row.known),
                share=look.number(row.known_share, "share"),
            )
            + "<extra></extra>"
            for name, row in zip(names, ranked.itertuples(), strict=True)
        ],
    )
    beside = {"x": 1.02, "xanchor": "left", "font": {"size": 13}}
    notes = [
        beside | {"text": look.number(share, "share"), "y": name}
        for name, share in zip(names, ranked["known_share"], strict=True)
    ]
    return _lie_down(Drawing([whole, known], notes), len(ranked), 1.28, look, barmode="overlay")


def cohort_outcomes_bars(cohorts: pd.DataFrame, look: Look) -> go.Figure:
    """What became of each cohort's firms, one stacked bar a cohort in the table's order.

    `cohorts`: programme_code, cohort, firms, renewed, promoted, neither, for one programme.
    """
    if cohorts.empty:
        return empty_figure(_EMPTY, look)
    listed = cohorts.iloc[::-1]  # the first row on top
    legend = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"}
    return _lie_down(
        Drawing([_outcome_bar(listed, outcome, look) for outcome in OUTCOMES]),
        len(listed),
        max(listed["firms"].max(), 1) * 1.02,
        look,
        height=_FOOT + _LEGEND + _ROW * len(listed),
        barmode="stack",
        showlegend=True,
        legend=legend | {"itemclick": False, "itemdoubleclick": False},
    )


def _outcome_bar(listed: pd.DataFrame, outcome: str, look: Look) -> Trace:
    inks = look.ink
    fills = dict(zip(OUTCOMES, (inks.stages[3], inks.stages[1], inks.outside[0]), strict=True))
    letters = dict(zip(OUTCOMES, (inks.background, LIGHT.text, inks.text), strict=True))
    return draw.bar(
        name=look.say(f"chart.outcome.{outcome}"),
        orientation="h",
        x=listed[outcome].tolist(),
        y=[safe(cohort) for cohort in listed["cohort"]],
        width=0.7,
        marker={"color": fills[outcome], "line": {"color": inks.background, "width": 1}},
        text=[look.number(count) if count else "" for count in listed[outcome]],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 13, "weight": 600, "color": letters[outcome]},
        hovertemplate=[_outcome_words(look, row, outcome) + "<extra></extra>" for row in listed.itertuples()],
    )


def _outcome_words(look: Look, row, outcome: str) -> str:
    return look.say(
        "chart.outcome_hover",
        cohort=safe(row.cohort),
        outcome=look.say(f"chart.outcome.{outcome}"),
        firms=look.firms(getattr(row, outcome)),
        total=look.firms(row.firms),
    )


def _lie_down(drawing: Drawing, rows: int, reach: float, look: Look, **layout: object) -> go.Figure:
    """Bars from the left: names on the axis, no grid, since every bar carries its number."""
    named = {"type": "category", "showgrid": False, "tickfont": {"size": 13, "color": look.ink.text}}
    unseen = {"visible": False, "fixedrange": True, "range": [0, reach]}
    height = layout.pop("height", _FOOT + _ROW * rows)
    return drawing.figure(height, look, xaxis=unseen, yaxis=named, **layout)
