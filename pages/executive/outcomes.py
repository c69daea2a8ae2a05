"""What firms reported of their years: sales, profit, people, R&D and more, and how many answered."""

from functools import partial

import streamlit as st

from charts import money_messages as messages
from charts import numbers
from charts.outcomes import outcomes_by_year_band
from charts.theme import Look
from metrics.outcomes import outcomes_by_year
from texts import say
from web import session
from web.behind import Numbers, show_firms_behind
from web.choices import choose_code, choose_year
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.missing import show_missing

FIRST = ("sales_krw", "operating_profit_krw", "staff", "rnd_krw")  # the other measures stand in a list

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.outcomes", "outcomes")

outcomes = outcomes_by_year(snapshot, selection)
if outcomes.empty:
    show_missing(visit, "outcomes", message=words("outcomes.missing"), cure=words("outcomes.missing_cure"))
    st.stop()


def show(measure: str) -> None:
    """One measure over the years."""
    years = outcomes[outcomes["measure"] == measure]
    show_figure(
        visit,
        f"outcomes_by_year_{measure}",
        message=messages.outcomes_by_year_message(years, measure, look),
        what=words("outcomes.what"),
        unit=words(f"outcomes.unit.{years['unit'].iloc[0]}"),
        chart=outcomes_by_year_band(years, look),
        table=years,
        alt=words("outcomes.alt", measure=look.name("measure", measure)),
    )


measures = list(dict.fromkeys(outcomes["measure"]))
for pair in (FIRST[:2], FIRST[2:]):
    for place, measure in zip(st.columns(2), pair, strict=True):
        with place:
            show(measure)

one, behind = st.columns(2)
with one:
    others = {measure: look.name("measure", measure) for measure in measures if measure not in FIRST}
    show(choose_code(words("outcomes.measure"), others, key="measure"))
with behind:
    asked = partial(outcomes_by_year, snapshot, selection, firms=True)
    kinds = {"measure": Numbers(numbers.measure_numbers(outcomes, look), asked)}
    show_firms_behind(visit, "outcomes_behind", names={"measure": ""}, kinds=kinds, what=words("outcomes.behind"))

year = choose_year(visit, "outcome_year", sorted(outcomes["year"].unique().tolist()), words("outcomes.year"))
show_figure(
    visit,
    "outcomes_by_year",
    message=words("outcomes.table_message", year=year),
    what=words("outcomes.table", year=year),
    unit="",
    chart=None,
    table=outcomes[outcomes["year"] == year].drop(columns=["year", "responding_firms", "firms_in_both_years"]),
    alt=words("outcomes.table", year=year),
)
