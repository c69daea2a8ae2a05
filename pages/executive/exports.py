"""How much is exported, by whom, where to and what, and which part of the region's exports that is."""

from dataclasses import replace
from functools import partial

import streamlit as st

from charts import benchmarks, exports, markets, numbers
from charts import money_messages as messages
from charts.theme import Look
from metrics.benchmarks import city_share
from metrics.breaks import benchmark_breaks
from metrics.exporters import exports_of_todays_members, firm_exports, top_exporters
from metrics.exports import exports_by_month, exports_by_stage, exports_by_year
from metrics.markets import exports_by_country, exports_by_hs
from texts import say
from web import session
from web.behind import Numbers, show_firms_behind
from web.choices import choose_code, choose_year
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.missing import show_missing
from web.trade import choose_trade, set_by_chart

visit = session.current()
snapshot, lang = visit.snapshot, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.exports", "exports")

trade = choose_trade(visit)
selection = trade.selection
years = exports_by_year(snapshot, selection)
if years.empty:
    show_missing(visit, "exports", message=words("exports.missing"), cure=words("exports.missing_cure"))
    st.stop()


def show(name: str, message: str, chart, table, unit: str = "unit_usd", sets: str = "", **told: object) -> None:
    """One figure of this page: its texts stand under its name; a click in it sets a part of the filter."""
    about = {"what": words(f"exports.{name}", **told), "alt": words(f"exports.{name}_alt", **told)}
    about |= {"on_select": set_by_chart(name, sets)} if sets else {}
    show_figure(visit, name, message=message, unit=words(f"exports.{unit}"), chart=chart, table=table, **about)


in_all, by_stage = st.columns(2)
stages, months = exports_by_stage(snapshot, selection), exports_by_month(snapshot, selection)
with in_all:
    chart = exports.exports_by_year_bars(years, look)
    show("exports_by_year", messages.exports_by_year_message(years, look), chart, years)
with by_stage:
    chart = exports.exports_by_stage_bars(stages, years, look)
    show("exports_by_stage", messages.exports_by_stage_message(stages, look), chart, stages)

seasons, today = st.columns(2)
with seasons:
    chart = exports.exports_by_month_lines(months, look)
    show("exports_by_month", messages.exports_by_month_message(months, look), chart, months)
with today:
    members = exports_of_todays_members(snapshot, selection)
    chart = exports.exports_of_todays_members_bars(members, years, look)
    message = messages.exports_of_todays_members_message(members, look)
    show("exports_of_todays_members", message, chart, members)

year = choose_year(visit, "export_year", years["year"].tolist(), words("exports.year"))
in_year = replace(selection, years=(year,))
market, product, exporter = (replace(trade.without(name), years=(year,)) for name in session.TRADE)
where, what = st.columns(2)
with where:
    countries = exports_by_country(snapshot, market)
    chart = markets.exports_by_country_bars(countries, look, trade.chosen(session.MARKET))
    message = messages.exports_by_country_message(countries, look)
    show("exports_by_country", message, chart, countries, sets=session.MARKET, year=year)
with what:
    chapters = exports_by_hs(snapshot, product)
    chart = markets.exports_by_hs_bars(chapters, look, {code[:2] for code in trade.chosen(session.PRODUCT)})
    message = messages.exports_by_hs_message(chapters, look)
    show("exports_by_hs", message, chart, chapters, sets=session.PRODUCT, year=year)

who, behind = st.columns(2)
with who:
    firms = top_exporters(snapshot, exporter, most=None)
    chart = markets.top_exporters_dots(firms, look, trade.chosen(session.EXPORTER))
    message = messages.top_exporters_message(firms, look)
    show("top_exporters", message, chart, firms, sets=session.EXPORTER, year=year)
with behind:
    of_year = stages[stages["year"] == year]
    opened = {
        "stage": (of_year, ("year", "stage_code"), "held", partial(exports_by_stage, snapshot, in_year, firms=True)),
        "country": (
            countries,
            ("year", "country"),
            "country",
            partial(exports_by_country, snapshot, market, firms=True),
        ),
        "hs_chapter": (chapters, ("year", "hs_chapter"), "hs", partial(exports_by_hs, snapshot, product, firms=True)),
    }
    kinds = {
        kind: Numbers(numbers.exports_numbers(table, columns, name, look), ask)
        for kind, (table, columns, name, ask) in opened.items()
    }
    rows = partial(firm_exports, snapshot, exporter)
    kinds["firm"] = Numbers(numbers.exports_numbers(firms, ("year", "firm_id", "firm_name"), "firm", look), rows)
    names = {kind: words(f"exports.number.{kind}") for kind in kinds}
    show_firms_behind(visit, "exporters_behind", names=names, kinds=kinds, what=words("exports.behind"))

if selection.is_by_trade:
    cure = words("exports.no_parts_cure")
    show_missing(visit, "city_share", message=words("exports.no_parts"), cure=cure, is_file=False)
    st.stop()
shares = city_share(snapshot, selection)
if shares.empty:
    cure = words("exports.no_benchmark_cure")
    show_missing(visit, "city_share", message=words("exports.no_benchmark"), cure=cure)
else:
    regions = {region: region for region in shares["region"]}
    region = choose_code(words("exports.region"), regions, key="benchmark_region", is_short=True)
    of_region = shares[shares["region"] == region]
    chart = benchmarks.city_share_line(of_region, benchmark_breaks(snapshot, selection), look)
    show("city_share", messages.city_share_message(of_region, look), chart, of_region, "unit_share")
