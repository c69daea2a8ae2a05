"""One institution of the council: what it is, what it owes, whom it supports, whom it recommended and what became of
them."""

from functools import partial

import streamlit as st

from charts import institutions as charts
from charts.theme import Look
from metrics.institutions import institution_recommendations, institution_summary, institution_support
from texts import say
from web import session
from web.behind import Numbers, open_selected, show_firms_behind
from web.choices import choose_carried
from web.figure import page_head, show_figure
from web.institutions import institution_facts, pick_institution
from web.kpi_row import Card, show_kpis
from web.labels import reference_names
from web.meetings import read_log, show_decisions
from web.missing import show_missing

LISTED = ["firm_id", "firm_name", "recommended_on", "stage_then", "state", "has_risen"]
EXPORTS = ["before_exports_usd", "latest_exports_usd", "latest_year"]

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.institution", "institution")

summary = institution_summary(snapshot, selection)
names = {"": words("institution.all")} | {name: name for name in summary["institution"]}
name = choose_carried(visit, session.INSTITUTION, words("institution.choose"), names)
if not name:
    pick_institution(visit, summary, charts.institution_list_message(summary, look))
    st.stop()


def show(figure: str, message: str, chart, table, unit: str = "", **told) -> None:
    """One figure of this page: its texts stand under its name."""
    about = {"what": words(f"institution.{figure}"), "alt": words(f"institution.{figure}_alt") if chart else message}
    show_figure(visit, f"institution_{figure}", message=message, unit=unit, chart=chart, table=table, **about, **told)


def missing(figure: str, is_file: bool = True) -> None:
    """Why there is nothing to draw, and what mends it."""
    told = {"message": words(f"institution.{figure}_none"), "cure": words(f"institution.{figure}_none_cure")}
    show_missing(visit, f"institution_{figure}", **told, is_file=is_file)


own = summary.set_index("institution", drop=False).loc[name]
asked = {"institution": name}
supported, firms = (institution_support(snapshot, selection, **asked, firms=each) for each in (False, True))
recommended, chosen = (institution_recommendations(snapshot, selection, **asked, firms=each) for each in (False, True))
log = read_log(visit, name)
institution_facts(visit, own)
cards = charts.institution_cards(own, supported, len(log.owed()), len(log.overdue()), look)
show_kpis(visit, [Card(**card) for card in cards])

support, decisions = st.columns(2)
with support:
    if supported.empty:
        missing("support")
    else:
        message = charts.institution_support_message(supported, own["supported_firms"], look)
        chart, unit = charts.institution_support_bars(supported, look), words("outcomes.unit.krw")
        codes = ("institution", "year", "support_programme")
        opened = open_selected("institution_support", "institution_behind", "supported", codes)
        show("support", message, chart, supported, unit, on_select=opened)
with decisions:
    if log.decisions:
        show_decisions(visit, log, "institution_decisions")
    else:
        missing("decisions", is_file=False)

if recommended.empty:
    missing("recommended")
else:
    stand, listed = st.columns([1, 2])
    with stand:
        message = charts.institution_recommendations_message(recommended, look)
        chart = charts.institution_recommendations_bars(recommended, look)
        show("recommended", message, chart, recommended, words("institution.unit_firms"))
    with listed:
        about = {"what": words("institution.firms_what"), "unit": "", "alt": words("institution.firms_what")}
        table = chosen[[*LISTED, *EXPORTS]]
        show_figure(visit, "institution_firms", message=words("institution.firms"), chart=None, table=table, **about)

kinds = {
    "total": Numbers(charts.total_numbers(own, look), partial(institution_summary, snapshot, selection, firms=True)),
    "supported": Numbers(charts.supported_numbers(supported, look), lambda: firms),
    "recommended": Numbers(charts.recommended_numbers(recommended, look), lambda: chosen),
    "risen": Numbers(charts.risen_numbers(own, look), lambda: chosen),
}
names = {kind: words(f"institution.number.{kind}") for kind in kinds}
show_firms_behind(visit, "institution_behind", names=names, kinds=kinds, what=words("institution.behind"))
