"""An institution on a page: which one, and what it is."""

import pandas as pd
import streamlit as st

from texts import has, say, show_date
from web import session
from web.figure import show_figure
from web.link import carry
from web.safe import safe_html
from web.session import Visit


def pick_institution(visit: Visit, summary: pd.DataFrame, message: str) -> None:
    """Every institution in a figure's frame; picking a row opens it on this page."""

    def open_picked() -> None:
        if rows := st.session_state[f"table_{name}"].selection.rows:
            carry(session.INSTITUTION, summary["institution"].iloc[rows[0]])

    name = "institution_summary"
    about = {"what": say(visit.lang, "institution.list_what"), "unit": "", "alt": message, "on_select": open_picked}
    show_figure(visit, name, message=message, chart=None, table=summary, **about)


def institution_facts(visit: Visit, own: pd.Series) -> None:
    """Name, role, since when in the council, whether it takes part in the export package."""
    lang = visit.lang
    package = "in_package" if own["is_in_export_package"] else "not_in_package"
    facts = {
        "role": _role(lang, own["role"]),
        "member_since": show_date(lang, own["member_since"])
        if pd.notna(own["member_since"])
        else say(lang, "institution.fact.no_member"),
        "export_package": say(lang, f"institution.fact.{package}"),
    }
    items = "".join(
        f"<div><dt>{safe_html(say(lang, f'institution.fact.{fact}'))}</dt><dd>{safe_html(told)}</dd></div>"
        for fact, told in facts.items()
        if told
    )
    st.html(f"<h2 class='firm-name'>{safe_html(own['institution'])}</h2><dl class='firm-facts'>{items}</dl>")


def _role(lang: str, role: object) -> str:
    key = f"institution_role.{role}"
    return say(lang, key) if has(lang, key) else role if isinstance(role, str) else ""
