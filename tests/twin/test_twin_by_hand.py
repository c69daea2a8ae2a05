"""The twin itself, on histories whose numbers were counted on paper."""

from datetime import date

from .balance import stage_balance, stage_flows
from .counts import cohort_outcomes, programme_counts, programmes_per_firm, stage_counts
from .histories import RANKS, REFERENCE, STAGE_OF
from .spells import Book, Reference, Spell, spell_end, term_end
from .stays import stage_stays


def spell(firm: str, programme: str, start: str, end: str, **facts: object) -> Spell:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return Spell(firm, programme, start, STAGE_OF[programme], first, last, **facts)


def book(*spells: Spell) -> Book:
    return Book(list(spells), REFERENCE)


def filled(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value}


def test_a_term_ends_the_day_before_its_anniversary() -> None:
    assert term_end(date(2023, 9, 22), 2) == date(2025, 9, 21)
    assert term_end(date(2024, 1, 1), 3) == date(2026, 12, 31)
    assert term_end(date(2024, 2, 29), 3) == date(2027, 2, 28)


def test_a_list_moves_a_computed_end_and_never_a_written_one() -> None:
    term, listed = date(2020, 12, 31), date(2021, 3, 7)
    assert spell_end(None, term, listed, None) == (listed, False)
    assert spell_end(date(2020, 6, 30), term, listed, date(2020, 2, 1)) == (date(2020, 6, 30), False)
    assert spell_end(None, term, None, date(2020, 2, 1)) == (date(2020, 1, 31), True)
    assert spell_end(None, term, None, date(2021, 1, 2)) == (term, False)  # it had ended before it was dropped


def test_a_gap_of_ninety_days_joins_and_ninety_one_does_not() -> None:
    joined = book(spell("a", "star", "2018-01-01", "2019-12-31"), spell("a", "star", "2020-03-30", "2021-12-31"))
    assert len(stage_stays(joined)) == 1
    parted = book(spell("a", "star", "2018-01-01", "2019-12-31"), spell("a", "star", "2020-03-31", "2021-12-31"))
    assert len(stage_stays(parted)) == 2


def test_the_gap_counts_as_held_and_a_programme_of_the_same_stage_continues_the_stay() -> None:
    both = book(
        spell("a", "star", "2018-01-01", "2019-12-31"),
        spell("a", "innovation_leader", "2020-02-01", "2021-12-31"),
    )
    in_gap = date(2020, 1, 15)
    assert next(row for row in stage_counts(both, in_gap) if row["stage_code"] == "star")["current"] == 1
    assert [row["current"] for row in programme_counts(both, in_gap) if row["stage_code"] == "star"] == [0, 0]
    programmes = {row["programme_code"]: row["new"] for row in programme_counts(both, date(2020, 12, 31))}
    assert programmes["innovation_leader"] == 1
    stages = {row["stage_code"]: row["new"] for row in stage_counts(both, date(2020, 12, 31))}
    assert stages["star"] == 0


def test_a_short_spell_inside_a_long_one_does_not_end_the_stay() -> None:
    nested = book(
        spell("a", "global", "2015-01-01", "2019-12-31", reason="graduation"),
        spell("a", "global", "2016-01-01", "2016-12-31", reason="waiver"),
    )
    [stay] = stage_stays(nested)
    assert (stay.start, stay.end, stay.reason, stay.spells) == (date(2015, 1, 1), date(2019, 12, 31), "graduation", 2)


def test_an_end_on_31_december_is_in_the_closing_and_leaves_next_year() -> None:
    one = book(spell("a", "flagship", "2016-05-01", "2017-12-31", reason="failure"))
    rows = [filled(row) for row in stage_balance(one, date(2018, 6, 30)) if row["stage_code"] == "flagship"]
    flagship = {"stage_code": "flagship"}
    assert rows == [
        {**flagship, "year": 2016, "entries": 1, "entries_first": 1, "closing": 1},
        {**flagship, "year": 2017, "opening": 1, "closing": 1},
        {**flagship, "year": 2018, "opening": 1, "exits": 1, "exits_failure": 1},
    ]


