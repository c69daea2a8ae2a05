"""By hand: how long firms wait in a stage for a higher one. Sums over all steps, where the metric goes step by step."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from math import exp, log, sqrt
from typing import NamedTuple

from .spells import Book, Spell
from .stays import Stay, by_firm, stage_stays

Row = dict[str, object]
FEWEST = 10
Z = 1.959963984540054
A_YEAR_OUT = timedelta(days=365)


class Wait(NamedTuple):
    """One firm in one stage: what it entered with, from when it is at risk, until when, and how that ended."""

    spell: Spell
    entry: float
    exit: float
    outcome: str


def waits(book: Book, as_of: date) -> list[Wait]:
    ranks, begun = book.reference.ranks, defaultdict(list)
    for each in book.spells:
        begun[each.firm, each.stage, each.start].append(each)
    found = []
    for firm, stays in by_firm(stage_stays(book)).items():
        for stage in ranks:
            here = sorted((stay for stay in stays if stay.rung == stage), key=lambda stay: stay.start)
            higher = [stay for stay in stays if ranks[stay.rung] > ranks[stage]]
            if not here or ranks[stage] == max(ranks.values()) or here[0].start > as_of:
                continue
            first = here[0]
            if any(stay.holds(first.start) for stay in higher):
                continue
            spell = min(begun[firm, stage, first.start], key=lambda each: (each.programme, each.cohort))
            before = 0 if first.is_first else book.reference.programme_terms.get(spell.programme)
            if before is not None:
                risen = min((stay.start for stay in higher if stay.start > first.start), default=None)
                found.append(follow(spell, before, risen, gone_for_good(here), as_of))
    return found


def gone_for_good(here: list[Stay]) -> date:
    """The day a year after an exit without return; a closed firm's exit itself. Every stay ends, so there is one."""
    for stay, following in zip(here, [*here[1:], None], strict=True):
        gone = stay.exit_day if stay.reason in ("closure", "merger") else stay.exit_day + A_YEAR_OUT
        if following is None or following.start > gone:
            return gone
    raise AssertionError


def follow(spell: Spell, before: int, risen: date | None, gone: date, as_of: date) -> Wait:
    if risen and risen <= min(gone, as_of):
        last, outcome = risen, "promoted"
    elif gone <= as_of:
        last, outcome = gone, "left"
    else:
        last, outcome = as_of, "censored"
    return Wait(spell, float(before), round((last - spell.start).days / 365.25 + before, 3), outcome)


class Point(NamedTuple):
    """The estimate of one outcome at one time."""

    time: float
    at_risk: int
    firms: int
    probability: float
    low: float | None
    high: float | None


def curve(group: list[Wait], outcome: str) -> list[Point]:
    """F(t) as a sum over all times up to t; its variance by the closed formula (Marubini and Valsecchi)."""
    group = [wait for wait in group if wait.exit > wait.entry]
    times = sorted({wait.exit for wait in group if wait.outcome != "censored"})
    risk = {time: sum(wait.entry < time <= wait.exit for wait in group) for time in times}
    all_ends = {time: sum(wait.exit == time and wait.outcome != "censored" for wait in group) for time in times}
    ends = {time: sum(wait.exit == time and wait.outcome == outcome for wait in group) for time in times}
    before, waiting = {}, 1.0  # the chance of still waiting just before each time
    for time in times:
        before[time] = waiting
        waiting *= (risk[time] - all_ends[time]) / risk[time]
    chance = {time: sum(before[at] * ends[at] / risk[at] for at in times if at <= time) for time in times}
    points = []
    for time in times:
        if not ends[time]:
            continue
        variance = 0.0
        for at in (each for each in times if each <= time):
            n, d, own, rest = risk[at], all_ends[at], ends[at], chance[time] - chance[at]
            variance += rest**2 * d / (n * (n - d)) if n > d else 0.0
            variance += before[at] ** 2 * own * (n - own) / n**3 - 2 * rest * before[at] * own / n**2
        points.append(Point(time, risk[time], ends[time], chance[time], *bounds(chance[time], variance)))
    return points


def bounds(chance: float, variance: float) -> tuple[float | None, float | None]:
    """On the scale of log(-log(1 - chance)) the estimate is plus or minus Z of its errors."""
    if not 1e-12 < chance < 1 - 1e-12 or variance <= 1e-12:
        return None, None
    middle = log(-log(1 - chance))
    error = sqrt(variance) / ((1 - chance) * -log(1 - chance))
    return 1 - exp(-exp(middle - Z * error)), 1 - exp(-exp(middle + Z * error))


def keys(book: Book, by: str | None) -> Callable[[Wait], Row]:
    def key_of(wait: Wait) -> Row:
        stage: Row = {"stage_code": wait.spell.stage}
        if by == "cohort":
            return stage | {"programme_code": wait.spell.programme, "cohort": wait.spell.cohort}
        return stage | ({"district": book.districts[wait.spell.firm]} if by == "district" else {})

    return key_of


def groups_of(book: Book, as_of: date, by: str | None) -> list[tuple[Row, list[Wait]]]:
    key_of, groups = keys(book, by), defaultdict(list)
    for wait in waits(book, as_of):
        groups[tuple(key_of(wait).items())].append(wait)
    return [(dict(key), group) for key, group in groups.items()]


def time_to_next_stage(book: Book, as_of: date, by: str | None = None) -> list[Row]:
    rows = []
    for key, group in groups_of(book, as_of, by):
        for outcome in ("promoted", "left"):
            for point in curve(group, outcome):
                told = (point.probability, point.low, point.high) if len(group) >= FEWEST else (None, None, None)
                at = {"outcome": outcome, "years": point.time, "at_risk": point.at_risk, "firms": point.firms}
                rows.append(key | at | dict(zip(("probability", "ci_low", "ci_high"), told, strict=True)))
    return rows


def time_to_next_stage_medians(book: Book, as_of: date, by: str | None = None) -> list[Row]:
    rows = []
    for key, group in groups_of(book, as_of, by):
        points = curve(group, "promoted") if len(group) >= FEWEST else []
        half = 0.5 - 1e-9
        median = min((p.time for p in points if p.probability >= half), default=None)
        # where all rise at once there is no interval, and half have risen no earlier than the estimate says
        earliest = min((p.time for p in points if p.high is not None and p.high >= half), default=median)
        rows.append(
            key
            | {"firms": len(group)}
            | {name: sum(wait.outcome == name for wait in group) for name in ("promoted", "left", "censored")}
            | {
                "median_years": median,
                "ci_low": earliest,
                "ci_high": min((p.time for p in points if p.low is not None and p.low >= half), default=None),
            }
        )
    return rows
