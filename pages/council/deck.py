"""Make a deck: for whom, of which day, which slides; hand out one that stands, and see what changed since."""

from dataclasses import replace
from functools import partial

import streamlit as st

import desk
from access import may, may_see, record
from reports.agenda import Agenda
from reports.beginnings import Beginning, beginnings, with_institution
from reports.changes import in_words, what_changed
from reports.deck import keep, open_draft
from reports.draft import Draft, draft_deck
from reports.errors import ReportFault
from reports.handouts import HANDOUTS
from texts import say, show_date
from texts.faults import problem
from warehouse import Snapshot
from web import deck_desk, session
from web.figure import page_head, part, show_figure
from web.labels import reference_names
from web.link import asked, draw_carrier
from web.missing import show_missing
from web.safe import safe_text
from web.snapshots import open_released

visit = session.current()
lang, home = visit.lang, visit.home
words = partial(say, lang)
page_head(visit, "shell.page.deck", "deck")
draw_carrier(session.DECK)


def opened_for(audience: str) -> Snapshot | None:
    """What a deck for this audience is made of: for outsiders a release and no other."""
    return visit.snapshot if audience == "internal" else open_released(home, None).snapshot


@st.cache_resource(max_entries=4, show_spinner=False)  # some thirty questions, a second: not at every edit of a word
def drafted(snapshot_id: str, _snapshot: Snapshot, agenda: Agenda) -> Draft:
    """The deck as it would be made, with the program's words."""
    return draft_deck(_snapshot, home, agenda, session.today())


def called(begun: Beginning) -> str:
    """An agenda to begin with, by name."""
    title = deck_desk.names_of(lang, desk.list_decks(home)).get(begun.deck.id) if begun.deck else begun.name
    return words(f"deck.start_{begun.whence}", title=title)


def make(snapshot: Snapshot, agenda: Agenda) -> None:
    """Freeze the deck, write it down, and show it."""
    try:
        deck = keep(home, draft_deck(snapshot, home, agenda, session.today()), visit.who)
    except ReportFault as fault:
        st.session_state["deck_refusal"] = problem(lang, fault)
        return
    record(home, visit.who, "deck", deck=deck.id, audience=deck.audience, as_of=deck.as_of.isoformat())
    deck_desk.carry_deck(deck.id)
    st.session_state["deck_made"] = True


@part  # a choice or a word of the agenda leaves the decks beside it alone
def show_making() -> None:
    """For whom, of which day, which slides with which words."""
    if st.session_state.pop("deck_made", False):
        st.rerun()  # the deck stands outside of this fragment
    audience = deck_desk.choose_audience(visit, is_released=opened_for("council") is not None)
    snapshot = opened_for(audience)
    if snapshot is None:
        return deck_desk.tell_no_release(visit)
    begun = {called(each): each.agenda for each in beginnings(home, audience)}
    institutions = list(reference_names(snapshot, lang)["institution"])
    start, institution, title = deck_desk.ask_beginning(visit, list(begun), institutions)
    agenda = with_institution(begun[start], institution)
    agenda = replace(agenda, as_of=visit.as_of, title=title, lang=lang)
    try:
        draft = drafted(snapshot.id, snapshot, agenda)
    except ReportFault as fault:
        st.warning(safe_text(problem(lang, fault)), icon="⚠️")
        return
    place = st.container()  # above the slides: they fill the first screen
    edited = deck_desk.ask_slides(visit, draft.as_table(lang), f"slides_{audience}_{visit.as_of}_{start}_{institution}")
    deck_desk.tell_left_out(lang, draft.left_out)
    wanted = replace(agenda, slides=draft.edited(edited.to_dict("records"), lang))
    place.button(words("deck.make"), type="primary", on_click=make, args=(snapshot, wanted), disabled=edited.empty)


@part
def show_changes(deck: desk.Deck) -> None:
    """What today's figures say otherwise, asked only when somebody wants to know."""
    if st.button(words("deck.changes"), key="ask_changes"):
        snapshot = opened_for(deck.audience)
        found = open_draft(home, deck.id)[1]
        changes = in_words(what_changed(found, snapshot, home, session.today()), found, lang)
        facts = {"number": len(changes), "slides": changes["slide_name"].nunique()}
        message = words("deck.changed" if len(changes) else "deck.unchanged", **facts)
        about = {"message": message, "what": words("deck.changes_what"), "unit": "", "alt": message}
        show_figure(visit, "deck_changes", chart=None, table=changes, **about)


if refusal := st.session_state.pop("deck_refusal", None):
    st.warning(safe_text(refusal), icon="⚠️")
decks = [deck for deck in desk.list_decks(home) if may_see(visit.role, deck.audience)]
is_maker = may(visit.role, "deck", "make")
making, standing = st.columns([3, 2]) if is_maker and decks else [st.container(), st.container()]
if is_maker:
    with making, st.container(border=True, key="figure_make"):
        deck_desk.draw_heading(lang, "deck.new", "deck.new_what", day=show_date(lang, visit.as_of))
        show_making()
if decks:
    with standing, st.container(border=True, key="figure_decks"):
        deck_desk.draw_heading(lang, "deck.standing", "deck.standing_what")
        deck = deck_desk.choose_deck(visit, decks, asked(session.DECK))
        deck_desk.show_deck(visit, deck, lambda kind, spoken: HANDOUTS[kind](open_draft(home, deck.id)[1], spoken))
        show_changes(deck)
elif not is_maker:
    show_missing(visit, "decks", message=words("deck.none"), cure=words("deck.none_cure"), is_file=False)
