"""Where an agenda may begin: the yearly council, a file in desk/agendas, or a deck that was made."""

from dataclasses import dataclass, replace
from pathlib import Path

import desk
from reports.agenda import Agenda, AgendaSlide, agenda_from, default_agenda, read_agenda_file
from reports.errors import ReportFault
from reports.kinds import KINDS


@dataclass(frozen=True)
class Beginning:
    """An agenda to begin with: whence (yearly, file, deck), what it is called there, and the deck if it is one's."""

    whence: str
    name: str
    agenda: Agenda
    deck: desk.Deck | None = None


def beginnings(home: Path, audience: str) -> list[Beginning]:
    """Those that this audience may see, the yearly one first. Files that cannot be read are left out."""
    found = [Beginning("yearly", "", default_agenda(audience))]
    for file in sorted((Path(home) / "desk" / "agendas").glob("*.toml")):
        try:
            found.append(Beginning("file", file.stem, read_agenda_file(file)))
        except ReportFault:
            continue  # `python -m reports deck --agenda FILE` says what is wrong with it
    for deck in desk.list_decks(home):
        try:
            found.append(Beginning("deck", deck.title, agenda_from(desk.read_agenda(home, deck), deck.id), deck))
        except (ReportFault, desk.DeckDamaged):
            continue
    return [each for each in found if each.agenda.audience == audience and _is_open(each.agenda)]


def _is_open(agenda: Agenda) -> bool:
    return all(agenda.audience in KINDS[slide.kind].audiences for slide in agenda.slides)


def with_institution(agenda: Agenda, institution: str) -> Agenda:
    """The agenda with an opening slide for the institution, behind the title; for nobody, without one."""
    others = tuple(slide for slide in agenda.slides if slide.kind != "institution")
    own = tuple(slide for slide in agenda.slides if slide.kind == "institution") or (AgendaSlide("institution"),)
    slides = (*others[:1], *own[:1], *others[1:]) if institution else others
    return replace(agenda, institution=institution, slides=slides)
