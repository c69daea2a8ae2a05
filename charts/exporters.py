"""Who exports: how much the largest make together, exporters by size, and groups of firms."""

from collections.abc import Collection
from math import log10
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.matrix import short_programme, short_stage
from charts.money import bare, exact, scaled
from charts.theme import Drawing, Look, empty_figure, safe, unfaded

HEIGHT = 360
MARKED = (1, 5, 10)  # ranks whose share is written beside the curve
MOST_GROUPS = 12
_MOST_POINTS = 400  # of a curve; beyond the first hundred firms it bends too little to need them all
_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_EMPTY, _SIZE_ROW, _GROUP_ROW, _FOOT = 340, 58, 38, 24
_LINE = 22  # characters of a group's name on one line: a phone keeps half its width for the bars
_LEAST = 320  # as high as the list beside it needs at least


def exporter_pareto_curve(firms: pd.DataFrame, look: Look, chosen: Collection[str] = ()) -> go.Figure:
    """The share of exports that the first so many firms make together, from the largest to all; ranks on a log scale.

    `firms`: the columns of exporter_pareto of one year. Each point's customdata is its firm and the sum up to it;
    firms that are `chosen` carry their name.
    """
    if firms.empty:
        return empty_figure(HEIGHT, look)
    drawn = firms[firms["rank"].isin(_ranks(len(firms))) | firms["firm_id"].isin(list(chosen))]
    named = firms[firms["firm_id"].isin(list(chosen))]
    curve = draw.scatter(
        name="pareto",
        mode="lines+markers",
        x=drawn["rank"].tolist(),
        y=drawn["cumulative_share"].tolist(),
        customdata=[[row.firm_id, int(row.cumulative_usd)] for row in drawn.itertuples()],
        line={"color": look.ink.exports, "width": 2.5},
        marker={
            "size": [10 if rank in MARKED else 4 for rank in drawn["rank"]],
            "color": look.ink.exports,
            "line": {"width": 0},
            "opacity": 1,  # Plotly takes marks of several sizes for bubbles that may cover each other
        },
        **unfaded(look),
        hovertemplate=[f"{_curve_words(row, look)}<extra></extra>" for row in drawn.itertuples()],
        cliponaxis=False,
    )
    drawing = Drawing([curve])
    for row in firms[firms["rank"].isin(MARKED)].itertuples():
        told = look.say(
            "chart.pareto.top", firms=look.firms(row.rank), share=look.number(row.cumulative_share, "share")
        )
        drawing.notes.append(_beside(row, f"<b>{told}</b>", 16))
    for row in named.head(MOST_GROUPS).itertuples():
        drawing.traces.append(_spot(row, look))
        drawing.notes.append(_beside(row, safe(row.firm_name), 36))
    return _on_log_ranks(drawing, len(firms), look)


def exporters_by_size_bars(sizes: pd.DataFrame, look: Look) -> go.Figure:
    """Two bars for each class: its share of the exporters in grey, its share of the exports in the accent.

    `sizes`: the columns of exporters_by_size of one year, from the smallest class; the largest is drawn on top. Each
    bar's customdata is the year and the class.
    """
    if sizes.empty or not sizes["exporters"].any():
        return empty_figure(_EMPTY, look)
    names = [look.label("size_class", code) for code in sizes["size_class"]]
    firms = [_firms_end(row, look) for row in sizes.itertuples()]
    money = [_money_end(row, look) for row in sizes.itertuples()]
    bars = [
        _lying_bar("exports", names, sizes["share"], money, look.ink.exports, look),
        _lying_bar("exporters", names, sizes["exporters_share"], firms, look.ink.outside[1], look),
    ]
    for bar in bars:
        bar["customdata"] = sizes[["year", "size_class"]].to_numpy(object).tolist()
        bar["hovertemplate"] = [f"{_size_words(row, look)}<extra></extra>" for row in sizes.itertuples()]
    reach = float(sizes[["share", "exporters_share"]].max().max()) * 1.8
    return _lying(Drawing(bars), _FOOT + _SIZE_ROW * len(names), reach, look, barmode="group", bargap=0.24)


