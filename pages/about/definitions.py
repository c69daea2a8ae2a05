"""Every measure with its name and what it counts, for all."""

import streamlit as st

from texts import say
from web import session
from web.figure import offer_files, page_head
from web.labels import list_definitions
from web.safe import safe_html, safe_text

visit = session.current()
lang = visit.lang
page_head(visit, "shell.page.definitions", "definitions")

st.markdown(say(lang, "definitions.lead"))
words = st.text_input(
    say(lang, "definitions.search"), key="words", bind="query-params", placeholder=say(lang, "definitions.search_help")
)
table = list_definitions(lang, words)
if table.empty:
    st.info(say(lang, "definitions.none", words=safe_text(words)), icon="ℹ️")
    st.stop()

st.caption(say(lang, "definitions.found", number=len(table)))
rows = (
    f"<div><dt>{safe_html(name)} <code>{safe_html(code)}</code></dt><dd>{safe_html(definition)}"
    + "".join(
        f"<p class='{part}'><b>{safe_html(say(lang, f'definitions.{part}'))}</b> {safe_html(text)}</p>"
        for part, text in (("formula", formula), ("example", example))
        if text
    )
    + "</dd></div>"
    for name, definition, formula, example, code in table.itertuples(index=False)
)
st.html(f"<dl class='definitions'>{''.join(rows)}</dl>")
offer_files(visit, "definitions", table, say(lang, "definitions.title"), {})
