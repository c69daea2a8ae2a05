"""Who reported what: a heat map of measures by year, and one of firms by year."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.theme import Drawing, Look, empty_figure, safe

_ROW, _EMPTY, _TOP, _FOOT, _KEY = 26, 220, 26, 6, 32
_LONGEST = 12  # characters of a firm's name beside the grid
PAGE = 25  # firms that one figure shows


def response_rate_heat(outcomes: pd.DataFrame, look: Look) -> go.Figure:
    """The share of expected firms that reported, a row for each measure and a column for each year.

    `outcomes`: measure, year, expected_firms, responding_firms, response_rate.
    """
    asked = outcomes[outcomes["response_rate"].notna()]
    if asked.empty:
        return empty_figure(_EMPTY, look)
    table = asked.pivot_table(index="measure", columns="year", values="response_rate", sort=False).sort_index(axis=1)
    told = {(row.measure, row.year): _rate_words(row, look) for row in asked.itertuples()}
    names = [look.label("measure", measure) for measure in table.index]
    heat = draw.heatmap(
        name="response_rate",
        x=[str(year) for year in table.columns],
        y=names,
        z=table.to_numpy().tolist(),
        zmin=0,
        zmax=1,
        xgap=2,
        ygap=2,
        colorscale=[[0, look.ink.surface], [1, _mix(look.ink.background, look.ink.stages[3])]],
        showscale=False,
        hoverongaps=False,
        text=[["" if pd.isna(rate) else look.number(round(rate * 100)) for rate in row] for row in table.to_numpy()],
        texttemplate="%{text}",
        textfont={"size": 11, "color": look.ink.text},
        hovertext=[[told.get((measure, year), "") for year in table.columns] for measure in table.index],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    return _as_grid([heat], _TOP + _FOOT + _ROW * len(table), look, {}, {"autorange": "reversed"})


def report_grid_heat(grid: pd.DataFrame, look: Look) -> go.Figure:
    """One row per firm, one column per year: filled where it reported, outlined where it was asked and did not.

    `grid`: firm_id, firm_name, fiscal_year, is_reported, of one measure and at most a page of firms.
    """
    if grid.empty:
        return empty_figure(_EMPTY, look)
    table = grid.pivot_table(index="firm_id", columns="fiscal_year", values="is_reported", aggfunc="max", sort=False)
    table = table.sort_index(axis=1)
    names = _names(grid.drop_duplicates("firm_id"))
    states = []
    for is_reported, marker in _marks(look).items():
        cells = grid[grid["is_reported"] == is_reported]
        state = look.say(f"chart.reported.{'yes' if is_reported else 'no'}")
        squares = draw.scatter(
            name=state,
            mode="markers",
            x=[str(year) for year in cells["fiscal_year"]],
            y=[names[firm] for firm in cells["firm_id"]],
            marker={"symbol": "square", "size": 15, **marker},
            hovertemplate=[
                f"<b>{safe(row.firm_name)}</b><br>{look.say('chart.year', year=row.fiscal_year)} {state}<extra></extra>"
                for row in cells.itertuples()
            ],
        )
        states.append(squares)
    years, firms = [str(year) for year in table.columns], [names[firm] for firm in table.index]
    across = {"categoryarray": years, "range": [-0.6, len(years) - 0.4]}
    down = {"categoryarray": firms, "range": [len(firms) - 0.4, -0.6]}
    key = {"orientation": "h", "x": 0, "y": 0, "yanchor": "top", "itemclick": False, "itemdoubleclick": False}
    return _as_grid(states, _TOP + _KEY + 22 * len(table), look, across, down, showlegend=True, legend=key, foot=_KEY)


def pages_of(grid: pd.DataFrame, look: Look) -> dict[int, str]:
    """The parts in which the firms of a grid are shown, by number."""
    total = grid["firm_id"].nunique()
    return {
        number: look.say("chart.firms_part", first=first + 1, last=min(first + PAGE, total), total=total)
        for number, first in enumerate(range(0, total, PAGE))
    }


def page_of(grid: pd.DataFrame, number: int) -> pd.DataFrame:
    """The rows of one part: the firms that missed most years come first, then by name."""
    missed = grid.assign(missed=~grid["is_reported"].astype(bool)).groupby("firm_id", sort=False)
    order = missed.agg(missed=("missed", "sum"), firm_name=("firm_name", "first"))
    order = order.sort_values(["missed", "firm_name"], ascending=[False, True], kind="stable").index
    shown = order[number * PAGE : (number + 1) * PAGE]
    rows = grid[grid["firm_id"].isin(shown)]
    place = {firm: at for at, firm in enumerate(shown)}
    return rows.iloc[rows["firm_id"].map(place).argsort(kind="stable")]


def _as_grid(
    traces: list[Trace], height: int, look: Look, across: dict, down: dict, *, foot: int = _FOOT, **layout: object
) -> go.Figure:
    # years that would run into each other on a phone stand upright
    years = {"type": "category", "side": "top", "tickfont": {"size": 12}, "autotickangles": [0, 90], "automargin": True}
    rows = {"type": "category", "showgrid": False, "tickfont": {"size": 13, "color": look.ink.text}}
    margin = {"t": _TOP, "b": foot}
    return Drawing(traces).figure(height, look, xaxis=years | across, yaxis=rows | down, margin=margin, **layout)


def _marks(look: Look) -> dict[bool, dict]:
    return {
        True: {"color": look.ink.stages[2], "line": {"width": 0}},
        False: {"color": look.ink.background, "line": {"color": look.ink.watch, "width": 1.5}},
    }


def _mix(ground: str, colour: str) -> str:
    """Halfway between the page and a colour: numbers written on it can be read, light or dark."""
    pairs = ((int(ground[at : at + 2], 16), int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{(one + other) // 2:02x}" for one, other in pairs)


def _names(firms: pd.DataFrame) -> dict[str, str]:
    """Each firm's name, short; namesakes keep apart by a part of their id, since a category is known by its name."""
    short = {row.firm_id: safe(_short(row.firm_name)) for row in firms.itertuples()}
    again = {name for name in short.values() if list(short.values()).count(name) > 1}
    return {firm: f"{name} {firm[-4:]}" if name in again else name for firm, name in short.items()}


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _rate_words(row, look: Look) -> str:
    told = look.say(
        "chart.answers",
        year=row.year,
        expected=look.firms(row.expected_firms),
        answered=look.firms(row.responding_firms),
        share=look.number(row.response_rate, "share"),
    )
    return f"<b>{look.label('measure', row.measure)}</b><br>{told}"
