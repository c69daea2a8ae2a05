"""Exporters over the years: how many, who begins and stops, and into how many hands their exports are spread."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.money import exact, marked
from charts.theme import Drawing, Look, empty_figure, unfaded

HEIGHT = 360
SPREAD = ("firms", "markets", "products")
_UPPER, _LOWER = [0.44, 1], [0, 0.34]  # all exporters above, the turns below
_GAP = 0.07  # share of the height that one label needs


def exporter_dynamics_bars(years: pd.DataFrame, look: Look) -> go.Figure:
    """Exporters of each year above; below, on its own scale, entrants upwards and exiters downwards.

    `years`: the columns of exporter_dynamics. A part year is hatched; a year with nothing to compare has no turns.
    Each bar's customdata is the year and the number that it is.
    """
    if years.empty or not years["exporters"].any():
        return empty_figure(HEIGHT, look)
    rows, labels = list(years.itertuples()), [part_label(row, look) for row in years.itertuples()]
    hatch = _hatch(years["is_part_year"], look)
    drawing = Drawing([_all_exporters(rows, labels, hatch, look)])
    reach = 1
    for name, sign, colour in (("entrants", 1, look.ink.exports), ("exiters", -1, look.ink.outside[2])):
        drawing.traces.append(_turns(name, sign, rows, labels, colour, hatch, look))
        reach = max(reach, *(getattr(row, name) for row in rows if pd.notna(getattr(row, name))), 1)
        side = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "yref": "y2", "y": sign * reach / 2}
        drawing.notes.append(side | {"text": look.say(f"chart.turn.{name}"), "font": {"size": 12, "color": colour}})
    above = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "y": rows[-1].exporters / 2, "align": "left"}
    drawing.notes.append(above | {"text": look.say("chart.turn.exporters"), "font": {"size": 12}})
    top = float(years["exporters"].max())
    ticks = {"dtick": 1} if top < 4 else {"nticks": 4}  # no half firms
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category", "tickangle": 0, "tickvals": [labels[at] for at in marked(len(labels))],
               "anchor": "y2"},
        yaxis={"domain": _UPPER, "range": [0, top * 1.18], "tickformat": ",d", **ticks},
        yaxis2={"domain": _LOWER, "range": [-reach * 1.55, reach * 1.55], "zeroline": True, "nticks": 4,
                "zerolinecolor": look.ink.line, "tickvals": [], "gridcolor": look.ink.line},
        margin={"l": 4, "r": 84, "t": 8, "b": 8},
        barmode="overlay",
    )  # fmt: skip


def exporter_concentration_lines(spread: pd.DataFrame, look: Look) -> go.Figure:
    """Effective numbers of firms, markets and products by year: the lower, the more concentrated.

    `spread`: the columns of exporter_concentration. A part year has a hollow mark.
    """
    if spread.empty:
        return empty_figure(HEIGHT, look)
    years = spread.drop_duplicates("year").sort_values("year")
    labels = {row.year: part_label(row, look) for row in years.itertuples()}
    colours = dict(zip(SPREAD, (look.ink.exports, look.ink.stages[4], look.ink.stages[2]), strict=True))
    drawing, ends, top = Drawing(), [], float(spread["effective_number"].max())
    for over, colour in colours.items():
        rows = list(spread[spread["spread_over"] == over].sort_values("year").itertuples())
        drawing.traces.append(_line(over, rows, labels, colour, look))
        ends += [(rows[-1].effective_number, over, colour)] if rows else []
    drawing.notes += _named_ends(ends, top, look)
    written = [list(labels.values())[at] for at in marked(len(labels), 3)]
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category", "tickangle": 0, "tickvals": written, "categoryarray": list(labels.values())},
        yaxis={"range": [0, top * 1.12], "nticks": 5},
        margin={"l": 4, "r": 132, "t": 8, "b": 8},
    )


def part_label(row, look: Look) -> str:
    """A year on an axis; a part year says how many months it has."""
    return look.say("chart.year_of_months", year=row.year, months=row.months) if row.is_part_year else str(row.year)


def _all_exporters(rows: list, labels: list[str], hatch: dict, look: Look) -> Trace:
    shown = set(marked(len(rows)))
    return draw.bar(
        name="exporters",
        x=labels,
        y=[row.exporters for row in rows],
        customdata=[[row.year, "exporters"] for row in rows],
        width=0.68,
        marker={"color": look.ink.stages[2], "line": {"width": 0}, "pattern": hatch},
        text=[f"<b>{look.number(row.exporters)}</b>" if at in shown else "" for at, row in enumerate(rows)],
        textposition="outside",
        textfont={"size": 12},
        **unfaded(look),
        hovertemplate=[f"{_year_words(row, look)}<extra></extra>" for row in rows],
    )


def _turns(name: str, sign: int, rows: list, labels: list[str], colour: str, hatch: dict, look: Look) -> Trace:
    counts = [None if pd.isna(getattr(row, name)) else int(getattr(row, name)) for row in rows]
    return draw.bar(
        name=name,
        x=labels,
        y=[None if count is None else sign * count for count in counts],
        yaxis="y2",
        customdata=[[row.year, name] for row in rows],
        width=0.68,
        marker={"color": colour, "line": {"width": 0}, "pattern": hatch},
        text=[f"{'+' if sign > 0 else '−'}{look.number(count)}" if count else "" for count in counts],
        textposition="outside",
        textfont={"size": 12},
        **unfaded(look),
        cliponaxis=False,
        hovertemplate=[f"{_year_words(row, look)}<extra></extra>" for row in rows],
    )


def _line(over: str, rows: list, labels: dict[int, str], colour: str, look: Look) -> Trace:
    fill = [look.ink.background if row.is_part_year else colour for row in rows]
    return draw.scatter(
        name=over,
        mode="lines+markers",
        x=[labels[row.year] for row in rows],
        y=[row.effective_number for row in rows],
        customdata=[[row.year, row.hhi] for row in rows],
        line={"color": colour, "width": 2.5},
        marker={"size": 7, "color": fill, "line": {"color": colour, "width": 2}},
        hovertemplate=[f"{_spread_words(row, look)}<extra></extra>" for row in rows],
    )


def _named_ends(ends: list[tuple], top: float, look: Look) -> list[dict[str, object]]:
    """Direct labels at the right end, pushed apart so that none covers another."""
    notes, floor = [], 0.0
    for number, over, colour in sorted(ends):
        place = max(number, floor)
        floor = place + _GAP * top
        words = look.say(f"chart.spread.{over}", number=look.number(round(number, 1)))
        beside = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "y": place, "align": "left"}
        notes.append(beside | {"text": f"<span style='color:{colour}'>●</span> {words}", "font": {"size": 12.5}})
    return notes


def _hatch(is_part_year, look: Look) -> dict:
    return {
        "shape": ["/" if is_part else "" for is_part in is_part_year],
        "fgcolor": look.ink.background,
        "fillmode": "overlay",
        "size": 6,
        "solidity": 0.35,
    }


def _year_words(row, look: Look) -> str:
    lines = [
        f"<b>{look.say('chart.year', year=row.year)}</b> {look.say('chart.exporters', firms=look.firms(row.exporters))}"
    ]
    if row.is_part_year:
        lines.append(look.say("chart.part_months", months=look.number(row.months)))
    if pd.isna(row.entrants):
        return "<br>".join([*lines, look.say("chart.turn.nothing_before")])
    turns = {name: look.firms(getattr(row, name)) for name in ("entrants", "exiters", "incumbents")}
    lines.append(look.say("chart.turn.hover", **turns, months=look.number(row.compared_months)))
    rates = {name: look.number(getattr(row, name), "share") for name in ("entry_rate", "exit_rate")}
    return "<br>".join([*lines, look.say("chart.turn.rates", **rates)])


def _spread_words(row, look: Look) -> str:
    head = look.say(f"chart.spread.{row.spread_over}", number=look.number(round(row.effective_number, 1)))
    shares = [look.number(share, "share") for share in (row.top_1_share, row.top_5_share, row.top_10_share)]
    lines = [
        f"<b>{look.say('chart.year', year=row.year)}</b> {head}",
        look.say("chart.spread.hhi", hhi=f"{row.hhi:.3f}", parts=look.number(row.parts)),
        look.say("chart.spread.top", one=shares[0], five=shares[1], ten=shares[2]),
        exact(row.exports_usd, "usd", look),
    ]
    if row.is_part_year:
        lines.insert(1, look.say("chart.part_months", months=look.number(row.months)))
    return "<br>".join(lines)
