"""The full screen: a deck's slides one by one, by keys or tap; the presenter's notes on a second link."""

from functools import partial
from pathlib import Path

import streamlit as st

from access import may, may_see
from charts.slide_figures import slide_figure
from charts.slide_fit import lines_fit, table_fit, text_fit
from charts.slide_rows import slide_rows
from charts.slides import SlideChart
from charts.theme import Look
from desk import list_decks
from reports.content import SlideContent
from reports.deck import OpenedDeck, open_deck
from reports.errors import ReportFault
from texts import say
from texts.faults import problem
from web import present, session, stage
from web.figure import page_head, part
from web.link import asked, draw_carrier
from web.missing import show_missing

NOTHING = SlideChart("columns", (), ())
BESIDE_LINES = 0.6  # of the stage: a table that has lines under it

visit = session.current()
lang = visit.lang
look, words = Look(lang), partial(say, lang)  # a slide is light whatever the theme
page_head(visit, "shell.page.present", "present")
present.dress()
for name in (session.DECK, session.NOTES):
    draw_carrier(name)
deck_id = asked(session.DECK)


def show_list() -> None:
    """What this reader may present."""
    decks = [deck for deck in list_decks(visit.home) if may_see(visit.role, deck.audience)]
    if not decks:
        show_missing(visit, "decks", message=words("present.none"), cure=words("present.none_cure"), is_file=False)
        if may(visit.role, "deck", "make"):
            st.page_link(st.session_state[session.MENU]["deck"], label=words("shell.page.deck"))
        return
    st.markdown(words("present.choose"))
    present.show_decks(visit, decks)


def draw(slide: SlideContent) -> None:
    """A slide's chart, table or lines."""
    if slide.chart:
        heads, rows = slide_rows(slide.chart, look)
        note = words("present.in_part") if slide.chart.in_part else ""
        told = stage.html_table(heads, rows, range(1, len(heads)), caption=words("present.shown"), note=note)
        stage.draw_chart(slide_figure(slide.chart, look), slide.alt or slide.message, told)
    else:
        stage.await_charts(slide_figure(NOTHING, look))
    is_for_lines = bool(slide.lines) and slide.kind not in stage.COVERS
    room = stage.HEIGHT * BESIDE_LINES if is_for_lines else stage.HEIGHT
    if slide.table:
        fit = table_fit(slide.table.heads, slide.table.rows, stage.WIDTH, room)
        stage.draw_table(slide.table, fit.size, fit.pieces, slide.table.shares or fit.shares)
    if is_for_lines:
        left = stage.HEIGHT - room if slide.table else stage.HEIGHT
        stage.draw_lines(slide.lines, lines_fit(slide.lines, stage.WIDTH - stage.BULLET, left))


@part  # a slide is turned without running the page again
def show_deck(deck: OpenedDeck) -> None:
    """One slide of the deck, on the stage or with its notes."""
    present.leave_if_asked(visit)
    at = present.ask_slide(len(deck.slides))
    if at is None:
        return present.show_no_slide(visit, len(deck.slides))
    if asked(session.NOTES):
        return present.show_notes(visit, deck.slides, at)
    size = text_fit([deck.slides[at].message], stage.WIDTH, stage.HEAD, 56, 22)
    present.show_stage(visit, deck.title, deck.slides, at, size, draw)


@st.cache_resource(max_entries=8, show_spinner=False)  # never written again: 0.4 s for each reload otherwise
def open_once(home: Path, of_deck: str, in_lang: str) -> OpenedDeck:
    """The deck, read once for all who look at it."""
    return open_deck(home, of_deck, in_lang)


def find_deck() -> OpenedDeck | None:
    """The deck of the link; None, and a sentence, where there is none or it was made for others."""
    try:
        deck = open_once(visit.home, deck_id, lang)
    except ReportFault as fault:
        return present.refuse(visit, problem(lang, fault))
    role = words(f"shell.role.{visit.role}")
    if not may_see(visit.role, deck.audience):
        audience = words(f"audience.{deck.audience}")
        return present.refuse(visit, words("present.not_for", audience=audience, role=role))
    if asked(session.NOTES) and not may(visit.role, "present", "notes"):
        return present.refuse(visit, words("present.no_notes_for"))
    return deck


if not deck_id:
    show_list()
elif deck := find_deck():
    show_deck(deck)
