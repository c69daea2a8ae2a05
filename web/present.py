"""The big screen: one slide at a time, turned by keys, a clicker or a tap; its number stands in the link.

Streamlit runs no script of ours in the browser. Keys are shortcuts of buttons, most of them unseen; the stage is laid
out once, 1920 × 1080, and present.css scales it to the window.
"""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import streamlit as st

from access import may
from texts import say, show_date
from web import session
from web.failure import show_failure
from web.link import asked, carry, draw_carrier, path_here
from web.safe import safe_html, safe_text
from web.session import Visit
from web.stage import COVERS, Slide, cover_of, foot_of, head_of

BACK = "deck"  # the page to which those come who leave the stage, if they may open it
_CSS = Path(__file__).with_name("present.css")
_ALL, _TYPED, _LEAVING = "present_all", "present_typed", "present_leaving"
_ACROSS = 3  # slides beside each other where all are shown


class Deck(Protocol):
    """What the list says of a deck."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def audience(self) -> str: ...
    @property
    def as_of(self) -> datetime.date: ...
    @property
    def slides(self) -> Sequence[object]: ...


def dress() -> None:
    """The style sheet of stage and notes."""
    st.html(_CSS)


def ask_slide(count: int) -> int | None:
    """Which slide the link names, from 0; the first when it names none, None when there is no such slide."""
    draw_carrier(session.SLIDE)
    written = asked(session.SLIDE) or "1"
    at = int(written) if written.isascii() and written.isdecimal() else 0
    return at - 1 if 1 <= at <= count else None


def show_stage(
    visit: Visit, title: str, slides: Sequence[Slide], at: int, size: int, draw: Callable[[Slide], None]
) -> None:
    """The slide at this place on the stage, its message in this size, and what turns it. `draw` puts chart or table."""
    slide, lang = slides[at], visit.lang
    with st.container(key="stage", gap=None):
        is_cover = slide.kind in COVERS
        st.html(cover_of(slide) if is_cover else head_of(slide, size))
        with st.container(key="stage_body", gap=None):
            _draw_or_say(slide, draw)
        st.html(foot_of(slide, lang, at, len(slides)))
    if st.session_state.get(_ALL):
        _show_all(visit, title, slides, at)
    _offer_turns(visit, len(slides))


def show_notes(visit: Visit, slides: Sequence[Slide], at: int) -> None:
    """For whoever presents: what is on the screen, what to say, what comes next."""
    lang, slide = visit.lang, slides[at]
    following = slides[at + 1].message if at + 1 < len(slides) else say(lang, "present.nothing_after")
    now = say(lang, "present.now", at=at + 1, count=len(slides))
    said = "".join(f"<p>{safe_html(line)}</p>" for line in (slide.notes or say(lang, "present.no_notes")).splitlines())
    st.html(
        f"<section class='now' aria-live='polite'><h2><small>{safe_html(now)}</small>{safe_html(slide.message)}</h2>"
        f"<div class='said'>{said}</div></section>"
        f"<section class='after'><h3><small>{safe_html(say(lang, 'present.after'))}</small>"
        f"{safe_html(following)}</h3></section>"
    )
    with st.container(key="turns_notes", horizontal=True, gap="small"):
        for name, key in (("first", "Home"), ("previous", "Left"), ("next", "Right"), ("last", "End")):
            _turner(lang, name, key, len(slides))
    _listen(visit, len(slides))
    st.caption(say(lang, "present.apart"))


def leave_if_asked(visit: Visit) -> None:
    """Back to the page of the deck, or to the list where the role may not open that page."""
    if not st.session_state.pop(_LEAVING, False):
        return
    if may(visit.role, BACK):
        # the fields are bound: what they hold may not be given to switch_page, main.py writes it anew
        st.session_state[session.LED] = {name: asked(name) for name in (*session.IN_LINK, session.DECK) if asked(name)}
        st.switch_page(st.session_state[session.MENU][BACK], query_params={})
    st.rerun(scope="app")


def show_decks(visit: Visit, decks: Sequence[Deck]) -> None:
    """What may be presented, newest first, each with its two links."""
    lang = visit.lang
    lines = []
    for deck in decks:
        audience = say(lang, f"audience.{deck.audience}")
        made = say(lang, "present.made", audience=audience, day=show_date(lang, deck.as_of), count=len(deck.slides))
        links = [_link(lang, "present.open", deck.id)]
        if may(visit.role, session.FROZEN_PAGE, "notes"):
            links.append(_link(lang, "present.open_notes", deck.id, notes="yes"))
        lines.append(f"<li><b>{safe_html(deck.title)}</b><small>{safe_html(made)}</small>{' '.join(links)}</li>")
    st.html(f"<ul class='decks'>{''.join(lines)}</ul>")


def refuse(visit: Visit, sentence: str) -> None:
    """Why nothing is shown, and the way back to what this reader may see; the sentence may repeat what a link says."""
    st.warning(safe_text(sentence), icon="⚠️")
    st.button(say(visit.lang, "present.to_list"), key="to_decks", on_click=_forget)


def show_no_slide(visit: Visit, count: int) -> None:
    """The link names a slide that the deck does not have."""
    sentence = say(visit.lang, "present.no_slide", count=count, slide=safe_text(asked(session.SLIDE)[:20]))
    st.warning(sentence, icon="⚠️")
    st.button(say(visit.lang, "present.to_first"), key="to_first", on_click=_jump, args=(1,))


def _link(lang: str, key: str, deck_id: str, **values: str) -> str:
    href = safe_html(path_here(session.FROZEN_PAGE, **{session.DECK: deck_id}, **values))
    return f"<a href='{href}'>{safe_html(say(lang, key))}</a>"


def _forget() -> None:
    for name in session.OF_PAGE[session.FROZEN_PAGE]:
        carry(name, "")


def _draw_or_say(slide: Slide, draw: Callable[[Slide], None]) -> None:
    try:
        draw(slide)
    except Exception as problem:  # one slide that fails must leave the keys that lead to the next one
        show_failure(problem)


def _offer_turns(visit: Visit, count: int) -> None:
    """A third of the screen on each side turns the slide; the bar at the foot shows itself to a pointer and to Tab.

    The way out always shows: Esc is known to few, and a tablet has none.
    """
    lang = visit.lang
    with st.container(key="stage_exit"):
        told = {"shortcut": "Esc", "type": "tertiary", "icon": ":material/arrow_back:"}
        label = say(lang, "present.close" if st.session_state.get(_ALL) else "present.leave")
        st.button(label, key="turn_leave", on_click=_escape, args=(visit.role,), **told)
    with st.container(key="turns", gap=None):
        _turner(lang, "previous", "Left", count)
        _turner(lang, "next", "Right", count)
    with st.container(key="stage_bar", horizontal=True, gap="xsmall", horizontal_alignment="center"):
        _turner(lang, "first", "Home", count)
        st.button(say(lang, "present.overview"), key="turn_all", shortcut="0", on_click=_type, args=(0, count))
        if may(visit.role, session.FROZEN_PAGE, "notes"):
            values = {session.DECK: asked(session.DECK), session.SLIDE: asked(session.SLIDE), session.NOTES: "yes"}
            st.link_button(say(lang, "present.open_notes"), path_here(session.FROZEN_PAGE, **values))
        _turner(lang, "last", "End", count)
    _listen(visit, count)


def _turner(lang: str, name: str, key: str, count: int) -> None:
    st.button(say(lang, f"present.{name}"), key=f"turn_{name}", shortcut=key, on_click=_turn, args=(name, count))


def _listen(visit: Visit, count: int) -> None:
    """Keys that have no button of their own to be seen."""
    with st.container(key="keys"):
        for name, key in (("up", "Up"), ("down", "Down"), ("previous", "PageUp"), ("next", "PageDown")):
            st.button(key, key=f"key_{key}", shortcut=key, on_click=_turn, args=(name, count))
        st.button("G", key="key_G", shortcut="G", on_click=_leave, args=(visit.role,))
        for digit in range(1, 10):
            st.button(str(digit), key=f"key_{digit}", shortcut=str(digit), on_click=_type, args=(digit, count))


def _show_all(visit: Visit, title: str, slides: Sequence[Slide], at: int) -> None:
    """Every slide by number and message, over the stage."""
    with st.container(key="stage_all", gap="small"):
        typed = st.session_state.get(_TYPED, "")
        told = f"<b>{safe_html(typed)}</b>" if typed else safe_html(say(visit.lang, "present.overview_help"))
        st.html(f"<div class='all-head'><h2>{safe_html(title)}</h2><p>{told}</p></div>")
        with st.container(key="stage_tiles", gap=None):
            for place, slide in enumerate(slides):
                label = f"**{place + 1}**  {safe_text(slide.message)}"
                kind = "primary" if place == at else "secondary"
                st.button(label, key=f"tile_{place}", type=kind, width="stretch", on_click=_jump, args=(place + 1,))


def _turn(name: str, count: int) -> None:
    """Relative to what the link says now, never to what was drawn: keys may come faster than slides."""
    is_open = bool(st.session_state.get(_ALL))
    step = {"previous": -1, "next": 1, "up": -_ACROSS if is_open else -1, "down": _ACROSS if is_open else 1}
    written = asked(session.SLIDE)
    at = int(written) if written.isdecimal() else 1
    at = {"first": 1, "last": count}.get(name) or at + step[name]
    st.session_state[_TYPED] = ""
    carry(session.SLIDE, str(min(max(at, 1), count)))


def _jump(number: int) -> None:
    st.session_state[_ALL], st.session_state[_TYPED] = False, ""
    carry(session.SLIDE, str(number))


def _type(digit: int, count: int) -> None:
    """1 to 9 jump; 0 shows all slides, where numbers of two digits can be typed."""
    if not st.session_state.get(_ALL):
        if digit == 0:
            st.session_state[_ALL], st.session_state[_TYPED] = True, ""
        elif digit <= count:
            _jump(digit)
        return
    number = int(f"{st.session_state.get(_TYPED, '')}{digit}")
    number = number if 1 <= number <= count else digit
    if not 1 <= number <= count:
        st.session_state[_TYPED] = ""
    elif number * 10 > count:
        _jump(number)
    else:  # a second digit may follow
        st.session_state[_TYPED] = str(number)
        carry(session.SLIDE, str(number))


def _escape(role: str) -> None:
    """Closes what is open: first the view of all slides, then the stage."""
    if st.session_state.get(_ALL):
        st.session_state[_ALL], st.session_state[_TYPED] = False, ""
    else:
        _leave(role)


def _leave(role: str) -> None:
    st.session_state[_LEAVING] = True
    st.session_state[_ALL], st.session_state[_TYPED] = False, ""
    if not may(role, BACK):
        _forget()
