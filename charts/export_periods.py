"""Exports by month, quarter, year or run of twelve months, direct and indirect, in dollars or won."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.money import bare, change, colour_key, exact, marked, part_label, scaled
from charts.numbers import Codes
from charts.theme import Drawing, Look, empty_figure, unfaded
from texts import show_date

HEIGHT = 340
WAYS = ("direct", "indirect", "unknown")
_IN_TIME = ("month", "rolling_year")  # their axis is one of time; years and quarters are categories
_MOST_WRITTEN = 16  # columns that have room for their value
_PALE = 0.45  # of the accent: what went by another


def exports_by_period_bars(periods: pd.DataFrame, seasons: pd.DataFrame, look: Look, money: str = "usd") -> go.Figure:
    """A column for each period, direct below indirect; the value on top, the last change too; a part period is hatched.

    `periods`: the columns of exports_by_period, of one grain; `seasons`: month and adjusted_usd of exports_by_season,
    drawn as a line over months; `money`: usd, or krw, which knows no ways and is missing where a year has no rate.
    """
    column = f"exports_{money}"
    if periods.empty or not periods[column].fillna(0).any():
        return empty_figure(HEIGHT, look)
    rows, grain = list(periods.itertuples()), str(periods["period_kind"].iloc[0])
    places = [row.last_month for row in rows] if grain in _IN_TIME else [_label(row, look) for row in rows]
    drawing = Drawing(traces=_columns(periods, places, money, look))
    top = float(periods[column].max())
    if grain == "month" and money == "usd":
        drawing.traces += _line_of(seasons, look)
    is_dense = grain in _IN_TIME or len(rows) > _MOST_WRITTEN
    drawing.notes += _tops(rows, places, column, is_dense, look)
    drawing.notes += _key(drawing.traces, look)
    axis: dict[str, object] = {"tickangle": 0}
    if grain in _IN_TIME:
        years = [place for place in places if place.month == 1] or places[:1]  # none beyond the last
        axis |= {"type": "date", "tickformat": "%Y", "tickvals": [years[at] for at in marked(len(years))]}
    else:
        axis |= {"type": "category", "tickvals": [places[at] for at in marked(len(places))]}
    return drawing.figure(
        HEIGHT,
        look,
        barmode="stack",
        bargap=0.1 if is_dense else 0.32,
        xaxis=axis,
        yaxis={"range": [0, scaled(top, money, look) * 1.2], "nticks": 5, "tickformat": ",~r"},
        margin={"t": 34, "r": 64 if is_dense else 4},
    )


def period_words(row, look: Look) -> str:
    """A period as people say it: 2024, the third quarter of 2024, twelve months to October 2025."""
    if row.period_kind == "year":
        return look.say("chart.year", year=row.year)
    month = show_date(look.lang, row.last_month, "month")
    if row.period_kind == "quarter":
        return look.say("chart.quarter", year=row.year, quarter=_quarter(row))
    return month if row.period_kind == "month" else look.say("chart.twelve_months", month=month)


def period_numbers(periods: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Exports of each period, the latest first."""
    return {
        (("period", row.period),): look.say(
            "chart.number.period", name=period_words(row, look), usd=look.number(row.exports_usd, "usd")
        )
        for row in list(periods.itertuples())[::-1]
        if row.exports_usd
    }


def _quarter(row) -> int:
    return (row.period.month + 2) // 3


def _label(row, look: Look) -> str:
    if row.period_kind == "year":
        return part_label(row, look) if row.is_part_period else str(row.year)
    return look.say("chart.quarter_short", year=row.year, quarter=_quarter(row))


def _columns(periods: pd.DataFrame, places: list, money: str, look: Look) -> list[Trace]:
    words = [f"{_words(row, look)}<extra></extra>" for row in periods.itertuples()]
    hatch = {
        "shape": ["/" if is_part else "" for is_part in periods["is_part_period"]],
        "fgcolor": look.ink.background,
        "fillmode": "overlay",
        "size": 6,
        "solidity": 0.35,
    }
    parts = {"krw": periods["exports_krw"]} if money == "krw" else {way: periods[f"{way}_usd"] for way in WAYS}
    return [
        draw.bar(
            name=name,
            x=places,
            y=[None if pd.isna(value) else scaled(float(value), money, look) for value in values],
            customdata=[[str(period)] for period in periods["period"]],
            marker={"color": _colour(name, look), "line": {"width": 0}, "pattern": hatch},
            hovertemplate=words,
            **unfaded(look),
        )
        for name, values in parts.items()
        if values.fillna(0).any()
    ]  # fmt: skip


