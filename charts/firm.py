"""One firm's path: its designations as bars, under them the support it got, and what it sold, exported and spent."""

import datetime

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.firm_support import draw_support, support_lanes
from charts.lanes import DAY_MS, lane_axis
from charts.money import bare, exact
from charts.theme import LIGHT, STAGES, Drawing, Look, empty_figure, safe

MEASURES = {"sales_krw": "krw", "exports_usd": "usd_thousand", "staff": "people", "rnd_krw": "krw"}
_LANE, _PANEL, _GAP, _AXIS, _TOP = 32, 70, 24, 28, 6  # pixels
_EMPTY = 220
_LEFT = 112  # pixels for the names of lanes and panels: one column for both
_BAR = 0.62  # of a year
_SHORT, _ROOMY = 6, 900  # characters of a cohort that fit a bar; days of a bar that has room for a reason too


def firm_path_timeline(
    spells: pd.DataFrame, years: pd.DataFrame, support: pd.DataFrame, as_of: datetime.date, look: Look
) -> go.Figure:
    """Designations in their stages' colours, the highest on top; below, a lane for each support programme that the
    firm took part in, and a panel each for sales, exports, staff, R&D.

    `spells`: programme_code, cohort, stage_code, starts_on, ends_on, is_end_estimated, end_reason, in order of start
    (a spell of several uploaded rows once); `years`, `support`: the columns of firm_years and firm_support of the
    firm. A year without a value is a gap; a panel without any says so.
    """
    if spells.empty and years.empty and support.empty:
        return empty_figure(_EMPTY, look)
    once = spells.drop_duplicates(["programme_code", "cohort"])
    lanes, helped = _lanes(once), support_lanes(support)
    panels = MEASURES if len(years) else {}
    bands = _LANE * max(len(lanes), 1) + (_GAP + _LANE * len(helped) if helped else 0)
    height = _TOP + bands + len(panels) * (_PANEL + _GAP) + _AXIS
    place = _Place(height)
    names = [look.label("programme", code) for code in lanes]
    drawing, axes = Drawing(), {"yaxis": lane_axis(lanes, names, place.take(_LANE * max(len(lanes), 1)), look)}
    _draw_spells(drawing, once, as_of, look)
    if helped:
        place.skip(_GAP)
        axes["yaxis2"] = draw_support(drawing, support, 2, place.take(_LANE * len(helped)), look)
    for nth, (measure, unit) in enumerate(panels.items(), start=len(axes) + 1):
        place.skip(_GAP)
        axes[f"yaxis{nth}"] = _draw_panel(drawing, years, measure, unit, nth, place.take(_PANEL), look)
    _mark_day(drawing, as_of, look)
    foot = f"y{len(axes)}" if len(axes) > 1 else "y"
    return drawing.figure(
        height,
        look,
        xaxis=_time_axis(*_span(once, years, support, as_of)) | {"anchor": foot},
        barmode="overlay",
        bargap=0,
        margin={"l": _LEFT, "r": 10, "t": _TOP, "b": _AXIS},
        **axes,
    )


def _lanes(spells: pd.DataFrame) -> list[str]:
    """Programmes from the lowest stage up, within a stage by their first start."""
    codes = list(spells["programme_code"])
    stage_of = dict(zip(codes, spells["stage_code"], strict=True))
    known = {code: at for at, code in enumerate(STAGES)}
    return sorted(stage_of, key=lambda code: (known.get(stage_of[code], len(known)), codes.index(code)))


class _Place:
    """Hands out the figure's height from the top down, as parts of its drawn area."""

    def __init__(self, height: int) -> None:
        self._whole, self._used = height - _TOP - _AXIS, 0

    def take(self, pixels: int) -> list[float]:
        top = 1 - self._used / self._whole
        self._used += pixels
        return [max(0.0, 1 - self._used / self._whole), top]

    def skip(self, pixels: int) -> None:
        self._used += pixels


