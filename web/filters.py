"""What is asked: the as-of date and the shared filters, one widget each, one reset."""

import datetime
from collections.abc import Mapping

import streamlit as st

from metrics.selection import Selection, default_as_of
from texts import say, show_date
from warehouse import Snapshot
from web import session
from web.labels import reference_names
from web.link import asked_codes, asked_day, carry, forget
from web.safe import safe_text

_FIRST_DAY = "SELECT min(starts_on) AS day FROM spells"
_YEAR_ENDS = 8  # last closings offered as one click
_ROW = 400  # pixels: five of them in a row


def _labels(snapshot: Snapshot, lang: str) -> dict[str, Mapping[str, str]]:
    names = reference_names(snapshot, lang)
    return {name: names[kind] for name, kind in zip(session.LISTS, ("stage", "district", "industry"), strict=True)}


def ask_selection(snapshot: Snapshot, lang: str) -> Selection:
    """What the link asks for. Raises BadLink for a day or a code that means nothing in this snapshot."""
    first, default, last = _days(snapshot)
    labels = _labels(snapshot, lang)
    codes = {name: asked_codes(name, labels[name]) for name in session.LISTS}
    return Selection(as_of=asked_day(session.AS_OF, first, last) or default, **codes)


def all_firms(snapshot: Snapshot | None) -> Selection:
    """What a page shows by itself: every firm, on the last day the data speaks of."""
    return Selection(as_of=default_as_of(snapshot, session.today()) if snapshot else session.today())


def first_day(snapshot: Snapshot, default: datetime.date) -> datetime.date:
    """The first day on which anything is designated; `default` while nothing is."""
    return snapshot.query(_FIRST_DAY)["day"][0] or default


def _days(snapshot: Snapshot) -> tuple[datetime.date, datetime.date, datetime.date]:
    default = default_as_of(snapshot, session.today())
    first = first_day(snapshot, default)
    return min(first, default), default, max(session.today(), default)


def choose_as_of(snapshot: Snapshot, lang: str, as_of: datetime.date) -> None:
    """Draw the as-of date and the days that people ask for most. A choice closes the panel: it is another one then."""
    first, default, last = _days(snapshot)
    choices = st.session_state.get(session.AS_OF_CHOICES, 0)
    key = session.CHOSEN + session.AS_OF
    st.session_state[key] = as_of  # the link is the truth: going back in history moves the widget too
    with st.popover(f"{say(lang, 'shell.as_of')} **{show_date(lang, as_of)}**", key=f"as_of_popover_{choices}"):
        st.date_input(
            say(lang, "shell.as_of_choose"),
            key=key,
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
            on_change=_carry_day,
        )
        ends = [datetime.date(default.year - back, 12, 31) for back in range(1, _YEAR_ENDS + 1)]
        with st.container(horizontal=True, gap="xsmall", width=_ROW):
            for day in (None, *(end for end in ends if first <= end <= last)):
                name = say(lang, "shell.as_of_year_end", year=day.year) if day else say(lang, "shell.as_of_latest")
                written = day.isoformat() if day else ""  # whoever chooses no day follows the data
                st.button(name, key=f"as_of_{written}", on_click=_carry_as_of, args=(written,))
        st.caption(say(lang, "shell.as_of_help", day=show_date(lang, default)))


def _carry_day() -> None:
    day = st.session_state[session.CHOSEN + session.AS_OF]
    _carry_as_of(day.isoformat() if day else "")


def _carry_as_of(day: str) -> None:
    carry(session.AS_OF, day)
    st.session_state[session.AS_OF_CHOICES] = st.session_state.get(session.AS_OF_CHOICES, 0) + 1


def choose_firms(snapshot: Snapshot, lang: str, selection: Selection) -> None:
    """Draw the filters for stages, districts and industries."""
    labels = _labels(snapshot, lang)
    number = sum(len(getattr(selection, name)) for name in session.LISTS)
    title = say(lang, "shell.filter_set", number=number) if number else say(lang, "shell.filter")
    with st.popover(title, key="filter_popover"):
        for name in session.LISTS:
            st.session_state[session.CHOSEN + name] = list(getattr(selection, name))
            st.multiselect(
                say(lang, f"shell.{name}"),
                list(labels[name]),
                key=session.CHOSEN + name,
                format_func=labels[name].get,
                placeholder=say(lang, "shell.all"),
                on_change=_carry_codes,
                args=(name,),
            )
        st.button(say(lang, "shell.reset"), key="reset", on_click=forget, disabled=not number)


def _carry_codes(name: str) -> None:
    carry(name, st.session_state[session.CHOSEN + name])


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