def _colour(name: str, look: Look) -> str:
    if name == "unknown":
        return look.ink.outside[1]
    accent = look.ink.exports
    red, green, blue = (int(accent[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{_PALE})" if name == "indirect" else accent


def _line_of(seasons: pd.DataFrame, look: Look) -> list[Trace]:
    known = seasons[seasons["adjusted_usd"].notna()]
    if known.empty:
        return []
    line = draw.scatter(
        name="adjusted",
        mode="lines",
        x=known["month"].tolist(),
        y=[scaled(float(value), "usd", look) for value in known["adjusted_usd"]],
        line={"color": look.ink.text, "width": 1.5},
        hoverinfo="skip",
    )
    return [line]


def _tops(rows: list, places: list, column: str, is_dense: bool, look: Look) -> list[dict[str, object]]:
    """The value over the columns that have room, else beside the last; with the last the change on a year before."""
    notes, money = [], column.removeprefix("exports_")
    top = max(float(getattr(row, column)) for row in rows if pd.notna(getattr(row, column)))
    beside = {"xanchor": "left", "xshift": 6, "align": "left"}
    for at in [len(rows) - 1] if is_dense else marked(len(rows)):
        row, value = rows[at], getattr(rows[at], column)
        if pd.isna(value):
            continue
        text = f"<b>{bare(value, money, top, look)}</b>"
        if pd.notna(row.yoy_rate) and money == "usd" and row is rows[-1]:  # wider than a column on a phone
            text += f"<br><span style='font-size:12px;color:{look.ink.muted}'>{change(row.yoy_rate, look)}</span>"
        # among categories the place, not the label: Plotly takes a year written in a note for a number
        place = {"x": places[at] if row.period_kind in _IN_TIME else at, "y": scaled(float(value), money, look)}
        notes.append(place | {"text": text} | (beside if is_dense else {"yanchor": "bottom"}))
    return notes


def _key(traces: list, look: Look) -> list[dict[str, object]]:
    names = [trace["name"] for trace in traces if trace["name"] in (*WAYS, "adjusted")]
    if names in (["direct"], ["unknown"], []):
        return []
    colours = {way: _colour(way, look) for way in WAYS} | {"adjusted": look.ink.text}
    marks = [("━" if name == "adjusted" else "■", colours[name], look.say(f"chart.way.{name}")) for name in names]
    return [colour_key(marks, look)]


def _words(row, look: Look) -> str:
    lines = [f"<b>{period_words(row, look)}</b> {exact(row.exports_usd, 'usd', look)}"]
    if pd.notna(row.exports_krw) and pd.notna(row.krw_per_usd):
        rate = look.number(row.krw_per_usd)
        lines.append(look.say("chart.in_krw", krw=look.number(row.exports_krw, "krw"), rate=rate))
    elif pd.notna(row.exports_krw):
        lines.append(look.say("chart.in_krw_rates", krw=look.number(row.exports_krw, "krw")))
    if row.direct_usd or row.indirect_usd:
        told = {"direct": exact(row.direct_usd, "usd", look), "indirect": exact(row.indirect_usd, "usd", look)}
        lines.append(look.say("chart.by_way", **told))
        if row.unknown_usd:
            lines.append(look.say("chart.no_way", value=exact(row.unknown_usd, "usd", look)))
    lines.append(look.say("chart.exporters", firms=look.firms(row.exporters)))
    if pd.notna(row.yoy_rate):
        lines.append(look.say("chart.yoy", rate=change(row.yoy_rate, look)))
    if row.is_part_period:
        lines.append(look.say("chart.part_months", months=look.number(row.months)))
    return "<br>".join(lines)
