"""The link holds what is set, as codes: hidden text fields, bound to it, carry them both ways.

The widgets that people see are not bound themselves: Streamlit would write their translated labels
into the link, so that a Korean link meant nothing in English, and replace unknown ones in silence.
"""

import datetime
from collections.abc import Iterable

import streamlit as st

from web import session


class BadLink(Exception):
    """The link holds a value that means nothing here: its name and the value."""

    def __init__(self, name: str, value: str) -> None:
        self.name, self.value = name, value
        super().__init__(f"{name}={value}")


def draw_carriers() -> None:
    """The hidden fields, on each run of each page: one that is not drawn loses its value and its place in the link.

    Those of trade mean nothing on other pages and are drawn there too. The browser carries them to the next page's
    address before that page runs; a page that then took them out would be two steps in the browser's history.
    """
    with st.container(key="carriers"):
        for name in (*session.IN_LINK, *session.TRADE):
            st.text_input(name, key=name, bind="query-params", label_visibility="collapsed")


def draw_carrier(name: str) -> None:
    """The hidden field of a value that only this page has (session.OF_PAGE): it leaves the link with the page."""
    with st.container(key=f"carriers_{name}"):
        st.text_input(name, key=name, bind="query-params", label_visibility="collapsed")


def asked(name: str) -> str:
    """What the link says now; before the fields are drawn for the first time, what the browser came with."""
    state = st.session_state
    return state[name] if name in state else st.query_params.get(name, "")


def asked_one_of(name: str, known: Iterable[str], default: str) -> str:
    """The code the link names, `default` when it names none. Raises BadLink for an unknown one."""
    code = asked(name)
    if code and code not in known:
        raise BadLink(name, code)
    return code or default


def asked_codes(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The codes the link names. Raises BadLink for an unknown one."""
    codes = tuple(code for code in asked(name).split(",") if code)
    for code in codes:
        if code not in known:
            raise BadLink(name, code)
    return codes


def asked_day(name: str, first: datetime.date, last: datetime.date) -> datetime.date | None:
    """The day the link names, None when it names none. Raises BadLink for no day or one outside the range."""
    written = asked(name)
    if not written:
        return None
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError as fault:
        raise BadLink(name, written) from fault
    if not first <= day <= last:
        raise BadLink(name, written)
    return day


def carry(name: str, codes: str | Iterable[str]) -> None:
    """Write into the link; only callbacks may, before the fields are drawn again."""
    st.session_state[name] = codes if isinstance(codes, str) else ",".join(codes)


def path_here(page: str, **values: str) -> str:
    """A page's address for the same visitor: all that is set goes along, and `values` of the page itself."""
    return session.path_of(page, {name: asked(name) for name in session.IN_LINK} | values)


def values_of(page: str) -> dict[str, str]:
    """What the link says for this page alone."""
    return {name: asked(name) for name in session.OF_PAGE.get(page, ())} | _tried(page)


def _tried(page: str) -> dict[str, str]:
    """The numbers that the link tries: those of them that are as things are stand in no link."""
    start, named = session.FAMILIES.get(page), session.OF_PAGE.get(page, ())
    found = {name: asked(name) for name in st.query_params if start and name.startswith(start) and name not in named}
    return {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in found.items()}


def require_number(name: str, least: float, most: float, label: str) -> None:
    """Raises BadLink where the link tries no number within these bounds; `label` is what readers call it."""
    written = st.query_params.get(name, "")
    try:
        is_right = not written or least <= float(written) <= most
    except ValueError:
        is_right = False
    if not is_right:
        raise BadLink(label, written)


def forget() -> None:
    """Back to what the page shows by itself; language and role stay."""
    for name in (session.AS_OF, *session.LISTS, session.SNAPSHOT, *session.TRADE):
        carry(name, "")


def forget_all() -> None:
    """Back to the first page of the first visit."""
    for name in (*session.IN_LINK, *(name for names in session.OF_PAGE.values() for name in names)):
        carry(name, "")
    for name in [name for page in session.FAMILIES for name in _tried(page)]:
        st.session_state.pop(name, None)  # a number's field holds no text, not even an empty one
        del st.query_params[name]
