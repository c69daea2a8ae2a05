"""Choices that belong to one page, beside the figures they change."""

import datetime
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

import streamlit as st

from texts import say
from web.failure import show_bad_link
from web.filters import first_day
from web.link import BadLink, asked_day, asked_one_of, carry, draw_carrier
from web.safe import safe_text
from web.session import CHOSEN, END_ON, FROM_YEAR, START_ON, TO_YEAR, Visit, today

Code = TypeVar("Code", bound=Hashable)


def choose_period(visit: Visit, years: list[int]) -> tuple[int, int]:
    """Two of the years, each counted at its end or on the as-of date: the last two unless chosen."""
    first, last = min(years), max(years)
    known = range(first - 1, today().year + 1)  # another as-of date may offer it
    with st.container(horizontal=True, gap="small", key="period"):
        start = _choose_year(visit, FROM_YEAR, range(last - 1, first - 2, -1), known)
        end = _choose_year(visit, TO_YEAR, range(last, start, -1), known)
    return start, end


def _choose_year(visit: Visit, name: str, years: Iterable[int], known: Iterable[int]) -> int:
    offered = {year: str(year) for year in years}  # plain years: the same in every language
    return choose_carried(visit, name, say(visit.lang, f"figure.{name}"), offered, known=known, width=150)


_YEARS_BACK = 4  # whole years offered as one click


def choose_days(visit: Visit) -> tuple[datetime.date, datetime.date]:
    """Any two days up to the as-of date; unless chosen, the as-of date and the year end before it.

    The link carries them. One that is no day stops the page with a sentence.
    """
    first = datetime.date(first_day(visit.snapshot, visit.as_of).year - 1, 12, 31)
    with st.container(key="carriers_days"):
        for name in (START_ON, END_ON):
            st.text_input(name, key=name, bind="query-params", label_visibility="collapsed")
    try:
        start, end = (asked_day(name, datetime.date.min, datetime.date.max) for name in (START_ON, END_ON))
    except BadLink as bad:
        show_bad_link(bad, visit.lang)
        st.stop()
    end = max(min(end or visit.as_of, visit.as_of), first)
    before = datetime.date(end.year - 1, 12, 31)
    start = max(start, first) if start and start <= end else max(before, first)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="days"):
        _choose_day(visit, START_ON, start, first, end)
        _choose_day(visit, END_ON, end, first, visit.as_of)
        for year in range(visit.as_of.year, max(visit.as_of.year - _YEARS_BACK, first.year), -1):
            st.button(say(visit.lang, "figure.year", year=year), key=f"days_{year}", on_click=_carry_year, args=(year,))
    return start, end


def _choose_day(visit: Visit, name: str, day: datetime.date, first: datetime.date, last: datetime.date) -> None:
    key = CHOSEN + name
    st.session_state[key] = day  # the link is the truth: going back in history moves the widget too
    label, span = say(visit.lang, f"figure.{name}"), {"min_value": first, "max_value": last}
    st.date_input(label, key=key, format="YYYY-MM-DD", width=150, on_change=_carry_day, args=(name,), **span)


def _carry_day(name: str) -> None:
    day = st.session_state[CHOSEN + name]
    carry(name, day.isoformat() if day else "")


def _carry_year(year: int) -> None:
    carry(START_ON, f"{year - 1}-12-31")
    carry(END_ON, f"{year}-12-31")


def choose_year(visit: Visit, name: str, years: list[int], label: str) -> int:
    """One of the years, the last unless chosen."""
    return st.selectbox(label, years[::-1], key=name, bind="query-params", width=150, placeholder=label)


def choose_code(
    label: str, names: Mapping[Code, str], *, key: str, is_short: bool = False, first: Code | None = None
) -> Code | None:
    """One of a few codes by name, None where there is nothing to choose from; `is_short` shows all at once.

    Unless chosen it is `first`, else the first of all.
    """
    codes = list(names)
    if not codes:
        return None
    if is_short:
        return st.pills(
            label,
            codes,
            default=first if first in names else codes[0],
            key=key,
            format_func=lambda code: safe_text(names[code]),
            required=True,
        )
    chosen = st.session_state.get(key)
    if chosen in names:
        st.session_state[key] = chosen  # its words may be others now: unless told, the browser keeps those it had
    return st.selectbox(label, codes, key=key, format_func=lambda code: names[code], placeholder=label)


def choose_carried(
    visit: Visit,
    name: str,
    label: str,
    names: Mapping[Code, str],
    default: Code | None = None,
    *,
    is_short: bool = False,
    known: Iterable[Code] = (),
    width: int = 320,
) -> Code | None:
    """One of the codes by name, carried in the link as its code; the default or first one unless chosen.

    `name` is one of session.OF_PAGE; `is_short` shows all at once. `known` codes mean something too though they are not
    offered now, with these filters or beside this other choice: one of them gives way to the default. A code of the
    link that means nothing at all stops the page with a sentence. None where there is nothing to choose from.
    """
    draw_carrier(name)
    offered = {_written(code): code for code in names}
    if not offered:
        return None
    first = default if default in names else next(iter(names))
    try:
        asked = asked_one_of(name, {*offered, *map(_written, known)}, _written(first))
    except BadLink as bad:
        show_bad_link(bad, visit.lang)
        st.stop()
    key = CHOSEN + name
    st.session_state[key] = offered.get(asked, first)  # the link is the truth: going back moves the widget too
    told = {"key": key, "on_change": _carry, "args": (name,)}
    if is_short:
        return st.pills(label, list(names), format_func=lambda each: safe_text(names[each]), required=True, **told)
    # its options are no markdown: a backslash before a dash would be shown
    return st.selectbox(label, list(names), format_func=names.get, placeholder=label, width=width, **told)


def _written(code: Hashable) -> str:
    """A code as the link says it; of several parts, those that are not empty."""
    return ":".join(filter(None, code)) if isinstance(code, tuple) else str(code)


def _carry(name: str) -> None:
    carry(name, _written(st.session_state[CHOSEN + name]))
