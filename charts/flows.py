"""Which stage firms came from and which they went to, between two year ends."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.theme import OUTSIDE, STAGES, Drawing, Look, empty_figure, safe
from texts import has

HEIGHT = 380
_GONE = ("left", "closed", "unknown")  # drawn as one end: the table beside the figure keeps them apart
_GAP, _LABEL = 0.035, 0.062  # between two nodes, and the least a label needs: shares of the height
_THICK, _SIDE, _TOP, _FOOT = 14, 116, 30, 6
_BESIDE = {
    "left": {"x": 0, "xanchor": "right", "xshift": -8, "xref": "paper", "yref": "paper"},
    "right": {"x": 1, "xanchor": "left", "xshift": 8, "xref": "paper", "yref": "paper"},
}


def stage_flows_alluvial(flows: pd.DataFrame, start: str, end: str, look: Look) -> go.Figure:
    """Firms by highest stage at the start (left) and at the end (right), a ribbon for each way taken.

    `flows`: from_stage, to_stage, firms for one period; `start` and `end` name the two dates. Firms outside
    at both ends are not drawn: they did not move.
    """
    moved = _drawn(flows)
    if moved.empty:
        return empty_figure(HEIGHT, look)
    left, right = _column(moved, "from_stage"), _column(moved, "to_stage")
    scale = min(_scale(left), _scale(right))
    nodes = [("left", *node) for node in _stack(left, scale)] + [("right", *node) for node in _stack(right, scale)]
    notes = [_name_node(side, code, count, middle, look) for side, code, count, middle in nodes]
    notes += [_name_date("left", start, look), _name_date("right", end, look)]
    drawing = Drawing(traces=[_sankey(moved, nodes, look)], notes=notes)
    return drawing.figure(HEIGHT, look, margin={"l": _SIDE, "r": _SIDE, "t": _TOP, "b": _FOOT})


def _drawn(flows: pd.DataFrame) -> pd.DataFrame:
    ends = flows.assign(
        from_stage=flows["from_stage"].where(~flows["from_stage"].isin(_GONE), "left"),
        to_stage=flows["to_stage"].where(~flows["to_stage"].isin(_GONE), "left"),
    )
    inside = ~(ends["from_stage"].isin(OUTSIDE) & ends["to_stage"].isin(OUTSIDE)) & (ends["firms"] > 0)
    return ends[inside].groupby(["from_stage", "to_stage"], as_index=False, sort=False)["firms"].sum()


def _column(moved: pd.DataFrame, side: str) -> pd.Series:
    """Firms per node from top to bottom: the highest stage first, what is outside last."""
    order = [*reversed(STAGES), "none", "left"]
    counts = moved.groupby(side, sort=False)["firms"].sum()
    return counts.loc[sorted(counts.index, key=lambda code: order.index(code) if code in order else -1)]


def _scale(column: pd.Series) -> float:
    return (1 - _GAP * (len(column) - 1)) / column.sum()


def _stack(column: pd.Series, scale: float) -> list[tuple[str, int, float]]:
    """Each node with its middle, counted from the top, the column centred; thin nodes get a label's room."""
    heights = [count * scale for count in column]
    gaps = [max(_GAP, _LABEL - (above + below) / 2) for above, below in zip(heights, heights[1:], strict=False)]
    spare = 1 - sum(heights)
    if sum(gaps) > spare:
        gaps = [gap * spare / sum(gaps) for gap in gaps]
    top, placed = (spare - sum(gaps)) / 2, []
    for code, count, height, gap in zip(column.index, column, heights, [*gaps, 0], strict=True):
        placed.append((code, int(count), top + height / 2))
        top += height + gap
    return placed


def _sankey(moved: pd.DataFrame, nodes: list, look: Look) -> Trace:
    place = {(side, code): number for number, (side, code, _, _) in enumerate(nodes)}
    rows = list(moved.itertuples())
    return draw.sankey(
        arrangement="fixed",
        node={
            "x": [0.001 if side == "left" else 0.999 for side, *_ in nodes],
            "y": [min(max(middle, 0.001), 0.999) for *_, middle in nodes],
            "color": [look.stage_colour(code) for _, code, *_ in nodes],
            "line": {"color": look.ink.benchmark, "width": 0.5},
            "label": [""] * len(nodes),
            "customdata": [_node_words(look, side, code, count) for side, code, count, _ in nodes],
            "hovertemplate": "%{customdata}<extra></extra>",
            "pad": _GAP * (HEIGHT - _TOP - _FOOT),  # Plotly derives the nodes' heights from it, as _scale does
            "thickness": _THICK,
        },
        link={
            "source": [place["left", row.from_stage] for row in rows],
            "target": [place["right", row.to_stage] for row in rows],
            "value": [row.firms for row in rows],
            "color": [_veil(look.stage_colour(row.from_stage), 0.45) for row in rows],
            "customdata": [_ribbon_words(look, row) for row in rows],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    )


def _end_name(look: Look, side: str, code: str) -> str:
    key = f"chart.end.{side}_{code}"
    return look.say(key) if has(look.lang, key) else look.label("stage", code)


def _node_words(look: Look, side: str, code: str, count: int) -> str:
    return look.say("chart.flow_node", stage=_end_name(look, side, code), firms=look.firms(count))


def _ribbon_words(look: Look, row) -> str:
    start, end = _end_name(look, "left", row.from_stage), _end_name(look, "right", row.to_stage)
    return look.say("chart.moved", start=start, end=end, firms=look.firms(row.firms))


def _veil(colour: str, share: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def _name_node(side: str, code: str, count: int, middle: float, look: Look) -> dict[str, object]:
    text = f"{_end_name(look, side, code)} <b>{look.number(count)}</b>"
    return _BESIDE[side] | {"text": text, "y": 1 - middle, "yanchor": "middle", "font": {"size": 12}}


def _name_date(side: str, date: str, look: Look) -> dict[str, object]:
    outer = {"xanchor": side, "xshift": -_SIDE if side == "left" else _SIDE}
    font = {"size": 12, "color": look.ink.muted}
    return _BESIDE[side] | outer | {"text": safe(date), "y": 1, "yanchor": "bottom", "yshift": 8, "font": font}
