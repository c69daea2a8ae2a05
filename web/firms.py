"""Choosing one firm of the register."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from texts import say, show_business_no
from warehouse import Snapshot
from web import session
from web.figure import show_figure
from web.link import asked, carry, draw_carrier
from web.session import Visit

_FIRMS = """
SELECT firm_id, firm_name, business_no, address, firm_name_en, product FROM firms ORDER BY firm_name, firm_id
"""


@dataclass(frozen=True)
class Firm:
    """A firm as the register names it; what is not known is empty."""

    firm_id: str
    name: str
    business_no: str
    address: str
    name_en: str = ""
    product: str = ""

    def named(self) -> dict[str, str]:
        """What a row says so that it means this firm: its number, else its name and address."""
        number = {"business_no": self.business_no} if self.business_no else {"address": self.address}
        return {"firm_name": self.name} | number


def choose_firm(visit: Visit, key: str, *, with_number: bool = False) -> Firm | None:
    """A firm by name, None before one is chosen; `with_number` offers those with a business number only."""
    found = _firms(visit.snapshot.id, str(visit.snapshot.folder), visit.snapshot)
    firms = {firm.firm_id: firm for firm in found if firm.business_no or not with_number}
    chosen = st.selectbox(
        say(visit.lang, "events.firm"),
        list(firms),
        index=None,
        key=key,
        format_func=lambda firm_id: " · ".join(filter(None, (firms[firm_id].name, firms[firm_id].business_no))),
        placeholder=say(visit.lang, "events.firm_help"),
    )
    return firms.get(chosen)


def find_firm(visit: Visit) -> str | None:
    """The firm that the link names, whether it exists or not; found by any of its names, its number or product."""
    draw_carrier(session.FIRM)
    firms = {firm.firm_id: firm for firm in _firms(visit.snapshot.id, str(visit.snapshot.folder), visit.snapshot)}
    wanted, key = asked(session.FIRM), session.CHOSEN + session.FIRM
    st.session_state[key] = wanted if wanted in firms else None
    st.selectbox(
        say(visit.lang, "firm.find"),
        list(firms),
        index=None,
        key=key,
        format_func=lambda firm_id: _told(firms[firm_id]),
        placeholder=say(visit.lang, "firm.find_help"),
        on_change=lambda: carry(session.FIRM, st.session_state[key] or ""),
    )
    return wanted or None


def known_firms(visit: Visit) -> list[str]:
    """Every firm of the register."""
    return [firm.firm_id for firm in _firms(visit.snapshot.id, str(visit.snapshot.folder), visit.snapshot)]


def pick_firm(visit: Visit, table: pd.DataFrame) -> None:
    """A list of firms (firm_id …) in a figure's frame; picking a row opens the firm on this page."""

    def open_picked() -> None:
        if rows := st.session_state[f"table_{name}"].selection.rows:
            carry(session.FIRM, table["firm_id"].iloc[rows[0]])

    name = "firm_list"
    about = {"message": say(visit.lang, "firm.choose"), "what": say(visit.lang, "firm.list"), "unit": ""}
    show_figure(visit, name, **about, chart=None, table=table, alt=about["message"], on_select=open_picked)


def _told(firm: Firm) -> str:
    # with its dashes: the search then finds it typed either way
    return " · ".join(filter(None, (firm.name, firm.name_en, show_business_no(firm.business_no), firm.product)))


@st.cache_resource(max_entries=4, show_spinner=False)
def _firms(snapshot_id: str, folder: str, _snapshot: Snapshot) -> list[Firm]:
    rows = _snapshot.query(_FIRMS)
    rows = rows.astype(object).where(rows.notna(), "")
    return [Firm(*row) for row in rows.itertuples(index=False, name=None)]
