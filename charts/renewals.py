"""How many of those whose term ended were designated again: a dot with its interval for each cohort."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.matrix import of_base, short_programme
from charts.theme import Drawing, Look, empty_figure, safe

_ROW, _TOP, _FOOT, _EMPTY = 27, 8, 30, 220
_FEWEST = 5  # terms; of fewer no share is told


def renewal_rates_dots(rates: pd.DataFrame, whole: pd.DataFrame, look: Look) -> go.Figure:
    """Renewal rate of each cohort of one stage, the interval as a line, renewed of ended beside it.

    `rates`: programme_code, cohort, ended, with_applications, applied, renewed, promoted, left, renewal_rate, ci_low,
    ci_high, in the order of the cohorts; `whole`: the same of the stage, drawn on top. Cohorts of which no term has
    ended are not drawn; of fewer than five ended terms the counts are told. An open diamond is the share that applied,
    of the terms of which a file tells.
    """
    ended = rates[rates["ended"] > 0]
    if ended.empty:
        return empty_figure(_EMPTY, look)
    rows = [*whole.to_dict("records"), *ended.to_dict("records")]
    names = [look.say("chart.all_cohorts"), *cohort_names(ended, look)]
    inks, places = look.ink, list(range(len(rows)))
    placed = list(zip(places, rows, strict=True))
    drawing = Drawing([_diamonds(placed, names, look), _dots(placed, names, look)])
    for at, row in placed:
        place = {"y": at, "xanchor": "left", "font": {"size": 12, "color": inks.text}}
        counts = f"{look.number(row['renewed'])} / {look.number(row['ended'])}"
        drawing.notes.append(place | {"text": counts, "x": 1, "xref": "paper", "xshift": 10})
        if pd.isna(row["renewal_rate"]):
            few = {"text": look.say("chart.few_ended"), "x": 0.01, "font": {"size": 12, "color": inks.muted}}
            drawing.notes.append(place | few)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    return drawing.figure(
        _TOP + _FOOT + _ROW * len(rows),
        look,
        xaxis={
            "range": [-0.02, 1.02],
            "tickvals": ticks,
            "ticktext": [f"{look.number(tick * 100)} %" for tick in ticks],
            "showgrid": True,
            "gridcolor": inks.line,
            "tickangle": 0,
        },
        margin={"l": 4, "r": 66, "t": _TOP, "b": 8},
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": places,
            "ticktext": [f"<b>{names[0]}</b>", *names[1:]],
            "showgrid": False,
            "tickfont": {"size": 13, "color": inks.text},
        },
    )


def cohort_names(cohorts: pd.DataFrame, look: Look) -> list[str]:
    """Each cohort by name; with its programme where several are listed."""
    is_one = cohorts["programme_code"].nunique() == 1
    return [
        safe(row.cohort if is_one else f"{short_programme(row.programme_code, look)} {row.cohort}")
        for row in cohorts.itertuples()
    ]


def _dots(placed: list[tuple[int, dict]], names: list[str], look: Look) -> Trace:
    drawn, inks = [(at, row) for at, row in placed if pd.notna(row["renewal_rate"])], look.ink
    return draw.scatter(
        name="renewal_rate",
        mode="markers",
        x=[row["renewal_rate"] for _, row in drawn],
        y=[at for at, _ in drawn],
        customdata=[row["ended"] for _, row in drawn],
        marker={
            "size": [12 if at == 0 else 9 for at, _ in drawn],
            "color": [inks.text if at == 0 else inks.stages[3] for at, _ in drawn],
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [row["ci_high"] - row["renewal_rate"] for _, row in drawn],
            "arrayminus": [row["renewal_rate"] - row["ci_low"] for _, row in drawn],
            "color": inks.benchmark,
            "thickness": 1.5,
            "width": 4,
        },
        hovertemplate=[f"<b>{names[at]}</b><br>{_words(row, look)}<extra></extra>" for at, row in drawn],
    )


def _diamonds(placed: list[tuple[int, dict]], names: list[str], look: Look) -> Trace:
    drawn = [(at, row) for at, row in placed if row["with_applications"] >= _FEWEST]
    return draw.scatter(
        name="applied",
        mode="markers",
        x=[row["applied"] / row["with_applications"] for _, row in drawn],
        y=[at for at, _ in drawn],
        customdata=[row["with_applications"] for _, row in drawn],
        marker={"symbol": "diamond-open", "size": 9, "color": look.ink.muted, "line": {"width": 1.5}},
        hovertemplate=[f"<b>{names[at]}</b><br>{_applied(row, look)}<extra></extra>" for at, row in drawn],
    )


def _applied(row: dict, look: Look) -> str:
    if not row["with_applications"]:
        return look.say("chart.not_told_who_applied")
    share = look.number(row["applied"] / row["with_applications"], "share")
    known, applied = (look.firms(row[name]) for name in ("with_applications", "applied"))
    return look.say("chart.applied_of", known=known, applied=applied, share=share)


def _words(row: dict, look: Look) -> str:
    counted = look.say(
        "chart.renewal_hover",
        renewed=look.firms(row["renewed"]),
        promoted=look.firms(row["promoted"]),
        left=look.firms(row["left"]),
    )
    told = of_base(row["renewed"], row["ended"], row["renewal_rate"], row, look)
    return f"{told}<br>{counted}<br>{_applied(row, look)}"
