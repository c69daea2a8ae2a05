"""By hand: spells joined into stays, and what a firm holds on a day."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .spells import DAY, Book, Reference, Spell


class Stay(NamedTuple):
    """One firm on one rung (a stage, or a programme) without a break; both days belong to it."""

    firm: str
    rung: str
    start: date
    end: date
    is_first: bool  # never on this rung before, and not written as 재지정 or 연장
    reason: str | None
    gone: bool
    spells: int

    @property
    def exit_day(self) -> date:
        return self.end + DAY

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


def join_spells(spells: list[Spell], rung: Callable[[Spell], str], reference: Reference) -> list[Stay]:
    """Stays: spells that overlap, or begin within the grace days of the last end, are one."""
    groups: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for spell in spells:
        groups[spell.firm, rung(spell)].append(spell)
    stays = []
    for (firm, name), group in sorted(groups.items()):
        runs: list[list[Spell]] = []
        for spell in sorted(group, key=lambda one: (one.start, one.end, one.programme, one.cohort)):
            if runs and is_joined(runs[-1], spell, reference):
                runs[-1].append(spell)
            else:
                runs.append([spell])
        stays += [to_stay(firm, name, run, is_earliest=run is runs[0]) for run in runs]
    return stays


def is_joined(run: list[Spell], spell: Spell, reference: Reference) -> bool:
    last_end = max(one.end for one in run)
    return (spell.start - last_end).days <= reference.grace_days(last_end + DAY)


def to_stay(firm: str, rung: str, run: list[Spell], is_earliest: bool) -> Stay:
    first_day = min(one.start for one in run)
    last_day = max(one.end for one in run)
    flagged = any(one.again for one in run if one.start == first_day)
    last = max(run, key=lambda one: (one.end, one.start, one.programme, one.cohort))
    return Stay(firm, rung, first_day, last_day, is_earliest and not flagged, last.reason, last.gone, len(run))


@lru_cache(maxsize=4)  # a book never changes, and each metric asks for its stays
def stage_stays(book: Book) -> list[Stay]:
    return join_spells(book.spells, lambda spell: spell.stage, book.reference)


@lru_cache(maxsize=4)
def programme_stays(book: Book) -> list[Stay]:
    return join_spells(book.spells, lambda spell: spell.programme, book.reference)


def by_firm(stays: list[Stay]) -> dict[str, list[Stay]]:
    groups: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        groups[stay.firm].append(stay)
    return groups


def highest_stage(stays_of_firm: list[Stay], day: date, ranks: dict[str, int]) -> str | None:
    """The highest stage that the firm holds on the day, if any."""
    held = [stay.rung for stay in stays_of_firm if stay.holds(day)]
    return max(held, key=lambda stage: ranks[stage]) if held else None
