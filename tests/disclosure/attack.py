"""Somebody outside who collects releases: every shown sum is an equation over firms, and a solver does the rest.

It shares nothing with disclosure/: each unknown is kept apart, nothing is merged, and it guesses too: what a value can
be at least, at most, and in the middle.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

_UNBOUNDED = 3


class Blind(Exception):
    """The solver found no values that fit what was shown: whoever goes on would find nothing and call it safe."""


@dataclass
class Attacker:
    """Knows sums of unknowns. An unknown is (firm, anything that tells its parts apart)."""

    sums: list[tuple[frozenset[Hashable], float]] = field(default_factory=list)
    differences: list[tuple[frozenset[Hashable], frozenset[Hashable]]] = field(default_factory=list)

    def learn(self, unknowns: Iterable[Hashable], total: float) -> None:
        """A shown cell."""
        self.sums.append((frozenset(unknowns), float(total)))

    def learn_equal(self, some: Iterable[Hashable], others: Iterable[Hashable]) -> None:
        """Two sums that are the same, whatever they are."""
        self.differences.append((frozenset(some), frozenset(others)))

    def range_of(self, unknowns: Iterable[Hashable]) -> tuple[float, float]:
        """The least and the most that these unknowns can add up to. Raises Blind when nothing fits all sums."""
        asked = frozenset(unknowns)
        place = {unknown: at for at, unknown in enumerate(sorted(self._known() | asked, key=repr))}
        size, shape = self._shape(place)
        costs = _row(place, asked) * size
        ends = []
        for sign in (1, -1):
            found = linprog(sign * costs / costs.max(), **shape, bounds=(0, None), method="highs")
            if found.status not in (0, _UNBOUNDED):
                raise Blind(found.message)
            ends.append(sign * found.fun * costs.max() if found.status == 0 else np.inf)
        return ends[0], ends[1]

    def _known(self) -> set[Hashable]:
        return set().union(*(each for each, _ in self.sums), *(a | b for a, b in self.differences))

    def _shape(self, place: Mapping[Hashable, int]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """How large each unknown can be, and the equations over unknowns as shares of that.

        The solver takes coefficients below 1e-9 for 0: with amounts as they are it would see no equation of billions.
        """
        rows = [_row(place, each) for each, _ in self.sums]
        rows += [_row(place, some) - _row(place, others) for some, others in self.differences]
        right = np.array([total for _, total in self.sums] + [0.0] * len(self.differences))
        matrix, largest = np.array(rows), max(right.max(initial=1.0), 1.0)
        within = np.where(matrix[: len(self.sums)] > 0, right[: len(self.sums), None], largest)
        size = np.maximum(within.min(axis=0, initial=largest), 1e-3)
        matrix = matrix * size
        scale = np.maximum(np.abs(matrix).max(axis=1, initial=1e-9), right)
        return size, {"A_eq": matrix / scale[:, None], "b_eq": right / scale}

    def recovered(self, secrets: Mapping[str, tuple[frozenset[Hashable], float]], share: float) -> list[str]:
        """The firms of which one end of the range is within the share of the truth: who guesses it is right."""
        found = []
        for firm, (unknowns, truth) in secrets.items():
            least, most = self.range_of(unknowns)
            slack = 1e-6 * truth
            if least > (1 - share) * truth + slack or most < (1 + share) * truth - slack:
                found.append(firm)
        return found


def _row(place: Mapping[Hashable, int], unknowns: Iterable[Hashable]) -> np.ndarray:
    row = np.zeros(len(place))
    row[[place[unknown] for unknown in unknowns]] = 1
    return row
