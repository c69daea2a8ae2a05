"""What people write in the hostile town: every word of a note, a meeting, a decision, an agenda is an attack."""

import datetime
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import desk
import warehouse
from disclosure import Wish, propose, publish
from reports.agenda import Agenda, AgendaSlide, as_toml
from reports.deck import keep
from reports.draft import draft_deck
from reports.kinds import KINDS
from tests.browser.hostile_words import WORDS, attack

DAY = datetime.date(2024, 12, 31)
DAY_OF_DECKS = datetime.date(2025, 6, 30)  # after the meetings: what they decided is carried over


@dataclass(frozen=True)
class Written:
    """What stands in the folder: ids for links."""

    firm_id: str
    institution: str
    meeting_id: str
    deck_id: str
    slides: int
    council_deck_id: str


def write(home: Path) -> Written:
    """A release, a note on each firm, meetings with decisions, an agenda and two decks."""
    wish = Wish(warehouse.current_id(home), DAY, ("staff",), (2024,), ("year", "stage", "industry", "district"))
    publish(home, wish, propose(home, wish).seal, WORDS[0])
    with closing(warehouse.open_snapshot(home)) as snapshot:
        firms = list(snapshot.query("SELECT firm_id FROM firms ORDER BY firm_id")["firm_id"])
        institutions = list(snapshot.query("SELECT institution FROM institutions ORDER BY institution")["institution"])
        owner = next(each for each in institutions if each in WORDS)
        for firm_id in firms:
            desk.write_note(home, firm_id, WORDS[1], "\n".join(WORDS))
        meeting_id = _meet(home, owner)
        inside = draft_deck(snapshot, home, _agenda("internal", owner), DAY_OF_DECKS)
    with closing(warehouse.open_release(home)) as release:
        outside = draft_deck(release, home, _agenda("council", owner), DAY_OF_DECKS)
    decks = [keep(home, each, WORDS[1]) for each in (inside, outside)]
    file = home / "desk" / "agendas" / "![x](http:⁄⁄evil.example) <b>굵게<b>.toml"
    file.parent.mkdir()
    file.write_text(as_toml(inside.agenda), "utf-8")
    return Written(firms[0], owner, meeting_id, decks[0].id, len(decks[0].slides), decks[1].id)


def _meet(home: Path, owner: str) -> str:
    """Two meetings and a decision for each of the words; some were changed, so that a history stands too."""
    for at, held_on in enumerate((datetime.date(2024, 1, 10), datetime.date(2024, 12, 10))):
        told = {"title": attack(at), "place": attack(at + 1), "as_of": DAY}
        meeting_id = desk.write_meeting(home, WORDS[0], held_on=held_on, **told).id
        for place, word in enumerate(WORDS):
            told = {"text": word, "owner": owner if place % 2 else attack(place), "note": attack(place + 1)}
            made = desk.write_decision(home, WORDS[2], meeting_id, due_on=datetime.date(2025, 1, 10), **told)
            if place % 3 == 0:
                desk.change_decision(home, made.id, WORDS[1], status="in_progress", note=attack(place + 2))
    desk.change_meeting(home, meeting_id, WORDS[1], place=attack(5))
    return meeting_id


def _agenda(audience: str, institution: str) -> Agenda:
    # every other slide says what the program says: names of the data stand in it
    kinds = [kind for kind, each in KINDS.items() if audience in each.audiences]
    slides = tuple(
        AgendaSlide(kind, attack(at // 2) if at % 2 else "", "\n".join(WORDS), tuple(map(attack, range(at, at + 4))))
        for at, kind in enumerate(kinds)
    )
    return Agenda(audience, slides, f"{WORDS[12]} {WORDS[13]}", institution, as_of=DAY_OF_DECKS)
