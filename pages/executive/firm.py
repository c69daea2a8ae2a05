"""One firm's whole path: who it is, its designations, what it sold and exported beside them, and where that stands."""

from dataclasses import replace
from functools import partial

import streamlit as st

from charts.firm import firm_path_timeline
from charts.firm_support import firm_support_message
from charts.firm_words import firm_facts, firm_path_message
from charts.readiness import readiness_criteria_bullets
from charts.readiness_messages import readiness_firm_message
from charts.theme import Look
from metrics.errors import EmptySelection
from metrics.exporters import firm_exports
from metrics.firm import firm_profile, firm_stays, firm_support, firm_years
from metrics.firms import firm_spells
from metrics.outcomes import firm_outcomes
from metrics.readiness import readiness, readiness_criteria
from metrics.selection import Selection
from texts import say
from web import session
from web.choices import choose_carried
from web.figure import page_head, part, show_figure
from web.firm_sheet import show_firm_head, show_printed_tables
from web.firms import find_firm, pick_firm
from web.labels import reference_names
from web.missing import show_missing
from web.notes import show_notes
from web.origin import with_files

SPELL = ["programme_code", "cohort", "starts_on", "ends_on", "end_reason"]
WHEN = ["support_programme", "support_starts_on", "support_ends_on"]
SUPPORT = [*WHEN, "support_step", "support_krw", "agency", "recommended_by"]
FIRM = ["firm_id", "firm_name", "district"]  # the head says them
LISTED = ["firm_id", "firm_name", "district", "state", "product", "business_no"]

visit = session.current()
snapshot, lang = visit.snapshot, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.firm", "firm")
choose = partial(choose_carried, visit, is_short=True)

firm_id = find_firm(visit)
# one firm is shown whole: filters of other pages leave none of it out
selection = Selection(as_of=visit.as_of, firm_ids=(firm_id or "",))
try:
    profile = firm_profile(snapshot, selection).iloc[0]
except EmptySelection:
    if firm_id:
        st.warning(words("firm.unknown"), icon="⚠️")
    pick_firm(visit, firm_profile(snapshot, visit.selection)[LISTED])
    st.stop()

asked = (firm_stays, firm_years, firm_support, firm_spells)
stays, years, support, rows_of_spells = (ask(snapshot, selection) for ask in asked)
spells = rows_of_spells.drop_duplicates(["programme_code", "cohort"])
marks = [words("firm.provisional")] if profile["is_provisional"] else []
marks += [] if profile["business_no"] else [words("firm.number_missing")]
show_firm_head(visit, profile["firm_name"], profile["firm_name_en"], firm_facts(profile, stays, look), marks)


def show(name: str, message: str, what: str, chart, table, alt: str = "") -> None:
    """One figure of this page; without words of its own for the ear, its message."""
    alt = words(alt) if alt else message
    show_figure(visit, name, message=message, what=words(what), unit="", chart=chart, table=table, alt=alt)


criteria = readiness_criteria(snapshot, selection)
verdicts = readiness(snapshot, selection).set_index("programme_code", drop=False)
judged = [code for code in criteria["programme_code"].unique() if code in verdicts.index]


@part
def show_readiness() -> None:
    """What the firm needs for each stage that it could enter next, the nearest first."""
    names = {code: look.name("programme", code) for code in judged}
    if names:
        programme = choose(session.FIRM_TO_ENTER, words("readiness.programme"), names, known=look.names["programme"])
        rows = criteria[criteria["programme_code"] == programme]
        message, chart = readiness_firm_message(verdicts.loc[programme], look), readiness_criteria_bullets(rows, look)
        show("readiness_criteria", message, "readiness.bullets", chart, rows, "readiness.bullets_alt")


path, beside = st.columns([3, 2])
with path:
    chart = firm_path_timeline(spells, years, support, visit.as_of, look)
    message = firm_path_message(profile, stays, years, look)
    show("firm_years", message, "firm.path", chart, years.drop(columns=FIRM), "firm.path_alt")
with beside:
    show("firm_spells", words("firm.spells"), "firm.spells_what", None, spells[SPELL])
    if support.empty:
        show_missing(visit, "firm_support", message=words("firm.support_none"), cure=words("firm.support_none_cure"))
    else:
        show("firm_support", firm_support_message(support, look), "firm.support_what", None, support[SUPPORT])
with st.container(key="firm_needs"):
    needs, noted = st.columns([3, 2]) if judged else [st.container(), st.container()]
with needs:
    show_readiness()
with noted:
    show_notes(visit, firm_id)
if years.empty:
    show_missing(visit, "firm_money", message=words("firm.no_money"), cure=words("firm.no_money_cure"))

covered = replace(selection, years=tuple(years["year"].tolist()))
sources = {
    "spells": lambda: rows_of_spells,
    "support": lambda: support,
    "outcomes": partial(firm_outcomes, snapshot, selection),
    "exports": partial(firm_exports, snapshot, covered),
}
kinds = {kind: words(f"firm.kind.{kind}") for kind in sources}
kind = choose("origin_kind", words("firm.origin_kind"), kinds)
rows = with_files(visit, sources[kind]().drop(columns=FIRM))
show(f"firm_origin_{kind}", words("firm.origin"), "firm.origin_what", None, rows)
needed = [readiness_firm_message(verdicts.loc[programme], look) for programme in judged]
show_printed_tables(visit, spells[SPELL], support[SUPPORT[:5]], years, needed)
