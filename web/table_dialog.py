"""A table in front of the page, with its files: opened by a key, made when somebody asks."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from access import may, record
from texts import say, show_date
from texts.sheets import as_csv, as_xlsx
from web import session
from web.choices import choose_code
from web.document import MOST_ROWS, show_document
from web.labels import reference_names
from web.makers import NotGiven, while_open
from web.reasons import ask_reason, is_firms_money
from web.safe import safe_text
from web.session import Visit
from web.table import show_table
from web.trade import trade_words

_ROWS = 14  # fits a window 900 high; longer tables scroll
_SCREEN, _DOCUMENT = "screen", "document"  # views of the table
_TAKEN = "document_taken"  # whether the table of the open dialog was shown for a document already


def open_table(visit: Visit, name: str, title: str, table: pd.DataFrame, notes: Mapping[str, str]) -> None:
    """Show the table under its title, and what the role may take away. One dialog a run."""

    st.session_state.pop(_TAKEN, None)

    @st.dialog(safe_text(title), width="large")
    def show() -> None:
        if visit.role == session.NOBODY:
            st.rerun()  # the sign-in has ended since
        may_take = may(visit.role, visit.page, "download")
        if may_take and _ask_view(visit.lang, name) == _DOCUMENT:
            _take_document(visit, name, title, table, notes)
        else:
            show_table(visit, table, key=f"table_{name}", rows=_ROWS)
        if may_take:
            offer_files(visit, name, table, title, notes)
        if may(visit.role, "uploads"):
            st.page_link(st.session_state[session.MENU]["uploads"], label=say(visit.lang, "figure.to_uploads"))

    show()


def _ask_view(lang: str, name: str) -> str | None:
    views = {view: say(lang, f"figure.{view}") for view in (_SCREEN, _DOCUMENT)}
    return choose_code(say(lang, "figure.view"), views, key=f"view_{name}", is_short=True)


def _take_document(visit: Visit, name: str, title: str, table: pd.DataFrame, notes: Mapping[str, str]) -> None:
    """The table to be copied: what is copied is taken away, so it needs the reason and the line that a file needs."""
    if is_firms_money(table.columns) and not st.session_state.get(session.REASON):
        st.caption(say(visit.lang, "figure.document_reason"))
        return
    show_document(visit, table, title, notes)
    if not st.session_state.get(_TAKEN):  # once, however often the dialog is drawn
        st.session_state[_TAKEN] = True
        rows = min(len(table), MOST_ROWS)
        recorded(visit, name, "document", rows, bytes, st.session_state.get(session.REASON) or "")()


def offer_files(visit: Visit, name: str, table: pd.DataFrame, title: str, notes: Mapping[str, str]) -> None:
    """CSV and XLSX of a table, made when asked for, each with a line in the audit log."""
    about = dict(notes) | circumstances(visit)
    names = reference_names(visit.snapshot, visit.lang)
    kinds: dict[str, Callable[[], bytes]] = {
        "csv": lambda: as_csv(table, visit.lang, names),
        "xlsx": lambda: as_xlsx(table, visit.lang, title, about, names),
    }
    reason = ask_reason(visit, name, table.columns)
    with st.container(horizontal=True, gap="xsmall"):
        for kind, make in kinds.items():
            st.download_button(
                say(visit.lang, f"figure.{kind}"),
                data=recorded(visit, name, kind, len(table), make, reason),
                disabled=reason is None,
                file_name=f"{name}_{visit.as_of.isoformat()}.{kind}",
                key=f"{kind}_{name}",
                on_click="ignore",  # a rerun would throw away the file before the browser has fetched it
            )


def circumstances(visit: Visit) -> dict[str, str]:
    """What a table taken away stands on: the day, markets, products and firms, the snapshot, whether it is invented."""
    lang = visit.lang
    facts = {
        "figure.note_as_of": show_date(lang, visit.as_of),
        "figure.note_trade": trade_words(visit),
        "figure.note_snapshot": visit.snapshot_id or "",
        "figure.note_sample": say(lang, "shell.sample") if visit.is_sample else "",
    }
    return {say(lang, key): text for key, text in facts.items() if text}


def recorded(
    visit: Visit, name: str, kind: str, rows: int, make: Callable[[], bytes], reason: str | None = ""
) -> Callable[[], bytes]:
    """The same maker; what it makes is written into the audit log when somebody takes it, with the reason if any."""
    why = {"reason": reason} if reason else {}

    def make_and_record() -> bytes:
        if reason is None:
            raise NotGiven(visit.page)  # the button was grey: somebody asks past it
        made = make()
        record(visit.home, visit.who, "download", page=visit.page, table=name, kind=kind, rows=rows, **why)
        return made

    return while_open(visit, make_and_record)
