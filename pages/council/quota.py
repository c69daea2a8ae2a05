"""The quota: seats, who leaves when, what will be free, and what would be if."""

from functools import partial

import streamlit as st

from charts import quota, quota_numbers, quota_words, what_if
from charts.theme import Look
from charts.vacancies import expected_vacancies_dots
from metrics.quota import ending_spells, quota_use
from metrics.vacancies import expected_vacancies
from texts import say
from web import session
from web.behind import Numbers, rows_where, show_firms_behind
from web.figure import page_head, part, show_figure
from web.kpi_row import Card, show_kpis
from web.labels import reference_names
from web.missing import show_missing
from web.what_if import ask_what_if

MONTHS = 24
LISTED = ["firm_id", "firm_name", "ends_on", "programme_code", "cohort", "is_end_estimated", "other_stage_code"]

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.quota", "quota")

use, expected = quota_use(snapshot, selection), expected_vacancies(snapshot, selection)
ending, leaving = (ending_spells(snapshot, selection, months=MONTHS, firms=firms) for firms in (False, True))
now = what_if.words_now(expected, look)
stages = {code: look.name("stage", code) for code in now}


def show(name: str, message: str, chart, table, unit: str = "unit") -> None:
    """One figure of this page: its texts stand under its name."""
    about = {"what": words(f"quota.{name}"), "alt": words(f"quota.{name}_alt" if chart else f"quota.{name}")}
    show_figure(visit, name, message=message, unit=unit and words(f"quota.{unit}"), chart=chart, table=table, **about)


@part
def show_what_if() -> None:
    """Answers at once, without running the page again."""
    with st.container(border=True, key="figure_suppose", gap="small"):
        st.html(f"<div class='figure-head'><h2>{words('what_if.title')}</h2></div>")
        asked = ask_what_if(visit, stages, now, look.names["stage"])
        stage, months, supposed = asked.stage_code, asked.months, asked.supposed()
        as_now = expected[expected["stage_code"] == stage].reset_index(drop=True)
        then = expected_vacancies(snapshot, selection, stage_code=stage, **supposed)
        message = what_if.what_if_message(then, months, look)
        show_kpis(visit, [Card(**card) for card in what_if.what_if_cards(as_now, then, months, look)], head=message)
    numbers, firms = st.columns(2)
    with numbers:
        chart, table = expected_vacancies_dots(then, look, as_now), what_if.what_if_table(as_now, then, look)
        about = {"what": words("what_if.what"), "alt": words("what_if.alt"), "unit": words("quota.unit_seats")}
        message = quota_words.expected_vacancies_message(then, look, months)
        show_figure(visit, "what_if", message=message, chart=chart, table=table, **about)
    with firms:
        behind = partial(
            expected_vacancies, snapshot, selection, months=months, stage_code=stage, firms=True, **supposed
        )
        table = rows_where(behind, counted_in="undecided", horizon_months=months)()[LISTED]
        message = words("what_if.firms_message", months=months, firms=look.firms(len(table)))
        what = words("what_if.firms_what", stage=stages[stage])
        show_figure(visit, "what_if_firms", message=message, what=what, unit="", chart=None, table=table, alt=message)


for stage, name in stages.items():
    show_kpis(visit, [Card(**card) for card in quota_words.quota_cards(use, expected, stage, look)], head=name)
if not selection.has_whole_stages:
    st.info(words("quota.only_whole"))
elif expected.empty:
    show_missing(visit, "no_quota", message=words("quota.no_quota"), cure=words("quota.no_quota_cure"))
else:
    history, ahead = st.columns([3, 2])
    with history:
        chart = quota.quota_use_bars(use, visit.as_of, look)
        show("quota_use", quota_words.quota_use_message(use, look), chart, use)
    with ahead:
        chart = expected_vacancies_dots(expected, look)
        message = quota_words.expected_vacancies_message(expected, look)
        show("expected_vacancies", message, chart, expected, "unit_seats")

calendar, listed = st.columns(2)
with calendar:
    chart = quota.ending_spells_bars(ending, visit.as_of, look)
    show("ending_spells", quota_words.ending_spells_message(ending, MONTHS, look), chart, ending, "unit_spells")
with listed:
    table = leaving[
        ["firm_id", "firm_name", "ends_on", "programme_code", "cohort", "has_later_spell", "other_stage_code"]
    ]
    show("ending_list", words("quota.ending_firms"), None, table, "unit_designations")

if not expected.empty:
    show_what_if()

horizons = partial(expected_vacancies, snapshot, selection, firms=True)
kinds = {
    **{kind: Numbers(quota_numbers.vacancy_numbers(expected, kind, look), horizons) for kind in quota_numbers.HORIZONS},
    "month": Numbers(quota_numbers.ending_numbers(ending, look), lambda: leaving),
    "used": Numbers(quota_numbers.use_numbers(use, look), partial(quota_use, snapshot, selection, firms=True)),
    **{kind: Numbers(quota_numbers.record_numbers(expected, kind, look), horizons) for kind in quota_numbers.RECORD},
}
names = {kind: words(f"quota.number.{kind}") for kind in kinds}
show_firms_behind(visit, "quota_behind", names=names, kinds=kinds, what=words("quota.behind"))
