"""Where more is said: pages that go on from here, each with what it begins with."""

from collections.abc import Mapping

import streamlit as st

from access import may
from texts import say
from web import session
from web.safe import safe_html
from web.session import Visit


def show_leads(visit: Visit, leads: Mapping[str, str]) -> None:
    """A row of links: the page's name, and under it the sentence; what this role may not open is left out."""
    menu = st.session_state[session.MENU]
    offered = {page: told for page, told in leads.items() if page in menu and may(visit.role, page)}
    if not offered:
        return
    for place, (page, told) in zip(st.columns(len(offered)), offered.items(), strict=True):
        with place, st.container(border=True, key=f"lead_{page}", gap="xsmall", height="stretch"):
            st.page_link(menu[page], label=f"**{say(visit.lang, f'shell.page.{page}')}** →")
            st.html(f"<p class='lead'>{safe_html(told)}</p>")
