"""Decks that are kept: made once with their tables frozen, opened again as they were made."""

import datetime
from dataclasses import dataclass
from pathlib import Path

import desk
from reports.agenda import agenda_from, as_toml
from reports.asking import About, title_of
from reports.content import SlideContent
from reports.draft import Draft, DraftSlide, file_of, slides_of, table_files
from reports.errors import ReportFault


@dataclass(frozen=True)
class OpenedDeck:
    """A kept deck in one language."""

    id: str
    title: str
    audience: str
    as_of: datetime.date
    made_at: str
    made_by: str
    snapshot_id: str
    release_id: str
    slides: tuple[SlideContent, ...]


def keep(home: Path, draft: Draft, who: str) -> desk.Deck:
    """Freeze the draft's tables and texts in desk/. Raises OSError."""
    slides = tuple(
        desk.FrozenSlide(
            slide.kind,
            dict(slide.messages),
            dict(slide.notes),
            {name: file_of(number, slide.kind, name) for name in slide.tables},
            slide.lines,
        )
        for number, slide in enumerate(draft.slides, start=1)
    )
    about = draft.about
    deck = desk.Deck(
        "",
        title_of(about, draft.agenda.lang),
        about.audience,
        about.as_of,
        draft.snapshot_id,
        draft.release_id,
        draft.uploads,
        draft.is_sample,
        about.institution,
        datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        who,
        slides,
        {},
    )
    return desk.keep_deck(home, deck, table_files(draft), draft.names, as_toml(draft.agenda))


def open_draft(home: Path, deck_id: str) -> tuple[desk.Deck, Draft]:
    """A kept deck with its frozen tables. Raises ReportFault: no such deck, or a file that is not as it was made."""
    try:
        deck = desk.read_deck(home, deck_id)
        slides = tuple(
            DraftSlide(each.kind, desk.read_tables(home, deck, each), each.messages, each.notes, each.lines)
            for each in deck.slides
        )
        names, agenda = desk.read_names(home, deck), desk.read_agenda(home, deck)
    except desk.UnknownDeck:
        raise ReportFault("unknown_deck", deck=deck_id) from None
    except desk.DeckDamaged as fault:
        raise ReportFault("deck_damaged", what=str(fault)) from fault
    about = About(deck.title, deck.audience, deck.as_of, deck.institution)
    draft = Draft(
        about,
        agenda_from(agenda, "agenda.toml"),
        deck.snapshot_id,
        deck.release_id,
        deck.uploads,
        deck.is_sample,
        slides,
        names,
        {},
    )
    return deck, draft


def open_deck(home: Path, deck_id: str, lang: str) -> OpenedDeck:
    """A kept deck as this language reads it. Raises ReportFault."""
    deck, draft = open_draft(home, deck_id)
    return OpenedDeck(
        deck.id,
        deck.title,
        deck.audience,
        deck.as_of,
        deck.made_at,
        deck.made_by,
        deck.snapshot_id,
        deck.release_id,
        slides_of(draft, lang),
    )
