"""What firms exported before and after a step on the ladder."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.money import bare, exact, scaled
from charts.theme import Drawing, Look, empty_figure

HEIGHT = 370


def exports_around_entry_line(around: pd.DataFrame, look: Look) -> go.Figure:
    """The median and the mean exporter in the years before and after an entry, the firms that each year knows below.

    `around`: years_since_entry, firms, exporters, mean_usd, median_usd, of one stage or cohort.
    """
    around = around[around["exporters"] > 0]
    if around.empty:
        return empty_figure(HEIGHT, look)
    drawing, rows, inks = Drawing(), list(around.itertuples()), look.ink
    hovers = [f"{_words(row, look)}<extra></extra>" for row in rows]
    labels = [year_from_entry(row.years_since_entry, look) for row in rows]
    lines = {
        "mean": (around["mean_usd"], {"color": inks.benchmark, "width": 1.5, "dash": "dash"}, inks.muted),
        "median": (around["median_usd"], {"color": inks.exports, "width": 3}, inks.exports),
    }
    top = float(around[["mean_usd", "median_usd"]].max().max())
    ends = [scaled(values.iloc[-1], "usd_thousand", look) for values, *_ in lines.values()]
    apart = max(0.0, 0.07 * scaled(top, "usd_thousand", look) - abs(ends[0] - ends[1])) / 2
    for (name, (values, line, colour)), end in zip(lines.items(), ends, strict=True):
        drawing.traces.append(
            draw.scatter(
                name=name,
                mode="lines+markers" if name == "median" else "lines",
                x=labels,
                y=[scaled(value, "usd_thousand", look) for value in values],
                customdata=values.tolist(),
                line=line,
                marker={"size": 7},
                hovertemplate=hovers,
            )
        )
        words = f"<b>{bare(values.iloc[-1], 'usd_thousand', top, look)}</b> {look.say(f'chart.{name}')}"
        place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "font": {"size": 12, "color": colour}}
        drawing.notes.append(place | {"text": words, "y": end + (apart if end == max(ends) else -apart)})
    _mark_entry(drawing, around, look)
    firms = [f"{label}<br>{look.number(row.firms)}" for label, row in zip(labels, rows, strict=True)]
    ticks = {"tickangle": 0, "tickvals": labels, "ticktext": firms, "tickfont": {"size": 12}}
    return drawing.figure(
        HEIGHT,
        look,
        xaxis={"type": "category"} | ticks,
        yaxis={"range": [0, scaled(top, "usd_thousand", look) * 1.1], "nticks": 5, "tickformat": ",~r"},
        margin={"r": 84},
    )


def _mark_entry(drawing: Drawing, around: pd.DataFrame, look: Look) -> None:
    """A line at the year of the entry, when it is drawn."""
    if not (around["years_since_entry"] == 0).any():
        return
    at, line = year_from_entry(0, look), {"color": look.ink.line, "width": 2}
    ends = {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    drawing.shapes.append(ends | {"type": "line", "line": line, "layer": "below"})


def year_from_entry(years: int, look: Look) -> str:
    """A year counted from the year of entry, as short as an axis needs it."""
    return look.say("chart.entry_year") if years == 0 else look.number(years, signed=True)


def _words(row, look: Look) -> str:
    return "<br>".join(
        (
            f"<b>{look.say('chart.from_entry', years=year_from_entry(row.years_since_entry, look))}</b>",
            f"{look.say('chart.median')} {exact(row.median_usd, 'usd', look)}",
            f"{look.say('chart.mean')} {exact(row.mean_usd, 'usd', look)}",
            look.say("chart.exporters_of", exporters=look.firms(row.exporters), firms=look.firms(row.firms)),
        )
    )
