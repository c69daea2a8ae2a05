"""Who meets the criteria of the stages above, what lacks, what is missing to decide, who sank below the own floor."""

from functools import partial

import streamlit as st

from charts import readiness_messages as messages
from charts.readiness import below_floor_bars, readiness_counts_bars, readiness_criteria_bullets
from charts.theme import Look
from metrics.chase import readiness_missing
from metrics.criteria import criteria_in_force, names_of, readiness_what_if
from metrics.floors import below_floor
from metrics.readiness import STATES, readiness, readiness_counts, readiness_criteria
from metrics.thresholds import written
from texts import say
from web import session
from web.choices import choose_carried
from web.figure import page_head, part, show_figure
from web.firms import known_firms
from web.labels import reference_names
from web.missing import show_missing
from web.safe import safe_text
from web.trying import Limit, try_limits

# the parts that rank a firm; its criteria stand beside the list
LISTED = [
    *("firm_id", "firm_name", "held_stage", "met", "needed", "unknown", "tightest_criterion", "room_share"),
    *("room", "unit", "district"),
]

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.readiness", "readiness")

criteria = criteria_in_force(snapshot, selection)
if criteria.empty:
    show_missing(visit, "readiness", message=words("readiness.no_criteria"), cure=words("readiness.no_criteria_cure"))
    st.stop()
programmes = {code: look.name("programme", code) for code in criteria["programme_code"]}


def show(name: str, message: str, what: str, chart, table, unit: str = "") -> None:
    """One figure of this page: its texts stand under `what`."""
    alt = words(f"readiness.{what}_alt") if chart else words(f"readiness.{what}")
    what = words(f"readiness.{what}")
    show_figure(visit, name, message=message, what=what, unit=unit, chart=chart, table=table, alt=alt)


@part
def show_firms() -> None:
    """The ranked list of one programme and verdict, and one of its firms criterion by criterion."""
    with st.container(horizontal=True, gap="medium", key="choose_readiness"):
        first = messages.most_ready(counts)
        label, every = words("readiness.programme"), look.names["programme"]
        programme = choose_carried(visit, session.TO_ENTER, label, programmes, first, is_short=True, known=every)
        ranked = readiness(snapshot, selection)
        ranked = ranked[ranked["programme_code"] == programme]
        states = messages.verdict_names(ranked, look)
        state = choose_carried(visit, session.VERDICT, words("readiness.state"), states, is_short=True, known=STATES)
        listed = ranked[ranked["readiness_state"] == state].reset_index(drop=True)
        names = dict(zip(listed["firm_id"], listed["firm_name"], strict=True))
        firm_id = choose_carried(visit, session.READY_FIRM, words("readiness.firm"), names, known=known_firms(visit))
    left, right = st.columns([2, 1])
    with left:
        message = messages.readiness_message(listed, programme, state, look)
        show("readiness", message, "listed", None, listed[LISTED])
    with right:
        if firm_id:
            rows = readiness_criteria(snapshot, selection, firm_id=firm_id)
            rows = rows[rows["programme_code"] == programme]
            message = messages.readiness_firm_message(listed[listed["firm_id"] == firm_id].iloc[0], look)
            show("readiness_criteria", message, "bullets", readiness_criteria_bullets(rows, look), rows)


@part
def show_what_if() -> None:
    """Other thresholds, and whom they would let in or shut out."""
    st.subheader(words("readiness.tried"), anchor=False)
    st.caption(words("readiness.tried_help"))
    limits = [
        Limit(*each)
        for each in zip(
            names_of(criteria),
            messages.limit_names(criteria, look),
            criteria["unit"],
            criteria["threshold"],
            strict=True,
        )
    ]
    tried = {}
    for programme, name in programmes.items():
        st.markdown(f"**{safe_text(name)}**")
        tried |= try_limits(visit, [limit for limit in limits if limit.name.split(":")[0] == programme])
    changes = readiness_what_if(snapshot, selection, thresholds=written(tried))
    behind = readiness_what_if(snapshot, selection, thresholds=written(tried), firms=True)
    left, right = st.columns(2)
    with left:
        show("readiness_what_if", messages.readiness_what_if_message(changes, look), "what_if", None, changes)
    with right:
        added, withdrawn = (look.firms(int((behind["counted_in"] == way).sum())) for way in ("added", "withdrawn"))
        message = words("readiness.what_if_firms", added=added, withdrawn=withdrawn)
        show("readiness_what_if_firms", message, "what_if_behind", None, behind)


counted, below = st.columns(2)
with counted:
    counts = readiness_counts(snapshot, selection)
    chart, unit = readiness_counts_bars(counts, look), words("readiness.unit_firms")
    show("readiness_counts", messages.readiness_counts_message(counts, look), "counts", chart, counts, unit)
with below:
    sunk = below_floor(snapshot, selection)
    show("below_floor", messages.below_floor_message(sunk, look), "below", below_floor_bars(sunk, look), sunk)
show_firms()
missing = readiness_missing(snapshot, selection)
show("readiness_missing", messages.readiness_missing_message(missing, look), "missing", None, missing)
show_what_if()
message = words("readiness.in_force_message", number=len(criteria))
show("criteria_in_force", message, "in_force", None, criteria)
