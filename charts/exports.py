"""Exports over time: by year and stage, of today's members, by month with the seasons."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.money import bare, colour_key, exact, marked, scaled, year_label
from charts.theme import OUTSIDE, Drawing, Look, empty_figure
from texts import show_date

HEIGHT = 340
_NAMED_MONTHS = (1, 3, 5, 7, 9, 11)
_ROOM = 0.062  # share of the total's height that one line of text needs


def exports_by_stage_bars(
    stages: pd.DataFrame, years: pd.DataFrame, look: Look, *, height: int = HEIGHT, spaces: int = 3
) -> go.Figure:
    """Exports of each year stacked by the stage held in the month, from the lowest; no stage stands on top in grey.

    `stages`: year, stage_code, exports_usd, exporters; `years` tells which of them are part years; `spaces` lie
    between the years that are written out.
    """
    if stages.empty or years.empty or not stages["exports_usd"].any():
        return empty_figure(height, look)
    drawing = Drawing()
    told = {row.year: row for row in years.itertuples()}
    labels = [year_label(told[year], look) for year in sorted(stages["year"].unique())]
    totals = stages.groupby("year")["exports_usd"].sum().sort_index()
    for code, rows in stages.groupby("stage_code", sort=False):
        drawing.traces.append(
            draw.bar(
                name=str(code),
                x=[year_label(told[year], look) for year in rows["year"]],
                y=[scaled(value, "usd", look) for value in rows["exports_usd"]],
                customdata=rows["exports_usd"].tolist(),
                width=0.68,
                marker={
                    "color": look.stage_colour(str(code)),
                    "line": {"color": look.stage_edge(str(code)), "width": 0 if code in OUTSIDE else 1},
                    "pattern": _hatch([told[year].is_part_year for year in rows["year"]], look),
                },
                hovertemplate=[f"{_stage_words(row, look)}<extra></extra>" for row in rows.itertuples()],
            )
        )
    top, shown = float(totals.max()), marked(len(totals), spaces)
    for at in shown:
        words = f"<b>{bare(totals.iloc[at], 'usd', top, look)}</b>"
        drawing.notes.append(_on_top(at, scaled(totals.iloc[at], "usd", look), words))
    _name_stages(drawing, stages[stages["year"] == totals.index[-1]], scaled(top, "usd", look), look)
    axes = _standing([labels[at] for at in shown], scaled(top, "usd", look) * 1.12)
    return drawing.figure(height, look, barmode="stack", margin={"r": 132}, **axes)


def exports_of_todays_members_bars(members: pd.DataFrame, years: pd.DataFrame, look: Look) -> go.Figure:
    """What the firms that hold a stage today exported in each year, in front of the exports of all.

    `members`: year, exports_usd, exporters, members; `years`: the columns of exports_by_year.
    """
    if members.empty or years.empty or not years["exports_usd"].any():
        return empty_figure(HEIGHT, look)
    drawing, all_firms = Drawing(), {row.year: row for row in years.itertuples()}
    rows = [row for row in members.itertuples() if row.year in all_firms]
    labels, hatch = [year_label(all_firms[row.year], look) for row in rows], _hatch(members["is_part_year"], look)
    wholes = [all_firms[row.year].exports_usd for row in rows]
    hovers = [f"{_member_words(row, whole, look)}<extra></extra>" for row, whole in zip(rows, wholes, strict=True)]
    for name, values, colour in (
        ("all", wholes, look.ink.line),
        ("members", [row.exports_usd for row in rows], look.ink.exports),
    ):
        drawing.traces.append(
            draw.bar(
                name=name,
                x=labels,
                y=[scaled(value, "usd", look) for value in values],
                customdata=values,
                width=0.68,
                marker={"color": colour, "line": {"width": 0}, "pattern": hatch},
                hovertemplate=hovers,
            )
        )
    shown = marked(len(rows))
    for at in shown:
        words = f"<b>{bare(rows[at].exports_usd, 'usd', max(wholes), look)}</b>"
        drawing.notes.append(_on_top(at, scaled(rows[at].exports_usd, "usd", look), words))
    axes = _standing([labels[at] for at in shown], scaled(max(wholes), "usd", look) * 1.12)
    return drawing.figure(HEIGHT, look, barmode="overlay", **axes)


def exports_by_season_lines(seasons: pd.DataFrame, look: Look) -> go.Figure:
    """The months of the last year in the accent on one calendar, the year before in dark, behind them the usual range.

    `seasons`: the columns of exports_by_season. The range is the least and the most of the same month in the five
    years before the last one.
    """
    if seasons.empty or not seasons["exports_usd"].any():
        return empty_figure(HEIGHT, look)
    drawing, inks = Drawing(), look.ink
    years = sorted(seasons["year"].unique())[-2:]
    _draw_range(drawing, seasons[seasons["year"] == years[-1]], look)
    places: dict[int, tuple[float, float]] = {}
    for year in years:
        rows = seasons[seasons["year"] == year]
        is_last = year == years[-1]
        drawing.traces.append(
            draw.scatter(
                name=str(year),
                mode="lines+markers" if is_last or len(rows) == 1 else "lines",
                x=[_on_calendar(month) for month in rows["month"]],
                y=[scaled(value, "usd", look) for value in rows["exports_usd"]],
                customdata=rows["exports_usd"].tolist(),
                line={"color": inks.exports if is_last else inks.muted, "width": 3 if is_last else 2},
                marker={"size": 6},
                hovertemplate=[f"{_season_words(row, look)}<extra></extra>" for row in rows.itertuples()],
            )
        )
        places[year] = (rows["month"].iloc[-1], float(scaled(rows["exports_usd"].iloc[-1], "usd", look)))
    shown = seasons[seasons["year"].isin(years)]
    highest = scaled(float(shown[["exports_usd", "high_usd"]].astype("float64").max().max()), "usd", look)
    _name_lines(drawing, places, years, highest, look)
    months = {
        "tickvals": [f"2000-{month:02d}-01" for month in _NAMED_MONTHS],
        "ticktext": [look.say(f"chart.month.{month}") for month in _NAMED_MONTHS],
    }
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "date", "range": ["1999-12-24", "2000-12-08"], "tickangle": 0} | months,
        yaxis={"range": [0, highest * 1.1], "nticks": 5, "tickformat": ",~r"},
        margin={"r": 64, "t": 30},
    )


def _draw_range(drawing: Drawing, last: pd.DataFrame, look: Look) -> None:
    known = last[last["low_usd"].notna()]
    if known.empty:
        return
    for name, fill in (("low_usd", None), ("high_usd", "tonexty")):
        drawing.traces.append(
            draw.scatter(
                name=name,
                mode="lines",
                x=[_on_calendar(month) for month in known["month"]],
                y=[scaled(float(value), "usd", look) for value in known[name]],
                line={"color": look.ink.line, "width": 1},
                fill=fill,
                fillcolor=look.ink.line,
                hoverinfo="skip",
            )
        )
    drawing.notes.append(colour_key([("■", look.ink.line, look.say("chart.usual_range"))], look))


def _hatch(is_part_year, look: Look) -> dict:
    return {
        "shape": ["/" if is_part else "" for is_part in is_part_year],
        "fgcolor": look.ink.background,
        "fillmode": "overlay",
        "size": 6,
        "solidity": 0.35,
    }


def _on_top(at: int, height: float, words: str) -> dict[str, object]:
    return {"x": at, "y": height, "text": words, "yanchor": "bottom", "font": {"size": 12}}


def _standing(written: list[str], top: float) -> dict[str, dict]:
    """Years as categories on the axis, those written out that have room; a zero line and a pale grid."""
    return {
        "xaxis": {"type": "category", "tickangle": 0, "tickvals": written},
        "yaxis": {"range": [0, top], "nticks": 5, "tickformat": ",~r", "rangemode": "tozero"},
    }


def _on_calendar(month) -> str:
    return f"2000-{pd.Timestamp(month).month:02d}-01"


def _name_stages(drawing: Drawing, last: pd.DataFrame, top: float, look: Look) -> None:
    """Direct labels right of the last year, pushed apart so that no name covers another."""
    right = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "align": "left", "font": {"size": 12}}
    floor, base = 0.0, 0.0
    for row in last.itertuples():
        height = scaled(row.exports_usd, "usd", look)
        middle, base = base + height / 2, base + height
        if not height:
            continue
        place = max(middle, floor)
        floor = place + _ROOM * top
        value = bare(row.exports_usd, "usd", last["exports_usd"].sum(), look)
        drawing.notes.append(right | {"text": f"<b>{value}</b> {look.label('held', row.stage_code)}", "y": place})


def _name_lines(drawing: Drawing, places: dict, years: list[int], top: float, look: Look) -> None:
    gap = _ROOM * top
    heights = [height for _, height in places.values()]
    apart = max(0.0, gap - abs(heights[0] - heights[-1])) / 2 if len(heights) == 2 else 0.0
    for year, (month, height) in places.items():
        is_last = year == years[-1]
        push = apart if height == max(heights) else -apart
        place = {"x": _on_calendar(month), "xanchor": "left", "xshift": 8, "y": height + push}
        font = {"size": 13, "color": look.ink.exports if is_last else look.ink.muted}
        drawing.notes.append(place | {"text": f"<b>{year}</b>", "font": font})


def _member_words(row, whole: float, look: Look) -> str:
    lines = [
        f"<b>{look.say('chart.year', year=row.year)}</b>",
        look.say("chart.of_members", value=exact(row.exports_usd, "usd", look), firms=look.firms(row.exporters)),
        look.say("chart.of_all", value=exact(whole, "usd", look)),
    ]
    return "<br>".join(lines)


def _stage_words(row, look: Look) -> str:
    head = f"<b>{look.say('chart.year', year=row.year)} {look.label('held', row.stage_code)}</b>"
    return f"{head}<br>{exact(row.exports_usd, 'usd', look)}<br>{_exporters(row, look)}"


def _season_words(row, look: Look) -> str:
    lines = [f"<b>{show_date(look.lang, row.month, 'month')}</b> {exact(row.exports_usd, 'usd', look)}"]
    if pd.notna(row.low_usd):
        ends = {"low": exact(row.low_usd, "usd", look), "high": exact(row.high_usd, "usd", look)}
        lines.append(look.say("chart.range_of", **ends))
    if pd.notna(row.adjusted_usd):
        told = {"value": exact(row.adjusted_usd, "usd", look), "index": look.number(round(row.seasonal_index, 1))}
        lines.append(look.say("chart.adjusted", **told))
    return "<br>".join(lines)


def _exporters(row, look: Look) -> str:
    return look.say("chart.exporters", firms=look.firms(row.exporters))
