"""How much is exported: by period and season, by stage, beside the region and the nation, without the largest firm."""

from dataclasses import replace
from functools import partial

import streamlit as st

from charts import benchmarks, exports, numbers
from charts import money_messages as messages
from charts import total_messages as totals
from charts.export_periods import exports_by_period_bars, period_numbers
from charts.largest import exports_without_largest_bars
from charts.theme import Look
from metrics.benchmarks import city_share, exports_index
from metrics.breaks import benchmark_breaks
from metrics.export_periods import GRAINS, exports_by_period, exports_by_season
from metrics.exporters import exports_of_todays_members, top_exporters
from metrics.exports import exports_by_stage, exports_by_year
from metrics.largest import exports_without_largest
from metrics.markets import exports_by_country, exports_by_hs
from texts import say
from web import session
from web.behind import Numbers, open_selected, show_firms_behind
from web.choices import choose_carried, choose_code
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.leads import show_leads
from web.missing import show_missing, show_no_exports
from web.trade import choose_trade

visit = session.current()
snapshot, lang = visit.snapshot, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.exports", "exports")

selection = choose_trade(visit).selection
years = exports_by_year(snapshot, selection)
if years.empty:
    show_no_exports(visit, "exports")
    st.stop()


def show(name: str, message: str, chart, table, unit: str = "unit_usd", **told: object) -> None:
    """One figure of this page: its texts stand under its name."""
    about = {"what": words(f"exports.{name}"), "alt": words(f"exports.{name}_alt")} | told
    show_figure(visit, name, message=message, unit=words(f"exports.{unit}"), chart=chart, table=table, **about)


with st.container(horizontal=True, gap="medium", key="choose_totals"):
    grains = {grain: words(f"period_kind.{grain}") for grain in GRAINS}
    grain = choose_carried(visit, session.GRAIN, words("exports.grain"), grains, "year", is_short=True)
    moneys = {money: words(f"exports.unit_{money}") for money in ("usd", "krw")}
    money = choose_carried(visit, session.MONEY, words("exports.money"), moneys, is_short=True)
periods, seasons = exports_by_period(snapshot, selection, grain=grain), exports_by_season(snapshot, selection)
stages, members = exports_by_stage(snapshot, selection), exports_of_todays_members(snapshot, selection)

in_all, by_stage = st.columns([3, 2])
with in_all:
    chart = exports_by_period_bars(periods, seasons, look, money)
    message = totals.exports_by_period_message(periods, look, money)
    clicked = open_selected("exports_by_period", "exports_behind", "period", ("period",), are_days=True)
    show("exports_by_period", message, chart, periods, f"unit_{money}", on_select=clicked)
with by_stage:
    chart = exports.exports_by_stage_bars(stages, years, look)
    show("exports_by_stage", messages.exports_by_stage_message(stages, look), chart, stages)

in_season, today = st.columns([3, 2])
with in_season:
    chart = exports.exports_by_season_lines(seasons, look)
    show("exports_by_season", totals.exports_by_season_message(seasons, look), chart, seasons)
with today:
    chart = exports.exports_of_todays_members_bars(members, years, look)
    show("exports_of_todays_members", messages.exports_of_todays_members_message(members, look), chart, members)

largest, behind = st.columns([3, 2])
with largest:
    largest_of = exports_without_largest(snapshot, selection)
    chart = exports_without_largest_bars(largest_of, look)
    show("exports_without_largest", totals.exports_without_largest_message(largest_of, look), chart, largest_of)
with behind:
    by_stages = numbers.exports_numbers(stages[::-1], ("year", "stage_code"), "held", look)
    ask_periods = partial(exports_by_period, snapshot, selection, grain=grain, firms=True)
    kinds = {
        "period": Numbers(period_numbers(periods, look), ask_periods),
        "stage": Numbers(by_stages, partial(exports_by_stage, snapshot, selection, firms=True)),
    }
    names = {kind: words(f"exports.number.{kind}") for kind in kinds}
    show_firms_behind(visit, "exports_behind", names=names, kinds=kinds, what=words("exports.behind"))

shares = None if selection.is_by_trade else city_share(snapshot, selection)
if shares is None or shares.empty:
    why = "no_parts" if shares is None else "no_benchmark"
    cure = words(f"exports.{why}_cure")
    show_missing(visit, "city_share", message=words(f"exports.{why}"), cure=cure, is_file=shares is not None)
else:
    regions = {region: look.name("series", region) for region in shares["region"]}
    region = choose_code(words("exports.region"), regions, key="benchmark_region", is_short=True)
    breaks, of_region = benchmark_breaks(snapshot, selection), shares[shares["region"] == region]
    beside, share = st.columns([3, 2])
    with beside:
        index = exports_index(snapshot, selection)
        chart = benchmarks.exports_index_lines(index, breaks, look)
        show("exports_index", totals.exports_index_message(index, breaks, look), chart, index, "unit_index")
    with share:
        chart = benchmarks.city_share_line(of_region, breaks, look)
        show("city_share", messages.city_share_message(of_region, look), chart, of_region, "unit_share")

last = replace(selection, years=(int(years["year"].max()),))
leads = {
    "markets": messages.exports_by_country_message(exports_by_country(snapshot, last), look),
    "products": messages.exports_by_hs_message(exports_by_hs(snapshot, last), look),
    "exporters": messages.top_exporters_message(top_exporters(snapshot, last, most=None), look),
    "growth": words("exports.to_growth"),
}
show_leads(visit, leads)
