"""What a person takes away from the findings: the file with its bad cells marked, and the rows as they would load."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from access import may
from texts import say
from web.large_table import FIRST_ROWS, Load, offer_large, show_first
from web.safe import safe_text
from web.session import Visit
from web.table_dialog import recorded

Marked = Sequence[tuple[str, Callable[[], bytes]]]  # name of a file, how to have it marked
Clean = Sequence[tuple[str, int, Mapping[str, str], Load]]  # name, rows, heading of each column, the rows


def offer_mending(visit: Visit, marked: Marked, clean: Clean) -> None:
    """A workbook to mend for each file with findings; the clean rows of each file, shown when somebody opens them."""
    if not may(visit.role, visit.page, "download"):
        return
    if marked:
        _offer_marked(visit, marked)
    if clean:
        with st.expander(say(visit.lang, "clean.rows"), key="clean_rows", on_change="rerun") as opened:
            if opened.open:
                _show_clean(visit, clean)


def _offer_marked(visit: Visit, marked: Marked) -> None:
    lang = visit.lang
    with st.container(horizontal=True, gap="small", key="marked_files"):
        for at, (file, make) in enumerate(marked):
            key = "marked.download" if len(marked) == 1 else "marked.download_of"
            st.download_button(
                say(lang, key, file=safe_text(file)),
                data=recorded(visit, "marked", "xlsx", 0, make),
                file_name=f"{say(lang, 'marked.file', name=_printable(Path(file).stem))}.xlsx",
                key=f"marked_{at}",
                help=say(lang, "marked.help"),
                icon=":material/edit_note:",
                on_click="ignore",
            )


def _show_clean(visit: Visit, clean: Clean) -> None:
    st.caption(say(visit.lang, "clean.help"))
    for at, (file, rows, heads, load) in enumerate(clean):
        title = say(visit.lang, "clean.title", file=_printable(file))
        st.markdown(f"**{safe_text(title)}**")
        show_first(visit, f"clean_{at}", load().slice(0, FIRST_ROWS), heads, rows)
        offer_large(visit, f"clean_{at}", title, rows, heads, load)


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
