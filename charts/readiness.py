"""Who meets the criteria: firms by verdict, one firm's values against the thresholds, members below their floor."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.money import told
from charts.theme import LIGHT, Drawing, Look, empty_figure, safe

STATES = ("ready", "one_away", "unknown", "not_ready")
SIGNS = {"met": "●", "not_met": "■", "unknown": "?"}
LIMITS = {">=": "at_least", ">": "above", "<": "below", "<=": "at_most"}
_BAR, _LEGEND, _FOOT, _EMPTY = 46, 34, 12, 200
_BULLET, _LAST, _FIRST = 78, 2.0, -0.5  # pixels of a bullet; thresholds at which a bar is cut short
_MOST = 8  # members drawn; the table has all
_LONGEST = 12  # characters of a firm's name beside its bar


def readiness_counts_bars(counts: pd.DataFrame, look: Look) -> go.Figure:
    """Candidates of each programme by verdict, one stacked bar a programme, the lowest stage on top.

    `counts`: programme_code, criteria, candidate_firms, ready, one_away, unknown, not_ready.
    """
    if counts.empty:
        return empty_figure(_EMPTY, look)
    listed = counts.iloc[::-1]
    places = [_programme_label(row, look) for row in listed.to_dict("records")]
    bars = [_verdict_bar(listed, places, state, look) for state in STATES]
    legend = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"}
    return Drawing(bars).figure(
        _FOOT + _LEGEND + _BAR * len(listed),
        look,
        barmode="stack",
        showlegend=True,
        legend=legend | {"itemclick": False, "itemdoubleclick": False},
        margin={"l": 4, "r": 8, "t": _LEGEND, "b": 4},
        xaxis={"visible": False, "range": [0, max(int(listed["candidate_firms"].max()), 1)]},
        yaxis={"type": "category", "showgrid": False, "tickfont": {"size": 13, "color": look.ink.text}},
    )


def _programme_label(row: dict, look: Look) -> str:
    name = look.label("programme", row["programme_code"])
    return name if row["criteria"] else f"{name}<br>{look.say('chart.readiness.no_criteria_mark')}"


def _verdict_bar(listed: pd.DataFrame, places: list[str], state: str, look: Look) -> Trace:
    ink = look.ink
    fills = dict(zip(STATES, (ink.stages[3], ink.stages[1], ink.background, ink.line), strict=True))
    letters = {"ready": ink.background, "one_away": LIGHT.text}
    edge = {"color": ink.benchmark, "width": 1} if state == "unknown" else {"color": ink.background, "width": 1}
    counts = [int(count) for count in listed[state]]
    return draw.bar(
        name=look.say(f"readiness_state.{state}"),
        orientation="h",
        x=counts,
        y=places,
        width=0.62,
        marker={"color": fills[state], "line": edge},
        text=[look.number(count) if count else "" for count in counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 13, "color": letters.get(state, ink.text)},
        hovertemplate=[f"{_counts_words(row, state, look)}<extra></extra>" for row in listed.to_dict("records")],
    )


def _counts_words(row: dict, state: str, look: Look) -> str:
    words = look.say(
        "chart.readiness.counts",
        programme=look.label("programme", row["programme_code"]),
        state=look.say(f"readiness_state.{state}"),
        firms=look.firms(row[state]),
        all=look.firms(row["candidate_firms"]),
    )
    return words if row["criteria"] else f"{words}<br>{look.say('chart.readiness.no_criteria')}"


def readiness_criteria_bullets(criteria: pd.DataFrame, look: Look) -> go.Figure:
    """One firm before one programme: each value as a bar, the threshold dashed, the side that is asked for shaded.

    `criteria`: the rows of readiness_criteria for one firm and programme; 1 is each row's own threshold.
    """
    if criteria.empty:
        return empty_figure(_EMPTY, look)
    drawing, rows = Drawing(), criteria.to_dict("records")
    lengths = [_length(row) for row in rows]
    left = _FIRST if min(lengths, default=0) < 0 else 0.0
    for place, row in enumerate(rows):
        _shade(drawing, row, -place, left, look)
        _label(drawing, row, -place, look)
    drawing.traces.append(_bullet_bars(rows, lengths, look))
    drawing.notes.append(
        {"text": look.say("chart.readiness.threshold"), "x": 1, "y": 0.52, "yanchor": "bottom"}
        | {"font": {"size": 12, "color": look.ink.muted}}
    )
    return drawing.figure(
        22 + _BULLET * len(rows),
        look,
        margin={"l": 4, "r": 4, "t": 18, "b": 0},
        xaxis={"visible": False, "range": [left, _LAST * 1.03]},
        yaxis={"visible": False, "range": [0.52 - len(rows), 0.52]},
    )


def _length(row: dict) -> float:
    if pd.isna(row["value"]):
        return 0.0
    return max(min(row["value"] / row["threshold"] if row["threshold"] else 0.0, _LAST), _FIRST)


def _bullet_bars(rows: list[dict], lengths: list[float], look: Look) -> Trace:
    ink = look.ink
    fills = {"met": ink.met, "not_met": ink.missed, "unknown": ink.outside[1]}
    return draw.bar(
        name="value",
        orientation="h",
        x=lengths,
        y=[-place for place in range(len(rows))],
        width=0.13,
        customdata=[None if pd.isna(row["value"]) else row["value"] for row in rows],
        marker={"color": [fills[row["criterion_state"]] for row in rows], "line": {"width": 0}},
        hovertemplate=[f"{criterion_words(row, look)}<extra></extra>" for row in rows],
    )


def _shade(drawing: Drawing, row: dict, y: float, left: float, look: Look) -> None:
    is_ceiling = row["operator"] in ("<", "<=")
    ends = {"x0": left, "x1": 1} if is_ceiling else {"x0": 1, "x1": _LAST * 1.03}
    whole = {"type": "rect", "y0": y - 0.13, "y1": y + 0.13, "layer": "below", "line": {"width": 0}}
    drawing.shapes.append(whole | {"x0": left, "x1": _LAST * 1.03, "fillcolor": look.ink.surface})
    drawing.shapes.append(whole | ends | {"fillcolor": look.ink.line})
    dashed = {"color": look.ink.benchmark, "width": 2, "dash": "dash"}
    drawing.shapes.append({"type": "line", "x0": 1, "x1": 1, "y0": y - 0.15, "y1": y + 0.19, "line": dashed})


def _label(drawing: Drawing, row: dict, y: float, look: Look) -> None:
    ink = look.ink
    colour = {"met": ink.met, "not_met": ink.missed, "unknown": ink.muted}[row["criterion_state"]]
    left = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left"}
    right = {"x": 1, "xref": "paper", "xanchor": "right", "align": "right"}
    drawing.notes.append(left | {"text": f"<b>{_asked(row, look)}</b>", "y": y + 0.31, "font": {"size": 13}})
    state = f"<b>{SIGNS[row['criterion_state']]} {look.say('criterion_state.' + row['criterion_state'])}</b>"
    drawing.notes.append(right | {"text": state, "y": y + 0.31, "font": {"size": 13, "color": colour}})
    if pd.notna(row["value"]) and _length(row) == _LAST:  # the bar goes on beyond the edge
        cut = {"text": "▸", "x": _LAST, "xanchor": "left", "xshift": -3, "y": y}
        drawing.notes.append(cut | {"font": {"size": 16, "color": colour}})
    below = {"text": safe(criterion_words(row, look)), "y": y - 0.28, "font": {"size": 12, "color": ink.muted}}
    drawing.notes.append(left | below)


def _asked(row: dict, look: Look) -> str:
    limit = limit_words(row, look)
    key = "asked" if pd.isna(row["any_of"]) else "asked_any"
    return look.say(f"chart.readiness.{key}", criterion=look.label("criterion", row["criterion"]), limit=limit)


def limit_words(row: dict, look: Look) -> str:
    """The threshold with what it limits: at least, below."""
    told_limit = told(row["threshold"], row["unit"], look)
    way = LIMITS.get(row["operator"])
    return look.say(f"chart.limit.{way}", limit=told_limit) if way else f"{safe(row['operator'])} {told_limit}"


def criterion_words(row: dict, look: Look) -> str:
    """The value with its year and how far it is from the threshold, or why nobody knows."""
    if row["criterion_state"] == "unknown":
        return _unknown_words(row, look)
    if pd.isna(row["value"]):
        return look.say("chart.readiness.barred", condition=look.name("condition", row["condition"]))
    return look.say(
        "chart.readiness.value",
        value=told(row["value"], row["unit"], look),
        year=int(row["year"]),
        margin=_margin_words(row, look),
    )


def _margin_words(row: dict, look: Look) -> str:
    if row["unit"] == "share":
        return look.number(row["margin"], "points", signed=True)
    sign = "+" if row["margin"] > 0 else "−" if row["margin"] < 0 else ""
    return sign + told(abs(row["margin"]), row["unit"], look)


def _unknown_words(row: dict, look: Look) -> str:
    why = row["unknown_because"]
    facts = {"condition": "", "measure": "", "years_known": "", "years_needed": ""}
    if why == "condition":
        facts["condition"] = look.name("condition", row["condition"])
    if why == "missing":
        facts["measure"] = look.name("measure", row["missing_measure"])
        facts |= {"years_known": int(row["years_known"]), "years_needed": int(row["years_needed"])}
    return look.say(f"chart.unknown_because.{why}", **facts)


def below_floor_bars(below: pd.DataFrame, look: Look) -> go.Figure:
    """Members below the floor of their own stage: how much of it they reach, the longest time on top.

    `below`: the columns of below_floor, in its order; the first eight are drawn.
    """
    if below.empty:
        return empty_figure(_EMPTY, look)
    rows = below.head(_MOST).to_dict("records")
    bar = draw.bar(
        name="reached",
        orientation="h",
        x=[max(1 + row["margin_share"], 0) for row in rows],
        y=[-place for place in range(len(rows))],
        width=0.2,
        customdata=[row["firm_id"] for row in rows],
        marker={"color": [_long(row, look) for row in rows], "line": {"width": 0}},
        hovertemplate=[f"{_floor_words(row, look)}<extra></extra>" for row in rows],
    )
    drawing = Drawing([bar])
    for place, row in enumerate(rows):
        _floor_label(drawing, row, -place, look)
    line = {"color": look.ink.benchmark, "width": 2, "dash": "dash"}
    drawing.shapes.append({"type": "line", "x0": 1, "x1": 1, "y0": 0.1 - len(rows) + 0.7, "y1": 0.62, "line": line})
    top = {"text": look.say("chart.readiness.floor"), "x": 1, "y": 0.62, "yanchor": "bottom", "xanchor": "right"}
    drawing.notes.append(top | {"font": {"size": 12, "color": look.ink.muted}})
    return drawing.figure(
        24 + 36 * len(rows),
        look,
        margin={"l": 4, "r": 4, "t": 20, "b": 0},
        xaxis={"visible": False, "range": [0, 1.01]},
        yaxis={"visible": False, "range": [0.62 - len(rows), 0.62]},
    )


def _long(row: dict, look: Look) -> str:
    colours = {1: look.ink.outside[1], 2: look.ink.watch}
    return colours.get(row["years_below"], look.ink.missed)


def _floor_label(drawing: Drawing, row: dict, y: float, look: Look) -> None:
    told_run = look.say(
        "chart.readiness.floor_label",
        years=row["years_below"],
        criterion=look.label("criterion", row["criterion"]),
    )
    name = {"text": f"<b>{safe(_short(row['firm_name']))}</b>", "x": 0, "xanchor": "left"}
    run = {"text": told_run, "x": 1, "xanchor": "right", "xshift": -6}
    beside = {"xref": "paper", "y": y + 0.32, "font": {"size": 12.5}}
    drawing.notes += [beside | name, beside | run | {"font": {"size": 12, "color": look.ink.text}}]


def _floor_words(row: dict, look: Look) -> str:
    return look.say(
        "chart.readiness.floor_hover",
        firm=safe(row["firm_name"]),
        criterion=look.label("criterion", row["criterion"]),
        value=told(row["value"], row["unit"], look),
        floor=told(row["floor"], row["unit"], look),
        since=row["since_year"],
        years=row["years_below"],
    )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
