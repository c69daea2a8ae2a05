"""The desk where decks are made: which slides and words, and what is handed out of a deck that stands."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from access import may, record
from desk import Deck
from texts import languages, say, show_date
from web import session
from web.choices import choose_code
from web.history import name_of
from web.makers import while_open
from web.missing import show_missing
from web.safe import safe_html, safe_line, safe_text
from web.session import Visit

_KINDS = {"deck": "pptx", "appendix": "xlsx", "brief": "pdf"}
_WRITTEN = ("message", "notes", "lines")  # what a person may write of a slide
_ROW, _ROOM = 33, 3  # pixels of a row; rows of the head and the foot


def draw_heading(lang: str, title: str, what: str, **facts: object) -> None:
    """The head of a desk, as figures have it."""
    st.html(
        f"<div class='figure-head'><h2>{safe_html(say(lang, title))}</h2>"
        f"<p><span>{safe_line(say(lang, what, **facts))}</span></p></div>"
    )


def choose_audience(visit: Visit, *, is_released: bool) -> str:
    """For whom the deck is: the council unless chosen, the house while nothing is released."""
    names = {each: say(visit.lang, f"audience.{each}") for each in ("council", "internal", "public")}
    first = "council" if is_released else "internal"
    return choose_code(say(visit.lang, "deck.audience"), names, key="deck_audience", is_short=True, first=first)


def tell_no_release(visit: Visit) -> None:
    """Nothing was released, so nothing may be shown outside: the sentence, and the way to a release."""
    told = {
        name: say(visit.lang, f"deck.{key}") for name, key in (("message", "no_release"), ("cure", "no_release_cure"))
    }
    show_missing(visit, "deck", is_file=False, **told)
    if may(visit.role, "release"):
        st.page_link(st.session_state[session.MENU]["release"], label=say(visit.lang, "deck.to_release"))


def ask_beginning(visit: Visit, starts: Sequence[str], institutions: Sequence[str]) -> tuple[str, str, str]:
    """Which agenda to begin with, the institution of the opening slide ("" for none), and the title if any."""
    lang = visit.lang
    start = choose_code(say(lang, "deck.start"), {name: name for name in starts}, key="deck_start")
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        institution = st.selectbox(
            say(lang, "deck.institution"),
            ["", *institutions],
            format_func=lambda each: each or say(lang, "deck.no_institution"),
            key="deck_institution",
            placeholder=say(lang, "deck.no_institution"),
            width=260,
        )
        told = {"placeholder": say(lang, "deck.title_help"), "max_chars": 120, "key": "deck_title"}
        title = st.text_input(say(lang, "deck.title"), **told)
    return start, institution, title or ""


def ask_slides(visit: Visit, slides: pd.DataFrame, key: str) -> pd.DataFrame:
    """The slides that stay, in the order that is wanted, with the words that were written.

    `slides`: is_in, kind, name, message, notes, lines. A place is a number: 2.5 stands
    between 2 and 3.
    """
    lang = visit.lang
    offered = slides.assign(place=[float(each) for each in range(1, len(slides) + 1)])
    label = {name: say(lang, f"deck.column.{name}") for name in ("is_in", "place", "name", *_WRITTEN)}
    columns = st.column_config
    told = {name: say(lang, f"deck.column_help.{name}") for name in ("place", *_WRITTEN)}
    edited = st.data_editor(
        offered,
        key=key,
        hide_index=True,
        height=_ROW * (len(slides) + 1) + _ROOM,
        column_order=["is_in", "place", "name", "message", "notes", "lines"],
        column_config={
            "is_in": columns.CheckboxColumn(label["is_in"], width=60),
            "place": columns.NumberColumn(label["place"], help=told["place"], width=60, min_value=0, format="%g"),
            "name": columns.TextColumn(label["name"], disabled=True, width=150),
            "message": columns.TextColumn(label["message"], help=told["message"], width=430, max_chars=300),
            "notes": columns.TextColumn(label["notes"], help=told["notes"], width=160, max_chars=4000),
            "lines": columns.TextColumn(label["lines"], help=told["lines"], width=200, max_chars=3000),
        },
    )
    kept = edited[edited["is_in"].astype(bool)].sort_values("place", kind="stable")
    return kept.fillna({name: "" for name in _WRITTEN}).reset_index(drop=True)


def choose_deck(visit: Visit, decks: Sequence[Deck], chosen: str) -> Deck:
    """One of the decks, the one of the link or the newest."""
    by_id = {deck.id: deck for deck in decks}
    key = session.CHOSEN + session.DECK
    st.session_state[key] = chosen if chosen in by_id else decks[0].id
    picked = st.selectbox(
        say(visit.lang, "deck.choose"),
        list(by_id),
        key=key,
        format_func=names_of(visit.lang, decks).get,
        on_change=_carry,
        placeholder=say(visit.lang, "deck.choose"),
    )
    return by_id[picked]


def carry_deck(deck_id: str) -> None:
    """Put the deck into the link: only callbacks may, before the fields are drawn again."""
    st.session_state[session.DECK] = deck_id


def _carry() -> None:
    carry_deck(st.session_state[session.CHOSEN + session.DECK])


def names_of(lang: str, decks: Sequence[Deck]) -> dict[str, str]:
    """Each deck by its title, and by when it was made where another bears the same: a box on a phone holds no more."""
    times = Counter(deck.title for deck in decks)
    made = {deck.id: session.in_seoul(deck.made_at).partition("-")[2] for deck in decks}  # without the year
    dated = {deck.id: say(lang, "deck.called", title=deck.title, made=made[deck.id]) for deck in decks}
    return {deck.id: dated[deck.id] if times[deck.title] > 1 else deck.title for deck in decks}


def show_deck(visit: Visit, deck: Deck, make: Callable[[str, str], bytes]) -> None:
    """Who made it of what, the links to the screen, and its files; `make` takes the kind and the language."""
    lang = visit.lang
    facts = {
        "deck.title": deck.title,
        "deck.facts.audience": say(lang, f"audience.{deck.audience}"),
        "deck.facts.as_of": show_date(lang, deck.as_of),
        f"deck.facts.{'release' if deck.release_id else 'snapshot'}": deck.release_id or deck.snapshot_id,
        "deck.facts.made": f"{session.in_seoul(deck.made_at)} · {name_of(lang, deck.made_by)}",
        "deck.facts.slides": str(len(deck.slides)),
    }
    items = "".join(f"<dt>{safe_html(say(lang, key))}</dt><dd>{safe_html(fact)}</dd>" for key, fact in facts.items())
    st.html(f"<dl class='facts'>{items}</dl>")
    with st.container(horizontal=True, gap="small"):
        for name, values in (("present", {}), ("notes", {session.NOTES: "yes"})):
            if name == "notes" and not may(visit.role, "present", "notes"):
                continue
            where = session.link_to("present", visit, **{session.DECK: deck.id, session.SLIDE: "1"}, **values)
            st.link_button(say(lang, f"deck.{name}"), where, type="primary" if name == "present" else "secondary")
    if may(visit.role, visit.page, "download"):
        _offer(visit, deck, make)


def _offer(visit: Visit, deck: Deck, make: Callable[[str, str], bytes]) -> None:
    lang = visit.lang
    names = {each: say(each, "language.name") for each in languages()}
    told = {"format_func": names.get, "required": True, "default": lang, "key": "deck_lang"}
    spoken = st.pills(say(lang, "deck.language"), list(names), **told) or lang
    with st.container(horizontal=True, gap="small"):
        for kind, ending in _KINDS.items():
            st.download_button(
                say(lang, f"deck.take.{kind}"),
                data=_recorded(visit, deck, kind, lambda kind=kind: make(kind, spoken)),
                file_name=f"{kind}_{deck.as_of.isoformat()}_{deck.audience}_{spoken}.{ending}",
                key=f"take_{kind}",
                on_click="ignore",
            )


def _recorded(visit: Visit, deck: Deck, kind: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    def make_and_record() -> bytes:
        made = make()
        record(visit.home, visit.who, "download", page=visit.page, table=deck.id, kind=kind, rows=len(deck.slides))
        return made

    return while_open(visit, make_and_record)


def tell_left_out(lang: str, left_out: Mapping[str, str]) -> None:
    """Which slides are not in the deck, and why."""
    for kind, reason in left_out.items():
        told = {"slide": say(lang, f"slide.{kind}.name"), "reason": say(lang, f"reports.left_out.{reason}")}
        st.caption(safe_text(say(lang, "reports.left_out_line", **told)))
