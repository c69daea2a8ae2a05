"""What is asked: the as-of date and the shared filters, one widget each, one reset."""

import datetime
from collections.abc import Mapping

import streamlit as st
from metrics.selection import Selection, default_as_of

from texts import say, show_date
from warehouse import Snapshot
from web import session
from web.labels import reference_names
from web.link import BadLink, forget
from web.safe import safe_text

_FIRST_DAY = "SELECT min(starts_on) AS day FROM spells"
_EARLIEST = datetime.date(2000, 1, 1)  # long before the programme: only a typing error lies earlier
_YEAR_ENDS = 4  # last closings offered as one click


def _labels(snapshot: Snapshot, lang: str) -> dict[str, Mapping[str, str]]:
    names = reference_names(snapshot, lang)
    return {name: names[kind] for name, kind in zip(session.LISTS, ("stage", "district", "industry"), strict=True)}


def choose_as_of(snapshot: Snapshot, lang: str) -> datetime.date:
    """Ask for the as-of date. Raises BadLink when the link's date lies outside what can be asked."""
    state = st.session_state
    default = default_as_of(snapshot, session.today())
    if state.get(session.AS_OF) in (None, state.get(session.DEFAULT_AS_OF)):
        state[session.AS_OF] = default  # whoever never chose a day follows the data
    state[session.DEFAULT_AS_OF] = default
    first = min(snapshot.query(_FIRST_DAY)["day"][0] or _EARLIEST, default)
    last = max(session.today(), default)
    if not first <= state[session.AS_OF] <= last:
        asked = state[session.AS_OF]
        state[session.AS_OF] = default
        if state[session.LINK_FRESH]:
            raise BadLink(session.AS_OF, asked.isoformat())
    with st.popover(f"{say(lang, 'shell.as_of')} **{show_date(lang, state[session.AS_OF])}**", key="as_of_popover"):
        st.date_input(
            say(lang, "shell.as_of_choose"), key=session.AS_OF, min_value=first, max_value=last, format="YYYY-MM-DD"
        )
        ends = [datetime.date(default.year - back, 12, 31) for back in range(1, _YEAR_ENDS + 1)]
        days = [default, *(day for day in ends if first <= day <= last)]
        with st.container(horizontal=True, gap="xsmall"):
            for day in days:
                st.button(_day_name(lang, day, default), key=f"as_of_{day}", on_click=_set_day, args=(day,))
        st.caption(say(lang, "shell.as_of_help", day=show_date(lang, default)))
    return state[session.AS_OF]


def _day_name(lang: str, day: datetime.date, default: datetime.date) -> str:
    return say(lang, "shell.as_of_latest") if day == default else say(lang, "shell.as_of_year_end", year=day.year)


def _set_day(day: datetime.date) -> None:
    st.session_state[session.AS_OF] = day


def choose_firms(snapshot: Snapshot, lang: str) -> dict[str, tuple[str, ...]]:
    """Ask for stages, districts and industries. Raises BadLink when the link names one that is unknown."""
    labels = _labels(snapshot, lang)
    for name in session.LISTS:
        _keep_known(name, labels[name])
    chosen = sum(len(st.session_state.get(name) or []) for name in session.LISTS)
    title = say(lang, "shell.filter_set", number=chosen) if chosen else say(lang, "shell.filter")
    with st.popover(title, key="filter_popover"):
        for name in session.LISTS:
            st.multiselect(
                say(lang, f"shell.{name}"),
                list(labels[name]),
                key=name,
                format_func=labels[name].get,
                placeholder=say(lang, "shell.all"),
            )
        st.button(say(lang, "shell.reset"), key="reset", on_click=forget, disabled=not chosen)
    return {name: tuple(st.session_state[name]) for name in session.LISTS}


def _keep_known(name: str, labels: Mapping[str, str]) -> None:
    state = st.session_state
    asked = state.get(name) or []
    known = [code for code in asked if code in labels]
    if len(known) == len(asked):
        return
    state[name] = known
    if state[session.LINK_FRESH]:
        raise BadLink(name, next(code for code in asked if code not in labels))


def tell_filters(snapshot: Snapshot, selection: Selection, lang: str) -> None:
    """One line of what is set, with the way back to everything; nothing when nothing is set."""
    labels = _labels(snapshot, lang)
    parts = []
    for name in session.LISTS:
        if codes := getattr(selection, name):
            names = ", ".join(safe_text(labels[name].get(code, code)) for code in codes)
            parts.append(f"{say(lang, f'shell.{name}')} **{names}**")
    if not parts:
        return
    with st.container(key="told", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(" · ".join(parts), width="content")
        st.button(say(lang, "shell.reset"), key="reset_told", on_click=forget, type="tertiary")
