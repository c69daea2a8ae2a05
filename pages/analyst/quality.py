"""How complete the data is: who reported what, what is known of each firm, whether published figures agree."""

from functools import partial

import streamlit as st

from access import may
from charts import messages as counted_messages
from charts import money_messages, reporting
from charts.bars import completeness_bars
from charts.theme import Look
from etl.keep import list_uploads
from metrics.breaks import benchmark_breaks
from metrics.freshness import source_freshness
from metrics.matching import match_queue
from metrics.outcomes import outcomes_by_year
from metrics.quality import completeness
from metrics.reported import reported_and_computed
from metrics.reporting import not_reported, report_grid, unclaimed_numbers
from texts import say
from web import session
from web.choices import choose_code
from web.empty import has_firms, show_empty
from web.figure import page_head, show_figure
from web.history import with_last_upload
from web.labels import reference_names

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
page_head(visit, "shell.page.quality", "quality")
if not has_firms(snapshot):
    show_empty(visit)
    st.stop()
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)


def show(name: str, message: str, chart, table, unit: str = "") -> None:
    """One figure of this page: its texts stand under its name."""
    alt = words(f"quality.{name}" if chart is None else f"quality.{name}_alt")
    show_figure(
        visit, name, message=message, what=words(f"quality.{name}"), unit=unit, chart=chart, table=table, alt=alt
    )


fresh = source_freshness(snapshot, selection, today=session.today())
message = money_messages.source_freshness_message(fresh, look)
show("source_freshness", message, None, with_last_upload(fresh, list_uploads(visit.home)))

share, firms = words("quality.unit_share"), words("quality.unit_firms")
answers, silent = st.columns(2)
with answers:
    outcomes = outcomes_by_year(snapshot, selection)
    chart = reporting.response_rate_heat(outcomes, look)
    show("response_rate", money_messages.response_rate_message(outcomes, look), chart, outcomes, share)
with silent:
    silence = not_reported(snapshot, selection)
    show("not_reported", money_messages.not_reported_message(silence, look), None, silence)

with st.container(horizontal=True, gap="small", key="grid_choices"):
    measures = {measure: look.name("measure", measure) for measure in outcomes["measure"] if measure != "rnd_share"}
    measure = choose_code(words("quality.measure"), measures, key="grid_measure")
    grid = report_grid(snapshot, selection, measure=measure)
    parts = reporting.pages_of(grid, look)
    part = choose_code(words("quality.parts"), parts, key="grid_part")
by_firm, known = st.columns(2)
with by_firm:
    message = money_messages.report_grid_message(grid, measure or "", look)
    chart = reporting.report_grid_heat(reporting.page_of(grid, part or 0), look)
    show("report_grid", message, chart, grid)
with known:
    items = completeness(snapshot, selection)
    chart, message = completeness_bars(items, look), counted_messages.completeness_message(items, look)
    show("completeness", message, chart, items, share)
    unclaimed = unclaimed_numbers(snapshot, selection)
    show("unclaimed_numbers", money_messages.unclaimed_numbers_message(unclaimed, look), None, unclaimed)

queue = match_queue(snapshot, selection)
show("match_queue", money_messages.match_queue_message(queue, look), None, queue)
if may(visit.role, "matching"):
    matching = st.session_state[session.MENU]["matching"]
    st.page_link(matching, label=words("quality.go_matching"), icon=":material/join_inner:")

breaks = benchmark_breaks(snapshot, selection)
show("benchmark_breaks", money_messages.benchmark_breaks_message(breaks, look), None, breaks)

pairs = reported_and_computed(snapshot, selection)
message = counted_messages.reported_and_computed_message(pairs, look)
show("reported_and_computed", message, None, pairs, firms)
