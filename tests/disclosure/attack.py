"""Somebody outside who collects releases: every shown sum is an equation over firms, and a solver does the rest.

It shares nothing with disclosure/: each unknown is kept apart, nothing is merged or scaled, and it guesses too: what a
value can be at least, at most, and in the middle.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog


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
        """The least and the most that these unknowns can add up to."""
        known = set().union(*(each for each, _ in self.sums), *(a | b for a, b in self.differences), unknowns)
        place = {unknown: at for at, unknown in enumerate(sorted(known, key=repr))}
        rows, right = [], []
        for each, total in self.sums:
            rows.append(_row(place, each) / max(total, 1))
            right.append(total / max(total, 1))
        for some, others in self.differences:
            rows.append(_row(place, some) - _row(place, others))
            right.append(0.0)
        asked = _row(place, unknowns)
        ends = []
        for sign in (1, -1):
            found = linprog(sign * asked, A_eq=np.array(rows), b_eq=np.array(right), bounds=(0, None), method="highs")
            ends.append(sign * found.fun if found.status == 0 else (0.0 if sign == 1 else np.inf))
        return ends[0], ends[1]

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
