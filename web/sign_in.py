"""Signing in: whether a provider is set up, who the visitor is, and the page that those meet who may not come in."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from access import record
from access.people import ROLES_FILE, Person, RolesUnreadable, claim_of_roles, listed_roles, person_of
from texts import say
from web.link import asked
from web.safe import safe_text
from web.session import IN_LINK, SIGNED_IN

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refused:
    """Why a visitor is not let in: a text key under shell.sign_in, and who it is when that is known."""

    why: str
    person: Person | None = None


@lru_cache(maxsize=1)
def is_set_up() -> bool:
    """Whether .streamlit/secrets.toml names a provider."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def ask_person() -> Person | Refused:
    """Who the visitor is, or why nobody is let in."""
    if not is_set_up() or not st.user.is_logged_in:
        return Refused("unknown")
    try:
        person = person_of(st.user.to_dict(), listed_roles(), claim_of_roles())
    except RolesUnreadable as fault:
        _LOG.error("%s cannot be read: %s", ROLES_FILE, fault)
        return Refused("roles_unreadable")
    if person.is_expired:
        return Refused("expired", person)
    return person if person.role else Refused("no_role", person)


def show_refused(refused: Refused, lang: str) -> None:
    """The only thing that such a visitor sees: why, and the way in."""
    with st.container(border=True, key="sign_in", gap="small", width=520):
        st.subheader(say(lang, "shell.sign_in.title"))
        name = safe_text(refused.person.name) if refused.person else ""
        st.markdown(say(lang, f"shell.sign_in.{refused.why}", name=name))
        if any(asked(each) for each in IN_LINK):
            st.caption(say(lang, "shell.sign_in.link_kept"))
        if refused.why == "no_role":
            st.button(say(lang, "shell.sign_in.leave"), key="leave", on_click=st.logout)
        elif is_set_up():
            st.button(say(lang, "shell.sign_in.go"), key="sign_in_go", type="primary", on_click=st.login)


def note_arrival(home: Path, visitor: Person | Refused | None) -> None:
    """Write into the audit log, once a session, who came in and who was turned away; in local mode nobody did."""
    person = visitor.person if isinstance(visitor, Refused) else visitor
    if person is None or st.session_state.get(SIGNED_IN) == visitor:
        return
    st.session_state[SIGNED_IN] = visitor
    if isinstance(visitor, Refused):
        record(home, person.who, "sign_in_refused", why=visitor.why)
    else:
        record(home, person.who, "sign_in", role=person.role)
