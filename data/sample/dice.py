"""Chance that is the same on every machine: only random.Random.random(), whose sequence Python promises to keep."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import TypeVar

SEED = "gangso-sample-1"
T = TypeVar("T")


class Dice:
    """One stream of chance per topic, so that a change in one topic leaves all others as they were."""

    def __init__(self, *topic: object) -> None:
        self._random = random.Random("/".join([SEED, *map(str, topic)])).random

    def unit(self) -> float:
        return self._random()

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        return self._random() < share

    def normal(self, mean: float = 0.0, spread: float = 1.0) -> float:
        # Twelve uniforms less six: no logarithm or cosine, whose last digit differs between platforms
        return mean + spread * (sum(self._random() for _ in range(12)) - 6.0)

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self._random() * len(options))]

    def weighted(self, options: Sequence[tuple[T, float]]) -> T:
        at = self._random() * sum(weight for _, weight in options)
        for option, weight in options:
            at -= weight
            if at < 0:
                return option
        return options[-1][0]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Up to `count` different options in random order."""
        left = list(options)
        return [left.pop(int(self._random() * len(left))) for _ in range(min(count, len(left)))]

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        return first + dt.timedelta(days=self.whole(0, (last - first).days))

    def small_count(self, mean: float) -> int:
        """A count about as spread as a Poisson one."""
        tries = max(4, int(mean * 4))
        return sum(self._random() < mean / tries for _ in range(tries))
