"""What the council's meetings decided, who owes it by when, and how far it is."""

from functools import partial

import streamlit as st

from texts import say
from web import session
from web.figure import page_head
from web.kpi_row import show_kpis
from web.link import asked
from web.meeting_forms import offer_forms
from web.meetings import choose_decisions, decision_cards, read_log, show_decisions, show_meeting, show_meetings
from web.missing import show_missing

visit = session.current()
words = partial(say, visit.lang)
page_head(visit, "shell.page.meetings", "meetings")
st.caption(words("meetings.help"))

log = read_log(visit)
if not log.meetings:
    cure = " ".join((words("meetings.none_cure"), words("meetings.none_ask")))
    show_missing(visit, "no_meetings", message=words("meetings.none"), cure=cure, is_file=False)
    offer_forms(visit, log.meetings, None)
    st.stop()

shown = choose_decisions(visit, log)
if chosen := next((each for each in log.meetings if each.id == asked(session.MEETING)), None):
    show_meeting(visit, chosen)
show_kpis(visit, decision_cards(visit.lang, shown))
decisions, meetings = st.columns([3, 2])
with decisions:
    show_decisions(visit, shown)
with meetings:
    show_meetings(visit, log)
