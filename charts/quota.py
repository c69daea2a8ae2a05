"""The quota: seats held against it over the years, and when designations end."""

import datetime

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.days import is_year_end
from charts.draw import Trace
from charts.money import marked
from charts.theme import LIGHT, STAGES, Drawing, Look, empty_figure, whole_ticks

_PANEL, _GAP, _HEAD, _FOOT = 150, 36, 26, 34  # pixels of a stage's panel, between two, above the first, of the axis
_RIGHT = 84  # room for the quota's own name behind the last year
CALENDAR_HEIGHT = 340
_BAR_MS = 22 * 24 * 3600 * 1000  # a month's bar leaves a gap to the next
_EMPTY = 260
PALE = STAGES[:3]  # dark words read on these


def limited_stages(use: pd.DataFrame) -> list[str]:
    """The stages that ever had a quota, the largest quota first."""
    largest = use[use["quota"].notna()].groupby("stage_code", sort=False)["quota"].max()
    return largest.sort_values(ascending=False, kind="stable").index.tolist()


def quota_use_bars(use: pd.DataFrame, as_of: datetime.date, look: Look) -> go.Figure:
    """Seats held at each year's end as bars, the quota as a step line whose changes are named; a panel for each stage.

    `use`: the columns of quota_use; stages without any quota are left out.
    """
    stages = limited_stages(use)
    if not stages:
        return empty_figure(_EMPTY, look)
    use = use[use["stage_code"].isin(stages)]
    use = use[use["year"] >= use.loc[(use["used"] > 0) | use["quota"].notna(), "year"].min()]
    drawing, inner = Drawing(), len(stages) * _PANEL + (len(stages) - 1) * _GAP
    axes: dict[str, dict] = {}
    labels = [_year_label(int(year), as_of, look) for year in sorted(use["year"].unique())]
    for nth, stage in enumerate(stages):
        rows = use[use["stage_code"] == stage].sort_values("year")
        axis, top = f"y{nth + 1 if nth else ''}", inner - nth * (_PANEL + _GAP)
        highest = max(rows["used"].max(), rows["quota"].max())
        axes[f"yaxis{nth + 1 if nth else ''}"] = {
            **{"domain": [(top - _PANEL) / inner, top / inner], "range": [0, highest * 1.24], "nticks": 4},
            "tickformat": ",d",
            **whole_ticks(highest),
        }
        _draw_panel(drawing, list(rows.itertuples()), labels, axis, stage, look)
        head = {"text": f"<b>{look.label('stage', stage)}</b>", "font": {"size": 14}, "yanchor": "bottom", "yshift": 2}
        drawing.notes.append(head | {"x": 0, "xref": "paper", "xanchor": "left", "y": top / inner, "yref": "paper"})
    shown = [labels[at] for at in marked(len(labels))]
    return drawing.figure(
        inner + _HEAD + _FOOT,
        look,
        xaxis={
            "type": "category",
            "tickangle": 0,
            "tickvals": shown,
            "anchor": f"y{len(stages) if stages[1:] else ''}",
        },
        margin={"l": 4, "r": _RIGHT, "t": _HEAD, "b": _FOOT},
        bargap=0.34,
        **axes,
    )


def _year_label(year: int, as_of: datetime.date, look: Look) -> str:
    is_part = year == as_of.year and not is_year_end(as_of)
    return look.say("chart.part_year", year=year) if is_part else str(year)


def _draw_panel(drawing: Drawing, rows: list, labels: list[str], axis: str, stage: str, look: Look) -> None:
    hovers = [f"{_use_words(row, look)}<extra></extra>" for row in rows]
    quotas = [None if pd.isna(row.quota) else int(row.quota) for row in rows]
    bars = draw.bar(
        name=stage,
        x=labels,
        y=[row.used for row in rows],
        yaxis=axis,
        marker={"color": look.stage_colour(stage), "line": {"width": 1, "color": look.stage_edge(stage)}},
        hovertemplate=hovers,
    )
    line = {"color": look.ink.benchmark, "width": 2, "dash": "dash", "shape": "hvh"}
    steps = draw.scatter(
        name=f"quota_{stage}",
        mode="lines",
        x=labels,
        y=quotas,
        yaxis=axis,
        line=line,
        hoverinfo="skip",
        connectgaps=False,
    )
    drawing.traces += [bars, steps]
    ink = LIGHT.text if stage in PALE else LIGHT.background  # on the bar, whatever the page's ground
    for at in (at for at in marked(len(rows)) if rows[at].used):
        inside = {"text": f"<b>{look.number(rows[at].used)}</b>", "yanchor": "top", "yshift": -1}
        drawing.notes.append({"x": at, "y": rows[at].used, "yref": axis, "font": {"size": 12, "color": ink}} | inside)
    _name_quota(drawing, rows, quotas, axis, look)