def test_a_step_up_on_the_day_after_is_an_exit_to_another_stage_whatever_was_written() -> None:
    climber = book(
        spell("a", "pre", "2016-01-01", "2017-03-31", reason="graduation"),
        spell("a", "flagship", "2017-04-01", "2019-12-31"),
    )
    pre, flagship = (
        filled(row)
        for row in stage_balance(climber, date(2017, 12, 31))
        if row["year"] == 2017 and row["stage_code"] in ("pre", "flagship")
    )
    assert pre == {"stage_code": "pre", "year": 2017, "opening": 1, "exits": 1, "exits_to_other_stage": 1}
    assert flagship["entries_from_other_stage"] == flagship["entries_first"] == flagship["closing"] == 1
    moves = [(row["from_stage"], row["to_stage"]) for row in stage_flows(climber, date(2017, 12, 31))]
    assert moves == [("none", "pre"), ("pre", "flagship")]


def test_a_redesignation_without_a_known_earlier_spell_returns_and_is_not_new() -> None:
    one = book(spell("a", "pre", "2016-01-01", "2017-12-31", again=True))
    row = next(row for row in stage_balance(one, date(2016, 12, 31)) if row["stage_code"] == "pre")
    assert (row["entries_first"], row["entries_returning"]) == (0, 1)
    assert stage_counts(one, date(2016, 12, 31))[0]["new"] == 0


def test_firms_that_hold_nothing_left_closed_or_are_unknown() -> None:
    gone = book(
        spell("left", "pre", "2016-01-01", "2016-06-30", reason="expiry"),
        spell("shut", "pre", "2016-01-01", "2016-06-30", reason="merger"),
        spell("lost", "pre", "2016-01-01", "2016-06-30", gone=True),
        spell("late", "pre", "2018-01-01", "2018-06-30"),
    )
    rows = {(row["from_stage"], row["to_stage"]): row["firms"] for row in stage_flows(gone, date(2016, 12, 31))}
    assert rows == {("none", "left"): 1, ("none", "closed"): 1, ("none", "unknown"): 1}  # none → none is left out


def test_promotion_wins_over_renewal_and_the_as_of_date_hides_what_comes_later() -> None:
    firm = book(
        spell("a", "pre", "2016-01-01", "2017-12-31"),
        spell("a", "pre", "2018-01-01", "2019-12-31"),
        spell("a", "star", "2019-05-01", "2021-12-31"),
    )

    def outcome(day: date) -> list[tuple[int, int, int]]:
        rows = cohort_outcomes(firm, day)
        return [(row["renewed"], row["promoted"], row["neither"]) for row in rows]

    assert outcome(date(2017, 12, 31)) == [(0, 0, 1)]
    assert outcome(date(2018, 12, 31)) == [(1, 0, 0), (0, 0, 1)]
    assert outcome(date(2019, 12, 31)) == [(0, 1, 0), (0, 1, 0), (0, 0, 1)]
    assert programmes_per_firm(firm, date(2018, 12, 31)) == [{"programmes": 1, "firms": 1}]


def test_grace_days_are_those_in_force_when_the_gap_begins() -> None:
    changing = Reference(RANKS, STAGE_OF, grace=[(date(2015, 1, 1), 90), (date(2020, 1, 1), 30)])
    before = [spell("a", "pre", "2016-01-01", "2017-12-31"), spell("a", "pre", "2018-03-15", "2019-06-30")]
    after = [spell("a", "pre", "2018-01-01", "2019-12-31"), spell("a", "pre", "2020-03-15", "2021-06-30")]
    assert len(stage_stays(Book(before, changing))) == 1
    assert len(stage_stays(Book(after, changing))) == 2


def test_before_the_first_rule_only_spells_without_a_gap_are_one_stay() -> None:
    touching = [spell("a", "global", "2011-01-01", "2012-12-31"), spell("a", "global", "2013-01-01", "2013-12-31")]
    parted = [spell("a", "global", "2011-01-01", "2012-12-31"), spell("a", "global", "2013-01-02", "2013-12-31")]
    assert len(stage_stays(book(*touching))) == 1
    assert len(stage_stays(book(*parted))) == 2
