"""Ranked and stacked bars: districts, completeness, what became of each cohort."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import Look, blank_figure, empty_figure, safe

_ROW, _FOOT = 34, 16  # pixels a bar takes, and the margins together
_EMPTY = 160
OUTCOMES = ("promoted", "renewed", "neither")


def firms_by_district_bars(districts: pd.DataFrame, look: Look) -> go.Figure:
    """Firms by district, the most first, the count at the bar's end. `districts`: district, firms."""
    if districts.empty:
        return empty_figure(_EMPTY, look)
    ranked = districts.sort_values("firms", kind="stable")
    names = [look.label("district_name", name) for name in ranked["district"]]
    figure = blank_figure(_FOOT + _ROW * len(ranked), look)
    figure.add_bar(
        orientation="h",
        x=ranked["firms"].tolist(),
        y=names,
        marker={"color": look.ink.stages[2], "line_width": 0},
        text=[look.number(count) for count in ranked["firms"]],
        textposition="outside",
        textfont={"size": 13, "weight": 600},
        cliponaxis=False,
        hovertemplate=[
            look.say("chart.district_hover", district=name, firms=look.firms(count)) + "<extra></extra>"
            for name, count in zip(names, ranked["firms"], strict=True)
        ],
    )
    return _lie_down(figure, max(ranked["firms"].max(), 1) * 1.12)


def completeness_bars(items: pd.DataFrame, look: Look) -> go.Figure:
    """How much is known of each item, least first at the foot. `items`: item, firms, known, known_share."""
    if items.empty:
        return empty_figure(_EMPTY, look)
    ranked = items.sort_values("known_share", kind="stable", na_position="first")
    names = [look.label("item", name) for name in ranked["item"]]
    shares = ranked["known_share"].fillna(0).tolist()
    figure = blank_figure(_FOOT + _ROW * len(ranked), look)
    figure.add_bar(
        name="all", orientation="h", x=[1] * len(ranked), y=names, hoverinfo="skip", width=0.5,
        marker={"color": look.ink.line, "line_width": 0},
    )  # fmt: skip
    figure.add_bar(
        name="known",
        orientation="h",
        x=shares,
        y=names,
        width=0.5,
        marker={"color": look.ink.stages[3], "line_width": 0},
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
    for name, share in zip(names, ranked["known_share"], strict=True):
        figure.add_annotation(text=look.number(share, "share"), x=1.02, y=name, xanchor="left", font={"size": 13})
    figure.update_layout(barmode="overlay")
    return _lie_down(figure, 1.28)


def cohort_outcomes_bars(cohorts: pd.DataFrame, look: Look) -> go.Figure:
    """What became of each cohort's firms, one stacked bar a cohort in the table's order.

    `cohorts`: programme_code, cohort, firms, renewed, promoted, neither, for one programme.
    """
    if cohorts.empty:
        return empty_figure(_EMPTY, look)
    inks = look.ink
    fills = dict(zip(OUTCOMES, (inks.stages[3], inks.stages[1], inks.outside[0]), strict=True))
    letters = dict(zip(OUTCOMES, (inks.background, "#1B2530", inks.text), strict=True))
    listed = cohorts.iloc[::-1]
    names = [safe(cohort) for cohort in listed["cohort"]]
    figure = blank_figure(_FOOT + 28 + _ROW * len(listed), look)
    for outcome in OUTCOMES:
        figure.add_bar(
            name=look.say(f"chart.outcome.{outcome}"),
            orientation="h",
            x=listed[outcome].tolist(),
            y=names,
            width=0.7,
            marker={"color": fills[outcome], "line": {"color": inks.background, "width": 1}},
            text=[look.number(count) if count else "" for count in listed[outcome]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 13, "weight": 600, "color": letters[outcome]},
            hovertemplate=[_outcome_words(look, row, outcome) + "<extra></extra>" for row in listed.itertuples()],
        )
    figure.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal", "itemclick": False,
                "itemdoubleclick": False},
    )  # fmt: skip
    return _lie_down(figure, max(listed["firms"].max(), 1) * 1.02)


def _outcome_words(look: Look, row, outcome: str) -> str:
    return look.say(
        "chart.outcome_hover",
        cohort=safe(row.cohort),
        outcome=look.say(f"chart.outcome.{outcome}"),
        firms=look.firms(getattr(row, outcome)),
        total=look.firms(row.firms),
    )


def _lie_down(figure: go.Figure, reach: float) -> go.Figure:
    """Bars from the left: names on the axis, no grid, since every bar carries its number."""
    figure.update_xaxes(visible=False, range=[0, reach])
    figure.update_yaxes(
        type="category", showgrid=False, tickfont={"size": 13, "color": figure.layout.template.layout.font.color}
    )
    return figure
