"""Who went from which stage to which between any two days, who is renewed, and how long the next stage takes."""

from functools import partial

import streamlit as st

from charts import messages, move_messages, numbers
from charts.flows import stage_flows_alluvial
from charts.matrix import stage_overlap_matrix, stage_transitions_matrix
from charts.renewals import renewal_rates_dots
from charts.theme import Look
from charts.waits import time_to_next_stage_steps
from metrics.overlap import stage_overlap
from metrics.renewals import renewal_rates
from metrics.transitions import stage_transitions
from metrics.waits import GROUPS, OUTCOMES, time_to_next_stage, time_to_next_stage_medians
from texts import say, show_date
from web import session
from web.behind import Numbers, open_selected, rows_where, show_firms_behind
from web.choices import choose_carried, choose_days
from web.figure import page_head, part, show_figure
from web.labels import every_cohort, reference_names
from web.lines import Line, show_lines

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.transitions", "transitions")
choose = partial(choose_carried, visit, is_short=True)


def ask_firms(metric, **asked):
    """How to ask for the firms behind a metric's numbers."""
    return partial(metric, snapshot, selection, firms=True, **asked)


def show(name: str, message: str, chart, table, unit: str = "unit", **told) -> None:
    """One figure of this page: its texts stand under its name."""
    about = {"on_select": told.pop("on_select", "ignore"), "unit": words(f"transitions.{unit}")}
    about |= {"what": words(f"transitions.{name}", **told), "alt": words(f"transitions.{name}_alt", **told)}
    show_figure(visit, name, message=message, chart=chart, table=table, **about)


days, whom = st.columns([5, 2], vertical_alignment="bottom")
rates = renewal_rates(snapshot, selection)
with days:
    start, end = choose_days(visit)
with whom:
    cohorts = {("", ""): words("transitions.everybody")} | numbers.entries({}, rates, look)
    chosen = choose_carried(visit, session.MOVED, words("transitions.cohort"), cohorts, known=every_cohort(snapshot))
ask_moves = partial(stage_transitions, snapshot, selection, start=start, end=end, **numbers.entry_asked(chosen))
moves, told = ask_moves(), {"start": show_date(lang, start), "end": show_date(lang, end), "whom": cohorts[chosen]}

between, matrix = st.columns(2)
with between:
    chart = stage_flows_alluvial(moves, told["start"], told["end"], look)
    message = messages.stage_flows_message(moves, list(look.names["stage"]), look)
    show("stage_transitions", message, chart, moves, **told)
with matrix:
    clicked = open_selected("stage_transitions_matrix", "moves_behind", "moved", ("from_stage", "to_stage"))
    message, chart = move_messages.stage_transitions_matrix_message(moves, look), stage_transitions_matrix(moves, look)
    show("stage_transitions_matrix", message, chart, moves, on_select=clicked, **told)

overlap, waits = stage_overlap(snapshot, selection), time_to_next_stage_medians(snapshot, selection)
by_stage = renewal_rates(snapshot, selection, by="stage")
behind, both = st.columns(2)
with behind:
    renewals = numbers.renewal_numbers(by_stage, look) | numbers.renewal_numbers(rates, look)
    kinds = {
        "moved": Numbers(numbers.flow_numbers(moves, look), partial(ask_moves, firms=True)),
        "overlaps": Numbers(numbers.overlap_numbers(overlap, look), ask_firms(stage_overlap)),
        "renewals": Numbers(renewals, ask_firms(renewal_rates)),
        "waits": Numbers(numbers.wait_numbers(waits, look), ask_firms(time_to_next_stage)),
    }
    titles = {"names": {kind: words(f"chart.number.{kind}") for kind in kinds}, "what": words("transitions.behind")}
    show_firms_behind(visit, "moves_behind", kinds=kinds, **titles)
with both:
    clicked = open_selected("stage_overlap", "moves_behind", "overlaps", ("stage_code", "other_stage_code"))
    chart = stage_overlap_matrix(overlap, look)
    show("stage_overlap", move_messages.stage_overlap_message(overlap, look), chart, overlap, on_select=clicked)


@part  # what is chosen here changes nothing above
def show_waits() -> None:
    """How long until the next stage, in the grouping chosen."""
    with st.container(horizontal=True, gap="medium", key="choose_waits"):
        outcomes = {each: words(f"wait_outcome.{each}") for each in OUTCOMES}
        outcome = choose(session.WAIT_OUTCOME, words("transitions.outcome"), outcomes)
        groups = {by: words(f"transitions.by_{by}") for by in ("none", *GROUPS)}
        by = choose(session.WAIT_BY, words("transitions.by"), groups)
        asked, among, waiting = {}, groups["none"], {code: look.name("stage", code) for code in waits["stage_code"]}
        if by != "none" and waiting:
            stage = choose(session.WAIT_STAGE, words("transitions.stage"), waiting, known=look.names["stage"])
            asked, among = {"by": by, "stage_code": stage}, waiting[stage]
    curves, medians = (ask(snapshot, selection, **asked) for ask in (time_to_next_stage, time_to_next_stage_medians))
    followed = ask_firms(time_to_next_stage, **asked)
    steps, halves = st.columns([3, 2])
    with steps:
        message = move_messages.time_to_next_stage_message(curves, medians, outcome, look)
        chart = time_to_next_stage_steps(curves, followed(), outcome, look)
        show("time_to_next_stage", message, chart, curves[curves["outcome"] == outcome], "unit_share", whom=among)
    with halves:
        lines = [
            Line(*line, rows_where(followed, **codes)) for codes, *line in move_messages.median_lines(medians, look)
        ]
        about = {"message": words("transitions.medians"), "what": words("transitions.medians_what")}
        show_lines(visit, "time_to_next_stage_medians", lines=lines, nothing=words("transitions.medians_none"), **about)


show_waits()

stages = {code: look.name("stage", code) for code in by_stage["stage_code"]}
stage = choose(session.RENEWAL, words("transitions.stage"), stages, known=look.names["stage"])
of_cohorts, of_stages = st.columns([3, 2])
with of_cohorts:
    of_stage, whole = (table[table["stage_code"] == stage] for table in (rates, by_stage))
    message = move_messages.renewal_rates_message(whole, look)
    show("renewal_rates", message, renewal_rates_dots(of_stage, whole, look), of_stage, "unit_share")
with of_stages:
    show("renewal_rates_by_stage", words("transitions.by_stage"), None, by_stage, "unit")
