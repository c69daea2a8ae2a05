"""A released table as ranked bars: what is shown, what is hidden, and what the hidden cells are together."""

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.money import bare, exact, scaled, told
from charts.theme import Drawing, Look, empty_figure, safe

UNITS = {"exports_usd": "usd", "sales_krw": "krw", "rnd_krw": "krw", "staff": "people"}
KINDS = {"stage": "held"} | {each: each for each in ("market_group", "industry", "industry_section", "district")}
REST = "rest"
_ROW, _FOOT, _EMPTY = 34, 16, 240
_LONGEST = 17  # characters of a line: a phone keeps half its width for the bars


def released_bars(table: pd.DataFrame, measure: str, dimension: str, look: Look) -> go.Figure:
    """One year's cells, the largest on top; hidden ones as hatched stubs that say why; their sum, pale, at the foot.

    `table`: code, value, firms, is_suppressed, reason, as metrics.released gives them for one year.
    """
    if table.empty:
        return empty_figure(_EMPTY, look)
    unit, top = UNITS[measure], float(table["value"].max(skipna=True) or 1)
    rows = list(table.itertuples())[::-1]
    ink = look.ink
    full = ink.exports if measure == "exports_usd" else ink.stages[3]
    bars = draw.bar(
        name="released",
        orientation="h",
        x=[scaled(_length(row, top), unit, look) for row in rows],
        y=["<br>".join(wrap(safe(cell_name(row.code, dimension, look)), _LONGEST)[:2]) for row in rows],
        width=0.62,
        marker={
            "color": [ink.background if row.is_suppressed else ink.line if row.code == REST else full for row in rows],
            "line": {"color": [ink.benchmark if row.is_suppressed else full for row in rows],
                     "width": [int(row.is_suppressed) for row in rows]},
            "pattern": {"shape": ["/" if row.is_suppressed else "" for row in rows], "fgcolor": ink.benchmark,
                        "bgcolor": ink.background, "size": 5, "solidity": 0.4},
        },
        text=[_words(row, unit, top, look) for row in rows],
        textposition="outside",
        textfont={"size": 12},
        cliponaxis=False,
        hovertemplate=[f"{_hover(row, dimension, unit, look)}<extra></extra>" for row in rows],
    )  # fmt: skip
    return Drawing([bars]).figure(
        _FOOT + _ROW * len(rows),
        look,
        xaxis={"visible": False, "range": [0, scaled(top, unit, look) * 1.5]},
        yaxis={"type": "category", "showgrid": False, "tickfont": {"size": 13, "color": ink.text}},
    )


def released_message(table: pd.DataFrame, total: float | None, measure: str, dimension: str, look: Look) -> str:
    """The total, and how many of the cells are hidden."""
    cells = table[table["code"] != REST]
    hidden = int(cells["is_suppressed"].sum())
    facts = {
        "measure": look.name("measure", measure),
        "total": told(total, UNITS[measure], look),
        "dimension": look.say(f"release.dimension.{dimension}"),
        "cells": look.number(len(cells)),
        "hidden": look.number(hidden),
    }
    if total is None or pd.isna(total):
        return look.say("release.message_no_total", **facts)
    return look.say("release.message_hidden" if hidden else "release.message_whole", **facts)


def released_rows(table: pd.DataFrame, dimension: str, look: Look) -> pd.DataFrame:
    """The table with its cells called as people call them."""
    reasons = [look.say(f"release.reason.{each}") if isinstance(each, str) else None for each in table["reason"]]
    return table.assign(code=[cell_name(code, dimension, look) for code in table["code"]], reason=reasons)


def cell_name(code: str, dimension: str, look: Look) -> str:
    """A cell as people call it."""
    if code in (REST, "unknown"):
        return look.say(f"release.{code}")
    return look.name(KINDS[dimension], code) if dimension in KINDS else look.say("release.total")


def _length(row, top: float) -> float:
    return top * 0.06 if row.is_suppressed else float(row.value)


def _words(row, unit: str, top: float, look: Look) -> str:
    if row.is_suppressed:
        return f"<b>{look.say('release.hidden')}</b>  {look.say(f'release.reason.{row.reason}')}"
    return f"<b>{bare(row.value, unit, top, look)}</b>"


def _hover(row, dimension: str, unit: str, look: Look) -> str:
    name = safe(cell_name(row.code, dimension, look))
    if row.is_suppressed:
        return f"{name}<br>{look.say('release.hidden')}: {look.say(f'release.reason_long.{row.reason}')}"
    firms = "" if pd.isna(row.firms) else f"<br>{look.firms(row.firms)}"
    return f"{name}<br><b>{exact(row.value, unit, look)}</b>{firms}"
