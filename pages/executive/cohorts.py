"""What became of each cohort, year by year after its designation: who stayed, who rose, and how they grew."""

from functools import partial

import streamlit as st

from charts import cohort_words
from charts.cohorts import cohort_growth_lines, cohort_years_heat
from charts.theme import Look
from metrics.cohort_growth import cohort_growth
from metrics.cohort_years import cohort_years
from texts import say
from web import session
from web.behind import Numbers, rows_where, show_firms_behind
from web.choices import choose_carried
from web.figure import page_head, show_figure
from web.labels import every_cohort, reference_names
from web.missing import show_missing

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.cohorts", "cohorts")

everything = cohort_years(snapshot, selection)
if everything.empty:
    show_missing(visit, "cohorts", message=words("cohorts.missing"), cure=words("cohorts.missing_cure"))
    st.stop()

with st.container(horizontal=True, gap="small", key="choose_cohort"):
    programmes = cohort_words.programmes_of(everything, look)
    usual = "flagship" if "flagship" in programmes else None
    label, known = words("cohorts.programme"), look.names["programme"]
    programme = choose_carried(visit, session.PROGRAMME, label, programmes, usual, known=known)
    cohorts = everything[everything["programme_code"] == programme].drop(columns="programme_code")
    choices = cohort_words.cohorts_of(cohorts, look)
    label, known = words("cohorts.cohort"), [cohort for _, cohort in every_cohort(snapshot)]
    cohort = choose_carried(visit, session.COHORT, label, choices, cohort_words.ALL, known=known)
name = programmes[programme]
whom = name if cohort == cohort_words.ALL else f"{name} {cohort}"

for place, counted_in in zip(st.columns(2), ("retained", "promoted"), strict=True):
    with place:
        show_figure(
            visit,
            f"cohort_years_{counted_in}",
            message=cohort_words.cohort_years_message(cohorts, counted_in, name, look),
            what=words(f"cohorts.{counted_in}"),
            unit=words("cohorts.unit_share"),
            chart=cohort_years_heat(cohorts, counted_in, look),
            table=cohorts,
            alt=words(f"cohorts.{counted_in}_alt"),
        )

growth = cohort_growth(snapshot, selection, programme_code=programme, cohort=cohort)
for place, measure in zip(st.columns(2), cohort_words.MEASURES, strict=True):
    of_measure = growth[growth["measure"] == measure].drop(columns=["programme_code", "cohort"])
    about = {"whom": whom, "measure": look.name("measure", measure)}
    with place:
        if of_measure.empty:
            missing = {"message": words("cohorts.growth_missing", **about), "cure": words("cohorts.growth_cure")}
            show_missing(visit, f"cohort_growth_{measure}", **missing)
            continue
        show_figure(
            visit,
            f"cohort_growth_{measure}",
            message=cohort_words.cohort_growth_message(of_measure, measure, look),
            what=words("cohorts.growth", **about),
            unit=words("cohorts.unit_index"),
            chart=cohort_growth_lines(of_measure, look),
            table=of_measure,
            alt=words("cohorts.growth_alt", **about),
        )

asked = {"programme_code": programme} | ({} if cohort == cohort_words.ALL else {"cohort": cohort})
chosen = cohorts if cohort == cohort_words.ALL else cohorts[cohorts["cohort"] == cohort]
placed = partial(cohort_years, snapshot, selection, **asked, firms=True)
grown = partial(cohort_growth, snapshot, selection, programme_code=programme, cohort=cohort, firms=True)
kinds = {
    kind: Numbers(cohort_words.place_numbers(chosen, kind, look), rows_where(placed, programme_code=programme))
    for kind in cohort_words.PLACES
}
kinds["growth"] = Numbers(
    cohort_words.growth_numbers(growth, look), rows_where(grown, programme_code=programme, cohort=cohort)
)
names = {kind: words(f"cohorts.number.{kind}") for kind in kinds}
show_firms_behind(visit, "cohort_behind", names=names, kinds=kinds, what=words("cohorts.behind"))
