"""The frame that every figure has: message, what and unit, chart, source, table and files."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from access import may
from texts import has, say, show_date
from web import session
from web.safe import safe_html, safe_line
from web.session import Visit
from web.table import show_table
from web.table_dialog import offer_files, open_table

_CHART = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"scale": 2},
    "topojsonURL": "/app/static/topojson-4.1.1/",  # outlines of countries; Plotly would fetch them from its own host
}


def page_head(visit: Visit, title_key: str, page: str) -> None:
    """First line of each page: asks access again, says title, as-of, snapshot and sample; stops when not allowed."""
    lang = visit.lang
    draw_head(visit, title_key)
    if not may(visit.role, page):
        st.info(say(lang, "shell.not_allowed", role=say(lang, f"shell.role.{visit.given_role}")), icon="🔒")
        for name, other in st.session_state[session.MENU].items():
            if may(visit.role, name):
                st.page_link(other, label=say(lang, f"shell.page.{name}"))
        st.stop()


def draw_head(visit: Visit, title_key: str) -> None:
    """Title of a page, and beside it what the figures stand on."""
    lang, facts = visit.lang, []
    if visit.is_sample:
        facts.append(f"<span class='mark'>{safe_html(say(lang, 'shell.sample'))}</span>")
    if visit.snapshot_id:
        facts.append(safe_html(say(lang, "shell.as_of_line", day=show_date(lang, visit.as_of))))
        facts.append(safe_html(say(lang, "shell.snapshot_line", snapshot=visit.snapshot_id)))
    if visit.is_pinned:
        facts.append(f"<span class='mark'>{safe_html(say(lang, 'shell.pinned_mark'))}</span>")
    if visit.is_local:
        facts.append(safe_html(say(lang, "shell.local")))
    line = "".join(f"<span>{fact}</span>" for fact in facts)
    st.html(f"<header class='page-head'><h1>{safe_html(say(lang, title_key))}</h1><p>{line}</p></header>")


def part(draw: Callable[..., None]) -> Callable[..., None]:
    """A part of a page that runs again by itself; when the sign-in has ended since, the whole page does."""

    @st.fragment
    @wraps(draw)
    def draw_for_somebody(*args: Any, **kwargs: Any) -> None:
        if session.current().role == session.NOBODY:
            st.rerun()
        draw(*args, **kwargs)

    return draw_for_somebody


def show_figure(
    visit: Visit,
    name: str,
    *,
    message: str,
    what: str,
    unit: str,
    chart: go.Figure | None,
    table: pd.DataFrame,
    source: str | None = None,
    alt: str,
    on_select: Literal["ignore", "rerun"] | Callable[..., None] = "ignore",
) -> Any:
    """Draw one figure in its frame; without a chart the table stands in its place. Returns what was selected."""
    lang = visit.lang
    with st.container(border=True, key=f"figure_{name}", gap="xsmall", height="stretch"):
        about = say(lang, "figure.about", what=what, day=show_date(lang, visit.as_of))
        corner = say(lang, "figure.unit", unit=unit) if unit else ""
        st.html(
            f"<div class='figure-head'><h2>{safe_html(message)}</h2>"
            f"<p><span>{safe_line(about)}</span><span>{safe_html(corner)}</span></p></div>"
        )
        if chart is None:
            selected = show_table(visit, table, key=f"table_{name}", on_select=on_select)
        else:
            drawn = {"theme": None, "config": _CHART, "alt": alt, "selection_mode": "points"}
            selected = st.plotly_chart(chart, key=f"chart_{name}", on_select=on_select, **drawn)
        with st.container(key=f"foot_{name}", horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.html(f"<p class='source'>{safe_line(_source(visit, source))}</p>", width="stretch")
            with st.container(width="content"):
                notes = _notes(visit, name, message, what, unit, source)
                _offer_table(visit, name, table, _title(lang, name, what), notes)
    return selected


def _title(lang: str, name: str, what: str) -> str:
    return say(lang, f"metric.{name}.name") if has(lang, f"metric.{name}.name") else what or name


def _source(visit: Visit, source: str | None) -> str:
    if visit.snapshot is None:  # what people wrote stands on no snapshot
        return say(visit.lang, "figure.source_alone", source=source or "–")
    made = visit.snapshot.manifest
    if "snapshot_id" in made:  # a release: which files stand behind it is nobody's business outside
        return say(visit.lang, "figure.source", source=say(visit.lang, "figure.source_release", release=made["id"]),
                   snapshot=made["snapshot_id"])  # fmt: skip
    named = source or say(visit.lang, "figure.source_uploads", number=len(made.get("inputs", [])))
    return say(visit.lang, "figure.source", source=named, snapshot=visit.snapshot_id or "–")


@part  # opening a table must not run the page again
def _offer_table(visit: Visit, name: str, table: pd.DataFrame, title: str, notes: dict[str, str]) -> None:
    label = "figure.table" if may(visit.role, visit.page, "download") else "figure.table_only"
    if st.button(say(visit.lang, label), key=f"open_{name}", type="tertiary"):
        open_table(visit, name, title, table, notes)


def _notes(visit: Visit, name: str, message: str, what: str, unit: str, source: str | None) -> dict[str, str]:
    lang = visit.lang
    defined = f"metric.{name}.definition"
    notes = {
        "figure.note_message": message,
        "figure.note_what": what,
        "figure.note_definition": say(lang, defined) if has(lang, defined) else "",
        "figure.note_unit": unit,
        "figure.note_source": _source(visit, source),
    }
    return {say(lang, key): text for key, text in notes.items() if text}


__all__ = ["offer_files", "page_head", "part", "show_figure"]
