"""A table on the page, with the reader's column names and number formats."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from access import may
from texts import say
from texts.columns import head_label, name_codes
from texts.formats import NOTHING
from web import session
from web.labels import reference_names
from web.link import path_here
from web.session import Visit

_ROW_HEIGHT = 33  # pixels, at the base size of 15
_MOST_ROWS = 10  # then it scrolls
_WHOLE = ("_usd", "_krw")
HIDDEN = ("firm_id", "upload_id", "name_key")  # keys for programs; downloads keep them


def show_table(
    visit: Visit,
    table: pd.DataFrame,
    *,
    key: str,
    rows: int = _MOST_ROWS,
    on_select: Literal["ignore", "rerun"] | Callable[..., None] = "ignore",
    heads: Mapping[str, str] | None = None,
    is_named: bool = True,
) -> Any:
    """Draw the table; returns the selection when `on_select` asks for one (rows are the table's own order).

    `heads` are headings that take the place of the reader's common ones; without `is_named` codes stay codes.
    """
    if table.empty:
        st.caption(say(visit.lang, "chart.empty"))  # Streamlit would write "empty" in English
        return None
    shown = name_codes(table, visit.lang, reference_names(visit.snapshot, visit.lang)) if is_named else table
    shown = shown.round({name: 0 for name in shown.columns if name.endswith(_WHOLE)})  # a mean has cents, nobody asks
    labels = {name: (heads or {}).get(name) or head_label(name, shown.columns, visit.lang) for name in shown.columns}
    shares = [name for name in shown.columns if is_share(name, shown.columns)]
    config = {name: _column(name, table[name], labels[name], name in shares) for name in shown.columns}
    config |= {name: None for name in HIDDEN if name in shown}
    if is_named and "firm_id" in shown and visit.page != session.FIRM and may(visit.role, session.FIRM):
        shown = shown.assign(firm_id=_links_to_firms(shown["firm_id"]))
        link = {"display_text": "↗", "width": 56, "pinned": True}  # pinned: it keeps its width in a wide table
        config["firm_id"] = st.column_config.LinkColumn(say(visit.lang, "figure.open_firm"), **link)
    return st.dataframe(
        shown.assign(**{name: shown[name] * 100 for name in shares}),
        key=key,
        hide_index=True,
        column_config=config,
        column_order=_in_order(shown.columns),
        height="content" if len(shown) <= rows else _ROW_HEIGHT * (rows + 1),
        placeholder=NOTHING,
        on_select=on_select,
        selection_mode="single-row",
    )


def _in_order(columns: pd.Index) -> list[str]:
    """A firm's amounts before its district: on a phone they are seen without going to the side."""
    if not any(name.endswith(_WHOLE) or name == "usd" for name in columns):
        return list(columns)
    return [name for name in columns if name != "district"] + [name for name in columns if name == "district"]


def _links_to_firms(firm_ids: pd.Series) -> list[str | None]:
    """Each firm's page as this visitor would see it: same language, day, filters and snapshot."""
    here = path_here(session.FIRM)
    start = f"{here}{'&' if '?' in here else '?'}{session.FIRM}="
    return [None if pd.isna(firm_id) else start + firm_id for firm_id in firm_ids]


def is_share(name: str, columns: pd.Index) -> bool:
    """Whether the column counts from 0 to 1; an interval is one of what stands beside it."""
    if name in ("ci_low", "ci_high"):
        return any(is_share(other, columns) for other in columns if other not in ("ci_low", "ci_high"))
    return name.endswith(("_rate", "_share")) or name in ("share", "share_of_change", "similarity", "probability")


def _column(name: str, values: pd.Series, label: str, is_share: bool) -> Any:
    if is_share:
        return st.column_config.NumberColumn(label, format="%.1f %%")  # "percent" writes 66.49% above 3.5%
    if name.startswith("expected_") and pd.api.types.is_float_dtype(values):
        return st.column_config.NumberColumn(label, format="%.1f")  # an expectation, not a count
    if name.endswith("_per_kg") or (name.startswith("mean_") and not name.endswith(_WHOLE)):
        return st.column_config.NumberColumn(label, format="%.2f")
    if pd.api.types.is_bool_dtype(values):
        return st.column_config.CheckboxColumn(label)
    if pd.api.types.is_numeric_dtype(values):
        return st.column_config.NumberColumn(label, format="%d" if name.endswith("year") else "localized")
    if name.endswith("uploaded_at"):
        return st.column_config.TextColumn(label, width=140)  # a day and a minute, whole
    if name == "month" or name.endswith("_month"):
        return st.column_config.DateColumn(label, format="YYYY-MM")
    if name.endswith(("_on", "_date", "as_of")) or _are_dates(values):
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    return st.column_config.TextColumn(label)


def _are_dates(values: pd.Series) -> bool:
    known = values.dropna()
    return not known.empty and isinstance(known.iloc[0], datetime.date) and values.dtype == object
