"""What the total owes to one firm."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.money import change, colour_key, exact, marked, scaled
from charts.theme import Drawing, Look, empty_figure, safe

HEIGHT = 340


def exports_without_largest_bars(years: pd.DataFrame, look: Look) -> go.Figure:
    """Each year's exports without its largest firm, that firm on top in grey with its share; a part year is hatched.

    `years`: the columns of exports_without_largest.
    """
    if years.empty or not years["exports_usd"].any():
        return empty_figure(HEIGHT, look)
    rows = list(years.itertuples())
    labels = [f"{row.year}*" if row.is_part_year else str(row.year) for row in rows]
    hatch = {"shape": ["/" if row.is_part_year else "" for row in rows], "fillmode": "overlay", "size": 6}
    hatch |= {"fgcolor": look.ink.background, "solidity": 0.35}
    words = [f"{_words(row, look)}<extra></extra>" for row in rows]
    drawing, top = Drawing(), float(years["exports_usd"].max())
    marks = []
    for name, colour in (("without_largest_usd", look.ink.exports), ("largest_usd", look.ink.outside[1])):
        amounts = years[name].fillna(0)
        drawing.traces.append(
            draw.bar(
                name=name,
                x=labels,
                y=[scaled(float(value), "usd", look) for value in amounts],
                customdata=amounts.tolist(),
                width=0.68,
                marker={"color": colour, "line": {"width": 0}, "pattern": hatch},
                hovertemplate=words,
            )
        )
        marks.append(("■", colour, look.say(f"chart.largest.{name}")))
    drawing.notes = [_share(at, rows[at], look) for at in marked(len(rows)) if pd.notna(rows[at].largest_share)]
    drawing.notes.append(colour_key(marks, look))
    return drawing.figure(
        HEIGHT,
        look,
        barmode="stack",
        xaxis={"type": "category", "tickangle": 0, "tickvals": [labels[at] for at in marked(len(labels))]},
        yaxis={"range": [0, scaled(top, "usd", look) * 1.12], "nticks": 5, "tickformat": ",~r"},
        margin={"t": 34},
    )


def _share(at: int, row, look: Look) -> dict[str, object]:
    text = f"<b>{look.number(row.largest_share, 'share')}</b>"
    place = {"x": at, "y": scaled(row.exports_usd, "usd", look), "yanchor": "bottom"}
    return place | {"text": text, "font": {"size": 12, "color": look.ink.muted}}


def _words(row, look: Look) -> str:
    lines = [f"<b>{look.say('chart.year', year=row.year)}</b> {exact(row.exports_usd, 'usd', look)}"]
    if pd.notna(row.largest_usd):
        largest = {"firm": safe(row.firm_name), "value": exact(row.largest_usd, "usd", look)}
        lines.append(look.say("chart.largest.firm", **largest))
        lines.append(look.say("chart.largest.rest", value=exact(row.without_largest_usd, "usd", look)))
        lines.append(look.say("chart.largest.median", value=exact(row.median_usd, "usd", look)))
    rates = {"rate": change(row.yoy_rate, look), "rest": change(row.without_largest_yoy_rate, look)}
    if pd.notna(row.without_largest_yoy_rate):
        lines.append(look.say("chart.largest.rates", **rates))
    return "<br>".join(lines)
