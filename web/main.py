"""The shell every visitor passes through: language, role, snapshot, filters, and the list of pages."""

import math
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))  # a test runs this file without app.py

import streamlit as st  # noqa: E402

from access import ROLES, may  # noqa: E402
from access.door import is_local_mode  # noqa: E402
from access.people import Person  # noqa: E402
from metrics.selection import Selection  # noqa: E402
from texts import languages, say  # noqa: E402
from warehouse import data_home  # noqa: E402
from web import session  # noqa: E402
from web.empty import has_firms, show_empty  # noqa: E402
from web.failure import show_alarm, show_bad_link, show_failure  # noqa: E402
from web.filters import all_firms, ask_selection, tell_filters  # noqa: E402
from web.link import BadLink, asked, asked_one_of, draw_carriers  # noqa: E402
from web.look import ICON, put_on  # noqa: E402
from web.sign_in import Refused, ask_person, is_set_up, note_arrival, show_refused  # noqa: E402
from web.snapshots import Opened, open_for, open_released  # noqa: E402
from web.topbar import Place, draw_topbar  # noqa: E402

# Every page, in the order of the menu; the folder is its section and the first lives at "/".
PAGES = (
    "executive/overview",
    "executive/progression",
    "executive/cohorts",
    "executive/firm",
    "executive/transitions",
    "executive/exports",
    "executive/markets",
    "executive/products",
    "executive/exporters",
    "executive/growth",
    "executive/export_alerts",
    "executive/outcomes",
    "executive/readiness",
    "executive/institution",
    "council/figures",
    "council/reported",
    "council/quota",
    "council/meetings",
    "council/deck",
    "council/present",
    "analyst/upload",
    "analyst/events",
    "analyst/matching",
    "analyst/uploads",
    "analyst/quality",
    "analyst/extract",
    "analyst/release",
    "admin/audit",
    "about/definitions",
)
SHOW_FIGURES = ("executive", "council")  # sections that are empty before the first upload


def register(lang: str, role: str) -> tuple[dict[str, list[st.Page]], dict[str, str]]:
    """All pages by section, and their sections by name. What the role may not open is hidden, never left out."""
    menu: dict[str, list[st.Page]] = {}
    sections: dict[str, str] = {}
    for place in PAGES:
        section, name = place.split("/")
        page = st.Page(
            ROOT / "pages" / f"{place}.py",
            title=say(lang, f"shell.page.{name}"),
            url_path=name,
            default=name == session.FIRST_PAGE,
            visibility="visible" if may(role, name) else "hidden",
        )
        menu.setdefault(say(lang, f"shell.section.{section}"), []).append(page)
        sections[name] = section
    return menu, sections


def open_page(visit: session.Visit, page: st.Page, section: str) -> None:
    """Run the page, or say why there is nothing to run; whatever fails in it ends in a sentence."""
    is_empty = visit.page not in session.WITHOUT_UPLOADS and not has_firms(visit.snapshot)
    if section in SHOW_FIGURES and may(visit.role, visit.page) and is_empty:
        return show_empty(visit)
    try:
        page.run()
    except Exception as problem:  # the trace goes to the server's log, the reader gets a sentence
        show_failure(problem)


def settle(place: Place, opened: Opened, selection: Selection, pages: dict[str, st.Page]) -> session.Visit:
    """The visit of this run and the menu, where pages find them."""
    snapshot = opened.snapshot
    visit = session.Visit(
        lang=place.lang,
        given_role=place.role,
        until=place.person.until if place.person else math.inf,
        who=place.person.who if place.person else place.role,
        page=place.page,
        home=data_home(),
        snapshot=snapshot,
        snapshot_id=snapshot.id if snapshot else None,
        as_of=selection.as_of,
        selection=selection,
        is_sample=bool(snapshot and snapshot.manifest.get("is_sample")),
        is_local=place.is_local,
        is_pinned=opened.is_pinned,
        is_dark=st.context.theme.type == "dark",
        trade={name: asked(name) for name in session.TRADE} if place.page in session.TRADE_PAGES else {},
    )
    st.session_state[session.VISIT], st.session_state[session.MENU] = visit, pages
    return visit