def exports_by_group_bars(groups: pd.DataFrame, look: Look) -> go.Figure:
    """What each group of firms exported in one year; stages from the lowest, other groups from the largest.

    `groups`: the columns of exports_by_group of one year; the twelve largest are drawn. Each bar's customdata is the
    year and the group's codes.
    """
    if groups.empty:
        return empty_figure(_EMPTY, look)
    keys, drawn = group_keys(groups), drawn_groups(groups)
    rows = drawn.iloc[::-1].to_dict("records")
    top = float(groups["exports_usd"].max())
    names = [_wrapped(group_name(row, keys, look)) for row in rows]
    bar = draw.bar(
        name="exports",
        orientation="h",
        x=[scaled(row["exports_usd"], "usd", look) for row in rows],
        y=names,
        customdata=[[row["year"], *(None if pd.isna(row[key]) else row[key] for key in keys)] for row in rows],
        width=0.62,
        marker={"color": [_group_ink(row, look) for row in rows], "line": {"width": 0}},
        **unfaded(look),
        text=[_group_end(row, top, look) for row in rows],
        textposition="outside",
        textfont={"size": 12},
        cliponaxis=False,
        hovertemplate=[f"{_group_words(row, keys, look)}<extra></extra>" for row in rows],
    )
    return _lying(Drawing([bar]), max(_LEAST, _FOOT + _GROUP_ROW * len(rows)), scaled(top, "usd", look) * 2.4, look)


def group_keys(groups: pd.DataFrame) -> list[str]:
    """The columns that say which group a row is."""
    return [name for name in groups.columns if name not in ("year", "exports_usd", "exporters", "median_usd", "share")]


def drawn_groups(groups: pd.DataFrame) -> pd.DataFrame:
    """The groups that the figure shows, in its order from the top."""
    if "stage_code" in groups:
        return groups
    return groups.sort_values("exports_usd", ascending=False, kind="stable").head(MOST_GROUPS)


def group_name(row: dict, keys: list[str], look: Look) -> str:
    """What a group of firms is called; what nobody knows has a name too."""
    if "cohort" in keys:
        if pd.isna(row["cohort"]):
            return look.say("chart.group.no_cohort")
        return f"{short_programme(row['programme_code'], look)} {row['cohort']}"
    [key] = keys
    if pd.isna(row[key]):
        return look.say(f"chart.group.no_{key}")
    if key == "stage_code":
        return short_stage(row[key], look) if row[key] != "none" else look.name("held", "none")
    return look.name({"district": "district_name", "industry_code": "industry"}[key], row[key])


def _ranks(count: int) -> set[int]:
    """Each of the first hundred ranks, then ever wider steps to the last."""
    beyond = (
        (int(100 * (count / 100) ** (step / 300)) for step in range(301)) if count > _MOST_POINTS else range(count + 1)
    )
    return {*range(1, min(count, 100) + 1), *beyond, *MARKED, count}


def _on_log_ranks(drawing: Drawing, count: int, look: Look) -> go.Figure:
    ticks = [tick for tick in _TICKS if tick <= count / 1.5] + [count]
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={
            "type": "log", "tickvals": ticks, "ticktext": [look.number(tick) for tick in ticks],
            "title": {"text": look.say("chart.pareto.axis"), "font": {"size": 12, "color": look.ink.muted}},
        },
        yaxis={"range": [0, 1.06], "tickformat": ".0%", "nticks": 6},
        margin={"l": 4, "r": 20, "t": 16, "b": 8},
    )  # fmt: skip


def _beside(row, words: str, down: int) -> dict[str, object]:
    # a note stands on a log axis at the logarithm of its place
    place = {"x": log10(row.rank), "y": row.cumulative_share}
    return place | {"text": words, "xanchor": "left", "xshift": 10, "yshift": -down, "font": {"size": 12.5}}


