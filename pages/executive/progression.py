"""How firms moved between the stages: over the years, between two of them, and who they are."""

from functools import partial

import streamlit as st

from charts import messages, numbers
from charts.balance import stage_balance_waterfall
from charts.bars import cohort_outcomes_bars
from charts.days import end_of
from charts.flows import stage_flows_alluvial
from charts.stock import stage_stock_area
from charts.theme import Look
from metrics.balance import stage_balance
from metrics.cohorts import cohort_outcomes
from metrics.counts import stage_counts
from metrics.flows import stage_stock
from metrics.transitions import stage_transitions
from texts import say
from web import session
from web.behind import Numbers, show_firms_behind
from web.choices import choose_code, choose_period
from web.figure import page_head, show_figure
from web.labels import reference_names

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.progression", "progression")

stock, counts = stage_stock(snapshot, selection), stage_counts(snapshot, selection)
stages = {code: look.name("stage", code) for code in counts["stage_code"]}
first, last = choose_period(visit, stock["year"].tolist())
start, end = end_of(first, visit.as_of, look), end_of(last, visit.as_of, look)
period = tuple(range(first + 1, last + 1))

over_time, between = st.columns(2)
with over_time:
    show_figure(
        visit,
        "stage_stock",
        message=messages.stage_stock_message(stock, look),
        what=words("progression.stock"),
        unit=words("progression.unit"),
        chart=stage_stock_area(stock, visit.as_of, look),
        table=stock,
        alt=words("progression.stock_alt"),
    )
with between:
    flows = stage_transitions(snapshot, selection, from_year=first, to_year=last)
    show_figure(
        visit,
        "stage_transitions",
        message=messages.stage_flows_message(flows, list(look.names["stage"]), look),
        what=words("progression.flows", start=start, end=end),
        unit=words("progression.unit"),
        chart=stage_flows_alluvial(flows, start, end, look),
        table=flows,
        alt=words("progression.flows_alt", start=start, end=end),
    )

stage = choose_code(words("progression.stage"), stages, key="balance_stage", is_short=True)
movements = stage_balance(snapshot, selection)
of_stage = movements[movements["stage_code"] == stage]
in_period = movements[movements["year"].isin(period)]
fall, in_full = st.columns([2, 3])
with fall:
    balance = in_period[in_period["stage_code"] == stage]
    show_figure(
        visit,
        "stage_balance_waterfall",
        message=messages.stage_balance_message(balance, look),
        what=words("progression.balance", start=start, end=end),
        unit=words("progression.unit"),
        chart=stage_balance_waterfall(balance, look),
        table=balance,
        alt=words("progression.balance_alt"),
    )
with in_full:
    show_figure(
        visit,
        "stage_balance",
        message=words("progression.balance_years", stage=stages[stage]),
        what=words("progression.balance_table"),
        unit=words("progression.unit"),
        chart=None,
        table=of_stage.drop(columns="stage_code").iloc[::-1],
        alt=words("progression.balance_table"),
    )

cohorts, behind = st.columns(2)
with cohorts:
    programmes = {code: look.name("programme", code) for code in cohort_outcomes(snapshot, selection)["programme_code"]}
    programme = choose_code(words("progression.programme"), programmes, key="cohort_programme")
    outcomes = cohort_outcomes(snapshot, selection, programme_code=programme)
    show_figure(
        visit,
        "cohort_outcomes",
        message=messages.cohort_outcomes_message(outcomes, look),
        what=words("progression.cohorts"),
        unit=words("progression.unit"),
        chart=cohort_outcomes_bars(outcomes, look),
        table=outcomes,
        alt=words("progression.cohorts_alt"),
    )
with behind:
    counted = partial(stage_counts, snapshot, selection, firms=True)
    moved = partial(stage_transitions, snapshot, selection, from_year=first, to_year=last, firms=True)
    balanced = partial(stage_balance, snapshot, selection, firms=True)
    kinds = {
        **{kind: Numbers(numbers.count_numbers(counts, kind, look), counted) for kind in numbers.COUNTS},
        "moved": Numbers(numbers.flow_numbers(flows, look), moved),
        **{kind: Numbers(numbers.balance_numbers(in_period, kind, look), balanced) for kind in numbers.MOVEMENTS},
    }
    names = {kind: words(f"chart.number.{kind}") for kind in kinds}
    show_firms_behind(visit, "firms_behind", names=names, kinds=kinds, what=words("progression.behind"))
