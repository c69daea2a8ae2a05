"""Where exports go, and into which regions: ranked, the rest in one bar."""

from collections.abc import Callable, Collection
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.money import bare, change, exact, part, scaled
from charts.theme import Drawing, Look, empty_figure, unfaded

MOST_BARS = 10
_ROW, _TALL_ROW, _FOOT, _EMPTY = 30, 38, 16, 340  # a tall row holds a name of two lines
_LONGEST = 14  # characters of a name on an axis: a phone keeps half its width for the bars

_LYING = {
    "name": "exports",
    "orientation": "h",
    "width": 0.62,
    "textposition": "outside",
    "textfont": {"size": 12},
    "cliponaxis": False,
}


def exports_by_country_bars(countries: pd.DataFrame, look: Look, chosen: Collection[str] = ()) -> go.Figure:
    """The largest markets of one year, the largest on top, the others together at the foot.

    `countries`: country, exports_usd, exporters, share, the largest first. Where some are `chosen`, all others are
    pale. Each bar's customdata is its code and its value; the bar of the others has no code.
    """
    return _ranked(countries, "country", look, chosen)


def exports_by_market_group_bars(groups: pd.DataFrame, look: Look, chosen: Collection[str] = ()) -> go.Figure:
    """The market groups of one year, the largest on top, with their share and the change to the same months before.

    `groups`: the columns of exports_by_market_group. Where markets are `chosen`, groups without any of them are pale.
    Each bar's customdata is the codes of its markets, with commas, and its value.
    """
    has_chosen = {codes for codes in groups["country_codes"] if set(codes.split(",")) & set(chosen)} or set(chosen)
    return _ranked(groups, "market_group", look, has_chosen, code="country_codes", more=_group_words, most=len(groups))


def _ranked(
    table: pd.DataFrame,
    column: str,
    look: Look,
    chosen: Collection[str],
    *,
    code: str | None = None,
    more: Callable[[Any, Look], str] | None = None,
    most: int = MOST_BARS,
) -> go.Figure:
    """A bar for each of the largest rows, named after its `column`, the others together at the foot.

    `code` is the column of what a click means, else `column`; `more` adds lines to what a bar says when pointed at.
    """
    if table.empty:
        return empty_figure(_EMPTY, look)
    drawn, others = table.head(most), table.iloc[most:]
    codes, rows = [None] * bool(len(others)) + drawn[code or column].tolist()[::-1], list(drawn.itertuples())
    bars = [(_name(row, column, look), row.exports_usd, row.share, row.exporters) for row in rows]
    added = [f"<br>{more(row, look)}" if more else "" for row in rows]
    said = [f"{_bar_words(*bar, look)}{line}" for bar, line in zip(bars, added, strict=True)]
    if len(others):
        rest = look.say(f"chart.others.{column}", number=look.number(len(others)))
        bars.append((rest, others["exports_usd"].sum(), others["share"].sum(), None))
        said.append(_bar_words(*bars[-1], look))
    bars, top = bars[::-1], max(bar[1] for bar in bars)
    ranked = draw.bar(
        **_LYING,
        x=[scaled(value, "usd", look) for _, value, *_ in bars],
        y=[label for label, *_ in bars],
        customdata=[[code, int(value)] for code, (_, value, *_) in zip(codes, bars, strict=True)],
        marker={"color": [_ink(code, chosen, look) for code in codes], "line": {"width": 0}},
        **unfaded(look),
        text=[_ended(value, share, top, look) for _, value, share, _ in bars],
        hovertemplate=[f"{words}<extra></extra>" for words in said[::-1]],
    )
    return Drawing([ranked]).figure(
        _FOOT + _row_height(bars) * len(bars),
        look,
        xaxis={"visible": False, "range": [0, scaled(top, "usd", look) * 1.6]},
        yaxis={"type": "category", "showgrid": False, "tickfont": {"size": 13, "color": look.ink.text}},
    )


def _name(row, column: str, look: Look) -> str:
    return _wrapped(look.label(column, getattr(row, column)))


def _row_height(bars: list[tuple]) -> int:
    return _TALL_ROW if any("<br>" in label for label, *_ in bars) else _ROW


def _ink(code: str | None, chosen: Collection[str], look: Look) -> str:
    """The accent; grey for what is not chosen, and for the others together, which are no market of their own."""
    return look.ink.exports if code is not None and (not chosen or code in chosen) else look.ink.outside[0]


def _ended(value: float, share: float, top: float, look: Look) -> str:
    muted = f"<span style='color:{look.ink.muted}'>{part(share, look)}</span>"
    return f"<b>{bare(value, 'usd', top, look)}</b>  {muted}"


def _wrapped(name: str) -> str:
    """A long name on two lines, broken at the space or point nearest its middle."""
    if len(name) <= _LONGEST:
        return name
    breaks = [at for at, letter in enumerate(name) if letter in " ·" and at > 2]
    if not breaks:
        return name
    at = min(breaks, key=lambda place: abs(place - len(name) / 2))
    return f"{name[: at + 1].rstrip()}<br>{name[at + 1 :].lstrip()}"


def _bar_words(label: str, value: float, share: float, exporters: int | None, look: Look) -> str:
    plain = label.replace("<br>", " ")
    lines = [
        f"<b>{plain}</b> {exact(value, 'usd', look)}",
        look.say("chart.of_exports", share=look.number(share, "share")),
    ]
    if exporters is not None:
        lines.append(look.say("chart.exporters", firms=look.firms(exporters)))
    return "<br>".join(lines)


def _group_words(row, look: Look) -> str:
    lines = [look.say("chart.countries", number=look.number(row.countries))]
    if pd.notna(row.yoy_rate):
        lines.append(look.say("chart.yoy", rate=change(row.yoy_rate, look)))
    return "<br>".join(lines)


def market_words(row, look: Look) -> str:
    """A market's name, its exports to the dollar, its share and its exporters, for whoever points at it."""
    return _bar_words(look.label("country", row.country), row.exports_usd, row.share, row.exporters, look)