def _draw_spells(drawing: Drawing, spells: pd.DataFrame, as_of: datetime.date, look: Look) -> None:
    rows = list(spells.itertuples())
    for row in rows:
        ends = row.ends_on + datetime.timedelta(days=1)
        cut = min(max(as_of + datetime.timedelta(days=1), row.starts_on), ends)
        drawing.traces.append(_bar(row, row.starts_on, cut, 1.0, look, _in_bar(row, look)))
        if cut < ends:  # days to come stand paler
            drawing.traces.append(_bar(row, cut, ends, 0.35, look))
    marks = {True: ("diamond-open", "estimated"), False: ("line-ns-open", "written")}
    rows = [row for row in rows if not _is_passed(row, rows)]
    for is_estimated, (symbol, name) in marks.items():
        ended = [row for row in rows if bool(row.is_end_estimated) == is_estimated]
        drawing.traces.append(
            draw.scatter(
                name=name,
                mode="markers",
                x=[row.ends_on for row in ended],
                y=[row.programme_code for row in ended],
                marker={"symbol": symbol, "size": 9, "color": look.ink.text, "line": {"width": 1.6}},
                cliponaxis=False,
                hovertemplate=[f"{_spell_words(row, look)}<extra></extra>" for row in ended],
            )
        )


def _is_passed(row, rows: list) -> bool:
    """Whether the programme's next spell had begun by its end: the bar goes on, a mark would stand in its middle."""
    return any(
        other.programme_code == row.programme_code and row.starts_on < other.starts_on <= row.ends_on for other in rows
    )


def _bar(row, start: datetime.date, end: datetime.date, opacity: float, look: Look, words: str = "") -> Trace:
    colour, edge = look.stage_colour(row.stage_code), look.stage_edge(row.stage_code)
    is_dark = row.stage_code in ("global", "wc300") and not look.dark
    return draw.bar(
        name=row.stage_code,
        orientation="h",
        base=[start],
        x=[(end - start).days * DAY_MS],
        y=[row.programme_code],
        width=0.72,
        opacity=opacity,
        marker={"color": colour, "line": {"color": edge, "width": 1}},
        text=[words],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        textfont={"size": 11, "color": look.ink.background if is_dark else LIGHT.text},
        hovertemplate=f"{_spell_words(row, look)}<extra></extra>",
    )


def _in_bar(row, look: Look) -> str:
    """The cohort, and the reason where the bar has room for it."""
    cohort = safe(row.cohort) if len(row.cohort) <= _SHORT else ""
    has_room = (row.ends_on - row.starts_on).days >= _ROOMY
    reason = look.label("reason", row.end_reason) if isinstance(row.end_reason, str) and has_room else ""
    return " · ".join(filter(None, (cohort, reason)))


def _draw_panel(drawing: Drawing, years: pd.DataFrame, measure: str, unit: str, nth: int, domain, look: Look) -> dict:
    known = years[years[measure].notna()]
    name = f"<b>{look.label('measure', measure)}</b><br>{look.say(f'chart.panel_unit.{unit}')}"
    beside = {"text": name, "x": 0, "xref": "paper", "xanchor": "right", "xshift": -10, "align": "right"}
    middle = {"y": (domain[0] + domain[1]) / 2, "yref": "paper", "font": {"size": 12, "color": look.ink.text}}
    drawing.notes.append(beside | middle)
    axis = {"domain": domain, "anchor": "x", "showticklabels": False, "nticks": 3, "automargin": False}
    if known.empty:
        nothing = {"text": look.say("chart.no_value"), "x": 0.02, "xref": "paper", "xanchor": "left"}
        drawing.notes.append(nothing | middle | {"font": {"size": 12, "color": look.ink.muted}})
        drawing.traces.append(
            draw.scatter(name="none", x=[None], y=[None], yaxis=f"y{nth}")
        )  # else the panel is no place
        return axis | {"range": [0, 1], "showgrid": False}
    top, floor = max(float(known[measure].max()), 1), min(float(known[measure].min()), 0)
    drawing.traces.append(_columns(known, measure, unit, nth, look))
    drawing.traces.append(_tops(known, measure, unit, nth, top, look))
    return axis | {"range": [floor * 1.3, top * 1.36], "zeroline": True, "zerolinecolor": look.ink.line}


