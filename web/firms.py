"""Choosing one firm of the register."""

from dataclasses import dataclass

import streamlit as st

from texts import say
from warehouse import Snapshot
from web.session import Visit

_FIRMS = "SELECT firm_id, firm_name, business_no, address FROM firms ORDER BY firm_name, firm_id"


@dataclass(frozen=True)
class Firm:
    """A firm as the register names it; what is not known is empty."""

    firm_id: str
    name: str
    business_no: str
    address: str

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


@st.cache_resource(max_entries=4, show_spinner=False)
def _firms(snapshot_id: str, folder: str, _snapshot: Snapshot) -> list[Firm]:
    rows = _snapshot.query(_FIRMS)
    rows = rows.astype(object).where(rows.notna(), "")
    return [Firm(*row) for row in rows.itertuples(index=False, name=None)]
