"""Exporters whose last months call for a look: below their usual band, without rows, on one market."""

from dataclasses import replace
from functools import partial

import streamlit as st

from charts import exporter_messages as messages
from charts.alerts import export_band_lines
from charts.markets import exports_by_country_bars
from charts.money_messages import exports_by_country_message
from charts.theme import Look
from metrics.alerts import export_alerts
from metrics.exporters import top_exporters
from metrics.markets import exports_by_country
from metrics.same_months import years_to_compare
from metrics.season_band import export_band
from texts import say
from web import session
from web.choices import choose_carried
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.missing import show_missing, show_no_exports
from web.trade import choose_trade, set_by_table

visit = session.current()
snapshot, lang = visit.snapshot, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
page_head(visit, "shell.page.export_alerts", "export_alerts")

trade = choose_trade(visit)
if not years_to_compare(snapshot, trade.selection)["asked"]:
    show_no_exports(visit, "export_alerts")
    st.stop()

alerts = export_alerts(snapshot, trade.without(session.EXPORTER))
names = messages.alert_kinds(alerts, look)
asked = words("export_alerts.kind")
kind = choose_carried(visit, session.KIND, asked, names, messages.first_kind(alerts), is_short=True)

listed, own = st.columns([6, 5])
with listed:
    of_kind = messages.alerts_of(alerts, kind)
    show_figure(
        visit,
        "export_alerts",
        message=messages.export_alerts_message(of_kind, kind, look),
        what=words(f"export_alerts.{kind}"),
        unit="",
        chart=None,
        table=of_kind,
        alt=words(f"export_alerts.{kind}"),
        on_select=set_by_table("export_alerts", session.EXPORTER, of_kind["firm_id"].tolist()),
    )
chosen = trade.chosen(session.EXPORTER)[:1] or tuple(of_kind["firm_id"].head(1))
is_largest = not chosen  # nobody to look at: how it looks where all is well
if is_largest:
    chosen = tuple(top_exporters(snapshot, trade.without(session.EXPORTER), most=1)["firm_id"].tail(1))
band = export_band(snapshot, trade.without(session.EXPORTER), firm_id=chosen[0]) if chosen else None
remark = words("export_alerts.largest") if is_largest else ""
with own:
    if band is None:
        cure = words("export_alerts.choose_cure")
        show_missing(visit, "export_band", message=words("export_alerts.choose"), cure=cure, is_file=False)
    elif kind == "one_market":
        everywhere = replace(trade.without(session.EXPORTER), countries=(), firm_ids=chosen)
        countries = exports_by_country(snapshot, everywhere)
        about = messages.market_facts(countries, band)
        show_figure(
            visit,
            "exports_by_country",
            message=exports_by_country_message(countries, look),
            what=words("export_alerts.markets", **about) + remark,
            unit=words("export_alerts.unit_usd"),
            chart=exports_by_country_bars(countries, look),
            table=countries,
            alt=words("export_alerts.markets_alt"),
        )
    else:
        silent = messages.silent_since(alerts, chosen[0])
        show_figure(
            visit,
            "export_band",
            message=messages.export_band_message(band, silent, look),
            what=words("export_alerts.band") + remark,
            unit=words("export_alerts.unit_thousand"),
            chart=export_band_lines(band, look, silent),
            table=band,
            alt=words("export_alerts.band_alt"),
        )
