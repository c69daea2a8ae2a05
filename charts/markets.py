"""Where exports go, into which regions, what they are, and who exports: ranked, the rest in one bar."""

from collections.abc import Callable, Collection
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.money import bare, change, exact, scaled
from charts.theme import Look, blank_figure, empty_figure, safe, unfaded

MOST_BARS, MOST_DOTS = 10, 20
_ROW, _TALL_ROW, _FOOT, _EMPTY = 30, 38, 16, 340  # a tall row holds a name of two lines
_LONGEST = 14  # characters of a name on an axis: a phone keeps half its width for the bars


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
    has_chosen = {codes for codes in groups["country_codes"] if set(codes.split(",")) & set(chosen)}
    return _ranked(groups, "market_group", look, has_chosen, code="country_codes", more=_group_words, most=len(groups))


def exports_by_hs_bars(chapters: pd.DataFrame, look: Look, chosen: Collection[str] = ()) -> go.Figure:
    """The largest HS chapters of one year, the largest on top, the others together at the foot.

    `chapters`: hs_chapter, exports_usd, exporters, share, the largest first; `chosen` and customdata as in
    exports_by_country_bars.
    """
    return _ranked(chapters, "hs_chapter", look, chosen)


def top_exporters_dots(firms: pd.DataFrame, look: Look, chosen: Collection[str] = ()) -> go.Figure:
    """The firms that exported most in one year, a dot each on one line from zero, their share beside it.

    `firms`: rank, firm_id, firm_name, exports_usd, share, the largest first; only the first are drawn. `chosen` and
    customdata as in exports_by_country_bars.
    """
    if firms.empty:
        return empty_figure(_EMPTY, look)
    drawn, top = firms.head(MOST_DOTS).iloc[::-1], float(firms["exports_usd"].max())
    figure = blank_figure(_FOOT + 24 * len(drawn), look)
    names = [f"{row.rank}. {safe(_short(row.firm_name))}" for row in drawn.itertuples()]
    values = [scaled(value, "usd", look) for value in drawn["exports_usd"]]
    for name, value in zip(names, values, strict=True):
        line = {"color": look.ink.line, "width": 2}
        figure.add_shape(type="line", x0=0, x1=value, y0=name, y1=name, line=line, layer="below")
    figure.add_scatter(
        name="exports",
        mode="markers+text",
        x=values,
        y=names,
        customdata=[[row.firm_id, int(row.exports_usd)] for row in drawn.itertuples()],
        marker={"size": 11, "color": [_ink(row.firm_id, chosen, look) for row in drawn.itertuples()]},
        **unfaded(look),
        text=[_told(row, top, look) for row in drawn.itertuples()],
        textposition="middle right",
        textfont={"size": 12},
        cliponaxis=False,
        hovertemplate=[f"{_firm_words(row, look)}<extra></extra>" for row in drawn.itertuples()],
    )
    _lie_down(figure, scaled(top, "usd", look) * 1.34, look)
    return figure


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
    bars = [(_wrapped(_name(row, column, look)), row.exports_usd, row.share, row.exporters) for row in rows]
    added = [f"<br>{more(row, look)}" if more else "" for row in rows]
    said = [f"{_bar_words(*bar, look)}{line}" for bar, line in zip(bars, added, strict=True)]
    if len(others):
        rest = look.say(f"chart.others.{column}", number=look.number(len(others)))
        bars.append((rest, others["exports_usd"].sum(), others["share"].sum(), None))
        said.append(_bar_words(*bars[-1], look))
    bars, top = bars[::-1], max(bar[1] for bar in bars)
    figure = blank_figure(_FOOT + _row_height(bars) * len(bars), look)
    figure.add_bar(
        name="exports",
        orientation="h",
        x=[scaled(value, "usd", look) for _, value, *_ in bars],
        y=[label for label, *_ in bars],
        customdata=[[code, int(value)] for code, (_, value, *_) in zip(codes, bars, strict=True)],
        width=0.62,
        marker={"color": [_ink(code, chosen, look) for code in codes], "line_width": 0},
        **unfaded(look),
        text=[_ended(value, share, top, look) for _, value, share, _ in bars],
        textposition="outside",
        textfont={"size": 12},
        cliponaxis=False,
        hovertemplate=[f"{words}<extra></extra>" for words in said[::-1]],
    )
    _lie_down(figure, scaled(top, "usd", look) * 1.42, look)
    return figure


def _name(row, column: str, look: Look) -> str:
    code = getattr(row, column)
    return f"{safe(code)} {look.label('hs', code)}" if column == "hs_chapter" else look.label(column, code)


def _row_height(bars: list[tuple]) -> int:
    return _TALL_ROW if any("<br>" in label for label, *_ in bars) else _ROW


def _ink(code: str | None, chosen: Collection[str], look: Look) -> str:
    """The accent; grey for what is not chosen, and for the others together, which are no market of their own."""
    return look.ink.exports if code is not None and (not chosen or code in chosen) else look.ink.outside[0]


def _lie_down(figure: go.Figure, reach: float, look: Look) -> None:
    figure.update_xaxes(visible=False, range=[0, reach])
    figure.update_yaxes(type="category", showgrid=False, tickfont={"size": 13, "color": look.ink.text})


def _ended(value: float, share: float, top: float, look: Look) -> str:
    muted = f"<span style='color:{look.ink.muted}'>{look.number(share, 'share')}</span>"
    return f"<b>{bare(value, 'usd', top, look)}</b>  {muted}"


def _told(row, top: float, look: Look) -> str:
    return f"  {_ended(row.exports_usd, row.share, top, look)}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


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
    lines = [f"<b>{plain}</b> {exact(value, 'usd', look)}", look.say("chart.of_exports", share=_share(share, look))]
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


def _firm_words(row, look: Look) -> str:
    told = look.say("chart.of_exports", share=_share(row.share, look))
    return f"<b>{safe(row.firm_name)}</b> {exact(row.exports_usd, 'usd', look)}<br>{told}"


def _share(share: float, look: Look) -> str:
    return look.number(share, "share")
