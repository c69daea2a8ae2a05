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
from web.choices import choose_code, choose_days
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.lines import Line, show_lines

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.transitions", "transitions")


def show(name: str, message: str, chart, table, unit: str = "unit", **told) -> None:
    """One figure of this page: its texts stand under its name."""
    on_select = told.pop("on_select", "ignore")
    about = {"what": words(f"transitions.{name}", **told), "alt": words(f"transitions.{name}_alt", **told)}
    unit = words(f"transitions.{unit}")
    show_figure(visit, name, message=message, unit=unit, chart=chart, table=table, on_select=on_select, **about)


days, whom = st.columns([5, 2], vertical_alignment="bottom")
rates = renewal_rates(snapshot, selection)
with days:
    start, end = choose_days(visit)
with whom:
    cohorts = {("", ""): words("transitions.everybody")} | numbers.entries({}, rates, look)
    chosen = choose_code(words("transitions.cohort"), cohorts, key="moved_cohort")
ask_moves = partial(stage_transitions, snapshot, selection, start=start, end=end, **numbers.entry_asked(chosen))
moves, told = ask_moves(), {"start": show_date(lang, start), "end": show_date(lang, end), "whom": cohorts[chosen]}

between, matrix = st.columns(2)
with between:
    chart = stage_flows_alluvial(moves, told["start"], told["end"], look)
    message = messages.stage_flows_message(moves, list(look.names["stage"]), look)
    show("stage_transitions", message, chart, moves, **told)
with matrix:
    name = "stage_transitions_matrix"
    clicked = open_selected(name, "moves_behind", "moved", ("from_stage", "to_stage"))
    message = move_messages.stage_transitions_matrix_message(moves, look)
    show(name, message, stage_transitions_matrix(moves, look), moves, on_select=clicked, **told)

renewed, behind = st.columns(2)
by_stage = renewal_rates(snapshot, selection, by="stage")
with renewed:
    stages = {code: look.name("stage", code) for code in by_stage["stage_code"]}
    stage = choose_code(words("transitions.stage"), stages, key="renewal_stage", is_short=True)
    of_stage, whole = (table[table["stage_code"] == stage] for table in (rates, by_stage))
    message = move_messages.renewal_rates_message(whole, look)
    show("renewal_rates", message, renewal_rates_dots(of_stage, whole, look), of_stage, "unit_share")
overlap, waits = stage_overlap(snapshot, selection), time_to_next_stage_medians(snapshot, selection)
with behind:
    renewals = numbers.renewal_numbers(whole, look) | numbers.renewal_numbers(of_stage, look)
    kinds = {
        "moved": Numbers(numbers.flow_numbers(moves, look), partial(ask_moves, firms=True)),
        "renewals": Numbers(renewals, partial(renewal_rates, snapshot, selection, firms=True)),
        "overlaps": Numbers(
            numbers.overlap_numbers(overlap, look), partial(stage_overlap, snapshot, selection, firms=True)
        ),
        "waits": Numbers(
            numbers.wait_numbers(waits, look), partial(time_to_next_stage, snapshot, selection, firms=True)
        ),
    }
    names = {kind: words(f"chart.number.{kind}") for kind in kinds}
    show_firms_behind(visit, "moves_behind", names=names, kinds=kinds, what=words("transitions.behind"))


@st.fragment  # what is chosen here changes nothing above
def show_waits() -> None:
    """How long until the next stage, in the grouping chosen."""
    with st.container(horizontal=True, gap="medium", key="choose_waits"):
        outcomes = {outcome: words(f"wait_outcome.{outcome}") for outcome in OUTCOMES}
        outcome = choose_code(words("transitions.outcome"), outcomes, key="wait_outcome", is_short=True)
        groups = {by: words(f"transitions.by_{by}") for by in ("none", *GROUPS)}
        by = choose_code(words("transitions.by"), groups, key="wait_by", is_short=True)
        asked = {} if by == "none" else {"by": by}
        if asked:
            waiting = {code: stages[code] for code in waits["stage_code"] if code in stages}
            asked["stage_code"] = choose_code(words("transitions.stage"), waiting, key="wait_stage", is_short=True)
    curves, medians = (ask(snapshot, selection, **asked) for ask in (time_to_next_stage, time_to_next_stage_medians))
    ask_firms = partial(time_to_next_stage, snapshot, selection, firms=True, **asked)
    steps, halves = st.columns([3, 2])
    with steps:
        message = move_messages.time_to_next_stage_message(curves, medians, outcome, look)
        chart = time_to_next_stage_steps(curves, ask_firms(), outcome, look)
        show("time_to_next_stage", message, chart, curves[curves["outcome"] == outcome], "unit_share")
    with halves:
        lines = move_messages.median_lines(medians, look)
        lines = [
            Line(str(at), text, firms, rows_where(ask_firms, **codes)) for at, (codes, text, firms) in enumerate(lines)
        ]
        about = {"message": words("transitions.medians"), "what": words("transitions.medians_what")}
        show_lines(visit, "time_to_next_stage_medians", lines=lines, nothing=words("transitions.medians_none"), **about)


show_waits()
both, _ = st.columns(2)
with both:
    chart = stage_overlap_matrix(overlap, look)
    clicked = open_selected("stage_overlap", "moves_behind", "overlaps", ("stage_code", "other_stage_code"))
    show("stage_overlap", move_messages.stage_overlap_message(overlap, look), chart, overlap, on_select=clicked)