def _spot(row, look: Look) -> Trace:
    return draw.scatter(
        name="chosen",
        mode="markers",
        x=[row.rank],
        y=[row.cumulative_share],
        customdata=[[row.firm_id, int(row.cumulative_usd)]],
        marker={"size": 13, "color": look.ink.text, "line": {"color": look.ink.background, "width": 2}},
        hovertemplate=f"{_curve_words(row, look)}<extra></extra>",
        cliponaxis=False,
    )


def _lying_bar(name: str, names: list[str], values, texts: list[str], colour: str, look: Look) -> Trace:
    return draw.bar(
        name=name,
        orientation="h",
        x=[float(value) for value in values],
        y=names,
        marker={"color": colour, "line": {"width": 0}},
        **unfaded(look),
        text=texts,
        textposition="outside",
        textfont={"size": 12},
        cliponaxis=False,
    )


def _lying(drawing: Drawing, height: int, reach: float, look: Look, **layout: object) -> go.Figure:
    return drawing.figure(
        height,
        look,
        xaxis={"visible": False, "range": [0, reach]},
        yaxis={"type": "category", "showgrid": False, "tickfont": {"size": 13, "color": look.ink.text}},
        **layout,
    )


def _firms_end(row, look: Look) -> str:
    share = f"  {look.number(row.exporters_share, 'share')}" if row.exporters else ""
    return f"{look.firms(row.exporters)}{share}"


def _money_end(row, look: Look) -> str:
    if not row.exporters:
        return ""
    return f"<b>{bare(row.exports_usd, 'usd', row.exports_usd, look)}</b>  {look.number(row.share, 'share')}"


def _group_ink(row: dict, look: Look) -> str:
    if "stage_code" in row:
        return look.stage_colour(row["stage_code"])
    return look.ink.exports


def _group_end(row: dict, top: float, look: Look) -> str:
    muted = f"{look.number(row['share'], 'share')} · {look.firms(row['exporters'])}"
    value = bare(row["exports_usd"], "usd", top, look)
    return f"<b>{value}</b>  <span style='color:{look.ink.muted}'>{muted}</span>"


def _curve_words(row, look: Look) -> str:
    together = look.say(
        "chart.pareto.hover",
        firms=look.firms(row.rank),
        share=look.number(row.cumulative_share, "share"),
        usd=exact(row.cumulative_usd, "usd", look),
    )
    own = look.say("chart.of_exports", share=look.number(row.share, "share"))
    return f"<b>{row.rank}. {safe(row.firm_name)}</b> {exact(row.exports_usd, 'usd', look)}<br>{own}<br>{together}"


def _size_words(row, look: Look) -> str:
    firms = look.say(
        "chart.size.firms", firms=look.firms(row.exporters), share=look.number(row.exporters_share, "share")
    )
    usd = look.say("chart.of_exports", share=look.number(row.share, "share"))
    head = f"<b>{look.label('size_class', row.size_class)}</b> {exact(row.exports_usd, 'usd', look)}"
    return f"{head}<br>{usd}<br>{firms}"


def _wrapped(name: str) -> str:
    """A name on at most two lines, broken at a space; what is longer ends in dots, and hovering says it whole."""
    lines = wrap(name, _LINE if name.isascii() else _LINE * 3 // 5, max_lines=2, placeholder=" …")  # Hangul is wider
    return "<br>".join(safe(line) for line in lines)


def _group_words(row: dict, keys: list[str], look: Look) -> str:
    lines = [
        f"<b>{safe(group_name(row, keys, look))}</b> {exact(row['exports_usd'], 'usd', look)}",
        look.say("chart.of_exports", share=look.number(row["share"], "share")),
        look.say("chart.exporters", firms=look.firms(row["exporters"])),
        f"{look.say('chart.median')} {exact(row['median_usd'], 'usd', look)}",
    ]
    return "<br>".join(lines)
