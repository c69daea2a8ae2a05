"""What this visitor has set: every key of session_state, the visit that pages read, links for others."""

import datetime
from dataclasses import dataclass
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
# In session_state only
VISIT, DEFAULT_AS_OF = "visit", "default_as_of"
LINK, LINK_AT, LINK_FRESH, LINK_PAGE, LAST_SET = "link", "link_at", "link_fresh", "link_page", "last_set"

SEOUL = ZoneInfo("Asia/Seoul")
DEFAULT_LANG, DEFAULT_ROLE, STRANGER = "ko", "analyst", "public"
FIRST_PAGE = "overview"  # lives at "/": its own name in the address would open "Page not found"
OUTSIDERS = ("council", "public")  # they read releases, never a snapshot


@dataclass(frozen=True)
class Visit:
    """One run of a page: who asks, in which language, on which day, of which snapshot."""

    lang: str
    role: str
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


def current() -> Visit:
    """The visit that web/main.py made for this run."""
    return st.session_state[VISIT]


def today() -> datetime.date:
    """The day in Seoul: wherever the server stands, "future" is decided there."""
    return datetime.datetime.now(SEOUL).date()


def pinned(lang: str, selection: Selection, snapshot_id: str | None) -> dict[str, list[str]]:
    """Every value that fixes what is seen, also those that are default: they may be others tomorrow."""
    values = {LANG: [lang], AS_OF: [selection.as_of.isoformat()], SNAPSHOT: [snapshot_id] if snapshot_id else []}
    return values | {name: list(getattr(selection, name)) for name in LISTS}


def in_link(lang: str, role: str, selection: Selection) -> dict[str, list[str]]:
    """What the browser's own link says: only what differs from what the page shows by itself."""
    state = st.session_state
    values = {name: list(getattr(selection, name)) for name in LISTS}
    values[LANG] = [lang] if lang != DEFAULT_LANG else []
    values[ROLE] = [role] if role not in (DEFAULT_ROLE, STRANGER) or state.get(ROLE) == STRANGER else []
    is_default = selection.as_of == state.get(DEFAULT_AS_OF, selection.as_of)
    values[AS_OF] = [] if is_default else [selection.as_of.isoformat()]
    values[SNAPSHOT] = [state[SNAPSHOT]] if state.get(SNAPSHOT) else []
    return values


def path_of(page: str, values: dict[str, list[str]]) -> str:
    """The page's address with these values in its link."""
    place = "/" if page == FIRST_PAGE else f"/{page}"
    query = urlencode({name: found for name, found in values.items() if found}, doseq=True)
    return f"{place}?{query}" if query else place


def link_to(page: str, visit: Visit, **values: str) -> str:
    """A link that shows others what this visitor sees; `values` are parameters of the page itself."""
    own = {name: [value] for name, value in values.items()}
    return path_of(page, pinned(visit.lang, visit.selection, visit.snapshot_id) | own)
