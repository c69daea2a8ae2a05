"""What this visitor has set: every key of session_state, the visit that pages read, links for others."""

import datetime
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import streamlit as st

from metrics.selection import Selection
from warehouse import Snapshot

# In session_state and in the link alike, always as codes: a link works in every language.
LANG, ROLE, AS_OF, SNAPSHOT = "lang", "role", "as_of", "snapshot"
STAGES, DISTRICTS, INDUSTRIES = "stages", "districts", "industries"
LISTS = (STAGES, DISTRICTS, INDUSTRIES)
IN_LINK = (LANG, ROLE, AS_OF, *LISTS, SNAPSHOT)
# In the link of one page alone
FIRM, PROGRAMME, COHORT, BY, KIND = "firm", "programme", "cohort", "by", "kind"
# In the link of every page, from one to the next, and used on export pages alone: which markets, products and firms
MARKET, PRODUCT, EXPORTER = "market", "product", "exporter"
TRADE = (MARKET, PRODUCT, EXPORTER)
TRADE_PAGES = ("exports", "markets", "products", "exporters", "growth", "export_alerts")
START, END = "start", "end"  # two periods, written as a command line takes them
OF_PAGE = {"firm": (FIRM,), "cohorts": (PROGRAMME, COHORT)} | dict.fromkeys(TRADE_PAGES, TRADE)
GRAIN, MONEY = "grain", "money"  # of the totals
OF_PAGE |= {"growth": (*TRADE, START, END), "exporters": (*TRADE, BY), "export_alerts": (*TRADE, KIND)}
OF_PAGE["exports"] = (*TRADE, GRAIN, MONEY)
START_ON, END_ON = "start_on", "end_on"  # two days
MOVED, WAIT_OUTCOME, WAIT_BY, WAIT_STAGE, RENEWAL = (
    "moved_cohort",
    "wait_outcome",
    "wait_by",
    "wait_stage",
    "renewal_stage",
)
OF_PAGE["transitions"] = (START_ON, END_ON, MOVED, WAIT_OUTCOME, WAIT_BY, WAIT_STAGE, RENEWAL)
FROM_YEAR, TO_YEAR, ENTRY, BALANCE, OUTCOMES_OF = "from_year", "to_year", "entry", "balance_stage", "cohort_programme"
OF_PAGE["progression"] = (FROM_YEAR, TO_YEAR, ENTRY, BALANCE, OUTCOMES_OF)
TO_ENTER, VERDICT, READY_FIRM, FIRM_TO_ENTER = "to_enter", "readiness_state", "ready_firm", "firm_to_enter"
OF_PAGE |= {"readiness": (TO_ENTER, VERDICT, READY_FIRM), "firm": (FIRM, FIRM_TO_ENTER, "origin_kind")}
IF_STAGE, IF_MONTHS = "if_stage", "if_months"
OF_PAGE["quota"] = (IF_STAGE, IF_MONTHS)
MEETING, OWNER, DECISION_STATE = "meeting", "owner", "decision_state"
INSTITUTION = "institution"
OF_PAGE["institution"] = (INSTITUTION,)
OF_PAGE["meetings"] = (MEETING, OWNER, DECISION_STATE)
DECK, SLIDE, NOTES = "deck", "slide", "notes"
OF_PAGE["present"] = (DECK, SLIDE, NOTES)
FAMILIES = {"quota": "if_", "readiness": "try_"}  # numbers that are tried: as many names as there are stages or limits
OF_PAGE["deck"] = (DECK,)
# In session_state only
AS_OF_CHOICES = "as_of_choices"  # how often the as-of date was chosen
VISIT, MENU = "visit", "menu"  # what main.py made for this run: the visit, and every page by name
REASON = "download_reason"  # why firms' money was last taken away
LED = "led"  # what the link said when a visitor was led to another page
SIGNED_IN = "signed_in"  # who came in, when that has been written down
CHOSEN = "chosen_"  # + name: the widget that people see; what it says is carried into the link
UPLOAD_DESK, UNDO_DESK, EVENT_DESK, MATCH_DESK = "upload_desk", "undo_desk", "event_desk", "match_desk"
RELEASE_DESK = "release_desk"
PREVIEW = "preview"

SEOUL = ZoneInfo("Asia/Seoul")
DEFAULT_LANG, DEFAULT_ROLE, STRANGER, NOBODY = "ko", "analyst", "public", ""  # nobody's role opens nothing
RELEASED_PAGE = "figures"  # reads releases, whoever opens it
FROZEN_PAGE = "present"  # reads what was frozen into a deck: neither a snapshot nor a release
# pages that have something to say before the first upload
WITHOUT_UPLOADS = (RELEASED_PAGE, FROZEN_PAGE, "meetings", "reported")
FIRST_PAGE = "overview"  # lives at "/": its own name in the address would open "Page not found"
OUTSIDERS = ("council", "public")  # they read releases, never a snapshot


@dataclass(frozen=True)
class Visit:
    """One run of a page: who asks, in which language, on which day, of which snapshot.

    `who` is the person who signed in; in local mode, where nobody does, the role. `until` is when the sign-in ends:
    what a page left behind, its buttons and the makers of its files, then has nobody's role.
    """

    lang: str
    given_role: str
    who: str
    page: str
    home: Path
    snapshot: Snapshot | None
    snapshot_id: str | None
    as_of: datetime.date
    selection: Selection
    is_sample: bool
    is_local: bool
    is_pinned: bool
    is_dark: bool
    trade: Mapping[str, str] = field(default_factory=dict)  # on an export page: what its link says of TRADE
    until: float = math.inf

    @property
    def role(self) -> str:
        """The role, as long as it lasts."""
        return self.given_role if time.time() < self.until else NOBODY


def current() -> Visit:
    """The visit that web/main.py made for this run."""
    return st.session_state[VISIT]


def today() -> datetime.date:
    """The day in Seoul: wherever the server stands, "future" is decided there."""
    return datetime.datetime.now(SEOUL).date()


def in_seoul(moment: str) -> str:
    """A moment as ISO text → date and minute in Seoul; nothing stays nothing."""
    return f"{datetime.datetime.fromisoformat(moment).astimezone(SEOUL):%Y-%m-%d %H:%M}" if moment else ""


def pinned(lang: str, selection: Selection, snapshot_id: str | None) -> dict[str, str]:
    """Every value that fixes what is seen, also those that are default: they may be others tomorrow."""
    values = {LANG: lang, AS_OF: selection.as_of.isoformat(), SNAPSHOT: snapshot_id or ""}
    return values | {name: ",".join(getattr(selection, name)) for name in LISTS}


def path_of(page: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """The page's address with these values in its link; several codes of one name stand behind each other."""
    place = "/" if page == FIRST_PAGE else f"/{page}"
    written = {name: value if isinstance(value, str) else ",".join(value) for name, value in values.items()}
    query = urlencode({name: value for name, value in written.items() if value}, safe=",")
    return f"{place}?{query}" if query else place


def link_to(page: str, visit: Visit, **values: str) -> str:
    """A link that shows others what this visitor sees; `values` are parameters of the page itself."""
    trade = visit.trade if page in TRADE_PAGES else {}
    return path_of(page, pinned(visit.lang, visit.selection, visit.snapshot_id) | trade | values)