def _name_quota(drawing: Drawing, rows: list, quotas: list, axis: str, look: Look) -> None:
    """The quota of the last year behind its line, each change above its year."""
    muted = {"font": {"size": 12, "color": look.ink.muted}, "yref": axis}
    if quotas[-1] is not None:
        text = look.say("chart.quota_now", quota=look.number(quotas[-1]))
        beside = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "y": quotas[-1], "text": text}
        drawing.notes.append(muted | beside)
    for at, row in enumerate(rows):
        if row.is_quota_changed and at and quotas[at - 1] is not None:
            text = look.say("chart.quota_change", before=look.number(quotas[at - 1]), after=look.number(quotas[at]))
            above = {
                "x": at,
                "y": max(quotas[at - 1], quotas[at]),
                "yanchor": "bottom",
                "text": f"<b>{text}</b>",
            }
            drawing.notes.append(muted | above | {"font": {"size": 13, "color": look.ink.text}})


def _use_words(row, look: Look) -> str:
    head = look.say(
        "chart.stock_hover", year=row.year, stage=look.label("stage", row.stage_code), firms=look.firms(row.used)
    )
    if pd.isna(row.quota):
        return head
    key = "chart.quota_over" if row.vacancies < 0 else "chart.quota_left"
    told = look.say(key, quota=look.firms(row.quota), gap=look.number(abs(row.vacancies), "seats"))
    return f"{head}<br>{told}"


def ending_spells_bars(ending: pd.DataFrame, as_of: datetime.date, look: Look) -> go.Figure:
    """Designations by the month in which they end, stacked by stage; hatched where the firm has a later one already.

    `ending`: the columns of ending_spells, of the 24 months after `as_of`.
    """
    if ending.empty:
        return empty_figure(CALENDAR_HEIGHT, look)
    drawing = Drawing()
    by_stage = ending.groupby(["stage_code", "month"], sort=False)[["firms", "with_later_spell"]].sum().reset_index()
    order = {code: place for place, code in enumerate(look.names.get("stage", {}))}
    for stage in sorted(by_stage["stage_code"].unique(), key=lambda code: order.get(code, len(order))):
        rows = list(by_stage[by_stage["stage_code"] == stage].itertuples())
        drawing.traces += [_month_bars(rows, stage, is_later, look) for is_later in (False, True)]
    totals = by_stage.groupby("month")["firms"].sum()
    drawing.notes += [
        {"x": str(month), "y": total, "text": f"<b>{look.number(total)}</b>", "yanchor": "bottom", "font": {"size": 12}}
        for month, total in totals.items()
    ]
    _draw_horizons(drawing, as_of, look)
    first, last = (pd.Timestamp(as_of) + pd.DateOffset(months=months) for months in (0, 24))
    legend = {"orientation": "h", "x": 0, "y": 1.1, "yanchor": "bottom", "traceorder": "normal", "font": {"size": 12}}
    return drawing.figure(
        CALENDAR_HEIGHT,
        look,
        xaxis={
            **{"type": "date", "range": [str(first - pd.DateOffset(days=48)), str(last + pd.DateOffset(days=16))]},
            **{"tickformat": "%Y-%m", "tickangle": 0, "nticks": 7},
        },
        yaxis={
            "range": [0, totals.max() * 1.16],
            "nticks": 5,
            "tickformat": ",d",
            **whole_ticks(totals.max()),
        },
        barmode="stack",
        showlegend=True,
        legend=legend | {"itemclick": False, "itemdoubleclick": False},
        margin={"l": 4, "r": 8, "t": 58, "b": 24},
    )


def _month_bars(rows: list, stage: str, is_later: bool, look: Look) -> Trace:
    """The firms of a stage whose seat may become free, or those whose seat a later designation holds."""
    hatch = {"shape": "/" if is_later else "", "fgcolor": look.ink.background, "fillmode": "overlay", "size": 6}
    return draw.bar(
        name=look.label("stage", stage),
        legendgroup=stage,
        showlegend=not is_later,
        x=[str(row.month) for row in rows],
        y=[row.with_later_spell if is_later else row.firms - row.with_later_spell for row in rows],
        customdata=[stage] * len(rows),
        width=_BAR_MS,
        marker={
            **{"color": look.stage_colour(stage), "line": {"width": 1, "color": look.stage_edge(stage)}},
            **{"pattern": hatch | {"solidity": 0.45}},
        },
        hovertemplate=[f"{_month_words(row, look)}<extra></extra>" for row in rows],
    )


def _month_words(row, look: Look) -> str:
    return look.say(
        "chart.ending_hover",
        month=f"{row.month:%Y-%m}",
        stage=look.label("stage", row.stage_code),
        firms=look.firms(row.firms),
        later=look.firms(row.with_later_spell),
    )


def _draw_horizons(drawing: Drawing, as_of: datetime.date, look: Look) -> None:
    line = {"color": look.ink.benchmark, "width": 1, "dash": "dash"}
    for months in (6, 12, 24):
        # a month's bar stands around its first day: the line goes behind the bar of the last month within it
        x = str((pd.Timestamp(as_of) + pd.DateOffset(months=months, days=-15)).date())
        drawing.shapes.append({"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line})
        text = look.say("chart.months_ahead", months=months)
        note = {
            "text": text,
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "font": {"size": 12, "color": look.ink.muted},
        }
        drawing.notes.append({"x": x, "xanchor": "right" if months == 24 else "center"} | note)
