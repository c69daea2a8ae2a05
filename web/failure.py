"""What a reader sees when something fails: a sentence and a number to quote, never a trace."""

import logging
import secrets

import streamlit as st

from texts import has, languages, say
from web import session
from web.link import BadLink, asked, forget, forget_all
from web.safe import safe_text
from web.snapshots import Opened

_log = logging.getLogger("gangso")


def show_failure(problem: Exception) -> bool:
    """Say what went wrong in the reader's language and log the trace. True: nothing else is to be shown."""
    lang = asked(session.LANG) if asked(session.LANG) in languages() else session.DEFAULT_LANG
    known = f"problem.{getattr(problem, 'code', '')}"  # faults of warehouse and metrics name their sentence
    if has(lang, known):
        facts = {name: safe_text(fact) for name, fact in getattr(problem, "facts", {}).items()}
        st.info(say(lang, known, **facts), icon="ℹ️")
        st.button(say(lang, "shell.reset"), key="reset_failure", on_click=forget)
        return True
    reference = secrets.token_hex(3)
    _log.error("failure %s", reference, exc_info=problem)
    st.error(say(lang, "shell.failure.unforeseen", reference=reference), icon="⚠️")
    return True


def show_bad_link(bad: BadLink, lang: str) -> None:
    """Say which value of the link means nothing here, and offer the page without it."""
    named = [f"{part}.{bad.name}" for part in ("trade", "shell") if has(lang, f"{part}.{bad.name}")]
    name = say(lang, named[0]) if named else bad.name
    st.warning(say(lang, "shell.bad_link", name=name, value=safe_text(bad.value[:60])), icon="⚠️")
    st.button(say(lang, "shell.bad_link_cure"), key="cure_link", on_click=forget_all)


def show_alarm(opened: Opened, lang: str) -> bool:
    """Warn about the snapshot; whether there is one to go on with."""
    st.error(say(lang, opened.alarm or "shell.alarm.none_whole"), icon="⚠️")
    if opened.snapshot is None and asked(session.SNAPSHOT):
        st.button(say(lang, "shell.to_current"), key="leave_pinned", on_click=forget)
    return opened.snapshot is not None
