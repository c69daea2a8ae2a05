"""The ladder: five steps from left to right, what stands on each, and who moved up."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.theme import Drawing, Look, empty_figure
from texts import has

HEIGHT = 348
# The y axis counts pixels from the figure's floor, the x axis steps: one unit is one step whatever the width.
_FLOOR, _RISE, _BAR, _ARC, _LEAP = 84, 14, 14, 24, 36
_WORDS = 120  # pixels that a step's bar, count and name take above its platform
_LEFT, _REACH = 0.05, 0.86  # where a step's words begin and how far the longest bar goes, in steps


def stage_counts_ladder(counts: pd.DataFrame, moves: pd.DataFrame, look: Look) -> go.Figure:
    """Each stage's stock against its quota, its counts under it, arrows for the moves between stages.

    `counts`: stage_code, current, cumulative, new, quota, in stage order; `moves`: from_stage, to_stage, firms.
    """
    if counts.empty:
        return empty_figure(HEIGHT, look)
    drawing, steps = Drawing(), list(counts.itertuples())
    longest = max(max(step.current, _known(step.quota)) for step in steps) or 1
    for position, step in enumerate(steps):
        _draw_stair(drawing, position, step.stage_code, look)
        _draw_bullet(drawing, position, step, longest, look)
        _write_step(drawing, position, step, look)
    _draw_moves(drawing, [step.stage_code for step in steps], moves, look)
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"visible": False, "fixedrange": True, "range": [0, len(steps)]},
        yaxis={"visible": False, "fixedrange": True, "range": [0, HEIGHT]},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        barmode="overlay",
    )


def _known(quota: float | None) -> float:
    return 0 if quota is None or pd.isna(quota) else float(quota)


def _platform(position: int) -> int:
    return _FLOOR + _RISE * position


def _draw_stair(drawing: Drawing, position: int, stage_code: str, look: Look) -> None:
    top, edge = _platform(position), {"color": look.stage_edge(stage_code), "width": 2}
    place = {"x0": position, "x1": position + 1, "y1": top}
    body = {"type": "rect", "y0": 0, "layer": "below", "line": {"width": 0}, "fillcolor": look.ink.surface}
    drawing.shapes += [body | place, {"type": "line", "y0": top, "line": edge} | place]


def _draw_bullet(drawing: Drawing, position: int, step, longest: float, look: Look) -> None:
    place = {"orientation": "h", "y": [_bar_middle(position)], "base": position + _LEFT, "width": _BAR}
    if quota := _known(step.quota):
        track = {"color": look.ink.line, "line": {"width": 0}}
        reach = [quota / longest * _REACH]
        drawing.traces.append(draw.bar(name="quota", x=reach, marker=track, hoverinfo="skip", **place))
    bar = draw.bar(
        name=step.stage_code,
        x=[step.current / longest * _REACH],
        customdata=[step.current],
        marker={
            "color": look.stage_colour(step.stage_code),
            "line": {"width": 1, "color": look.stage_edge(step.stage_code)},
        },
        hovertemplate=_step_words(step, look) + "<extra></extra>",
        **place,
    )
    drawing.traces.append(bar)
    if quota:
        _draw_quota(drawing, position + _LEFT + quota / longest * _REACH, _bar_middle(position), look)


def _bar_middle(position: int) -> float:
    return _platform(position) + 8 + _BAR / 2


def _step_words(step, look: Look) -> str:
    told = look.say(
        "chart.step_hover",
        stage=look.label("stage", step.stage_code),
        current=look.firms(step.current),
        cumulative=look.firms(step.cumulative),
        new=look.firms(step.new),
    )
    quota = _known(step.quota)
    return f"{told}<br>{look.say('chart.quota', quota=look.firms(quota))}" if quota else told


def _draw_quota(drawing: Drawing, x: float, middle: float, look: Look) -> None:
    reach = _BAR / 2 + 4
    line = {"color": look.ink.benchmark, "width": 2, "dash": "dot"}
    drawing.shapes.append({"type": "line", "x0": x, "x1": x, "y0": middle - reach, "y1": middle + reach, "line": line})


def _write_step(drawing: Drawing, position: int, step, look: Look) -> None:
    x, top, muted = position + _LEFT, _platform(position), look.ink.muted
    key = f"chart.step.{step.stage_code}"
    name = look.say(key) if has(look.lang, key) else look.label("stage", step.stage_code)
    count = f"<b>{look.number(step.current)}</b>"
    if _known(step.quota):
        count += f"<span style='font-size:13px;color:{muted}'> /{look.number(step.quota)}</span>"
    strong = f"font-size:14px;color:{look.ink.text}"
    under = "<br>".join(
        f"{look.say(f'chart.{kind}')}<br><b style='{strong}'>{look.number(value)}</b>"
        for kind, value in (("cumulative", step.cumulative), ("new", step.new))
    )
    left = {"x": x, "xanchor": "left", "align": "left", "xshift": -2}  # a note pads itself by 2 pixels
    small = {"size": 12, "color": muted}
    drawing.notes += [
        left | {"text": under, "y": top - 8, "yanchor": "top", "font": small},
        left | {"text": count, "y": top + 24, "yanchor": "bottom", "font": {"size": 26}},
        left | {"text": look.say("chart.current"), "y": top + 57, "yanchor": "bottom", "font": small},
        left | {"text": name, "y": top + 76, "yanchor": "bottom", "font": {"size": 13, "weight": 600}},
    ]


def _draw_moves(drawing: Drawing, order: list[str], moves: pd.DataFrame, look: Look) -> None:
    """An arc per pair of stages that firms moved up between; a longer leap flies higher."""
    for move in moves.itertuples():
        if move.from_stage not in order or move.to_stage not in order or not move.firms:
            continue
        start, end = order.index(move.from_stage), order.index(move.to_stage)
        if end <= start:
            continue
        _draw_arc(drawing, start, end, move, look)


def _draw_arc(drawing: Drawing, start: int, end: int, move, look: Look) -> None:
    leap = 0.12 * (end - start - 1)  # a leap starts before and lands behind the single moves under it
    foot, head = start + 0.45 - leap, end + 0.3 + leap
    low, high = _platform(start) + _WORDS, _platform(end) + _WORDS
    peak = min(high + _ARC + _LEAP * (end - start - 1), HEIGHT - 20)
    ways = [step / 16 for step in range(17)]
    hover = look.say(
        "chart.moved",
        start=look.label("stage", move.from_stage),
        end=look.label("stage", move.to_stage),
        firms=look.firms(move.firms),
    )
    arc = draw.scatter(
        name=f"{move.from_stage}-{move.to_stage}",
        mode="lines+markers",
        x=[foot + (head - foot) * way for way in ways],
        y=[(1 - way) ** 2 * low + 2 * way * (1 - way) * (2 * peak - (low + high) / 2) + way**2 * high for way in ways],
        customdata=[move.firms] * 17,
        line={"color": look.ink.benchmark, "width": 1.5},
        marker={"symbol": "arrow", "size": [0] * 16 + [10], "angleref": "previous", "line": {"width": 0}},
        hovertemplate=hover + "<extra></extra>",
    )
    drawing.traces.append(arc)
    count, font = f"<b>{look.number(move.firms, signed=True)}</b>", {"size": 13, "color": look.ink.muted}
    drawing.notes.append({"text": count, "x": (foot + head) / 2, "y": peak + 2, "yanchor": "bottom", "font": font})
