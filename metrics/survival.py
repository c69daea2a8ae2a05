"""How long until: one estimator for waiting times that end in one of several ways, or not yet.

Aalen–Johansen: the chance that by then this way has come first. Who comes under observation late is at risk only
from then on (left truncation), who is still waiting is at risk until the last look (right censoring), and the other
ways compete. With one way only it is 1 − Kaplan–Meier and its variance is Greenwood's.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from metrics.intervals import log_log

CENSORED = "censored"


class Followed(NamedTuple):
    """One subject: from when it was seen, until when it was followed, and how that ended; CENSORED: not yet."""

    entry: float
    exit: float
    outcome: str


class Step(NamedTuple):
    """The chance of one outcome up to a time at which it occurred."""

    time: float
    at_risk: int
    events: int
    probability: float
    variance: float

    @property
    def interval(self) -> tuple[float, float]:
        """The pointwise 95 % interval; missing where the chance is 1 or its variance 0."""
        return log_log(self.probability, self.variance)


def cumulative_incidence(followed: Iterable[Followed], outcome: str) -> list[Step]:
    """The chance of the outcome at each time at which it occurred.

    At risk at a time is who entered before it and was not gone before it. Who was gone by its entry never is.
    The variance is the delta method's over independent multinomial steps, carried forward with the covariance.
    """
    seen = [each for each in followed if each.exit > each.entry]
    entries, exits = sorted(each.entry for each in seen), sorted(each.exit for each in seen)
    ended: dict[float, Counter[str]] = defaultdict(Counter)
    for each in seen:
        if each.outcome != CENSORED:
            ended[each.exit][each.outcome] += 1
    steps, chance, waiting = [], 0.0, 1.0
    var_chance = var_waiting = both = 0.0
    for time in sorted(ended):
        at_risk = bisect_left(entries, time) - bisect_left(exits, time)
        events = ended[time][outcome]
        this, any_way = events / at_risk, ended[time].total() / at_risk
        var_chance += 2 * this * both + this**2 * var_waiting + waiting**2 * this * (1 - this) / at_risk
        both = (1 - any_way) * (both + this * var_waiting - waiting**2 * this / at_risk)
        var_waiting = (1 - any_way) ** 2 * var_waiting + waiting**2 * any_way * (1 - any_way) / at_risk
        chance += waiting * this
        waiting *= 1 - any_way
        if events:
            steps.append(Step(time, at_risk, events, chance, var_chance))
    return steps


def time_reached(steps: list[Step], share: float = 0.5) -> tuple[float | None, float | None, float | None]:
    """When the chance reaches the share, and the interval of that time; None: not reached.

    The interval is where the pointwise interval of the chance holds the share (Brookmeyer and Crowley).
    """
    enough = share - 1e-9  # 0.5 as a sum of many parts
    reached = next((step.time for step in steps if step.probability >= enough), None)
    earliest = next((step.time for step in steps if step.interval[1] >= enough), reached)
    return reached, earliest, next((step.time for step in steps if step.interval[0] >= enough), None)
