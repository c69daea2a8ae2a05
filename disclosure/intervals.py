"""What somebody can work out who knows the released sums: for any sum of unknown parts, its least and its most.

A linear programme for either end: the parts are at least 0 and add up to every released sum. Parts that stand in the
same sums and the same targets are one unknown: nobody could tell them apart.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import OptimizeResult, linprog

_EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
_SURE = 1e-9  # below this share a number is what rounding leaves of nothing
_ROUNDING = 1e-6  # of a whole number: what the solver leaves over
_TINY = 1e-5  # below this share of all the solver's own tolerance could hide that something is known exactly


@dataclass(frozen=True)
class Ends:
    """The least and the most that a sum can be, and which of the known sums fix them."""

    least: float
    most: float
    binding: frozenset[int]

    def whole(self) -> "Ends":
        """The least and the most whole number between them."""
        most = self.most if math.isinf(self.most) else math.floor(self.most + _ROUNDING)
        return replace(self, least=float(math.ceil(self.least - _ROUNDING)), most=float(most))


class Known:
    """The parts' true values, and the sums of them that are known: a row of 1, 0 or −1 for each."""

    def __init__(self, values: np.ndarray, rows: Sequence[np.ndarray]) -> None:
        self._values = np.asarray(values, float)
        if rows:
            self._kinds, kind = np.unique(np.array(rows, float), axis=1, return_inverse=True)
            self._kind = kind.ravel()
        else:
            self._kinds, self._kind = np.zeros((0, 1)), np.zeros(len(self._values), int)
        self._sums = np.bincount(self._kind, self._values, self._kinds.shape[1])

    def can_move(self, target: np.ndarray, share: float, is_whole: bool = False) -> bool:
        """Whether the target may rise and fall by this share of itself, others of its own kind making up for it.

        Whole values move by whole steps. Then nobody can know it any nearer. When not, only `ends` can tell.
        """
        own, rest = self._split(target)
        asked = share * own.sum()
        if is_whole:
            asked = math.ceil(asked - _ROUNDING)
        return bool(rest[own > 0].sum() >= asked and own[rest > 0].sum() >= asked)

    def ends(self, target: np.ndarray) -> Ends:
        """How far the target (a row of 1 and 0) is known."""
        own, rest = self._split(target)
        sums = np.concatenate([own[own > 0], rest[rest > 0]])
        rows = np.hstack([self._kinds[:, own > 0], self._kinds[:, rest > 0]])
        asked = np.concatenate([np.ones(np.count_nonzero(own)), np.zeros(np.count_nonzero(rest > 0))])
        truth = float(own.sum())
        if truth < _TINY * sums.sum() and (proof := _proof(rows, asked)) is not None:
            return Ends(truth, truth, proof)
        # each unknown as a multiple of what it is, each sum as a share: a firm of a thousandth is as exact as any
        scale = np.abs(rows) @ sums
        scale[scale == 0] = 1
        shape = {"A_eq": rows * sums / scale[:, None], "b_eq": (rows @ sums) / scale} if len(rows) else {}
        ends, binding = [], set()
        for sign in (1, -1):
            found = _solve(sign * asked * sums / truth, shape)
            if found.status == 3:  # nothing holds it from above
                ends.append(np.inf)
                continue
            if found.status != 0:
                return Ends(truth, truth, frozenset(range(len(rows))))  # in doubt it is known
            ends.append(sign * found.fun * truth)
            binding |= set(np.flatnonzero(np.abs(found.eqlin.marginals) > _SURE)) if len(rows) else set()
        return Ends(max(ends[0], 0.0), ends[1], frozenset(int(each) for each in binding))

    def _split(self, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """By kind: how much of it is the target's, and how much is not."""
        own = np.bincount(self._kind, self._values * target, len(self._sums))
        rest = self._sums - own
        rest[rest < _SURE * self._sums] = 0  # what subtraction leaves of nothing
        return own, rest


def _solve(costs: np.ndarray, shape: dict[str, np.ndarray]) -> OptimizeResult:
    """Exactly, else as exactly as the solver can where sums differ by nine digits."""
    found = linprog(costs, **shape, bounds=(0, None), method="highs", options=_EXACT)
    return found if found.status in (0, 3) else linprog(costs, **shape, bounds=(0, None), method="highs")


def _proof(rows: np.ndarray, asked: np.ndarray) -> frozenset[int] | None:
    """The rows that add up to exactly what is asked, None when no rows do."""
    if not len(rows):
        return None
    weights = np.linalg.lstsq(rows.T, asked, rcond=None)[0]
    if np.linalg.norm(rows.T @ weights - asked) > _SURE * 10:
        return None
    return frozenset(int(each) for each in np.flatnonzero(np.abs(weights) > _SURE * 10))
