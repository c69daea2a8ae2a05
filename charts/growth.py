"""Why exports moved: a waterfall between two periods, and the same account of each year stacked."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.growth_words import FAMILIES, period_words
from charts.money import bare, colour_key, exact, marked, scaled
from charts.theme import Drawing, Look, empty_figure, unfaded

HEIGHT, _HIGH = 340, 400  # the waterfall stands beside a long list
_ROW, _MARGINS = 34, 16
_ENDS = ("opening", "closing")
_A_YEAR = 12  # months
_CUT_FROM = 0.35  # where all that moves needs less than this of the longest bar, the bars are cut so that it shows
_LEFT_OF_CUT = 0.3  # of what moves: how much of the uncut bar stays
_ROOM = 0.27  # of what is drawn, on the right for the words


def export_growth_waterfall(account: pd.DataFrame, look: Look) -> go.Figure:
    """The earlier period, what was added and lost, the later period. Components that are 0 are not drawn.

    `account`: the rows of export_growth_decomposition. Where the change is small beside the totals, the bars of the
    two periods are cut on the left and marked so.
    """
    drawn = account[(account["usd"] != 0) | account["component"].isin(_ENDS)]
    if not drawn["usd"].any():
        return empty_figure(HEIGHT, look)
    rows = list(drawn.itertuples())
    levels = _levels(rows)
    floor, top = _floor(levels, look), scaled(max(max(level) for level in levels), "usd", look)
    notes = [
        {"x": scaled(max(level), "usd", look), "y": place, "text": _value(row, look), "xanchor": "left", "xshift": 5}
        for place, (row, level) in enumerate(zip(rows, levels, strict=True))
    ]
    shapes = _connectors(levels, look) + (_cuts(rows, look) if floor else [])
    names = {"tickvals": list(range(len(rows))), "ticktext": _names(rows, look), "tickfont": {"color": look.ink.text}}
    return Drawing([_bars(rows, levels, look)], notes, shapes).figure(
        max(_HIGH, _MARGINS + _ROW * len(rows)),
        look,
        xaxis={"visible": False, "range": [floor, top + (top - floor) * _ROOM]},
        yaxis=names | {"range": [len(rows) - 0.5, -0.5], "showgrid": False},
    )


def is_cut(account: pd.DataFrame) -> bool:
    """Whether the bars of the two periods do not begin at 0."""
    return not account.empty and _floor(_levels(list(account.itertuples())), None) > 0


def export_growth_by_year_bars(years: pd.DataFrame, look: Look) -> go.Figure:
    """For each year what added to exports above the line and what took from them below it; a dot is the change.

    `years`: the columns of export_growth_by_year. A part year is named by its months and hatched.
    """
    if years.empty or not years["usd"].any():
        return empty_figure(HEIGHT, look)
    shown = sorted(years["year"].unique())
    is_part = {year: months < _A_YEAR for year, months in zip(years["year"], years["months"], strict=True)}
    labels = [f"{year}*" if is_part[year] else str(year) for year in shown]
    hatch = {"shape": ["/" if is_part[year] else "" for year in shown], "fillmode": "overlay", "size": 6}
    hatch |= {"fgcolor": look.ink.background, "solidity": 0.35}
    changes, drawing = _changes(years).reindex(shown), Drawing(notes=[_name_colours(look)])
    for components, colour in zip(FAMILIES.values(), _family_colours(look), strict=True):
        for component in components:
            amounts = years[years["component"] == component].set_index("year")["usd"].reindex(shown)
            marker = {"color": colour, "line": {"width": 0}, "pattern": hatch}
            drawing.traces.append(_stack(component, labels, amounts, marker, look))
    drawing.traces.append(_dots(labels, changes, look))
    drawing.notes += _name_changes(changes, look)
    axis = {"type": "category", "tickangle": 0, "tickvals": [labels[at] for at in marked(len(labels))]}
    zero = {"zeroline": True, "zerolinecolor": look.ink.muted, "nticks": 6, "tickformat": ",~r"}
    return drawing.figure(HEIGHT, look, barmode="relative", xaxis=axis, yaxis=zero, margin={"t": 34})


def _bars(rows: list, levels: list[tuple[float, float]], look: Look) -> Trace:
    return draw.bar(
        name="account",
        orientation="h",
        y=list(range(len(rows))),  # not their names: Plotly takes a year for a number
        base=[scaled(min(level), "usd", look) for level in levels],
        x=[scaled(abs(after - before), "usd", look) for before, after in levels],
        customdata=[[row.component] for row in rows],
        marker={"color": [_colour(row, look) for row in rows], "line": {"width": 0}},
        hovertemplate=[f"{_words(row, look)}<extra></extra>" for row in rows],
        width=0.66,
        **unfaded(look),
    )


def _stack(component: str, labels: list[str], amounts: pd.Series, marker: dict, look: Look) -> Trace:
    return draw.bar(
        name=component,
        x=labels,
        y=[scaled(usd, "usd", look) for usd in amounts],
        customdata=[[int(year), component, usd] for year, usd in amounts.items()],
        marker=marker,
        hovertemplate=[_year_words(year, component, usd, look) for year, usd in amounts.items()],
        width=0.68,
    )


def _levels(rows: list) -> list[tuple[float, float]]:
    """From where to where each bar goes: the ends from 0, what moves from where the last one stopped."""
    levels, at = [], 0
    for row in rows:
        before, at = (0, row.usd) if row.component in _ENDS else (at, at + row.usd)
        levels.append((before, at))
    return levels


def _floor(levels: list[tuple[float, float]], look: Look | None) -> float:
    tops = [after for _, after in levels]
    span, top = max(tops) - min(tops), max(tops)
    if not span or span > _CUT_FROM * top:
        return 0
    floor = min(tops) - _LEFT_OF_CUT * span
    return scaled(floor, "usd", look) if look else floor


def _names(rows: list, look: Look) -> list[str]:
    ends = {"opening": rows[0].start_period, "closing": rows[0].end_period}
    return [
        period_words(ends[row.component], look) if row.component in ends else look.name("component", row.component)
        for row in rows
    ]


def _colour(row, look: Look) -> str:
    if row.component in _ENDS:
        return look.ink.exports
    return look.ink.stages[3] if row.usd > 0 else look.ink.outside[1]


def _value(row, look: Look) -> str:
    is_rise = row.component not in _ENDS and row.usd > 0
    return f"<b>{'+' if is_rise else ''}{bare(row.usd, 'usd', row.usd, look)}</b>"


def _connectors(levels: list[tuple[float, float]], look: Look) -> list[dict[str, object]]:
    line = {"color": look.ink.line, "width": 1}
    return [
        {"type": "line", "x0": at, "x1": at, "y0": place, "y1": place + 1, "line": line, "layer": "below"}
        for place, at in enumerate(scaled(after, "usd", look) for _, after in levels[:-1])
    ]


def _cuts(rows: list, look: Look) -> list[dict[str, object]]:
    """Two slanted lines through a bar that does not begin at 0, in the colour of the page."""
    line = {"color": look.ink.background, "width": 2}
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": at,
            "x1": at + 0.012,
            "y0": place + 0.4,
            "y1": place - 0.4,
            "line": line,
        }
        for place, row in enumerate(rows)
        if row.component in _ENDS
        for at in (0.03, 0.042)
    ]


def _words(row, look: Look) -> str:
    lines = [f"<b>{look.name('component', row.component)}</b>", exact(row.usd, "usd", look)]
    lines.append(look.say("chart.growth.firms", firms=look.firms(row.firms)))
    if pd.notna(row.share_of_change):
        lines.append(look.say("chart.growth.share", share=look.number(row.share_of_change, "share")))
    return "<br>".join(lines)


def _family_colours(look: Look) -> tuple[str, ...]:
    stages = look.ink.stages
    return stages[4], stages[2], stages[0], look.ink.outside[1]


def _changes(years: pd.DataFrame) -> pd.Series:
    ends = {end: years[years["component"] == end].set_index("year")["usd"] for end in _ENDS}
    return ends["closing"] - ends["opening"]


def _dots(labels: list[str], changes: pd.Series, look: Look) -> Trace:
    return draw.scatter(
        name="change",
        mode="markers",
        x=labels,
        y=[scaled(usd, "usd", look) for usd in changes],
        customdata=changes.tolist(),
        marker={"size": 9, "color": look.ink.exports, "line": {"color": look.ink.background, "width": 1.5}},
        hovertemplate=[
            look.say("chart.growth.change", year=year, value=exact(usd, "usd", look)) + "<extra></extra>"
            for year, usd in changes.items()
        ],
    )


def _name_changes(changes: pd.Series, look: Look) -> list[dict[str, object]]:
    looks = {"font": {"size": 12, "color": look.ink.exports}, "bgcolor": look.ink.background, "opacity": 0.9}
    looks |= {"xanchor": "left", "xshift": 8, "borderpad": 0}
    top, notes = changes.abs().max(), []
    for at in marked(len(changes)):
        usd = changes.iloc[at]
        text = f"<b>{'+' if usd > 0 else ''}{bare(usd, 'usd', top, look)}</b>"
        notes.append(looks | {"x": at, "y": scaled(usd, "usd", look), "text": text})
    return notes


def _name_colours(look: Look) -> dict[str, object]:
    words = [look.say(f"chart.growth.family_short.{name}") for name in (*FAMILIES, "change")]
    marks = zip("■■■■●", (*_family_colours(look), look.ink.exports), words, strict=True)
    return colour_key(list(marks), look)


def _year_words(year: int, component: str, usd: float, look: Look) -> str:
    head = f"<b>{look.say('chart.year', year=year)}</b> {look.name('component', component)}"
    return f"{head}<br>{exact(usd, 'usd', look)}<extra></extra>"
