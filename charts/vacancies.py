"""Vacancies to expect: a dot and its range for each stage and horizon."""

from math import floor

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.theme import Drawing, Look, empty_figure

_ROW, _TALL, _STAGE, _EMPTY = 38, 64, 64, 260  # pixels of a horizon's row, of one alone, of a heading, of nothing


def expected_vacancies_dots(expected: pd.DataFrame, look: Look, before: pd.DataFrame | None = None) -> go.Figure:
    """Vacancies to expect as dots with their range, a row for each horizon under its stage; hollow: vacant now.

    `expected`: the columns of expected_vacancies; `before`: the same without what is supposed, drawn as diamonds.
    """
    if expected.empty:
        return empty_figure(_EMPTY, look)
    drawing, places, place = Drawing(), [], 0.0
    ranked = expected.groupby("stage_code", sort=False)["quota"].max().sort_values(ascending=False, kind="stable")
    row_height = _ROW if len(ranked) > 1 else _TALL
    for stage in ranked.index:
        rows = list(expected[expected["stage_code"] == stage].itertuples())
        _head_stage(drawing, place, rows[0], look)
        zero = {"type": "line", "x0": 0, "x1": 0, "line": {"color": look.ink.muted, "width": 1}, "layer": "below"}
        drawing.shapes.append(zero | {"y0": place + _STAGE, "y1": place + _STAGE + row_height * len(rows)})
        spots = [place + _STAGE + row_height * (nth + 0.5) for nth in range(len(rows))]
        beyond = [0.0] * len(rows)
        if before is not None:
            beyond = before.loc[before["stage_code"] == stage, "expected_vacancies"].tolist()
            _draw_before(drawing, beyond, spots, look)
        _draw_stage(drawing, rows, spots, stage, look)
        _write_ranges(drawing, rows, spots, beyond, look)
        places += list(zip(spots, rows, strict=True))
        place = spots[-1] + row_height * 0.5
    low, high = _reach(expected if before is None else pd.concat([expected, before]))
    room = (high - low) * 0.55
    return drawing.figure(
        int(place) + 34,
        look,
        xaxis={"range": [low - (high - low) * 0.04, high + room], "nticks": 6, "tickformat": ",d", "showgrid": False},
        yaxis={
            **{"range": [place, 0], "showgrid": False, "tickvals": [spot for spot, _ in places]},
            "ticktext": [look.say("chart.months_ahead", months=row.horizon_months) for _, row in places],
        },
        margin={"l": 4, "r": 4, "t": 4, "b": 30},
    )  # fmt: skip


def _reach(expected: pd.DataFrame) -> tuple[float, float]:
    known = expected[["vacant_now", "low_vacancies", "high_vacancies"]].astype("float64")
    return min(0.0, known.min().min()), max(1.0, known.max().max())


def _head_stage(drawing: Drawing, place: float, row, look: Look) -> None:
    told = look.say("chart.seats_now", used=look.number(row.used), quota=look.number(row.quota))
    small = f"<span style='font-size:12px;color:{look.ink.muted}'>{told}<br>{rate_words(row, look)}</span>"
    above = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left", "y": place + _STAGE, "yanchor": "bottom"}
    text = f"<b>{look.label('stage', row.stage_code)}</b><br>{small}"
    drawing.notes.append(above | {"text": text, "font": {"size": 14}, "xshift": -2})


def _draw_before(drawing: Drawing, values: list[float], spots: list[float], look: Look) -> None:
    shape = {"symbol": "diamond-open", "size": 11, "color": look.ink.benchmark, "line": {"width": 1.5}}
    drawing.traces.append(
        draw.scatter(name="before", mode="markers", x=values, y=spots, marker=shape, hoverinfo="skip")
    )


def _draw_stage(drawing: Drawing, rows: list, spots: list[float], stage: str, look: Look) -> None:
    edge = look.stage_edge(stage)
    now = {"symbol": "circle-open", "size": 9, "color": look.ink.muted, "line": {"width": 1.5}}
    drawing.traces.append(
        draw.scatter(
            name=f"now_{stage}",
            mode="markers",
            x=[row.vacant_now for row in rows],
            y=spots,
            marker=now,
            hoverinfo="skip",
        )
    )
    known = [(row, spot) for row, spot in zip(rows, spots, strict=True) if pd.notna(row.expected_vacancies)]
    drawing.traces.append(
        draw.scatter(
            name=stage,
            mode="markers",
            x=[row.expected_vacancies for row, _ in known],
            y=[spot for _, spot in known],
            marker={"size": 15, "color": look.stage_colour(stage), "line": {"width": 1.5, "color": edge}},
            error_x={
                **{"type": "data", "symmetric": False, "thickness": 2.5, "width": 7, "color": edge},
                "array": [row.high_vacancies - row.expected_vacancies for row, _ in known],
                "arrayminus": [row.expected_vacancies - row.low_vacancies for row, _ in known],
            },
            hovertemplate=[f"{_vacancy_words(row, look)}<extra></extra>" for row, _ in known],
        )
    )


def _write_ranges(drawing: Drawing, rows: list, spots: list[float], beyond: list[float], look: Look) -> None:
    """The number and its range behind whatever stands farthest right in its row."""
    for row, spot, other in zip(rows, spots, beyond, strict=True):
        is_known = pd.notna(row.expected_vacancies)
        reached = max(value for value in (0, row.vacant_now, other, row.high_vacancies) if pd.notna(value))
        beside = {"x": float(reached), "y": spot, "xanchor": "left", "xshift": 12, "font": {"size": 13}}
        drawing.notes.append(beside | {"text": _range_words(row, look) if is_known else look.number(None)})


def _range_words(row, look: Look) -> str:
    told = {"low": look.number(row.low_vacancies), "high": look.number(row.high_vacancies)}
    if row.low_vacancies == row.high_vacancies:  # nobody's designation ends, or all is given
        return f"<b>{told['low']}</b>"
    return look.say("chart.about_range", value=look.number(whole(row.expected_vacancies)), **told)


def _vacancy_words(row, look: Look) -> str:
    lines = [
        look.say("chart.vacancies_by", day=row.horizon_on, range=_range_words(row, look)),
        look.say(
            "chart.ending_of",
            ending=look.firms(row.ending),
            already=look.firms(row.renewed_already),
            leave=look.firms(whole(row.expected_to_leave)),
        ),
        rate_words(row, look),
    ]
    return "<br>".join(line for line in lines if line)


def whole(expected: float) -> int:
    """An expectation as a count; half is rounded up, so that seats left and seats vacant still add up."""
    return floor(expected + 0.5)


def rate_words(row, look: Look) -> str:
    """The share of seats kept with its base, or that it was assumed, or that its base is too small."""
    if pd.isna(row.stay_rate):
        return look.say("chart.too_few_ends", ended=look.number(row.ended))
    rate = look.number(row.stay_rate, "share")
    if pd.isna(row.ended):
        return look.say("chart.rate_assumed", rate=rate)
    return look.say("chart.rate_record", rate=rate, ended=look.number(row.ended), stayed=look.number(row.stayed))
