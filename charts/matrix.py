"""From each stage to each: squares shaded by their share, the count in them; a square can be chosen."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.theme import OUTSIDE, STAGES, Drawing, Look, empty_figure, safe
from texts import has

_ROW, _TOP, _FOOT, _EMPTY = 40, 46, 6, 380
_TOO_FEW = 5  # firms: of fewer no share is told
_ORDER = ("none", *STAGES, *OUTSIDE[1:])


def stage_transitions_matrix(transitions: pd.DataFrame, look: Look) -> go.Figure:
    """Where firms went, a row for each stage on the first day, a column for each on the second.

    `transitions`: from_stage, to_stage, firms, share, base. The darker, the larger the share of the row's base, which
    stands beside the row's name; without a share (too few firms) a square is outlined. Each square's customdata is
    its two stages.
    """
    if transitions.empty:
        return empty_figure(_EMPTY, look)
    bases = transitions.groupby("from_stage", sort=False)["base"].first()
    rows = {
        code: f"{safe(short_stage(code, look))} <b>{look.number(bases[code])}</b>" for code in _in_order(bases.index)
    }
    return _matrix(
        transitions, rows, ("from_stage", "to_stage"), [_moved(row, look) for row in _rows(transitions)], look
    )


def stage_overlap_matrix(overlap: pd.DataFrame, look: Look) -> go.Figure:
    """Which stages the same firms hold, a row and a column for each stage.

    `overlap`: stage_code, other_stage_code, firms. The darker, the larger the share of the row's stage that holds the
    other too (not told below five firms); pairs that no firm holds stay empty. Each square's customdata is its two
    stages.
    """
    held = overlap[overlap["firms"] > 0]
    if held.empty:
        return empty_figure(_EMPTY, look)
    stock = held[held["stage_code"] == held["other_stage_code"]].set_index("stage_code")["firms"]
    told = held.assign(base=held["stage_code"].map(stock))
    told = told.assign(share=(told["firms"] / told["base"]).where(told["base"] >= _TOO_FEW))
    rows = {code: safe(short_stage(code, look)) for code in _in_order(overlap["stage_code"])}
    return _matrix(told, rows, ("stage_code", "other_stage_code"), [_held(row, look) for row in _rows(told)], look)


def short_stage(code: str, look: Look) -> str:
    """A stage's name as short as a square is wide."""
    key = f"chart.short.{code}"
    return look.say(key) if has(look.lang, key) else look.name("stage", code)


def short_programme(code: str, look: Look) -> str:
    """A programme's name for places where several stand beside each other."""
    key = f"chart.short_programme.{code}"
    return look.say(key) if has(look.lang, key) else look.name("programme", code)


def _in_order(codes) -> list[str]:
    known = [code for code in _ORDER if code in set(codes)]
    return known + [code for code in dict.fromkeys(codes) if code not in _ORDER]  # a stage that is new here


def _rows(table: pd.DataFrame) -> list[dict[str, object]]:
    return table.to_dict("records")


def _matrix(
    table: pd.DataFrame, rows: dict[str, str], sides: tuple[str, str], words: list[str], look: Look
) -> go.Figure:
    columns = {code: safe(short_stage(code, look)) for code in _in_order(table[sides[1]])}
    shade = table.pivot_table(index=sides[0], columns=sides[1], values="share", aggfunc="first", dropna=False)
    shade = shade.reindex(index=list(rows), columns=list(columns))
    names = {"x": list(columns.values()), "y": list(rows.values())}
    heat = draw.heatmap(
        name="share",
        **names,
        z=shade.astype(float).to_numpy().tolist(),
        zmin=0,
        zmax=1,
        xgap=3,
        ygap=3,
        colorscale=[[0, _veil(look, 0.1)], [1, _veil(look, 0.62)]],
        showscale=False,
        hoverinfo="skip",
    )
    height = _TOP + _FOOT + _ROW * len(rows)
    axis = {"type": "category", "showgrid": False, "tickfont": {"size": 12, "color": look.ink.text}}
    return Drawing([heat, _squares(table, rows, columns, sides, words, look)]).figure(
        height,
        look,
        xaxis={
            **axis,
            "side": "top",
            "autotickangles": [0, 60],
            "range": [-0.5, len(columns) - 0.5],
            "categoryarray": names["x"],
        },
        yaxis={**axis, "range": [len(rows) - 0.5, -0.5], "categoryarray": names["y"]},
        margin={"t": _TOP, "b": _FOOT, "l": 4, "r": 4},
        clickmode="event+select",
    )


def _squares(
    table: pd.DataFrame, rows: dict[str, str], columns: dict[str, str], sides: tuple[str, str], words: list[str], look
) -> Trace:
    cells = _rows(table)
    small = f"font-size:10px;color:{look.ink.text}"
    numbers = [
        f"<b>{look.number(cell['firms'])}</b>"
        + (
            ""
            if pd.isna(cell["share"])
            else f"<br><span style='{small}'>{look.number(round(cell['share'] * 100))} %</span>"
        )
        for cell in cells
    ]
    calm = {"textfont": {"color": look.ink.text}}
    return draw.scatter(
        name="firms",
        mode="markers+text",
        x=[columns[cell[sides[1]]] for cell in cells],
        y=[rows[cell[sides[0]]] for cell in cells],
        text=numbers,
        textfont={"size": 13, "color": look.ink.text},
        customdata=[[cell[side] for side in sides] for cell in cells],
        hovertemplate=[f"{told}<extra></extra>" for told in words],
        marker={
            "symbol": "square-open",
            "size": 34,
            "color": [look.ink.line if pd.isna(cell["share"]) else "rgba(0,0,0,0)" for cell in cells],
            "line": {"width": 1},
        },
        # the chosen square is framed, the others stay as they are
        selected={"marker": {"color": look.ink.text, "opacity": 1}, **calm},
        unselected={"marker": {"opacity": 1}, **calm},
    )


def _moved(row: dict, look: Look) -> str:
    start, end = look.label("stage", row["from_stage"]), look.label("stage", row["to_stage"])
    told = look.say("chart.moved", start=start, end=end, firms=look.firms(row["firms"]))
    return f"<b>{told}</b><br>{of_base(row['firms'], row['base'], row.get('share'), row, look)}"


def _held(row: dict, look: Look) -> str:
    one, other = look.label("stage", row["stage_code"]), look.label("stage", row["other_stage_code"])
    key = "chart.held_alone" if one == other else "chart.held_both"
    return look.say(key, one=one, other=other, firms=look.firms(row["firms"]), base=look.firms(row["base"]))


def of_base(count: float, base: float, share: float, row: dict, look: Look) -> str:
    """A share in words with its base and interval; too few firms are said to be too few."""
    if pd.isna(share):
        return look.say("chart.too_few", count=look.firms(count), base=look.firms(base))
    told = {"share": look.number(share, "share"), "count": look.firms(count), "base": look.firms(base)}
    low, high = (look.number(round(row[name] * 100, 1)) for name in ("ci_low", "ci_high"))
    return look.say("chart.of_base", low=low, high=high, **told)


def _veil(look: Look, share: float) -> str:
    red, green, blue = (int(look.ink.stages[3][at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"
