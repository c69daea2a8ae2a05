"""Announced figures beside computed ones: two dots a row, and the reason for a gap in words."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.money import colour_key
from charts.theme import Drawing, Look, empty_figure, safe
from texts import show_date

_ROW, _HEAD, _FOOT, _EMPTY = 40, 34, 12, 160  # pixels of a row, of the key above, below, of nothing to draw
_OTHER = {"current": "cumulative", "cumulative": "current"}
Codes = tuple[tuple[str, object], ...]


def reported_and_computed_dots(pairs: pd.DataFrame, look: Look) -> go.Figure:
    """Each announced figure as an open diamond, ours as a dot, the gap as a dashed line; the latest on top.

    `pairs`: the columns of reported_and_computed.
    """
    if pairs.empty:
        return empty_figure(_EMPTY, look)
    rows = list(pairs.itertuples())
    places, top = list(range(len(rows))), float(max(pairs["reported"].max(), pairs["computed"].max(), 1))
    hovers = [f"{safe(pair_words(row, look))}<extra></extra>" for row in rows]
    gaps = [_gap(row, nth, look) for nth, row in zip(places, rows, strict=True) if row.difference]
    announced = _dots("reported", [row.reported for row in rows], hovers, look)
    announced["marker"] = {"symbol": "diamond-open", "size": 15, "color": look.ink.benchmark, "line": {"width": 2}}
    computed = _dots("computed", [row.computed for row in rows], hovers, look)
    computed["marker"] = {"symbol": "circle", "size": 8, "color": look.ink.stages[3]}
    key = [
        ("◇", look.ink.benchmark, look.say("reported.announced")),
        ("●", look.ink.stages[3], look.say("reported.computed")),
    ]
    return Drawing([*gaps, announced, computed], [colour_key(key, look), *_numbers(rows, look)]).figure(
        _HEAD + _ROW * len(rows) + _FOOT,
        look,
        margin={"l": 4, "r": 44, "t": _HEAD, "b": _FOOT},
        xaxis={"range": [0, top * 1.02], "visible": False},
        yaxis={
            "tickvals": places,
            "ticktext": [_name(row, look) for row in rows],
            "range": [-0.6, len(rows) - 0.4],
            "gridcolor": look.ink.line,
            "tickfont": {"size": 13, "color": look.ink.text},
        },
    )


def _dots(name: str, values: list[int], hovers: list[str], look: Look) -> Trace:
    places = list(range(len(values)))
    return draw.scatter(name=name, mode="markers", x=values, y=places, hovertemplate=hovers, cliponaxis=False)


def _gap(row, nth: int, look: Look) -> Trace:
    line = {"color": look.ink.benchmark, "width": 1.5, "dash": "dash"}
    ends = [row.reported, row.computed]
    return draw.scatter(name="gap", mode="lines", x=ends, y=[nth, nth], line=line, hoverinfo="skip")


def _numbers(rows: list, look: Look) -> list[dict]:
    """The numbers beside the dots, the smaller one on the left; one number where both are equal."""
    notes: list[dict] = []
    for nth, row in enumerate(rows):
        pairs = {"reported": look.ink.muted, "computed": look.ink.text}
        ordered = sorted(pairs, key=lambda name: getattr(row, name))
        sides = {ordered[0]: -1, ordered[1]: 1} if row.difference else {"computed": 1}
        for name, side in sides.items():
            place = {"x": getattr(row, name), "y": nth, "xshift": 13 * side, "xanchor": "left" if side > 0 else "right"}
            bold = {"size": 13, "color": pairs[name], "weight": 600 if name == "computed" else 400}
            notes.append(place | {"text": look.number(getattr(row, name)), "font": bold})
    return notes


def _name(row, look: Look) -> str:
    kind, day = look.name("count_kind", row.count_kind), show_date(look.lang, row.as_of)
    below = f"<span style='font-size:12px;color:{look.ink.muted}'>{safe(kind)} · {day}</span>"
    return f"{look.label('measure', row.measure)}<br>{below}"


def _about(row, look: Look) -> dict[str, str]:
    return {
        "measure": look.name("measure", row.measure),
        "kind": look.name("count_kind", row.count_kind),
        "day": show_date(look.lang, row.as_of),
    }


def pair_words(row, look: Look) -> str:
    """A row in one line: what was announced, what ours is, the gap."""
    about = _about(row, look)
    if not row.difference:
        return look.say("reported.equal", firms=look.firms(row.computed), **about)
    numbers = {name: look.number(getattr(row, name)) for name in ("reported", "computed")}
    return look.say("reported.differs", difference=look.number(row.difference, signed=True), **numbers, **about)


def gap_words(row, look: Look) -> str:
    """A gap, what the data tells of its reason, and the reason that a person wrote."""
    facts = {
        "kind": look.name("count_kind", row.count_kind),
        "other": look.name("count_kind", _OTHER.get(row.count_kind, row.count_kind)),
        "other_value": look.firms(row.reported),
        "firms": look.firms(firms_in_gap(row)),
        "side": look.say(f"gap_reason_long.{'in' if row.difference > 0 else 'out'}"),
    }
    lines = [pair_words(row, look), look.say(f"gap_reason_long.{row.gap_reason}", **facts)]
    if isinstance(row.reason, str):
        lines.append(look.say("reported.written", reason=row.reason))
    return " — ".join(lines)


def firms_in_gap(row) -> int:
    """How many firms the reason speaks of."""
    return 0 if pd.isna(row.gap_firms) else int(row.gap_firms)


def gaps_message(pairs: pd.DataFrame, look: Look) -> str:
    """How many announced figures differ, and of how many the data tells why."""
    gaps = pairs[pairs["difference"] != 0]
    if gaps.empty:
        return look.say("reported.no_gap")
    told = int((gaps["gap_reason"] != "not_told").sum())
    return look.say("reported.gaps", gaps=look.number(len(gaps)), told=look.number(told))


def computed_numbers(pairs: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each computed figure, the latest first, under the codes that find its firms."""
    return {
        (*_codes(row), ("counted_in", "computed")): look.say(
            "reported.number_computed", firms=look.firms(row.computed), **_about(row, look)
        )
        for row in pairs.iloc[::-1].itertuples()
        if row.computed
    }


def gap_numbers(pairs: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each number of firms that a reason speaks of."""
    return {
        gap_codes(row): look.say(
            "reported.number_gap",
            reason=look.name("gap_reason", row.gap_reason),
            firms=look.firms(int(row.gap_firms)),
            **_about(row, look),
        )
        for row in pairs[pairs["gap_firms"].notna()].itertuples()
    }


def gap_codes(row) -> Codes:
    """What finds the firms that the row's reason speaks of."""
    return (*_codes(row), ("gap_reason", row.gap_reason))


def _codes(row) -> Codes:
    return tuple((name, getattr(row, name)) for name in ("measure", "count_kind", "as_of", "reported"))
