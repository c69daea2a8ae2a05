"""How long until the next stage: steps with their band, and under them how many firms are still followed."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.matrix import short_programme, short_stage
from charts.theme import Drawing, Look, empty_figure, safe

HEIGHT = 300
_TOP, _ROW, _AXIS = 8, 18, 44  # pixels over the curves, of a line of numbers under them, of axis and heading
MOST_CURVES = 5
_GAP = 0.07  # share of the height that one label needs
_LABEL = 16  # places of a curve's name
_LONGEST = 8  # years that are written out on a phone


def time_to_next_stage_steps(curves: pd.DataFrame, followed: pd.DataFrame, outcome: str, look: Look) -> go.Figure:
    """The chance of one outcome by years since entry, a step line with its 95 % band for each stage or group.

    `curves`: rows of time_to_next_stage; `followed`: its firms. The groups that most firms entered are drawn, at
    most five, without those too small to have a probability. Under the years: the firms still followed.
    """
    keys = [name for name in curves.columns[: curves.columns.get_loc("outcome")]]
    drawn = _drawn(curves, followed, keys, outcome)
    if not drawn:
        return empty_figure(HEIGHT, look)
    whole_years = range(int(followed["years"].max()) + 1)
    colours = _colours([key for key, _ in drawn], look)
    top = max(float(steps["ci_high"].max()) for _, steps in drawn)
    top = max(top if top == top else 0, max(float(steps["probability"].max()) for _, steps in drawn)) * 1.06
    drawing = Drawing()
    for (key, steps), colour in zip(drawn, colours, strict=True):
        end = float(_of(followed, keys, key)["years"].max())
        drawing.traces += _curve(key, steps, end, colour, look)
    drawing.notes += _name_curves(drawn, keys, colours, min(top, 1), look)
    foot = _AXIS + _ROW * len(drawn)
    _write_at_risk(drawing, drawn, keys, followed, whole_years, colours, look)
    ticks = _ticks(whole_years)
    return drawing.figure(
        HEIGHT + _ROW * len(drawn),
        look,
        xaxis={"range": [-0.15, whole_years[-1] + 1], "tickvals": ticks, "ticktext": [str(year) for year in ticks]},
        yaxis={"range": [0, min(top, 1.02)], "tickformat": ".0%", "nticks": 6},
        margin={"l": 4, "r": 148, "t": _TOP, "b": foot},
    )


def _ticks(years: range) -> list[int]:
    return list(years)[:: max(1, -(-len(years) // _LONGEST))]


def _drawn(curves: pd.DataFrame, followed: pd.DataFrame, keys: list[str], outcome: str) -> list[tuple]:
    told = curves[(curves["outcome"] == outcome) & curves["probability"].notna()]
    sizes = followed.groupby(keys, sort=False, dropna=False).size()
    groups = [(key, steps) for key, steps in told.groupby(keys, sort=False, dropna=False) if pd.notna(list(key)).all()]
    largest = sorted(groups, key=lambda group: -sizes[group[0] if len(keys) > 1 else group[0][0]])[:MOST_CURVES]
    return [group for group in groups if any(group[0] == kept for kept, _ in largest)]


def _of(table: pd.DataFrame, keys: list[str], key: tuple) -> pd.DataFrame:
    found = table
    for name, code in zip(keys, key, strict=True):
        found = found[found[name] == code]
    return found


def _colours(keys: list[tuple], look: Look) -> list[str]:
    if len({key[0] for key in keys}) == len(keys):
        return [look.stage_colour(key[0]) for key in keys]
    return [look.ink.stages[at * 4 // max(len(keys) - 1, 1)] for at in range(len(keys))]


def _curve(key: tuple, steps: pd.DataFrame, end: float, colour: str, look: Look) -> list[Trace]:
    """The line from 0, level to the end of follow-up; its band where the interval is known."""
    rows = list(steps.itertuples())
    name, level = "/".join(map(str, key)), {"shape": "hv"}
    known = [row for row in rows if pd.notna(row.ci_low)]
    edges = [(row.years, row.ci_low, row.ci_high) for row in known]
    edges += [(end, *edges[-1][1:])] if edges else []
    quiet = {"mode": "lines", "hoverinfo": "skip", "x": [edge[0] for edge in edges]}
    band = [
        draw.scatter(name=f"{name} low", y=[edge[1] for edge in edges], line={"width": 0, **level}, **quiet),
        draw.scatter(
            name=f"{name} high",
            y=[edge[2] for edge in edges],
            line={"width": 0, **level},
            fill="tonexty",
            fillcolor=_veil(colour, 0.16),
            **quiet,
        ),
    ]
    line = {
        "x": [0, *(row.years for row in rows), end],
        "y": [0, *(row.probability for row in rows), rows[-1].probability],
    }
    edge = draw.scatter(**line, name=f"{name} edge", mode="lines", hoverinfo="skip")
    edge["line"] = {"color": _darker(colour, look), "width": 4, **level}
    told = [None, *(_words(row, look) for row in rows), None]
    curve = draw.scatter(
        **line,
        name=name,
        mode="lines",
        customdata=[0, *(row.at_risk for row in rows), None],
        line={"color": colour, "width": 2.5, **level},
        hovertemplate=[f"{words}<extra></extra>" if words else "<extra></extra>" for words in told],
    )
    return [*band, edge, curve]


def _darker(colour: str, look: Look) -> str:
    stages = look.ink.stages
    return stages[min(stages.index(colour) + 1, len(stages) - 1)] if colour in stages else colour


def _words(row, look: Look) -> str:
    known = pd.notna(row.ci_low)
    told = look.say("chart.chance", years=look.number(row.years, "years"), share=look.number(row.probability, "share"))
    parts = [f"<b>{told}</b>"]
    if known:
        low, high = (look.number(round(value * 100, 1)) for value in (row.ci_low, row.ci_high))
        parts.append(look.say("chart.interval", low=low, high=high))
    parts.append(look.say("chart.at_risk_hover", at_risk=look.firms(row.at_risk), firms=look.firms(row.firms)))
    return "<br>".join(parts)


def group_name(keys: list[str], key: tuple, look: Look) -> str:
    """A stage, or the group of one stage, by name."""
    codes = dict(zip(keys, key, strict=True))
    if "cohort" in codes:
        return f"{short_programme(codes['programme_code'], look)} {codes['cohort']}"
    if "district" in codes:
        return look.name("district_name", codes["district"])
    if "industry_code" in codes:
        return look.name("industry", codes["industry_code"])
    return short_stage(codes["stage_code"], look)


def _name_curves(drawn: list, keys: list[str], colours: list[str], top: float, look: Look) -> list[dict[str, object]]:
    """Direct labels at the right end, pushed apart so that none covers another."""
    ends = sorted((float(steps["probability"].iloc[-1]), at) for at, (_, steps) in enumerate(drawn))
    notes, floor = [], 0.0
    for chance, at in ends:
        place = max(chance, floor)
        floor = place + _GAP * top
        share = f"<b>{look.number(round(chance * 100))} %</b>"
        name = _cut(group_name(keys, drawn[at][0], look))
        text = f"<span style='color:{_darker(colours[at], look)}'>●</span> {share} {name}"
        beside = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "y": place, "align": "left"}
        notes.append(beside | {"text": text, "font": {"size": 12}})
    return notes


def _cut(name: str) -> str:
    """As much of a name as stands beside the curves; Hangul takes two places (it begins at U+1100)."""
    widths = [2 if ord(letter) > 0x1100 else 1 for letter in name]
    kept = next((at for at in range(len(name)) if sum(widths[: at + 1]) > _LABEL), len(name))
    return safe(name if kept == len(name) else f"{name[:kept]}…")


def _write_at_risk(
    drawing: Drawing, drawn: list, keys: list[str], followed: pd.DataFrame, years: range, colours: list[str], look: Look
) -> None:
    """Under the axis, for each curve: how many firms are still followed at each written year."""
    under = {"yref": "paper", "y": 0, "yanchor": "top"}
    head = {"text": look.say("chart.at_risk"), "x": 0, "xref": "paper", "xanchor": "left", "xshift": -4}
    drawing.notes.append(under | head | {"yshift": -24, "font": {"size": 11, "color": look.ink.muted}})
    for line, (key, _) in enumerate(drawn):
        group, down = _of(followed, keys, key), {"yshift": -_AXIS + 4 - _ROW * line}
        for year in _ticks(years):
            count = at_risk(group, year)
            font = {"size": 12, "color": look.ink.text}
            drawing.notes.append(under | down | {"text": look.number(count), "x": year, "font": font})
        name = f"<span style='color:{_darker(colours[line], look)}'>●</span> {_cut(group_name(keys, key, look))}"
        beside = {"text": name, "x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "font": {"size": 12}}
        drawing.notes.append(under | down | beside)


def at_risk(followed: pd.DataFrame, years: float) -> int:
    """Firms that are followed just after so many years: entered by then, not gone yet."""
    return int(((followed["entry_years"] <= years) & (followed["years"] > years)).sum())


def _veil(colour: str, share: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"
