"""Two periods with the same months of the year, as a page compares them; the link carries them as a command would."""

from datetime import date

import streamlit as st

from metrics.selection import Period
from texts import say
from web.failure import show_bad_link
from web.link import BadLink, asked, carry, draw_carrier
from web.session import CHOSEN, END, START, Visit

_PARTS = ("from_year", "to_year", "first_month", "last_month")
_A_YEAR = 12


def choose_periods(visit: Visit, first_year: int, last_month: date) -> tuple[Period, Period]:
    """An earlier and a later period: unless chosen, the year of the last month and the one before, to that month.

    `first_year` and `last_month`: what the exports cover. What the link says and is no such pair stops the page
    with a sentence.
    """
    for name in (START, END):
        draw_carrier(name)
    try:
        start, end = _asked(last_month)
    except BadLink as bad:
        show_bad_link(bad, visit.lang)
        st.stop()
    years = list(range(max(last_month.year, end.first.year), min(first_year, start.first.year) - 1, -1))
    chosen = (start.first.year, end.first.year, end.first.month, end.last.month)
    months = list(range(1, _A_YEAR + 1))
    offered = {"from_year": years[1:], "to_year": years[:-1], "first_month": months, "last_month": months}
    with st.container(horizontal=True, gap="small", key="periods"):
        for name, value in zip(_PARTS, chosen, strict=True):
            _choose(visit, name, value, offered[name])
    return start, end


def _asked(last_month: date) -> tuple[Period, Period]:
    """The periods of the link. Raises BadLink."""
    end = _read(END) or Period(date(last_month.year, 1, 1), last_month.month)
    start = _read(START) or end.in_year(end.first.year - 1)
    if not asked(END) and asked(START):
        end = start.in_year(last_month.year)
    if not start.has_months_of(end) or start.first >= end.first or end.months > _A_YEAR:
        raise BadLink(START, f"{start} → {end}")
    return start, end


def _read(name: str) -> Period | None:
    try:
        return Period.read(asked(name)) if asked(name) else None
    except ValueError as fault:
        raise BadLink(name, asked(name)) from fault


def _choose(visit: Visit, name: str, value: int, offered: list[int]) -> None:
    key, label = CHOSEN + name, say(visit.lang, f"figure.{name}_of_period")
    st.session_state[key] = value  # the link is the truth: going back in history moves the widget too
    shown = (lambda year: str(year)) if name.endswith("year") else (lambda at: say(visit.lang, f"chart.month.{at}"))
    st.selectbox(
        label, offered, key=key, format_func=shown, width=130, placeholder=label, on_change=_carry, args=(name,)
    )


def _carry(changed: str) -> None:
    """Write both periods; the year that was not changed gives way, and a range may run over the turn of the year."""
    start, end, first, last = (st.session_state[CHOSEN + name] for name in _PARTS)
    if start >= end:
        start, end = (start, start + 1) if changed == "from_year" else (end - 1, end)
    months = (last - first) % _A_YEAR + 1
    for name, year in ((START, start), (END, end)):
        carry(name, str(Period(date(year, first, 1), months)))
