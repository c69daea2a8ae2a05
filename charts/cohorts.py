"""Cohorts from year to year: a heat table of those who stayed or rose, and their growth from the year of entry."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.entry import year_from_entry
from charts.theme import Drawing, Look, empty_figure, safe

_ROW, _TOP, _FOOT, _EMPTY = 40, 28, 6, 220
HEIGHT = 330
_LONGEST = 10  # characters of a cohort's name beside the table
_TINTS = {"retained": 1, "promoted": 3}  # which of the stages' inks fills the cells
BASE = 100


def cohort_years_heat(cohorts: pd.DataFrame, counted_in: str, look: Look) -> go.Figure:
    """A row a cohort, a column a year since the designation: the share as a shade and a number, the firms below it.

    `cohorts`: the columns of cohort_years for one programme; `counted_in` is retained or promoted. The day of the
    designation itself is left out: nobody has left or risen yet.
    """
    rows = cohorts[cohorts["years_since"] > 0]
    if rows.empty:
        return empty_figure(_EMPTY, look)
    names = {row.cohort: _cohort_name(row, look) for row in cohorts[cohorts["years_since"] == 0].itertuples()}
    order = [cohort for cohort in names if cohort in set(rows["cohort"])]
    years = sorted(rows["years_since"].unique().tolist())
    columns = [look.say("chart.years_later", years=year) for year in years]
    cells = {(row.cohort, row.years_since): row for row in rows.itertuples()}
    drawing = Drawing([_shades(cells, order, years, columns, names, counted_in, look)])
    drawing.traces.append(_words(cells, columns, years, names, counted_in, look))
    # half a cell on each side: where no cell has a shade, Plotly would cut the outer ones
    across, down = ({"range": [-0.5, size - 0.5]} for size in (len(columns), len(order)))
    named = {"type": "category", "categoryorder": "array"}
    return drawing.figure(
        _TOP + _FOOT + _ROW * len(order),
        look,
        xaxis=named | across | {"categoryarray": columns, "side": "top", "tickangle": 0, "tickfont": {"size": 12}},
        yaxis=named
        | down
        | {
            "categoryarray": [names[cohort] for cohort in order][::-1],
            "showgrid": False,
            "tickfont": {"size": 12, "color": look.ink.text},
        },
        margin={"l": 4, "r": 4, "t": _TOP, "b": _FOOT},
    )


def _shades(cells, order, years, columns, names, counted_in, look: Look) -> Trace:
    shares = [[_share(cells.get((cohort, year)), counted_in) for year in years] for cohort in order]
    fill = look.ink.stages[_TINTS[counted_in]]
    return draw.heatmap(
        name=counted_in,
        x=columns,
        y=[names[cohort] for cohort in order],
        z=shares,
        zmin=0,
        zmax=1,
        xgap=2,
        ygap=2,
        colorscale=[[0, look.ink.surface], [1, _mix(look.ink.background, fill)]],
        showscale=False,
        hoverinfo="skip",
    )


def _words(cells, columns, years, names, counted_in, look: Look) -> Trace:
    """What stands in each cell: the share, or a dash where the base is too small, and the firms."""
    shown = list(cells.values())
    return draw.scatter(
        name="words",
        mode="text",
        x=[columns[years.index(row.years_since)] for row in shown],
        y=[names[row.cohort] for row in shown],
        text=[_cell(row, counted_in, look) for row in shown],
        textfont={"size": 12, "color": look.ink.text},
        hovertemplate=[f"{_hover(row, look)}<extra></extra>" for row in shown],
    )


def _cell(row, counted_in: str, look: Look) -> str:
    share = _share(row, counted_in)
    told = look.number(None) if share is None else f"<b>{look.number(round(share * 100))}</b>"
    return f"{told}<br><span style='font-size:10.5px'>{look.number(getattr(row, counted_in))}</span>"


def _hover(row, look: Look) -> str:
    parts = {name: look.firms(getattr(row, name)) for name in ("firms", "retained", "promoted", "left")}
    told = look.say("chart.cohort_hover", cohort=safe(row.cohort), years=row.years_since, **parts)
    return told if row.firms >= 5 else f"{told}<br>{look.say('chart.too_few_share')}"


def _share(row, counted_in: str) -> float | None:
    share = getattr(row, f"{counted_in}_share") if row else None
    return None if share is None or pd.isna(share) else float(share)


def _cohort_name(row, look: Look) -> str:
    name = row.cohort if len(row.cohort) <= _LONGEST else f"{row.cohort[: _LONGEST - 1]}…"
    return look.say("chart.cohort_of", cohort=safe(name), firms=look.firms(row.firms))


def _mix(ground: str, colour: str) -> str:
    """Towards the page: numbers written on it can be read, light or dark."""
    pairs = ((int(ground[at : at + 2], 16), int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{(2 * one + 3 * other) // 5:02x}" for one, other in pairs)


def cohort_growth_lines(growth: pd.DataFrame, look: Look) -> go.Figure:
    """The median firm's index around its year of entry, the middle half as a band, the firms of each year below.

    `growth`: the columns of cohort_growth for one programme, cohort and measure, in order of years.
    """
    if growth.loc[growth["years_since"] != 0, "median_index"].notna().sum() == 0:
        return empty_figure(HEIGHT, look)
    ink = look.ink.exports if growth["measure"].iloc[0] == "exports_usd" else look.ink.stages[3]
    rows = list(growth.itertuples())
    labels = [year_from_entry(row.years_since, look) for row in rows]
    top, low = max(float(growth["p75_index"].max()), BASE * 1.2), min(float(growth["p25_index"].min()), BASE * 0.8)
    room = 0.08 * (top - low)
    drawing = Drawing([*_band(growth, labels, ink), _middle(growth, rows, labels, ink, look)])
    last = next(row for row in reversed(rows) if pd.notna(row.median_index))
    right = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "align": "left"}
    words = f"<b>{look.number(round(last.median_index))}</b> {look.say('chart.median')}"
    drawing.notes.append(right | {"text": words, "y": last.median_index, "font": {"size": 12, "color": ink}})
    base = {"color": look.ink.benchmark, "width": 1, "dash": "dash"}
    drawing.shapes.append(
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": BASE, "y1": BASE, "line": base, "layer": "below"}
    )
    if abs(last.median_index - BASE) > room:
        told = {"text": look.say("chart.entry_base"), "y": BASE, "font": {"size": 12, "color": look.ink.muted}}
        drawing.notes.append(right | told)
    ticks = [f"{label}<br>{look.number(row.firms)}" for label, row in zip(labels, rows, strict=True)]
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category", "tickangle": 0, "tickvals": labels, "ticktext": ticks, "tickfont": {"size": 11}},
        yaxis={"range": [max(low - room, 0), top + room], "nticks": 5, "tickformat": ",d"},
        margin={"l": 4, "r": 92, "t": 8, "b": 8},
    )


def _band(growth: pd.DataFrame, labels: list[str], ink: str) -> list[Trace]:
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "x": labels}
    red, green, blue = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
    return [
        draw.scatter(name="p25", y=growth["p25_index"].tolist(), **edge),
        draw.scatter(
            name="p75",
            y=growth["p75_index"].tolist(),
            fill="tonexty",
            fillcolor=f"rgba({red},{green},{blue},0.16)",
            **edge,
        ),
    ]


def _middle(growth: pd.DataFrame, rows: list, labels: list[str], ink: str, look: Look) -> Trace:
    return draw.scatter(
        name="median",
        mode="lines+markers",
        x=labels,
        y=growth["median_index"].tolist(),
        line={"color": ink, "width": 2.5},
        marker={"size": 6},
        hovertemplate=[f"{_growth_words(row, look)}<extra></extra>" for row in rows],
    )


def _growth_words(row, look: Look) -> str:
    lines = [
        f"<b>{look.say('chart.from_entry', years=year_from_entry(row.years_since, look))}</b>",
        look.say("chart.growth_firms", firms=look.firms(row.firms), all=look.firms(row.cohort_firms)),
    ]
    if pd.isna(row.median_index):
        return "<br>".join([*lines, look.say("chart.too_few_share")])
    low, middle, high = (look.number(round(each)) for each in (row.p25_index, row.median_index, row.p75_index))
    half = look.say("chart.middle_half", low=low, high=high)
    return "<br>".join([lines[0], f"{look.say('chart.median')} {middle}", half, lines[1]])
