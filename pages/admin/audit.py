"""Who did what and when, whether the log is as it was written, and the lines to take away."""

from functools import partial

import streamlit as st

from access import may
from access.chain import read_log, verify
from access.telling import sentences
from texts import say, show_number
from web import session
from web.audit_log import as_table, choose_lines
from web.figure import page_head
from web.table import show_table
from web.table_dialog import offer_files

visit = session.current()
lang, words = visit.lang, partial(say, visit.lang)
page_head(visit, "shell.page.audit", "audit")
st.caption(words("audit.help"))

verdict = verify(visit.home)
told = "  \n".join(sentences(verdict, lang))
if verdict.broken:
    st.error(told, icon="🚨")
else:
    st.info(told, icon="🔗")

lines = read_log(visit.home)
if not lines:
    st.info(words("audit.none"), icon="ℹ️")
    st.stop()
chosen = choose_lines(lang, lines)
if not chosen:
    st.caption(words("audit.no_match"))
    st.stop()
table = as_table(lang, chosen)
st.caption(words("audit.shown", lines=show_number(lang, len(chosen)), all=show_number(lang, len(lines))))
show_table(visit, table, key="audit_lines", rows=15)
if may(visit.role, "audit", "download"):
    offer_files(visit, "audit_log", table, words("shell.page.audit"), {words("audit.verdict"): told})
