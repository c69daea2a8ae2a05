"""How many of those whose designation ends will leave: what the record says, and how sure that is."""

from math import exp, lgamma, log, log1p
from typing import Any

from metrics.intervals import TOO_FEW, wilson

_TAIL = 0.025  # of a range that holds in 19 of 20 cases, on either side


def record_of(ended: int, stayed: int) -> dict[str, Any]:
    counts = {"ended": ended, "stayed": stayed}
    if ended < TOO_FEW:
        return counts
    low, high = wilson(stayed, ended)
    return counts | {"stay_rate": stayed / ended, "low_stay_rate": low, "high_stay_rate": high}


def leaving_by(ending: int, undecided: int, record: dict[str, Any]) -> dict[str, float]:
    """How many of those whose designation ends will leave; nothing where no rate says so, 0 where none ends."""
    if "stay_rate" not in record and ending:
        return {}
    rate = record.get("stay_rate", 1.0)
    low, high = record.get("low_stay_rate", rate), record.get("high_stay_rate", rate)
    numbers = {
        "expected": ending * (1 - rate),
        "low": binomial_point(ending, 1 - high, _TAIL),
        "high": binomial_point(ending, 1 - low, 1 - _TAIL),
    }
    return {name: min(number, undecided) for name, number in numbers.items()}


def binomial_point(draws: int, chance: float, reached: float) -> int:
    """The smallest number that as many draws stay within with this probability."""
    if chance <= 0 or chance >= 1:
        return draws if chance >= 1 else 0
    total = 0.0
    for number in range(draws):
        ways = lgamma(draws + 1) - lgamma(number + 1) - lgamma(draws - number + 1)
        total += exp(ways + number * log(chance) + (draws - number) * log1p(-chance))
        if total >= reached:
            return number
    return draws
