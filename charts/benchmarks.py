"""Our firms beside the city and the nation."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.money import exact, marked, scaled
from charts.theme import Drawing, Look, empty_figure, safe

HEIGHT = 340
_FIRMS = "firms"
_DASHES = ("dash", "dot", "dashdot")
_ROOM = 0.062  # share of the height that one line of text needs


def city_share_line(shares: pd.DataFrame, breaks: pd.DataFrame, look: Look) -> go.Figure:
    """Our firms' exports as a share of one region's in the same months, over the years; a part year is hollow.

    `shares`: the columns of city_share for one region; a year that cannot be compared leaves a gap. `breaks`: region,
    period, break_kind; a year in which the region's series breaks begins behind a dashed line.
    """
    known = shares[shares["share"].notna()]
    if known.empty:
        return empty_figure(HEIGHT, look)
    drawing, rows = Drawing(), list(shares.itertuples())
    labels = [str(row.year) for row in rows]
    values = [None if pd.isna(row.share) else scaled(row.share, "share", look) for row in rows]
    accent = look.ink.exports
    drawing.traces.append(
        draw.scatter(
            name=str(shares["region"].iloc[0]),
            mode="lines+markers",
            x=labels,
            y=values,
            connectgaps=False,
            line={"color": accent, "width": 2.5},
            marker={
                "size": 9,
                "color": [look.ink.background if row.is_part_year else accent for row in rows],
                "line": {"color": accent, "width": 2},
            },
            hovertemplate=[f"{_words(row, look)}<extra></extra>" for row in rows],
        )
    )
    shown = [at for at in marked(len(rows)) if values[at] is not None]
    for at in shown:
        words = f"<b>{look.number(rows[at].share, 'share')}</b>"
        drawing.notes.append({"x": at, "y": values[at], "text": words, "yanchor": "bottom", "yshift": 8})
    _mark_breaks(drawing, rows[0].region, [row.year for row in rows], breaks, look)
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category", "tickangle": 0, "tickvals": [labels[at] for at in marked(len(rows))]},
        yaxis={"range": [0, max(value for value in values if value is not None) * 1.22], "nticks": 5},
    )


def exports_index_lines(index: pd.DataFrame, breaks: pd.DataFrame, look: Look) -> go.Figure:
    """Our firms' exports and those of each region, with the first common year at 100; a part year is hollow.

    `index`: the columns of exports_index; others are dashed in grey. `breaks`: region, period, break_kind; a year in
    which one of the series drawn breaks begins behind a dashed line.
    """
    known = index[index["exports_index"].notna()]
    if known.empty:
        return empty_figure(HEIGHT, look)
    drawing, years = Drawing(), sorted(known["year"].unique())
    names, ends = list(dict.fromkeys(known["series"])), []
    for name in names[::-1]:  # our firms last, so that they lie on top
        rows = known[known["series"] == name].sort_values("year")
        colour = look.ink.exports if name == _FIRMS else look.ink.benchmark
        dash = "solid" if name == _FIRMS else _DASHES[names.index(name) % len(_DASHES)]
        drawing.traces.append(
            draw.scatter(
                name=name,
                mode="lines+markers",
                x=[str(year) for year in rows["year"]],
                y=rows["exports_index"].tolist(),
                customdata=rows["exports_usd"].tolist(),
                line={"color": colour, "width": 2.5 if name == _FIRMS else 1.75, "dash": dash},
                marker={
                    "size": [8 if is_part or name == _FIRMS else 0 for is_part in rows["is_part_year"]],
                    "color": [look.ink.background if is_part else colour for is_part in rows["is_part_year"]],
                    "line": {"color": colour, "width": 2},
                },
                hovertemplate=[f"{_index_words(row, look)}<extra></extra>" for row in rows.itertuples()],
            )
        )
        ends.append((float(rows["exports_index"].iloc[-1]), name, colour))
    top, floor = known["exports_index"].max() * 1.08, min(0.9 * known["exports_index"].min(), 90)
    _name_ends(drawing, ends, top - floor, look)
    for region in names:
        _mark_breaks(drawing, region, years, breaks, look)
    labels = [str(year) for year in years]
    written = {"tickangle": 0, "tickvals": [labels[at] for at in marked(len(labels), 3)]}
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category", "categoryorder": "array", "categoryarray": labels} | written,
        yaxis={"range": [floor, top], "nticks": 5},
        margin={"r": 104},
    )


def _name_ends(drawing: Drawing, ends: list[tuple[float, str, str]], span: float, look: Look) -> None:
    """Each line's name and last value right of it, pushed apart so that no name covers another."""
    right = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "align": "left"}
    floor = float("-inf")
    for value, name, colour in sorted(ends):
        place = max(value, floor)
        floor = place + _ROOM * span
        words = f"<b>{look.number(round(value))}</b> {look.label('series', name)}"
        font = {"size": 12, "color": colour if name == _FIRMS else look.ink.muted}
        drawing.notes.append(right | {"text": words, "y": place, "font": font})


def _index_words(row, look: Look) -> str:
    index = look.number(round(row.exports_index, 1))
    head = f"<b>{look.say('chart.year', year=row.year)}</b> {look.label('series', row.series)} {index}"
    lines = [head, exact(row.exports_usd, "usd", look)]
    if row.is_part_year:
        lines.append(look.say("chart.part_months", months=look.number(row.months)))
    return "<br>".join(lines)


def _mark_breaks(drawing: Drawing, region: str, years: list[int], breaks: pd.DataFrame, look: Look) -> None:
    """A dashed line before each of the years, as they stand on the axis, in which the region's series breaks."""
    here = breaks[(breaks["region"] == region) & (breaks["break_kind"] != "part_year")]
    broken = {pd.Timestamp(period).year for period in here["period"]}
    line = {"color": look.ink.benchmark, "width": 1, "dash": "dash"}
    for at, year in enumerate(years):
        if year in broken and at:
            ends = {"x0": at - 0.5, "x1": at - 0.5, "y0": 0, "y1": 1, "yref": "paper"}
            drawing.shapes.append(ends | {"type": "line", "line": line})
            note = {"text": look.say("chart.series_break"), "font": {"size": 12, "color": look.ink.muted}}
            place = {"x": at - 0.5, "y": 1, "yref": "paper", "xanchor": "left", "xshift": 4, "yanchor": "top"}
            drawing.notes.append(place | note)


def _words(row, look: Look) -> str:
    head = f"<b>{look.say('chart.year', year=row.year)}</b> {look.number(row.share, 'share')}"
    ours = look.say("chart.ours", value=exact(row.exports_usd, "usd", look))
    theirs = look.say("chart.theirs", region=safe(row.region), value=exact(row.benchmark_usd, "usd", look))
    return f"{head}<br>{ours}<br>{theirs}"
