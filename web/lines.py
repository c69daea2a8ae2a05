"""Lines that say what calls for a look, each with its firms one click away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from texts import show_number
from web.figure import part
from web.safe import safe_html
from web.session import Visit
from web.table_dialog import open_table


@dataclass(frozen=True)
class Line:
    """One matter in words, how many firms it is about, and how to fetch them."""

    name: str
    text: str
    firms: int
    fetch: Callable[[], pd.DataFrame]


_MOST, _HEIGHT = 7, 440  # more lines than this scroll within so many pixels


def show_lines(visit: Visit, name: str, *, message: str, what: str, lines: Sequence[Line], nothing: str) -> None:
    """Draw the lines in a figure's frame, many of them to scroll; `nothing` stands there when there is no line."""
    with st.container(border=True, key=f"figure_{name}", gap="xsmall", height="stretch"):
        st.html(f"<div class='figure-head'><h2>{safe_html(message)}</h2><p><span>{safe_html(what)}</span></p></div>")
        if not lines:
            st.caption(nothing)
        with st.container(height=_HEIGHT if len(lines) > _MOST else "content", border=False, key=f"lines_{name}"):
            _show_all(visit, name, lines)


@part  # opening the firms must not run the page again; one for all lines, for each costs 2 ms a run
def _show_all(visit: Visit, name: str, lines: Sequence[Line]) -> None:
    for line in lines:
        _show_line(visit, f"{name}_{line.name}", line)


def _show_line(visit: Visit, key: str, line: Line) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line_{key}"):
        st.html(f"<p class='matter'>{safe_html(line.text)}</p>", width="stretch")
        if line.firms:
            offer_firms(visit, key, line)


def offer_firms(visit: Visit, key: str, line: Line) -> None:
    """The number as a button: the firms behind it, fetched when somebody asks, and their files."""
    if st.button(show_number(visit.lang, line.firms, "firms"), key=f"firms_{key}"):
        open_table(visit, key, line.text, line.fetch(), {})
