"""What is exported: products as areas within areas, level by level to single codes, and what a kilogram is worth."""

from dataclasses import replace
from functools import partial

import streamlit as st

from charts import market_messages as messages
from charts import numbers
from charts.products import ALL, MOST_LINES, product_treemap, unit_value_lines
from charts.theme import Look
from metrics.exports import exports_by_year
from metrics.products import exports_by_product, product_tree
from texts import say
from web import session
from web.behind import Numbers, show_firms_behind
from web.choices import choose_year
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.link import carry
from web.missing import show_no_exports
from web.safe import safe_text
from web.trade import choose_trade, set_by_area, set_by_table

visit = session.current()
snapshot, lang = visit.snapshot, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.products", "products")

trade = choose_trade(visit)
all_products = trade.without(session.PRODUCT)
years = exports_by_year(snapshot, all_products)
if years.empty:
    show_no_exports(visit, "products")
    st.stop()

way = st.container(key="product_path", horizontal=True, vertical_alignment="bottom", gap="small")
with way:
    year = choose_year(visit, "product_year", years["year"].tolist(), words("products.year"))
tree = product_tree(snapshot, replace(all_products, years=(year,)))
codes = messages.product_codes(tree)
path = messages.path_to(tree, messages.product_in_view(tree, trade.chosen(session.PRODUCT)))
current, within = path[-1], messages.parts_in_view(path, tree)
# several products chosen are none of the tree: then what they come to is shown by section
asked = trade.selection if current == ALL else all_products
in_year, named = replace(asked, years=(year,)), {ALL: words("chart.all_products")} | look.names["hs_product"]
with way:
    for place, product in enumerate(path):
        told = f"{'› ' if place else ''}{safe_text(named.get(product, product))}"
        here = {"key": f"path_{place}", "type": "tertiary", "disabled": product == current}
        st.button(told, on_click=carry, args=(session.PRODUCT, codes[product]), **here)
if "unknown" in codes:  # the folder was made before sections had names
    st.caption(words("products.no_names"))


def show(name: str, message: str, chart, table, unit: str = "", on_select="ignore", **told: object) -> None:
    """One figure of this page: its texts stand under its name."""
    about = {"what": words(f"products.{name}", **told), "alt": words(f"products.{name}_alt", **told)}
    about |= {"unit": words(f"products.{unit}") if unit else "", "on_select": on_select}
    show_figure(visit, name, message=message, chart=chart, table=table, **about)


asked_parts = {"within": None if within == ALL else within}
parts = exports_by_product(snapshot, in_year, **asked_parts)
areas, level = st.columns([5, 4])
with areas:
    message, chart = (
        messages.exports_by_product_message(parts, within, look),
        product_treemap(tree, look, within, current),
    )
    clicked = set_by_area("product_tree", session.PRODUCT, codes)
    show("product_tree", message, chart, tree, "unit_usd", clicked, year=year)
with level:
    listed, message = messages.parts_table(parts), messages.parts_message(parts, look)
    clicked = set_by_table("exports_by_product", session.PRODUCT, [codes[product] for product in listed["hs_product"]])
    told = {"within": named.get(within, within), "level": messages.level_of(parts, look), "year": year}
    show("exports_by_product", message, None, listed, "", clicked, **told)

over_years, behind = st.columns(2)
with over_years:
    of_years = exports_by_product(snapshot, replace(asked, years=tuple(years["year"].tolist())), **asked_parts)
    chart = unit_value_lines(of_years, years, look)
    show("unit_values", messages.unit_values_message(of_years, look), chart, of_years, "unit_index", most=MOST_LINES)
with behind:
    shown = numbers.exports_numbers(parts, ("year", "hs_product"), "hs_product", look)
    kinds = {"hs_product": Numbers(shown, partial(exports_by_product, snapshot, in_year, firms=True, **asked_parts))}
    names = {"hs_product": words("products.number.hs_product")}
    show_firms_behind(visit, "product_firms", names=names, kinds=kinds, what=words("products.behind"))
