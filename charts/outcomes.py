"""What firms reported over the years: the middle firm, the middle half, and how many answered."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.money import bare, exact, marked, scaled
from charts.theme import Drawing, Look, empty_figure

HEIGHT = 260
_UPPER, _LOWER = [0.3, 1], [0.0, 0.13]  # the values above, the answers below


def outcomes_by_year_band(years: pd.DataFrame, look: Look) -> go.Figure:
    """One measure over the years: the median as a line, the quartiles as a band, the response rate beneath.

    `years`: the columns of outcomes_by_year for one measure, in year order.
    """
    known = years[years["reporting_firms"] > 0]
    if known.empty:
        return empty_figure(HEIGHT, look)
    drawing, rows, unit = Drawing(), list(known.itertuples()), str(known["unit"].iloc[0])
    labels = [str(row.year) for row in rows]
    drawing.traces += _band(known, labels, unit, look)
    drawing.traces.append(
        draw.scatter(
            name="median",
            mode="lines+markers",
            x=labels,
            y=[scaled(value, unit, look) for value in known["median"]],
            customdata=known["median"].tolist(),
            line={"color": look.ink.stages[3], "width": 2.5},
            marker={"size": 6},
            hovertemplate=[f"{_words(row, unit, look)}<extra></extra>" for row in rows],
        )
    )
    drawing.traces.append(_answers(rows, labels, look))
    _write_last(drawing, rows[-1], float(known["p75"].abs().max()), unit, look)
    floor = min(0.0, float(known["p25"].min()))
    whole = {"dtick": 1} if unit == "count" and known["p75"].max() <= 4 else {"nticks": 4}
    ends = [scaled(floor, unit, look) * 1.08, scaled(max(float(known["p75"].max()), 0), unit, look) * 1.08 or 1]
    return drawing.figure(
        HEIGHT,
        look,
        margin={"r": 92},
        xaxis={"type": "category", "tickangle": 0, "tickvals": [labels[at] for at in marked(len(labels))]},
        yaxis={"domain": _UPPER, "range": ends, "tickformat": ",~r"} | whole,
        yaxis2={"domain": _LOWER, "range": [0, 1], "visible": False},
    )


def _band(known: pd.DataFrame, labels: list[str], unit: str, look: Look) -> list[Trace]:
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "x": labels}
    lower, upper = ([scaled(value, unit, look) for value in known[name]] for name in ("p25", "p75"))
    filled = {"fill": "tonexty", "fillcolor": _veil(look.ink.stages[2])}
    return [draw.scatter(name="p25", y=lower, **edge), draw.scatter(name="p75", y=upper, **filled, **edge)]


def _answers(rows: list, labels: list[str], look: Look) -> Trace:
    return draw.bar(
        name="response_rate",
        x=labels,
        y=[0 if pd.isna(row.response_rate) else row.response_rate for row in rows],
        yaxis="y2",
        width=0.6,
        marker={"color": look.ink.outside[0], "line": {"width": 0}},
        hovertemplate=[f"{_answer_words(row, look)}<extra></extra>" for row in rows],
    )


def _write_last(drawing: Drawing, last, top: float, unit: str, look: Look) -> None:
    right = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "align": "left", "font": {"size": 12}}
    words = f"<b>{bare(last.median, unit, top, look)}</b> {look.say('chart.median')}"
    drawing.notes.append(right | {"text": words, "y": scaled(last.median, unit, look)})
    rate = f"<b>{look.number(last.response_rate, 'share')}</b><br>{look.say('chart.answered')}"
    drawing.notes.append(right | {"text": rate, "y": 0.5, "yref": "y2"})


def _words(row, unit: str, look: Look) -> str:
    half = look.say("chart.middle_half", low=look.number(row.p25, unit), high=look.number(row.p75, unit))
    middle = f"{look.say('chart.median')} {look.number(row.median, unit)}"
    lines = [f"<b>{look.say('chart.year', year=row.year)}</b>", middle, half]
    if pd.notna(row.sum):
        lines.append(look.say("chart.sum_of", sum=exact(row.sum, unit, look), firms=look.firms(row.reporting_firms)))
    return "<br>".join(lines)


def _answer_words(row, look: Look) -> str:
    return look.say(
        "chart.answers",
        year=row.year,
        expected=look.firms(row.expected_firms),
        answered=look.firms(row.responding_firms),
        share=look.number(row.response_rate, "share"),
    )


def _veil(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.2)"
