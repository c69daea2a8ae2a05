"""A table of any length: its first rows on the page, all of it as CSV, and as XLSX while that is no burden."""

from collections.abc import Callable, Mapping

import pandas as pd
import pyarrow as pa
import streamlit as st

from access import may
from texts import say, show_number
from texts.columns import Names
from texts.sheets import as_large_csv, as_xlsx
from web.reasons import ask_reason
from web.safe import safe_text
from web.session import Visit
from web.table import show_table
from web.table_dialog import circumstances, recorded

MOST_XLSX_ROWS = 50_000  # a workbook of more takes half a minute to make, and as long to open
FIRST_ROWS = 100

Load = Callable[[], pa.Table]


def show_first(
    visit: Visit, name: str, table: pa.Table, heads: Mapping[str, str], rows: int, *, is_named: bool = False
) -> None:
    """The first rows under these headings, and how many there are; `is_named`: codes in the reader's words."""
    shown = min(rows, FIRST_ROWS)
    numbers = {"rows": show_number(visit.lang, rows), "shown": show_number(visit.lang, shown)}
    if rows > shown:
        st.caption(say(visit.lang, "clean.first", **numbers))
    show_table(visit, as_frame(table.slice(0, FIRST_ROWS)), key=f"first_{name}", heads=heads, is_named=is_named)


def offer_large(
    visit: Visit,
    name: str,
    title: str,
    rows: int,
    heads: Mapping[str, str],
    load: Load,
    names: Names | None = None,
    code_heads: Mapping[str, str] | None = None,
) -> None:
    """CSV and, up to MOST_XLSX_ROWS rows, XLSX of what `load` gives; each made when asked for and recorded.

    A CSV holds codes, under `code_heads` where these are others; so does a workbook, unless `names` says what they
    mean.
    """
    if not may(visit.role, visit.page, "download"):
        return
    lang = visit.lang

    def xlsx() -> bytes:
        return as_xlsx(as_frame(load()), lang, title, circumstances(visit), names, heads)

    makers = {"csv": lambda: as_large_csv(load(), code_heads or heads)} | (
        {"xlsx": xlsx} if rows <= MOST_XLSX_ROWS else {}
    )
    reason = ask_reason(visit, name, heads)
    with st.container(horizontal=True, gap="xsmall"):
        for kind, make in makers.items():
            st.download_button(
                say(lang, f"figure.{kind}"),
                data=recorded(visit, name, kind, rows, make, reason),
                disabled=reason is None,
                file_name=f"{name}_{visit.as_of.isoformat()}.{kind}",
                key=f"{kind}_{name}",
                on_click="ignore",  # a rerun would throw away the file before the browser has fetched it
            )
    if rows > MOST_XLSX_ROWS:
        st.caption(safe_text(say(lang, "clean.large", most=show_number(lang, MOST_XLSX_ROWS))))


def as_frame(table: pa.Table) -> pd.DataFrame:
    """The table for the page; whole numbers stay whole where some are missing."""
    return table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int64Dtype()}.get)
