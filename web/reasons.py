"""Why somebody takes firms' money away: asked once a session, written into the audit log with every file."""

from collections.abc import Iterable

import streamlit as st

from texts import say
from web.session import CHOSEN, REASON, Visit

REASONS = ("meeting", "visit", "check", "report")  # codes; whoever has another one writes it
_LONGEST = 80  # letters
_OF_FIRMS = ("firm_id", "business_no")
_AMOUNTS = ("_usd", "_krw", "value", "total", "usd")


def is_firms_money(columns: Iterable[str]) -> bool:
    """Whether a table tells amounts of firms one by one."""
    named = list(columns)
    return any(name in named for name in _OF_FIRMS) and any(name.endswith(_AMOUNTS) for name in named)


def ask_reason(visit: Visit, name: str, columns: Iterable[str]) -> str | None:
    """The reason for taking such a table; nothing ("") where none is asked, None while it is missing."""
    if not is_firms_money(columns):
        return ""
    key = f"{CHOSEN}{REASON}_{name}"
    known = st.session_state.get(REASON)
    st.session_state.setdefault(key, known)
    st.selectbox(
        say(visit.lang, "figure.reason"),
        [*REASONS, *({known} - {None, *REASONS})],
        key=key,
        format_func=lambda code: say(visit.lang, f"figure.reasons.{code}") if code in REASONS else code,
        placeholder=say(visit.lang, "figure.reason_choose"),
        accept_new_options=True,
        on_change=_keep,
        args=(key,),
        width=360,
    )
    return st.session_state[key] or None


def _keep(key: str) -> None:
    written = " ".join(str(st.session_state[key] or "").split())[:_LONGEST]
    st.session_state[REASON] = st.session_state[key] = written or None
