"""How firms moved between the stages: over the years, between two of them, what they exported, and who they are."""

from datetime import date
from functools import partial

import streamlit as st

from charts import messages, money_messages, numbers
from charts.balance import stage_balance_waterfall
from charts.bars import cohort_outcomes_bars
from charts.days import end_of
from charts.entry import exports_around_entry_line
from charts.exports import exports_by_stage_bars
from charts.flows import stage_flows_alluvial
from charts.stock import stage_stock_area
from charts.theme import Look
from metrics.balance import stage_balance
from metrics.cohorts import cohort_outcomes
from metrics.counts import stage_counts
from metrics.exporters import exports_around_entry
from metrics.exports import exports_by_stage, exports_by_year
from metrics.flows import stage_stock
from metrics.overlap import programme_successions
from metrics.transitions import stage_transitions
from texts import say
from web import session
from web.behind import Numbers, show_firms_behind
from web.choices import choose_carried, choose_period
from web.figure import page_head, show_figure
from web.labels import every_cohort, reference_names

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.progression", "progression")

stock, counts = stage_stock(snapshot, selection), stage_counts(snapshot, selection)
stages = {code: look.name("stage", code) for code in counts["stage_code"]}
first, last = choose_period(visit, stock["year"].tolist())
days = {"start": date(first, 12, 31), "end": date(last, 12, 31)}
start, end = end_of(first, visit.as_of, look), end_of(last, visit.as_of, look)
period = tuple(range(first + 1, last + 1))


def show(name: str, message: str, chart, table, unit: str = "unit") -> None:
    """One figure of this page: its texts stand under its name."""
    what = words(f"progression.{name}", start=start, end=end)
    alt = words(f"progression.{name}_alt", start=start, end=end) if chart else what
    show_figure(
        visit, name, message=message, what=what, unit=words(f"progression.{unit}"), chart=chart, table=table, alt=alt
    )


over_time, between = st.columns(2)
with over_time:
    chart = stage_stock_area(stock, visit.as_of, look, programme_successions(snapshot, selection))
    show("stage_stock", messages.stage_stock_message(stock, look), chart, stock)
with between:
    flows = stage_transitions(snapshot, selection, **days)
    message = messages.stage_flows_message(flows, list(look.names["stage"]), look)
    show("stage_transitions", message, stage_flows_alluvial(flows, start, end, look), flows)

exported, around_entry = st.columns(2)
all_cohorts = cohort_outcomes(snapshot, selection)
with exported:
    exports, years = exports_by_stage(snapshot, selection), exports_by_year(snapshot, selection)
    chart = exports_by_stage_bars(exports, years, look, height=450, spaces=4)  # as wide and marked as the stock above
    show("exports_by_stage", money_messages.exports_by_stage_message(exports, look), chart, exports, "unit_usd")
with around_entry:
    entries = numbers.entries(stages, all_cohorts, look)
    known = [*look.names["stage"], *every_cohort(snapshot)]
    entry = choose_carried(visit, session.ENTRY, words("progression.entry"), entries, known=known)
    around = exports_around_entry(snapshot, selection, **numbers.entry_asked(entry))
    around = numbers.entry_rows(around, entry)
    message = money_messages.exports_around_entry_message(around, entries.get(entry, ""), look)
    show("exports_around_entry", message, exports_around_entry_line(around, look), around, "unit_thousand")

about = {"is_short": True, "known": look.names["stage"]}
stage = choose_carried(visit, session.BALANCE, words("progression.stage"), stages, **about)
movements = stage_balance(snapshot, selection)
of_stage = movements[movements["stage_code"] == stage]
in_period = movements[movements["year"].isin(period)]
fall, in_full = st.columns([2, 3])
with fall:
    balance = in_period[in_period["stage_code"] == stage]
    message = messages.stage_balance_message(balance, look)
    show("stage_balance_waterfall", message, stage_balance_waterfall(balance, look), balance)
with in_full:
    message = words("progression.balance_years", stage=stages[stage])
    show("stage_balance", message, None, of_stage.drop(columns="stage_code").iloc[::-1])

cohorts, behind = st.columns(2)
with cohorts:
    programmes = {code: look.name("programme", code) for code in all_cohorts["programme_code"]}
    label, known = words("progression.programme"), look.names["programme"]
    programme = choose_carried(visit, session.OUTCOMES_OF, label, programmes, known=known)
    outcomes = all_cohorts[all_cohorts["programme_code"] == programme]
    chart = cohort_outcomes_bars(outcomes, look)
    show("cohort_outcomes", messages.cohort_outcomes_message(outcomes, look), chart, outcomes)
with behind:
    counted = partial(stage_counts, snapshot, selection, firms=True)
    moved = partial(stage_transitions, snapshot, selection, **days, firms=True)
    balanced = partial(stage_balance, snapshot, selection, firms=True)
    kinds = {
        **{kind: Numbers(numbers.count_numbers(counts, kind, look), counted) for kind in numbers.COUNTS},
        "moved": Numbers(numbers.flow_numbers(flows, look), moved),
        **{kind: Numbers(numbers.balance_numbers(in_period, kind, look), balanced) for kind in numbers.MOVEMENTS},
    }
    names = {kind: words(f"chart.number.{kind}") for kind in kinds}
    show_firms_behind(visit, "firms_behind", names=names, kinds=kinds, what=words("progression.behind"))
