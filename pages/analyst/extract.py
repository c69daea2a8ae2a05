"""The data of the snapshot for other programs: Parquet with its dictionary, and each table as CSV or XLSX."""

from functools import partial

import streamlit as st

from access import may
from etl.dictionary import column_helps
from texts import say, show_number
from texts.columns import code_label, head_label, lists_codes
from web import session
from web.choices import choose_code
from web.empty import has_firms, show_empty
from web.extract import load_table, show_columns, zip_of
from web.figure import page_head
from web.labels import reference_names, table_about, table_label
from web.large_table import offer_large, show_first
from web.reasons import ask_reason
from web.table_dialog import recorded

visit = session.current()
snapshot, lang = visit.snapshot, visit.lang
page_head(visit, "shell.page.extract", "extract")
if not has_firms(snapshot):
    show_empty(visit)
    st.stop()
words = partial(say, lang)
tables = snapshot.manifest["tables"]

with st.container(border=True, key="extract_all", gap="small"):
    st.markdown(f"**{words('extract.all')}**")
    rows = show_number(lang, sum(table["rows"] for table in tables.values()))
    st.markdown(words("extract.all_help", tables=show_number(lang, len(tables)), rows=rows))
    if may(visit.role, "extract", "download"):
        reason = ask_reason(visit, "snapshot", ("firm_id", "exports_usd"))
        st.download_button(
            words("extract.all_go"),
            data=recorded(visit, "snapshot", "zip", len(tables), partial(zip_of, snapshot.folder, lang), reason),
            disabled=reason is None,
            file_name=f"{snapshot.id}.zip",
            mime="application/zip",
            key="extract_zip",
            icon=":material/folder_zip:",
            on_click="ignore",
        )

st.markdown(f"**{words('extract.one')}**")
names = {name: table_label(lang, name, {}) for name in tables}
in_order = sorted(tables, key=lambda each: (each != "firms", names[each]))  # everybody's first question is of firms
name = choose_code(words("extract.table"), {each: names[each] for each in in_order}, key="extract_table")
table = tables[name]
codes = {column: code_label(column, lang) for column in table["columns"]}
heads = {column: head_label(column, table["columns"], lang) for column in table["columns"]}
spoken = reference_names(snapshot, lang)
if lists_codes(table["key"]):  # the list that says what the codes mean
    heads, spoken = codes, None
with st.container(border=True, key="extract_one", gap="small"):
    st.markdown(table_about(lang, name, table["about"]))
    keys = ", ".join(codes[column] for column in table["key"])
    st.caption(words("extract.facts", name=name, rows=show_number(lang, table["rows"]), keys=keys))
    load = partial(load_table, snapshot.folder, name, tables)
    offer_large(visit, name, names[name], table["rows"], heads, load, spoken, codes)
    st.caption(words("extract.forms"))
    first, columns = st.tabs([words("extract.first"), words("extract.columns")], key="extract_parts")
    with first:
        show_first(visit, name, load(most=True), heads, table["rows"], is_named=spoken is not None)
    with columns:
        show_columns(lang, table["columns"], codes, column_helps(lang, name))
