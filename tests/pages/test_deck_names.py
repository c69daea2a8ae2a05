"""How decks are told apart where one is chosen."""

from dataclasses import replace
from datetime import date

import desk
from web.deck_desk import names_of

DECK = desk.Deck(
    "20241231-aaaaaa", "2024년 협의회", "council", date(2024, 12, 31), "2026-11-26-1", "", 3, True, "",
    "2025-01-22T00:05:00+00:00", "kim", (), {},
)  # fmt: skip


def test_a_deck_bears_its_title_and_one_of_two_alike_also_when_it_was_made():
    other = replace(DECK, id="20231231-bbbbbb", title="2023년 협의회")
    assert names_of("ko", [DECK, other]) == {DECK.id: "2024년 협의회", other.id: "2023년 협의회"}
    again = replace(DECK, id="20241231-cccccc", made_at="2025-01-22T02:30:00+00:00")
    assert list(names_of("ko", [DECK, again]).values()) == [
        "2024년 협의회 · 01-22 09:05",
        "2024년 협의회 · 01-22 11:30",
    ]
