"""Exports over time: by year, by year and stage, by month with the seasons."""

import pandas as pd
import plotly.graph_objects as go

from charts.money import bare, change, exact, marked, scaled, year_label
from charts.theme import OUTSIDE, Look, blank_figure, empty_figure
from texts import show_date

HEIGHT = 340
_OLDER = 5  # years behind the last two in the figure of the seasons: with them seven lines
_ROOM = 0.062  # share of the total's height that one line of text needs


def exports_by_year_bars(years: pd.DataFrame, look: Look) -> go.Figure:
    """Exports of each year, the value and the change to the same months on top; a part year is hatched.

    `years`: the columns of exports_by_year, in year order.
    """
    if years.empty or not years["exports_usd"].any():
        return empty_figure(HEIGHT, look)
    figure, rows, top = blank_figure(HEIGHT, look), list(years.itertuples()), float(years["exports_usd"].max())
    labels = [year_label(row, look) for row in rows]
    figure.add_bar(
        name="exports",
        x=labels,
        y=[scaled(row.exports_usd, "usd", look) for row in rows],
        customdata=years["exports_usd"].tolist(),
        width=0.68,
        marker={"color": look.ink.exports, "line_width": 0, "pattern": _hatch(years["is_part_year"], look)},
        hovertemplate=[f"{_year_words(row, look)}<extra></extra>" for row in rows],
    )
    shown = marked(len(rows))
    for at in shown:
        row = rows[at]
        words = f"<b>{bare(row.exports_usd, 'usd', top, look)}</b>"
        if pd.notna(row.yoy_rate):
            words += f"<br><span style='font-size:12px;color:{look.ink.muted}'>{change(row.yoy_rate, look)}</span>"
        # the place, not the label: Plotly takes a year written in a note for a number
        figure.add_annotation(x=at, y=scaled(row.exports_usd, "usd", look), text=words, yanchor="bottom")
    _stand_up(figure, [labels[at] for at in shown], scaled(top, "usd", look) * 1.2)
    return figure


