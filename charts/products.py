"""What is exported: products as areas within areas, and what a kilogram of each was worth over the years."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.money import change, exact, marked, told, year_label
from charts.slide_fit import width_of, wrapped
from charts.theme import Drawing, Look, empty_figure, mix, readable_on, safe

TREE_HEIGHT, HEIGHT = 470, 380
ALL = "all"  # the whole, in which all sections lie
_MOST_AREAS = 1900  # the smallest codes beyond stand in the table only
_FRAME, _PALE, _DEEP = 0.08, 0.16, 0.92  # share of the accent in a frame, in the smallest and the largest area
MOST_LINES = 5
BASE = 100
_SPACES = 3  # between the years written out: the words beside the lines take room
_ACROSS = 110  # pixels in which an area's name is set
_BESIDE, _TYPE = 116, 12  # pixels that words beside a line may take, and their type
_ROOM = 0.155  # share of the figure's height that three lines of words need


def product_treemap(tree: pd.DataFrame, look: Look, current: str = ALL, chosen: str = ALL) -> go.Figure:
    """The product in view as an area, with its parts as frames and theirs within: the deeper the larger.

    `tree`: the columns of product_tree of one year; `current` fills the figure, one `chosen` among its parts has a dark
    edge. Each area's id is its product. What lies further down is drawn once its frame is in view.
    """
    if tree.empty:
        return empty_figure(TREE_HEIGHT, look)
    top, rows, frames = _in_view(tree, current)
    largest = max((row.exports_usd for row in rows if row.hs_product not in frames), default=1)
    fills = [_fill(row, row.hs_product in frames, largest, look) for row in rows]
    areas = draw.treemap(
        name="products",
        ids=[current, *(row.hs_product for row in rows)],
        parents=["", *(_above(row) for row in rows)],
        labels=[_top_label(top, look), *(_label(row, row.hs_product in frames, look) for row in rows)],
        values=[_whole(tree, top), *(int(row.exports_usd) for row in rows)],
        text=["", *(_size(row, look) for row in rows)],
        customdata=[[current, _whole(tree, top)], *([row.hs_product, int(row.exports_usd)] for row in rows)],
        branchvalues="total",
        texttemplate="<b>%{label}</b><br>%{text}",
        textfont={"size": 13, "color": [look.ink.text, *(readable_on(fill, look) for fill in fills)]},
        marker={"colors": [look.ink.surface, *fills], "line": _edges(rows, chosen, look)},
        pathbar={"visible": False},  # the page has the way back: Plotly 4 draws its own with a size that is no number
        tiling={"pad": 2},
        hovertemplate=[
            f"<b>{_top_label(top, look)}</b><extra></extra>",
            *(f"{_product_words(row, look)}<extra></extra>" for row in rows),
        ],
    )
    margin, small = {"l": 0, "r": 0, "t": 0, "b": 0}, {"mode": "hide", "minsize": 11}
    return Drawing([areas]).figure(TREE_HEIGHT, look, margin=margin, uniformtext=small)


def _in_view(tree: pd.DataFrame, current: str) -> tuple[Any, list, set[str]]:
    """The row of the product in view (none for the whole), those of its parts and theirs; which parts are frames."""
    top = next(tree[tree["hs_product"] == current].itertuples(), None)
    within = tree["hs_within"].fillna(ALL)
    parts, further = tree[within == current], tree[within.isin(tree.loc[within == current, "hs_product"])]
    rows = [*parts.itertuples(), *further.head(_MOST_AREAS - len(parts)).itertuples()]
    return top, rows, set(further["hs_within"])


def _fill(row, is_frame: bool, largest: int, look: Look) -> str:
    deep = _FRAME if is_frame else _PALE + (_DEEP - _PALE) * (row.exports_usd / largest) ** 0.5
    return mix(look.ink.background, look.ink.exports, deep)


def _whole(tree: pd.DataFrame, top) -> int:
    return int(top.exports_usd if top else tree.loc[tree["hs_level"] == "section", "exports_usd"].sum())


def _top_label(top, look: Look) -> str:
    return _label(top, True, look) if top else look.say("chart.all_products")


def unit_value_lines(products: pd.DataFrame, years: pd.DataFrame, look: Look) -> go.Figure:
    """What a kilogram of each product was worth in each year, the first year that states a weight being 100.

    `products`: the columns of exports_by_product of all years and one level; the largest of the last year are drawn,
    the largest in the accent. `years`: the columns of exports_by_year; a part year is hollow.
    """
    weighed = products[products["unit_value_usd_per_kg"].notna()]
    if weighed.empty:
        return empty_figure(HEIGHT, look)
    order = sorted(weighed["year"].unique())
    last = weighed[weighed["year"] == order[-1]].head(MOST_LINES)
    kinds = {row.year: row for row in years.itertuples()}
    labels = [year_label(kinds[year], look) for year in order]
    drawing, ends, reach = Drawing(), [], [float(BASE)]
    for at, code in enumerate(last["hs_product"]):
        rows = {row.year: row for row in weighed[weighed["hs_product"] == code].itertuples()}
        base = rows[min(rows)].unit_value_usd_per_kg
        values = [rows[year].unit_value_usd_per_kg / base * BASE if year in rows else None for year in order]
        drawing.traces.append(_index_line([rows.get(year) for year in order], values, labels, kinds, at == 0, look))
        ends.append((values[-1], rows[order[-1]], at == 0))
        reach += [value for value in values if value is not None]
    low, high = min(reach), max(reach)
    pad = max(high - low, 1) * 0.12
    drawing.notes = _end_words(ends, low - pad, high + pad, len(order) - 1, look)
    base_line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": BASE, "y1": BASE}
    drawing.shapes.append(base_line | {"line": {"color": look.ink.benchmark, "width": 1, "dash": "dash"}})
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category", "tickangle": 0, "tickvals": [labels[place] for place in marked(len(order), _SPACES)]}
        | {"range": [-0.3, len(order) - 0.7]},  # else the words at the lines' ends would push the axis
        yaxis={"range": [low - pad, high + pad], "nticks": 6},
        margin={"r": 132},
    )


def _above(row) -> str:
    return row.hs_within if isinstance(row.hs_within, str) else ALL


def _edges(rows: Sequence, chosen: str, look: Look) -> dict[str, list]:
    marked = [False, *(row.hs_product == chosen for row in rows)]
    inks = {True: look.ink.text, False: look.ink.background}
    return {"color": [inks[mark] for mark in marked], "width": [3 if mark else 1 for mark in marked]}


def _label(row, is_frame: bool, look: Look) -> str:
    name = look.name("hs_product", row.hs_product)
    if is_frame:
        return f"{safe(name)}  {_size(row, look)}"
    return _on_lines(name)


@lru_cache(maxsize=4096)  # hundreds of areas, the same on each run
def _on_lines(name: str) -> str:
    """On several lines, so that an area need not be wide."""
    return "<br>".join(map(safe, wrapped(name, _ACROSS, _TYPE)))


def _size(row, look: Look) -> str:
    return f"{told(row.exports_usd, 'usd', look)} · {look.number(row.share, 'share')}"


def _product_words(row, look: Look) -> str:
    lines = [
        f"<b>{look.label('hs_product', row.hs_product)}</b> {exact(row.exports_usd, 'usd', look)}",
        look.say("chart.of_exports", share=look.number(row.share, "share")),
        look.say("chart.exporters", firms=look.firms(row.exporters)),
    ]
    if pd.notna(row.yoy_rate):
        lines.append(look.say("chart.yoy", rate=change(row.yoy_rate, look)))
    if pd.notna(row.unit_value_usd_per_kg):
        lines.append(unit_value_words(row, look))
    return "<br>".join(lines)


def unit_value_words(row, look: Look) -> str:
    """What a kilogram was worth, and of which part of the exports that is known."""
    value = look.say("chart.per_kg", value=f"{row.unit_value_usd_per_kg:,.2f}")
    return look.say("chart.weighed", value=value, share=look.number(row.weighed_share, "share"))


def _index_line(rows: Sequence, values: Sequence, labels, kinds, is_front: bool, look: Look) -> Trace:
    colour = look.ink.exports if is_front else look.ink.outside[1]
    hollow = [bool(kinds[row.year].is_part_year) if row else False for row in rows]
    return draw.scatter(
        name=next(row.hs_product for row in rows if row),
        mode="lines+markers",
        x=labels,
        y=values,
        customdata=[row.unit_value_usd_per_kg if row else None for row in rows],
        connectgaps=False,
        line={"color": colour, "width": 3 if is_front else 1.75},
        marker={
            "size": 7,
            "color": [look.ink.background if part else colour for part in hollow],
            "line": {"color": colour, "width": 2},
        },
        hovertemplate=[f"{_index_words(row, value, look)}<extra></extra>" if row else ""
                       for row, value in zip(rows, values, strict=True)],
    )  # fmt: skip


def _index_words(row, value: float, look: Look) -> str:
    head = f"<b>{look.label('hs_product', row.hs_product)}</b> {look.say('chart.year', year=row.year)}"
    index = look.say("chart.index_of_first", index=look.number(round(value)))
    return "<br>".join([head, unit_value_words(row, look), index])


def _end_words(ends: Sequence[tuple], low: float, high: float, at: int, look: Look) -> list[dict]:
    """Names and values right of the last year, pushed apart so that none covers another."""
    notes, floor, gap = [], low - (high - low), _ROOM * (high - low)
    for value, row, is_front in sorted(ends, key=lambda end: end[0]):
        floor = max(value, floor + gap)
        worth = look.say("chart.per_kg", value=f"{row.unit_value_usd_per_kg:,.2f}")
        text = "<br>".join([f"<b>{worth}</b>", *_short(look.name("hs_product", row.hs_product))])
        font = {"size": 12, "color": look.ink.exports if is_front else look.ink.text}
        notes.append({"x": at, "y": floor, "text": text, "xanchor": "left", "xshift": 9, "align": "left", "font": font})
    return notes


def _short(name: str) -> list[str]:
    """A product's name on at most two lines, as far as they reach."""
    first, *others = wrapped(name, _BESIDE, _TYPE)
    lines = [first, " ".join(others)] if others else [first]
    return [safe(_cut(line)) for line in lines]


def _cut(line: str) -> str:
    if width_of(line, _TYPE) <= _BESIDE:
        return line
    most = next(at for at in range(len(line), 0, -1) if width_of(line[:at] + "…", _TYPE) <= _BESIDE)
    return f"{line[:most].rstrip()}…"
