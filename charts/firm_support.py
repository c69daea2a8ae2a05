"""The support that a firm received: marks on the time axis of its path, and what they come to in words."""

import datetime

import pandas as pd

from charts import draw
from charts.lanes import DAY_MS, lane_axis
from charts.money import exact, told
from charts.theme import Drawing, Look, safe

_LEAST = 30  # days: where no end is written, the bar is as long as its mark
_NAMED = 3  # programmes named in the message


def support_lanes(support: pd.DataFrame) -> list[str]:
    """Support programmes, the first one on top."""
    return list(dict.fromkeys(support["support_programme"]))[::-1]


def draw_support(drawing: Drawing, support: pd.DataFrame, nth: int, domain: list[float], look: Look) -> dict:
    """A bar from start to end and a mark at the start of each participation; returns the axis of the lanes."""
    lanes, rows = support_lanes(support), list(support.itertuples())
    starts = [row.support_starts_on for row in rows]
    about = {
        "y": [row.support_programme for row in rows],
        "yaxis": f"y{nth}",
        "hovertemplate": [f"{_words(row, look)}<extra></extra>" for row in rows],
    }
    drawing.traces.append(
        draw.bar(
            name="support",
            orientation="h",
            base=starts,
            x=[_days(row) * DAY_MS for row in rows],
            width=0.4,
            marker={"color": look.ink.outside[0], "line": {"color": look.ink.benchmark, "width": 1}},
            **about,
        )
    )
    mark = {"symbol": "triangle-up", "size": 10, "color": look.ink.text}
    drawing.traces.append(
        draw.scatter(name="support_starts", mode="markers", x=starts, marker=mark, cliponaxis=False, **about)
    )
    return lane_axis(lanes, [safe(name) for name in lanes], domain, look)


def _days(row) -> int:
    return (
        (row.support_ends_on - row.support_starts_on).days + 1
        if isinstance(row.support_ends_on, datetime.date)
        else _LEAST
    )


def _words(row, look: Look) -> str:
    ends = str(row.support_ends_on) if isinstance(row.support_ends_on, datetime.date) else ""
    lines = [
        f"<b>{safe(row.support_programme)}</b>",
        f"{row.support_starts_on} ~ {ends}",
        look.label("support_step", row.support_step) if isinstance(row.support_step, str) else "",
        safe(row.agency) if isinstance(row.agency, str) else "",
        exact(row.support_krw, "krw", look) if pd.notna(row.support_krw) else "",
    ]
    return "<br>".join(filter(None, lines))


def firm_support_message(support: pd.DataFrame, look: Look) -> str:
    """How often, in which programmes, and for how much where every amount is known."""
    names = list(dict.fromkeys(support["support_programme"]))
    more = " …" if len(names) > _NAMED else ""
    said = [
        look.say(
            "chart.message.firm_support.some",
            number=look.number(len(support)),
            programmes=", ".join(names[:_NAMED]) + more,
        )
    ]
    if support["support_krw"].notna().all():
        amount = told(float(support["support_krw"].sum()), "krw_million", look)
        said.append(look.say("chart.message.firm_support.amount", amount=amount))
    return " · ".join(said)