def _columns(known: pd.DataFrame, measure: str, unit: str, nth: int, look: Look) -> Trace:
    is_exports = measure == "exports_usd"
    part = [is_exports and bool(row.is_part_year) for row in known.itertuples()]
    ink = look.ink.exports if is_exports else look.ink.outside[1]
    return draw.bar(
        name=measure,
        x=_middles(known),
        y=known[measure].astype(float).tolist(),
        width=365 * DAY_MS * _BAR,
        yaxis=f"y{nth}",
        marker={
            "color": ink,
            "line": {"width": 0},
            "pattern": {
                "shape": ["/" if each else "" for each in part],
                "fgcolor": look.ink.background,
                "fillmode": "overlay",
                "size": 6,
                "solidity": 0.35,
            },
        },
        hovertemplate=[f"{_year_words(row, measure, unit, look)}<extra></extra>" for row in known.itertuples()],
    )


def _tops(known: pd.DataFrame, measure: str, unit: str, nth: int, top: float, look: Look) -> Trace:
    """The first, the largest and the last value in figures: all of them would not fit a phone."""
    last = len(known) - 1
    at = {last} | {each for each in (0, int(known[measure].astype(float).argmax())) if last - each > 1}
    shown = known.iloc[sorted(at - {1} if 0 in at else at)]
    return draw.scatter(
        name=f"{measure}_values",
        mode="text",
        x=_middles(shown),
        y=[max(float(value), 0) for value in shown[measure]],
        text=[bare(float(value), unit, top, look) for value in shown[measure]],
        textposition="top center",
        textfont={"size": 11, "color": look.ink.text},
        yaxis=f"y{nth}",
        cliponaxis=False,
        hoverinfo="skip",
    )


def _middles(years: pd.DataFrame) -> list[datetime.date]:
    return [datetime.date(int(year), 7, 2) for year in years["year"]]


def _time_axis(first: int, last: int) -> dict:
    every = max(1, -(-(last - first + 1) // 6))  # so many fit a phone
    marked = list(range(last, first - 1, -every))[::-1]
    return {
        "type": "date",
        "range": [datetime.date(first, 1, 1), datetime.date(last, 12, 31)],
        "tickvals": [datetime.date(year, 7, 2) for year in marked],
        "ticktext": [str(year) for year in marked],
        "tickangle": 0,
        "showgrid": False,
    }


def _mark_day(drawing: Drawing, as_of: datetime.date, look: Look) -> None:
    line = {"color": look.ink.benchmark, "width": 1, "dash": "dot"}
    drawing.shapes.append({"type": "line", "x0": as_of, "x1": as_of, "yref": "paper", "y0": 0, "y1": 1, "line": line})


def _span(spells: pd.DataFrame, years: pd.DataFrame, support: pd.DataFrame, as_of: datetime.date) -> tuple[int, int]:
    known = [int(year) for year in years["year"]]
    starts = [day.year for day in [*spells["starts_on"], *support["support_starts_on"]]]
    ends = [day.year for day in [*spells["ends_on"], *support["support_ends_on"].dropna()]]
    return min([*known, *starts, as_of.year]), max([*known, *ends, as_of.year])


def _spell_words(row, look: Look) -> str:
    how = look.say("chart.end_estimated") if row.is_end_estimated else ""
    reason = look.label("reason", row.end_reason) if isinstance(row.end_reason, str) else ""
    lines = [
        f"<b>{look.label('programme', row.programme_code)} {safe(row.cohort)}</b>",
        " ".join(filter(None, (f"{row.starts_on} ~ {row.ends_on}", how))),
        reason,
    ]
    return "<br>".join(filter(None, lines))


def _year_words(row, measure: str, unit: str, look: Look) -> str:
    of_unit = "usd" if unit.startswith("usd") else unit
    value = f"{look.label('measure', measure)} {exact(getattr(row, measure), of_unit, look)}"
    lines = [f"<b>{look.say('chart.year', year=row.year)}</b>", value]
    if measure == "exports_usd" and bool(row.is_part_year):
        lines.append(look.say("chart.part_months", months=row.months))
    return "<br>".join(lines)
