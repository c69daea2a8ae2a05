"""The values of a slide's chart as rows of words: for the ear, and for a screen too narrow for the drawing."""

from charts.slide_sheet import told
from charts.slides import SlideChart
from charts.theme import Look


def slide_rows(chart: SlideChart, look: Look) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows: a row for each category, a column for each series, the sum of a stack last."""
    stacked = [series for series in chart.series if not series.is_line] if chart.shape == "stacked" else []
    heads = (look.say("present.category"), *(series.name for series in chart.series))
    heads += (look.say("present.sum"),) if len(stacked) > 1 else ()
    rows = []
    for place, category in enumerate(chart.categories):
        is_step = chart.shape == "waterfall" and place not in chart.totals
        cells = [told(series.values[place], chart, look, signed=is_step) for series in chart.series]
        if len(stacked) > 1:
            parts = [series.values[place] for series in stacked]
            cells.append(told(None if None in parts else sum(parts), chart, look))
        name = f"{category} *" if place in chart.in_part else category
        rows.append((name, *cells))
    return heads, rows