def ask_place(person: Person | None, is_local: bool, page: str) -> Place:
    """Language and role of this run; nobody's role opens nothing. Raises BadLink."""
    lang = asked_one_of(session.LANG, languages(), session.DEFAULT_LANG)
    role = asked_one_of(session.ROLE, ROLES, session.DEFAULT_ROLE) if is_local else session.NOBODY
    return Place(lang, person.role if person else role, page, is_local, person)


def turn_away(place: Place, refused: Refused) -> None:
    """No figure, no page: the language, why, and the way in."""
    draw_topbar(place, Opened(), all_firms(None))
    show_refused(refused, place.lang)


def open_data(place: Place) -> Opened:
    """A release for outsiders, and for everybody on its own page; else a snapshot. Nothing where a deck is shown."""
    if place.page == session.FROZEN_PAGE:
        return Opened()
    is_released = place.role in session.OUTSIDERS or place.page == session.RELEASED_PAGE
    return (open_released if is_released else open_for)(data_home(), asked(session.SNAPSHOT))


def lead_outsiders(place: Place, pages: dict[str, st.Page], is_clear: bool) -> None:
    """The first page is the house's own: whoever may open only what was released comes to that, the link with them."""
    if is_clear and place.page == session.FIRST_PAGE and place.role in session.OUTSIDERS:
        said = {name: asked(name) for name in session.IN_LINK if asked(name)}
        is_new = session.LANG not in st.session_state  # later the fields are bound: what they hold may not be given
        if not is_new:
            st.session_state[session.LED] = said
        st.switch_page(pages[session.RELEASED_PAGE], query_params=said if is_new else {})
    for name, value in st.session_state.pop(session.LED, {}).items():
        st.session_state[name] = value  # written anew, it comes back into the link


def run() -> None:
    """One run for one visitor."""
    is_local, bad = is_local_mode() and not is_set_up(), None
    visitor = None if is_local else ask_person()
    person = visitor if isinstance(visitor, Person) else None
    stranger = session.STRANGER if is_local else session.NOBODY  # until the link has been read
    place = Place(session.DEFAULT_LANG, person.role if person else stranger, session.FIRST_PAGE, is_local, person)
    try:
        place = ask_place(person, is_local, session.FIRST_PAGE)
    except BadLink as fault:
        bad = fault
    lang = place.lang
    menu, sections = register(lang, place.role)
    page = st.navigation(menu, position="top")
    place = replace(place, page=page.url_path or session.FIRST_PAGE)
    st.set_page_config(page_title=f"{page.title} · {say(lang, 'shell.product')}", page_icon=ICON, layout="wide")
    put_on(lang)
    pages = dict(zip(sections, sum(menu.values(), []), strict=True))
    lead_outsiders(place, pages, is_clear=bad is None)
    draw_carriers()
    note_arrival(data_home(), visitor)
    if isinstance(visitor, Refused):
        return turn_away(place, visitor)
    opened = open_data(place)
    selection = all_firms(opened.snapshot)
    try:
        if bad is None and place != ask_place(person, is_local, place.page):
            st.rerun()  # going back in history changed language or role after the menu was made
        selection = ask_selection(opened.snapshot, lang) if opened.snapshot else selection
    except BadLink as fault:
        bad = bad or fault
    draw_topbar(place, opened, selection)
    visit = settle(place, opened, selection, pages)
    if opened.alarm and not show_alarm(opened, lang):
        st.stop()
    if bad:
        show_bad_link(bad, lang)
        st.stop()
    if opened.snapshot:
        tell_filters(opened.snapshot, selection, lang)
    open_page(visit, page, sections[place.page])


run()
