"""Who exports: how much the largest make, large and small exporters, groups of firms, who begins and who stops."""

from dataclasses import replace
from functools import partial

import streamlit as st

from charts import exporter_messages as messages
from charts.dynamics import exporter_concentration_lines, exporter_dynamics_bars
from charts.exporters import exporter_pareto_curve, exporters_by_size_bars, exports_by_group_bars
from charts.theme import Look
from metrics.concentration import exporter_concentration, exporter_pareto, exporters_by_size
from metrics.dynamics import exporter_dynamics
from metrics.export_groups import GROUPS, exports_by_group
from texts import say
from web import session
from web.behind import Numbers, open_selected, show_firms_behind
from web.choices import choose_carried, choose_year
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.missing import show_no_exports
from web.trade import choose_trade, set_by_chart

INDICATORS = [
    *("year", "exporters", "entry_rate", "exit_rate", "first_year_survival_rate", "mean_usd", "median_usd"),
    *("entrants_mean_usd", "mean_markets", "median_markets", "mean_products", "median_products"),
    *("top_1_share", "top_5_share", "hhi", "months", "compared_months"),
]

visit = session.current()
snapshot, lang = visit.snapshot, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.exporters", "exporters")

trade = choose_trade(visit)
selection = trade.selection
years = exporter_dynamics(snapshot, selection)
if years.empty:
    show_no_exports(visit, "exporters")
    st.stop()


def show(name: str, message: str, chart, table, unit: str, what: str = "", on_select="ignore", **told: object) -> None:
    """One figure of this page: its texts stand under its name, what it shows under another where told."""
    shown = words(f"exporters.{what or name}", **told)
    about = {"what": shown, "alt": words(f"exporters.{name}_alt") if chart else shown, "on_select": on_select}
    unit = words(f"exporters.{unit}") if unit else ""
    show_figure(visit, name, message=message, unit=unit, chart=chart, table=table, **about)


def opens(name: str, kind: str, *columns: str):
    """What a click in the figure does: the firms behind the number under it are listed."""
    return open_selected(name, "exporters_behind", kind, columns)


def turned_in(year: int):
    """The firms behind the dynamics of one year."""
    return exporter_dynamics(snapshot, replace(selection, years=(int(year),)), firms=True)


year = choose_year(visit, "export_year", years["year"].tolist(), words("exporters.year"))
in_year = replace(selection, years=(year,))

largest, sizes_of = st.columns(2)
with largest:
    firms = exporter_pareto(snapshot, replace(trade.without(session.EXPORTER), years=(year,)))
    chart = exporter_pareto_curve(firms, look, trade.chosen(session.EXPORTER))
    message, sets = messages.exporter_pareto_message(firms, look), set_by_chart("exporter_pareto", session.EXPORTER)
    show("exporter_pareto", message, chart, firms, "unit_share", on_select=sets, year=year)
with sizes_of:
    sizes = exporters_by_size(snapshot, in_year)
    message, chart = messages.exporters_by_size_message(sizes, look), exporters_by_size_bars(sizes, look)
    click = opens("exporters_by_size", "size", "year", "size_class")
    show("exporters_by_size", message, chart, sizes, "unit_both", on_select=click, year=year)

turns, spread = st.columns(2)
with turns:
    message, chart = messages.exporter_dynamics_message(years, look), exporter_dynamics_bars(years, look)
    click = opens("exporter_dynamics", "", "year", "counted_in")
    what = "exporter_dynamics_of_stages" if selection.stages else ""
    show("exporter_dynamics", message, chart, years, "unit_firms", what, on_select=click)
with spread:
    parts = exporter_concentration(snapshot, selection)
    message, chart = messages.exporter_concentration_message(parts, look), exporter_concentration_lines(parts, look)
    show("exporter_concentration", message, chart, parts, "unit_effective")

grouped, behind = st.columns(2)
with grouped:
    names = {by: words(f"exporters.by.{by}") for by in GROUPS}
    by = choose_carried(visit, session.BY, words("exporters.group_by"), names, is_short=True)
    groups = exports_by_group(snapshot, in_year, by=by)
    message, chart = messages.exports_by_group_message(groups, look), exports_by_group_bars(groups, look)
    click = opens("exports_by_group", "group", "year", *GROUPS[by])
    what = "exports_by_cohort" if by == "cohort" else ""
    show("exports_by_group", message, chart, groups, "unit_usd", what, on_select=click, year=year, by=names[by])
with behind:
    kinds = {turn: Numbers(messages.turn_numbers(years, turn, look), turned_in, ("year",)) for turn in messages.TURNS}
    sized = partial(exporters_by_size, snapshot, in_year, firms=True)
    kinds["size"] = Numbers(messages.size_numbers(sizes, look), sized)
    of_groups = partial(exports_by_group, snapshot, in_year, by=by, firms=True)
    kinds["group"] = Numbers(messages.group_numbers(groups, look), of_groups)
    names = {kind: words(f"exporters.number.{kind}") for kind in kinds}
    show_firms_behind(visit, "exporters_behind", names=names, kinds=kinds, what=words("exporters.behind"))

message = messages.exporter_indicators_message(years, look)
show("exporter_indicators", message, None, years[INDICATORS].iloc[::-1].reset_index(drop=True), "")
