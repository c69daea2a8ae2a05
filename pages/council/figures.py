"""What outsiders see: the ladder in full, and of money and people what was released, with what is hidden and why."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from charts import messages
from charts.days import end_of
from charts.flows import stage_flows_alluvial
from charts.ladder import stage_counts_ladder
from charts.released import released_bars, released_message, released_rows
from charts.stock import stage_stock_area
from charts.theme import Look
from metrics.counts import stage_counts
from metrics.flows import stage_stock
from metrics.overlap import programme_successions
from metrics.released import released_figures, released_tables, stage_balance
from metrics.transitions import stage_transitions
from texts import say
from web import session
from web.choices import choose_code, choose_year
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.missing import show_missing

SPLITS = ("stage", "market_group", "industry", "industry_section", "district")

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.figures", "figures")
if snapshot is None:
    show_missing(visit, "figures", message=words("figures.none"), cure=words("figures.none_cure"), is_file=False)
    st.stop()


def show(name: str, message: str, chart, table, unit: str = "unit_firms", **told: object) -> None:
    """One figure of this page: its texts stand under its name."""
    about = {"what": words(f"figures.{name}", **told), "alt": words(f"figures.{name}_alt", **told)}
    show_figure(visit, name, message=message, unit=unit and words(f"figures.{unit}"), chart=chart, table=table, **about)


before = date(visit.as_of.year - 1, 12, 31)
flows = stage_transitions(snapshot, selection, start=before, end=visit.as_of)
ladder, moved = st.columns(2)
with ladder:
    counts = stage_counts(snapshot, selection)
    show("stage_counts", messages.stage_counts_message(counts, look), stage_counts_ladder(counts, flows, look), counts)
with moved:
    start, end = end_of(before.year, before, look), end_of(visit.as_of.year, visit.as_of, look)
    message = messages.stage_flows_message(flows, list(look.names["stage"]), look)
    chart = stage_flows_alluvial(flows, start, end, look)
    show("stage_transitions", message, chart, flows, start=start, end=end)


def show_released() -> None:
    """A measure and a year, split as it was released."""
    tables = released_tables(snapshot, selection)
    if tables.empty:
        st.caption(words("figures.not_yet"))
        return
    measures = {code: look.name("measure", code) for code in dict.fromkeys(tables["measure"])}
    with st.container(horizontal=True, gap="small"):
        measure = choose_code(words("release.measure"), measures, key="released_measure", is_short=True)
        of_measure = tables[tables["measure"] == measure]
        year = choose_year(visit, "released_year", sorted(set(of_measure["year"])), words("release.year"))
    in_year = replace(selection, years=(year,))
    total = released_figures(snapshot, in_year, measure, "year")
    amount = None if total.empty else total["value"].iloc[0]
    released = set(of_measure[of_measure["year"] == year]["dimension"])
    dimensions = [each for each in SPLITS if each in released]
    for first in range(0, len(dimensions), 2):
        for column, dimension in zip(st.columns(2), dimensions[first : first + 2], strict=False):
            with column:
                table = released_figures(snapshot, in_year, measure, dimension)
                chart = released_bars(table, measure, dimension, look)
                message = released_message(table, amount, measure, dimension, look)
                told = {"measure": measures[measure], "by": words(f"release.dimension.{dimension}"), "year": year}
                about = {"what": words("figures.released", **told), "alt": words("figures.released_alt", **told)}
                unit = words(f"release.unit.{measure}")
                rows = released_rows(table, dimension, look)
                about |= {"message": message, "unit": unit}
                show_figure(visit, f"released_{dimension}", chart=chart, table=rows, **about)


show_released()
over_time, balance = st.columns(2)
with over_time:
    stock = stage_stock(snapshot, selection)
    chart = stage_stock_area(stock, visit.as_of, look, programme_successions(snapshot, selection))
    show("stage_stock", messages.stage_stock_message(stock, look), chart, stock)
with balance:
    moves = stage_balance(snapshot, selection)
    show("stage_balance", words("figures.balance_message"), None, moves[moves["year"] == moves["year"].max()])
