"""The link holds what is set, both ways: read when a session starts or goes back in history, written on each run.

Not Streamlit's bind="query-params": it writes translated labels into the link (a Korean link would
mean nothing in English) and replaces an unknown value in silence, where a reader must be told.
"""

import datetime
import time
from urllib.parse import urlsplit

import streamlit as st

from texts import languages
from web import session

_LAG_SECONDS = 2  # a browser may still send the link from before our last write; later it means "back"
_MANY = session.LISTS


class BadLink(Exception):
    """The link holds a value that means nothing here: its name and the value."""

    def __init__(self, name: str, value: str) -> None:
        self.name, self.value = name, value
        super().__init__(f"{name}={value}")


def take_link(roles: tuple[str, ...]) -> None:
    """Put the link's values into session_state where the link leads. Raises BadLink."""
    state = st.session_state
    here = _read()
    is_first = session.LINK not in state
    state[session.LINK_FRESH] = is_first or _went_back(here)
    if not state[session.LINK_FRESH]:
        return
    state[session.LINK] = here
    if not is_first:
        forget()
    _apply(here, roles)


def write_link(values: dict[str, list[str]]) -> None:
    """Make the link say these values (lists of codes) and leave the parameters of pages alone."""
    wanted = {name: codes for name, codes in values.items() if codes}
    state = st.session_state
    if wanted != _read():
        for name in session.IN_LINK:
            if name in wanted:
                st.query_params[name] = wanted[name] if name in _MANY else wanted[name][0]
            elif name in st.query_params:
                del st.query_params[name]
    if wanted != state.get(session.LINK):
        state[session.LINK_AT] = time.monotonic()
    state[session.LINK] = wanted
    state[session.LINK_PAGE] = _path()
    state[session.LAST_SET] = _set_now()


def forget() -> None:
    """Back to what the page shows by itself; language and role stay."""
    for name in (session.AS_OF, *session.LISTS, session.SNAPSHOT):
        st.session_state.pop(name, None)


def _read() -> dict[str, list[str]]:
    return {name: found for name in session.IN_LINK if (found := st.query_params.get_all(name))}


def _path() -> str:
    return urlsplit(st.context.url or "").path


def _set_now() -> dict[str, object]:
    return {name: st.session_state.get(name) for name in (session.AS_OF, *session.LISTS)}


def _went_back(here: dict[str, list[str]]) -> bool:
    """Whether the reader moved in history: the link differs, no widget does, and it is no late echo."""
    state = st.session_state
    if here == state[session.LINK] or _set_now() != state.get(session.LAST_SET):
        return False
    if not here and _path() != state.get(session.LINK_PAGE):
        return False  # a click in the menu empties the link
    return time.monotonic() - state.get(session.LINK_AT, 0.0) > _LAG_SECONDS


def _apply(here: dict[str, list[str]], roles: tuple[str, ...]) -> None:
    state = st.session_state
    for name, known in ((session.LANG, tuple(languages())), (session.ROLE, roles)):
        if name in here:
            if here[name][0] not in known:
                raise BadLink(name, here[name][0])
            state[name] = here[name][0]
    if session.SNAPSHOT in here:
        state[session.SNAPSHOT] = here[session.SNAPSHOT][0]
    for name in session.LISTS:
        if name in here:
            state[name] = [code for code in here[name] if code]
    if session.AS_OF in here:
        try:
            state[session.AS_OF] = datetime.date.fromisoformat(here[session.AS_OF][0])
        except ValueError as fault:
            raise BadLink(session.AS_OF, here[session.AS_OF][0]) from fault
