"""The alternatives of a programme: how many of their requirements each firm meets, lacks, or cannot be told of."""

from functools import cached_property

import numpy as np

from metrics.judged import Judged

_MOST = 1000  # requirements of one alternative


class Requirement:
    """Criteria of which one suffices; mostly a single one."""

    def __init__(self, parts: list[Judged]) -> None:
        self.parts = parts
        self.is_met = np.logical_or.reduce([each.is_met for each in parts])
        self.is_missed = np.logical_and.reduce([each.is_missed for each in parts])
        self.is_ceiling = all(each.criterion.is_ceiling for each in parts)
        # of each firm the part with most room, by a criterion that may be this firm's
        shares = np.array([np.where(each.is_barred, np.nan, each.share) for each in parts])
        self.nearest = np.argmax(np.where(np.isnan(shares), -np.inf, shares), axis=0)
        self.share = np.fmax.reduce(shares)


class Way:
    """One alternative with the criteria that belong to every other: a count per firm."""

    def __init__(self, alternative: str, criteria: list[Judged]) -> None:
        self.alternative = alternative
        gathered: dict[str, list[Judged]] = {}
        for each in criteria:
            if each.criterion.alternative in ("*", alternative):
                gathered.setdefault(each.criterion.requirement, []).append(each)
        self.requirements = [Requirement(parts) for parts in gathered.values()]
        own = [each.is_barred for each in criteria if each.criterion.alternative == alternative != "*"]
        self.is_barred = np.logical_or.reduce(own) if own else np.zeros(len(criteria[0].known), dtype=bool)
        met = np.array([each.is_met for each in self.requirements])
        missed = np.array([each.is_missed for each in self.requirements])
        ceilings = np.array([[each.is_ceiling] for each in self.requirements])
        self.needed = len(self.requirements)
        self.met, self.not_met = met.sum(axis=0), missed.sum(axis=0)
        self.unknown = self.needed - self.met - self.not_met
        self.is_outgrown = (missed & ceilings).any(axis=0)
        self._is_known = met | missed

    @cached_property
    def distance(self) -> np.ndarray:
        """The less of it the nearer: barred before all, then what lacks, what is not known, whether it is outgrown."""
        lacking = (self.is_barred * _MOST + self.not_met) * _MOST + self.unknown
        return lacking * 2 + self.is_outgrown

    @cached_property
    def _tightest(self) -> np.ndarray:
        shares = np.array([each.share for each in self.requirements])
        shares = np.where(self._is_known & ~np.isnan(shares), shares, np.inf)
        return np.where(np.isinf(shares).all(axis=0), -1, np.argmin(shares, axis=0))

    def tightest_of(self, nth: int) -> Judged | None:
        """The firm's known criterion with the least room, as a share of its threshold."""
        at = int(self._tightest[nth])
        if at < 0:
            return None
        requirement = self.requirements[at]
        return requirement.parts[int(requirement.nearest[nth])]


def ways_of(criteria: list[Judged]) -> list[Way]:
    """The alternatives of one programme by name; `*` where there is no other."""
    names = sorted({each.criterion.alternative for each in criteria} - {"*"}) or ["*"]
    return [Way(name, criteria) for name in names]


def nearest_of(ways: list[Way]) -> np.ndarray:
    """Of each firm the place of the alternative that comes nearest."""
    return np.argmin([each.distance for each in ways], axis=0)