def exports_by_stage_bars(
    stages: pd.DataFrame, years: pd.DataFrame, look: Look, *, height: int = HEIGHT, spaces: int = 3
) -> go.Figure:
    """Exports of each year stacked by the stage held in the month, from the lowest; no stage stands on top in grey.

    `stages`: year, stage_code, exports_usd, exporters; `years` tells which of them are part years; `spaces` lie
    between the years that are written out.
    """
    if stages.empty or years.empty or not stages["exports_usd"].any():
        return empty_figure(height, look)
    figure = blank_figure(height, look)
    told = {row.year: row for row in years.itertuples()}
    labels = [year_label(told[year], look) for year in sorted(stages["year"].unique())]
    totals = stages.groupby("year")["exports_usd"].sum().sort_index()
    for code, rows in stages.groupby("stage_code", sort=False):
        figure.add_bar(
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
    top, shown = float(totals.max()), marked(len(totals), spaces)
    for at in shown:
        words = f"<b>{bare(totals.iloc[at], 'usd', top, look)}</b>"
        height = scaled(totals.iloc[at], "usd", look)
        figure.add_annotation(x=at, y=height, text=words, yanchor="bottom", font={"size": 12})
    _name_stages(figure, stages[stages["year"] == totals.index[-1]], scaled(top, "usd", look), look)
    _stand_up(figure, [labels[at] for at in shown], scaled(top, "usd", look) * 1.12)
    figure.update_layout(barmode="stack", margin={"r": 132})
    return figure


def exports_of_todays_members_bars(members: pd.DataFrame, years: pd.DataFrame, look: Look) -> go.Figure:
    """What the firms that hold a stage today exported in each year, in front of the exports of all.

    `members`: year, exports_usd, exporters, members; `years`: the columns of exports_by_year.
    """
    if members.empty or years.empty or not years["exports_usd"].any():
        return empty_figure(HEIGHT, look)
    figure, all_firms = blank_figure(HEIGHT, look), {row.year: row for row in years.itertuples()}
    rows = [row for row in members.itertuples() if row.year in all_firms]
    labels, hatch = [year_label(all_firms[row.year], look) for row in rows], _hatch(members["is_part_year"], look)
    wholes = [all_firms[row.year].exports_usd for row in rows]
    for name, values, colour in (
        ("all", wholes, look.ink.line),
        ("members", [row.exports_usd for row in rows], look.ink.exports),
    ):
        figure.add_bar(
            name=name,
            x=labels,
            y=[scaled(value, "usd", look) for value in values],
            customdata=values,
            width=0.68,
            marker={"color": colour, "line_width": 0, "pattern": hatch},
            hovertemplate=[f"{_member_words(row, whole, look)}<extra></extra>"
                           for row, whole in zip(rows, wholes, strict=True)],
        )  # fmt: skip
    shown = marked(len(rows))
    for at in shown:
        words = f"<b>{bare(rows[at].exports_usd, 'usd', max(wholes), look)}</b>"
        figure.add_annotation(
            x=at, y=scaled(rows[at].exports_usd, "usd", look), text=words, yanchor="bottom", font={"size": 12}
        )
    _stand_up(figure, [labels[at] for at in shown], scaled(max(wholes), "usd", look) * 1.12)
    figure.update_layout(barmode="overlay")
    return figure


def exports_by_month_lines(months: pd.DataFrame, look: Look) -> go.Figure:
    """The months of each year on one calendar: the last year in the accent, the one before in dark, older ones pale.

    `months`: month, exports_usd, exporters, yoy_rate, year.
    """
    if months.empty or not months["exports_usd"].any():
        return empty_figure(HEIGHT, look)
    figure, inks = blank_figure(HEIGHT, look), look.ink
    years = sorted(months["year"].unique())[-(_OLDER + 2) :]
    places: dict[int, tuple[float, float]] = {}
    for year in years:
        rows = months[months["year"] == year]
        is_last, is_before = year == years[-1], len(years) > 1 and year == years[-2]
        line = {"color": inks.exports if is_last else inks.muted if is_before else inks.outside[0]}
        figure.add_scatter(
            name=str(year),
            mode="lines+markers" if is_last or len(rows) == 1 else "lines",
            x=[_on_calendar(month) for month in rows["month"]],
            y=[scaled(value, "usd", look) for value in rows["exports_usd"]],
            customdata=rows["exports_usd"].tolist(),
            line=line | {"width": 3 if is_last else 2 if is_before else 1.25},
            marker={"size": 6},
            hovertemplate=[f"{_month_words(row, look)}<extra></extra>" for row in rows.itertuples()],
        )
        if is_last or is_before:
            places[year] = (rows["month"].iloc[-1], float(scaled(rows["exports_usd"].iloc[-1], "usd", look)))
    highest = scaled(float(months.loc[months["year"].isin(years), "exports_usd"].max()), "usd", look)
    _name_lines(figure, places, years, highest, look)
    figure.update_xaxes(
        type="date", range=["1999-12-24", "2000-12-08"], tickangle=0,
        tickvals=[f"2000-{month:02d}-01" for month in (1, 3, 5, 7, 9, 11)],
        ticktext=[look.say(f"chart.month.{month}") for month in (1, 3, 5, 7, 9, 11)],
    )  # fmt: skip
    figure.update_yaxes(range=[0, highest * 1.1], nticks=5, tickformat=",~r")
    figure.update_layout(margin={"r": 64})
    return figure


def _hatch(is_part_year, look: Look) -> dict:
    return {
        "shape": ["/" if is_part else "" for is_part in is_part_year],
        "fgcolor": look.ink.background,
        "fillmode": "overlay",
        "size": 6,
        "solidity": 0.35,
    }


def _stand_up(figure: go.Figure, written: list[str], top: float) -> None:
    """Years as categories on the axis, those written out that have room; a zero line and a pale grid."""
    figure.update_xaxes(type="category", tickangle=0, tickvals=written)
    figure.update_yaxes(range=[0, top], nticks=5, tickformat=",~r", rangemode="tozero")


def _on_calendar(month) -> str:
    return f"2000-{pd.Timestamp(month).month:02d}-01"


def _name_stages(figure: go.Figure, last: pd.DataFrame, top: float, look: Look) -> None:
    """Direct labels right of the last year, pushed apart so that no name covers another."""
    floor, base = 0.0, 0.0
    for row in last.itertuples():
        height = scaled(row.exports_usd, "usd", look)
        middle, base = base + height / 2, base + height
        if not height:
            continue
        place = max(middle, floor)
        floor = place + _ROOM * top
        figure.add_annotation(
            text=f"<b>{bare(row.exports_usd, 'usd', last['exports_usd'].sum(), look)}</b> "
            f"{look.label('held', row.stage_code)}",
            x=1, xref="paper", xanchor="left", xshift=4, y=place, align="left", font={"size": 12},
        )  # fmt: skip


def _name_lines(figure: go.Figure, places: dict, years: list[int], top: float, look: Look) -> None:
    gap = _ROOM * top
    heights = [height for _, height in places.values()]
    apart = max(0.0, gap - abs(heights[0] - heights[-1])) / 2 if len(heights) == 2 else 0.0
    for year, (month, height) in places.items():
        is_last = year == years[-1]
        push = apart if height == max(heights) else -apart
        figure.add_annotation(
            text=f"<b>{year}</b>", x=_on_calendar(month), xanchor="left", xshift=8, y=height + push,
            font={"size": 13, "color": look.ink.exports if is_last else look.ink.muted},
        )  # fmt: skip


def _year_words(row, look: Look) -> str:
    lines = [f"<b>{look.say('chart.year', year=row.year)}</b> {exact(row.exports_usd, 'usd', look)}"]
    if pd.notna(row.exports_krw):
        rate = look.number(row.krw_per_usd)
        lines.append(look.say("chart.in_krw", krw=look.number(row.exports_krw, "krw"), rate=rate))
    lines.append(look.say("chart.exporters", firms=look.firms(row.exporters)))
    if pd.notna(row.yoy_rate):
        lines.append(look.say("chart.yoy", rate=change(row.yoy_rate, look)))
    if row.is_part_year:
        lines.append(look.say("chart.part_months", months=look.number(row.months)))
    return "<br>".join(lines)


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


def _month_words(row, look: Look) -> str:
    month = show_date(look.lang, row.month, "month")
    lines = [f"<b>{month}</b> {exact(row.exports_usd, 'usd', look)}", _exporters(row, look)]
    if pd.notna(row.yoy_rate):
        lines.append(look.say("chart.yoy_month", rate=change(row.yoy_rate, look)))
    return "<br>".join(lines)


def _exporters(row, look: Look) -> str:
    return look.say("chart.exporters", firms=look.firms(row.exporters))
