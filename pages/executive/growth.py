"""Why the total of exports moved between two periods, to the last dollar, and who and what stands behind each part."""

from functools import partial

import streamlit as st

from charts.growth import export_growth_by_year_bars, export_growth_waterfall, is_cut
from charts.growth_words import export_growth_by_year_message, export_growth_message, growth_numbers, period_words
from charts.theme import Look
from metrics.exports import exports_by_year
from metrics.growth import (
    export_growth_by_country,
    export_growth_by_product,
    export_growth_by_year,
    export_growth_decomposition,
)
from texts import say
from web import session
from web.behind import Numbers, open_selected, show_firms_behind
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.missing import show_missing, show_no_exports
from web.periods import choose_periods
from web.trade import choose_trade

visit = session.current()
snapshot, lang = visit.snapshot, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.growth", "growth")

selection = choose_trade(visit).selection
years = exports_by_year(snapshot, selection)
if years.empty:
    show_no_exports(visit, "exports")
    st.stop()

start, end = choose_periods(visit, int(years["year"].min()), years["last_month"].max())
asked = {"start": start, "end": end}
account = export_growth_decomposition(snapshot, selection, **asked)
if account.empty:
    cure = words("growth.nothing_cure")
    show_missing(visit, "export_growth_decomposition", message=words("growth.nothing"), cure=cure, is_file=False)
else:
    compared = account.iloc[0]
    told = {
        "start": period_words(compared["start_period"], look),
        "end": period_words(compared["end_period"], look),
        "left_out": look.number(compared["months_left_out"]),
    }
    what = words(f"growth.{'account_part' if compared['months_left_out'] else 'account'}", **told)
    moved, behind = st.columns([3, 2])
    with moved:
        show_figure(
            visit,
            "export_growth_decomposition",
            message=export_growth_message(account, look),
            what=what + (words("growth.cut") if is_cut(account) else ""),
            unit=words("exports.unit_usd"),
            chart=export_growth_waterfall(account, look),
            table=account,
            alt=words("growth.account_alt", **told),
            on_select=open_selected("export_growth_decomposition", "growth_behind", "firm", ("component",)),
        )
    with behind:
        parts = growth_numbers(account, look)
        lists = {
            "firm": partial(export_growth_decomposition, firms=True),
            "country": export_growth_by_country,
            "product": export_growth_by_product,
        }
        kinds = {kind: Numbers(parts, partial(ask, snapshot, selection, **asked)) for kind, ask in lists.items()}
        names = {kind: words(f"growth.behind_{kind}") for kind in kinds}
        show_firms_behind(visit, "growth_behind", names=names, kinds=kinds, what=words("growth.behind", **told))

by_year = export_growth_by_year(snapshot, selection)
if not by_year.empty:
    show_figure(
        visit,
        "export_growth_by_year",
        message=export_growth_by_year_message(by_year, look),
        what=words("growth.by_year"),
        unit=words("exports.unit_usd"),
        chart=export_growth_by_year_bars(by_year, look),
        table=by_year,
        alt=words("growth.by_year_alt"),
    )
