"""Members that have sunk below what their own stage asks of those who enter."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from metrics.asking import kept
from metrics.held import Holding, holdings
from metrics.judged import Criterion, Known, conditions_known, criteria_known, values_of, years_judged
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

_SPELLS = "SELECT firm_id, stage_code, programme_code, starts_on FROM marts.spells"
_ROW = FIRM | {
    **dict.fromkeys(("stage_code", "programme_code", "criterion"), "object"),
    **dict.fromkeys(("years_below", "since_year", "year"), "Int64"),
    **dict.fromkeys(("value", "floor", "margin", "margin_share"), "float64"),
    **{"unit": "object"},
}


def below_floor(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """Members whose value lies below what their own stage asks of those who enter, for one, two, three or more years.

    One row per firm, stage held on the as-of date and criterion, the longest time first: firm_id, firm_name,
    district, stage_code, programme_code (by which it holds the stage: the one begun last), criterion, years_below
    (years running up to the last one reported by anybody, for exports wholly covered, that ended by the as-of date),
    since_year (the first of them), year (the last), value (of the last), floor, margin (value - floor), margin_share
    (of the floor), unit. The floor is the lower limit in force on the as-of date, of a programme that has closed the
    one of its last day; where alternatives may be the firm's, the lowest of them, and none where one has none.
    Criteria of which one suffices are no floor. Only years that closed while the firm held the stage count; a year
    that is missing ends the run, for missing is never taken for below. With a stage filter: these stages.
    Raises EmptySelection when no firm is selected.
    Source: marts.criterion_values, marts.criterion_conditions, marts.criteria, marts.holdings, marts.spells.
    """
    in_force = _in_force(snapshot, selection.as_of)
    conditions = conditions_known(snapshot, selection)
    reported = _Reported(snapshot, selection.as_of)
    rows = []
    for stay, programme in _members(snapshot, selection):
        rules = _rules(stay.firm_id, in_force.get(programme, []), conditions)
        for (criterion, unit), floor in _floors(rules).items():
            below = reported.run(stay, criterion, unit, floor)
            if below:
                year, value = max(below.items())
                margin = value - floor
                share = margin / abs(floor) if floor else None
                told = (len(below), min(below), year, value, floor, margin, share, unit.lower())
                rows.append((*stay.firm, stay.stage_code, programme, criterion, *told))
    return table(sorted(rows, key=_place), _ROW)


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    firm_id, firm_name, _, _, _, criterion, years_below, *_, share, _ = row
    nearness = (1, 0.0) if share is None else (0, round(share, 9))
    return -years_below, nearness, firm_name, firm_id, criterion


def _members(snapshot: Snapshot, selection: Selection) -> Iterator[tuple[Holding, str]]:
    """Who holds a stage, and the programme by which it does: the one begun last."""
    spells: dict[tuple[str, str], list[tuple[date, str]]] = {}
    for firm, stage, programme, starts_on in kept(snapshot, selection, _SPELLS):
        spells.setdefault((firm, stage), []).append((starts_on, programme))
    for stay in holdings(snapshot, selection):
        is_shown = not selection.stages or stay.stage_code in selection.stages
        if is_shown and stay.starts_on <= selection.as_of <= stay.ends_on:
            known = spells.get((stay.firm_id, stay.stage_code), [])
            begun = [each for each in known if stay.starts_on <= each[0] <= selection.as_of]
            if begun:
                yield stay, max(begun)[1]


def _in_force(snapshot: Snapshot, day: date) -> dict[str, list[Criterion]]:
    """By programme; of one that has closed, what held on its last day."""
    found: dict[str, list[Criterion]] = {}
    for each in criteria_known(snapshot):
        if each.valid_from <= min(day, each.closes_on) <= each.valid_to:
            found.setdefault(each.programme_code, []).append(each)
    return found


def _rules(firm: str, criteria: list[Criterion], conditions: dict[tuple[str, str], bool]) -> list[Criterion]:
    """The criteria without the alternatives that are known not to be the firm's."""
    barred = {each.alternative for each in criteria if conditions.get((firm, each.condition)) is False}
    return [each for each in criteria if each.alternative not in barred]


def _floors(rules: list[Criterion]) -> dict[tuple[str, str], float]:
    """The lowest threshold of the alternatives that may be the firm's, where each of them has one."""
    ways = {each.alternative for each in rules} - {"*"}
    limits: dict[tuple[str, str], dict[str, list[float]]] = {}
    for each in rules:
        if each.operator in (">=", ">") and each.any_of is None and each.threshold is not None:
            of_ways = limits.setdefault((each.criterion, each.unit), {})
            of_ways.setdefault(each.alternative, []).append(each.threshold)
    floors = {}
    for key, of_ways in limits.items():
        known = [max(of_ways["*"])] if "*" in of_ways else []
        if ways and ways <= of_ways.keys():
            known.append(min(min(of_ways[way]) for way in ways))
        if known:
            floors[key] = max(known)
    return floors


class _Reported:
    """The values of the years that ended by the day; a year's are looked up once somebody is still below in it."""

    def __init__(self, snapshot: Snapshot, day: date) -> None:
        self._snapshot, self._years = snapshot, years_judged(snapshot, day)
        self._values: dict[int, dict[tuple[str, str], Known]] = {}

    def run(self, stay: Holding, criterion: str, unit: str, floor: float) -> dict[int, float]:
        """The years running up to the last one in which the member lay below the floor, with its values."""
        years, below = set(self._years.get(criterion, ())), {}
        year = max(years, default=0)
        while year in years and date(year, 12, 31) >= stay.starts_on:
            known = self._of(year).get((criterion, stay.firm_id))
            if known is None or known.unit != unit or known.value is None or known.value >= floor:
                break
            below[year] = known.value
            year -= 1
        return below

    def _of(self, year: int) -> dict[tuple[str, str], Known]:
        if year not in self._values:
            self._values[year] = values_of(self._snapshot, year)
        return self._values[year]
