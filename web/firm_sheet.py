"""The head of a firm's page, and what only its printed sheet has."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from texts import say, show_date, show_number
from texts.columns import column_label, name_codes
from texts.formats import NOTHING
from web.labels import reference_names
from web.safe import safe_html
from web.session import Visit

# A printed page is A4 upright; the rest of the print stylesheet stands in look.css.
_PAPER = "<style>@page { size: A4 portrait; margin: 11mm; }</style>"
# As the figure above the tables shows money: the unit in the heading, scaled values below
_MONEY = {"sales_krw": "krw", "operating_profit_krw": "krw", "rnd_krw": "krw", "exports_usd": "usd_thousand"}


def show_firm_head(
    visit: Visit, name: str, name_en: str | None, facts: Mapping[str, str], marks: Sequence[str]
) -> None:
    """The firm's name and facts; `marks` are words of warning beside the name."""
    told = "".join(f" <span class='mark'>{safe_html(mark)}</span>" for mark in marks)
    other = f" <small>{safe_html(name_en)}</small>" if name_en else ""
    items = "".join(
        f"<div><dt>{safe_html(label)}</dt><dd>{safe_html(fact)}</dd></div>" for label, fact in facts.items()
    )
    with st.container(key="firm_sheet"):
        st.html(f"<h2 class='firm-name'>{safe_html(name)}{other}{told}</h2><dl class='firm-facts'>{items}</dl>{_PAPER}")


def show_printed_tables(
    visit: Visit, spells: pd.DataFrame, support: pd.DataFrame, years: pd.DataFrame, lines: Sequence[str] = ()
) -> None:
    """Designations, support and years as plain tables and further lines, seen on paper alone: what the screen has for
    them does not print."""
    columns = [each for each in years.columns if each in ("year", *_MONEY, "staff", "rnd_share")]
    names = reference_names(visit.snapshot, visit.lang)
    path = "".join(_plain(visit, name_codes(table, visit.lang, names)) for table in (spells, support))
    printed = {"day": show_date(visit.lang, visit.as_of), "snapshot": visit.snapshot_id or NOTHING}
    said = "".join(f"<p>{safe_html(line)}</p>" for line in lines)
    foot = f"<p>{safe_html(say(visit.lang, 'firm.printed', **printed))}</p>"
    st.html(f"<div class='only-printed'><div><div>{path}</div>{_plain(visit, years[columns])}</div>{said}{foot}</div>")


def _plain(visit: Visit, table: pd.DataFrame) -> str:
    if table.empty:
        return ""
    heads = "".join(f"<th scope='col'>{safe_html(_head(name, visit.lang))}</th>" for name in table.columns)
    rows = (
        "".join(f"<td>{safe_html(_cell(visit.lang, name, value))}</td>" for name, value in zip(table, row, strict=True))
        for row in table.itertuples(index=False, name=None)
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table class='plain'><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _head(name: str, lang: str) -> str:
    if name not in _MONEY:
        return column_label(name, lang)
    return f"{say(lang, f'measure.{name}')} ({say(lang, f'chart.panel_unit.{_MONEY[name]}')})"


def _cell(lang: str, name: str, value: object) -> str:
    if value is None or value is pd.NA or value != value:
        return NOTHING
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return say(lang, "figure.yes" if value else "figure.no")
    if name in _MONEY:
        digits = 1 if _MONEY[name] == "krw" else 0
        return show_number(lang, round(float(value) / float(say(lang, f"unit.{_MONEY[name]}.divisor")), digits))
    if name == "rnd_share":
        return show_number(lang, float(value), "share")
    return show_number(lang, float(value)) if name in ("staff", "support_krw") else str(value)
