"""Where exports go: on the map and ranked, by region, over the years, and which markets were gained and lost."""

from dataclasses import replace
from functools import partial

import streamlit as st

from charts import market_messages, market_years, markets, money_messages, numbers
from charts.market_areas import exports_by_country_treemap, market_areas
from charts.theme import Look
from charts.world import exports_by_country_map
from metrics.exports import exports_by_year
from metrics.market_changes import market_history, markets_gained_and_lost
from metrics.market_groups import exports_by_market_group
from metrics.markets import exports_by_country
from texts import say
from web import session
from web.behind import Numbers, open_selected, show_firms_behind
from web.choices import choose_year
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.missing import show_missing, show_no_exports
from web.trade import choose_trade, set_by_area, set_by_chart

FOLLOWED = 8  # a market among the first eight of any year is followed through all

visit = session.current()
snapshot, lang = visit.snapshot, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.markets", "markets")

trade = choose_trade(visit)
years = exports_by_year(snapshot, trade.selection)
if years.empty:
    show_no_exports(visit, "markets")
    st.stop()


def show(name: str, message: str, chart, table, unit: str = "unit_usd", on_select=None, **told: object) -> None:
    """One figure of this page: its texts stand under its name; a click in it sets the market, unless told."""
    about = {"what": words(f"markets.{name}", **told), "alt": words(f"markets.{name}_alt", **told)}
    about |= {"unit": words(f"markets.{unit}"), "on_select": on_select or set_by_chart(name, session.MARKET)}
    show_figure(visit, name, message=message, chart=chart, table=table, **about)


def firms_there(country: str):
    """The firms that exported to this market in the year."""
    return exports_by_country(snapshot, replace(in_year, countries=(country,)), firms=True)


def firms_moved(year: int):
    """The firms that gained or lost a market in the year."""
    return markets_gained_and_lost(snapshot, replace(trade.selection, years=(int(year),)), firms=True)


year = choose_year(visit, "market_year", years["year"].tolist(), words("markets.year"))
everywhere, chosen = trade.without(session.MARKET), trade.chosen(session.MARKET)
in_year = replace(everywhere, years=(year,))
countries, groups = exports_by_country(snapshot, in_year), exports_by_market_group(snapshot, in_year)
map_, ranked = st.columns([3, 2])
with map_:
    message = market_messages.exports_by_country_map_message(countries, look)
    chart = exports_by_country_map(countries, look, chosen)
    show("exports_by_country_map", message, chart, countries, year=year)
with ranked:
    chart = markets.exports_by_country_bars(countries, look, chosen)
    show("exports_by_country", money_messages.exports_by_country_message(countries, look), chart, countries, year=year)

regions, areas = st.columns([2, 3])
if look.names["market_group"]:
    with regions:
        chart = markets.exports_by_market_group_bars(groups, look, chosen)
        message = market_messages.exports_by_market_group_message(groups, look)
        show("exports_by_market_group", message, chart, groups, year=year)
    with areas:
        chart = exports_by_country_treemap(countries, groups, look, chosen)
        message = market_messages.exports_by_country_treemap_message(countries, groups, look)
        sets = set_by_area("exports_by_country_treemap", session.MARKET, market_areas(countries, groups))
        show("exports_by_country_treemap", message, chart, countries, on_select=sets, year=year)
else:
    cure = words("markets.no_groups_cure")
    show_missing(visit, "exports_by_market_group", message=words("markets.no_groups"), cure=cure)

over_years, moved = st.columns(2)
with over_years:
    history = market_history(snapshot, everywhere, most=FOLLOWED)
    chart = market_years.market_history_lines(history, exports_by_year(snapshot, everywhere), look, chosen)
    show(
        "market_history",
        market_messages.market_history_message(history, look),
        chart,
        history,
        "unit_rank",
        most=FOLLOWED,
    )

changes = markets_gained_and_lost(snapshot, trade.selection)
with moved:
    chart = market_years.markets_gained_and_lost_bars(changes, years, look)
    message = market_messages.markets_gained_and_lost_message(changes, look)
    codes = ("year", "market_change")
    clicked = open_selected("markets_gained_and_lost", "markets_behind", "market_change", codes)
    show("markets_gained_and_lost", message, chart, changes, "unit_changes", clicked)
to_one = numbers.exports_numbers(countries, ("year", "country"), "country", look)
to_group = numbers.exports_numbers(groups, ("year", "market_group"), "market_group", look)
kinds = {
    "market_change": Numbers(market_messages.change_numbers(changes, look), firms_moved, ("year",)),
    "country": Numbers(to_one, firms_there, ("country",)),
    "market_group": Numbers(to_group, partial(exports_by_market_group, snapshot, in_year, firms=True)),
}
names = {kind: words(f"markets.number.{kind}") for kind in kinds}
show_firms_behind(visit, "markets_behind", names=names, kinds=kinds, what=words("markets.behind"))
