"""Designation spells and the stays they join to, by the program's rules written once more."""

import datetime as dt
from dataclasses import dataclass

from rounds import PROGRAMMES

GRACE = dt.timedelta(days=90)
DAY = dt.timedelta(days=1)


@dataclass
class Spell:
    serial: int  # of the firm
    programme: str
    cohort: str
    start: dt.date
    precision: str
    began_as: str
    written_end: dt.date | None = None
    reason: str = ""

    @property
    def stage(self) -> str:
        return PROGRAMMES[self.programme][1]

    @property
    def end(self) -> dt.date:
        """The written end, else start + term − 1 day; inclusive."""
        term = PROGRAMMES[self.programme][2]
        return self.written_end or self.start.replace(year=self.start.year + term) - DAY


def stays(spells: list[Spell]) -> list[tuple[dt.date, dt.date]]:
    """(first day, last day) of one firm in one stage: spells joined over gaps of up to 90 days."""
    joined: list[tuple[dt.date, dt.date]] = []
    for spell in sorted(spells, key=lambda it: it.start):
        if joined and spell.start <= joined[-1][1] + GRACE:
            joined[-1] = (joined[-1][0], max(joined[-1][1], spell.end))
        else:
            joined.append((spell.start, spell.end))
    return joined


class History:
    """All spells so far, by firm and stage."""

    def __init__(self) -> None:
        self.spells: dict[tuple[int, str], list[Spell]] = {}

    def add(self, spell: Spell) -> None:
        self.spells.setdefault((spell.serial, spell.stage), []).append(spell)

    def of(self, serial: int, stage: str) -> list[Spell]:
        return self.spells.get((serial, stage), [])

    def every(self) -> list[Spell]:
        return [spell for spells in self.spells.values() for spell in spells]

    def last(self, serial: int, stage: str) -> Spell | None:
        return max(self.of(serial, stage), key=lambda it: it.end, default=None)

    def holds(self, serial: int, stage: str, day: dt.date) -> bool:
        return any(first <= day <= last for first, last in stays(self.of(serial, stage)))

    def holders(self, stage: str, day: dt.date) -> set[int]:
        return {serial for serial, at in self.spells if at == stage and self.holds(serial, stage, day)}

    def is_free(self, serial: int, stage: str, day: dt.date) -> bool:
        """Neither in the stage nor so lately out of it that a new spell would join the old stay."""
        last = self.last(serial, stage)
        return last is None or last.end + GRACE < day
