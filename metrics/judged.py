"""Firms held against the criteria of entry: each criterion of the day for all firms at once, as columns of numbers."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from metrics.asking import kept
from metrics.held import holdings
from metrics.selection import Selection
from warehouse import Snapshot

# Closed and moved firms can enter nothing.
_MAY_ENTER = """
SELECT firm_id, firm_name, district
FROM marts.firms
WHERE status IS NULL OR status NOT IN ('closed', 'moved')
ORDER BY firm_name, firm_id
"""
_CRITERIA = """
SELECT
  programme_code,
  stage_code,
  rank,
  alternative,
  any_of,
  criterion,
  operator,
  value,
  unit,
  condition,
  criteria.source,
  criteria.valid_from,
  coalesce(criteria.valid_to, DATE '9999-12-31') AS valid_to,
  programmes.valid_from AS opens_on,
  coalesce(programmes.valid_to, DATE '9999-12-31') AS closes_on,
  criteria.valid_to AS written_valid_to
FROM marts.criteria
INNER JOIN marts.programmes USING (programme_code)
INNER JOIN marts.stages USING (stage_code)
ORDER BY rank, programme_code, alternative = '*', alternative, any_of NULLS FIRST, criterion, operator DESC, valid_from
"""
_CONDITIONS = "SELECT firm_id, condition, is_fulfilled FROM marts.criterion_conditions WHERE is_fulfilled IS NOT NULL"
_YEARS = "SELECT DISTINCT criterion, fiscal_year FROM marts.criterion_values ORDER BY fiscal_year"
# Of one year: all years together are too many rows to keep
_VALUES = """
SELECT criterion, firm_id, value, unit, years_needed, years_known, missing_measure, is_too_young
FROM marts.criterion_values
WHERE fiscal_year = $year
"""
_ABOVE, _BELOW = {">=": np.greater_equal, ">": np.greater}, {"<": np.less, "<=": np.less_equal}


class Criterion(NamedTuple):
    """One condition of entry to a programme, and when it is in force; both days of a span belong to it."""

    programme_code: str
    stage_code: str
    rank: int
    alternative: str
    any_of: str | None
    criterion: str
    operator: str
    threshold: float | None
    unit: str
    condition: str | None
    source: str
    valid_from: date
    valid_to: date
    opens_on: date
    closes_on: date
    written_valid_to: date | None

    @property
    def name(self) -> str:
        """What it is called where other thresholds are tried."""
        return ":".join((self.programme_code, self.alternative, self.criterion, self.operator))

    @property
    def requirement(self) -> str:
        """What it is a part of: of the criteria that share any_of one suffices."""
        return f"any of {self.any_of}" if self.any_of is not None else self.criterion + self.operator

    @property
    def is_ceiling(self) -> bool:
        """Whether it is an upper limit."""
        return self.operator in _BELOW

    def holds_on(self, day: date) -> bool:
        """Whether it is in force and its programme open."""
        return self.valid_from <= day <= self.valid_to and self.opens_on <= day <= self.closes_on


class Known(NamedTuple):
    """What is known of a firm's criterion in a year: nothing but Nones where nobody speaks of the criterion."""

    value: float | None = None
    unit: str | None = None
    years_needed: int | None = None
    years_known: int | None = None
    missing_measure: str | None = None
    is_too_young: bool | None = None


def criteria_known(snapshot: Snapshot) -> list[Criterion]:
    """All of them, in the order in which tables show them."""
    return snapshot.rows(_CRITERIA, Criterion._make)


def conditions_known(snapshot: Snapshot, selection: Selection) -> dict[tuple[str, str], bool]:
    """Whether the condition holds for the chosen firm, where that can be known. Raises EmptySelection."""
    return {(firm, condition): is_fulfilled for firm, condition, is_fulfilled in kept(snapshot, selection, _CONDITIONS)}


def years_judged(snapshot: Snapshot, day: date) -> dict[str, list[int]]:
    """The years that ended by the day and have values, by criterion."""
    years: dict[str, list[int]] = {}
    for criterion, year in snapshot.rows(_YEARS):
        if date(year, 12, 31) <= day:
            years.setdefault(criterion, []).append(year)
    return years


def values_of(snapshot: Snapshot, year: int) -> dict[tuple[str, str], Known]:
    """By criterion and firm."""
    return dict(snapshot.rows(_VALUES, _known, year=year))


def _known(row: tuple[Any, ...]) -> tuple[tuple[str, str], Known]:
    return row[:2], Known._make(row[2:])


class Entrants:
    """The chosen firms that may enter something, by name, and the highest stage that each holds on the day."""

    def __init__(self, snapshot: Snapshot, selection: Selection, firm_id: str | None = None) -> None:
        rows = kept(snapshot, selection, _MAY_ENTER)
        self.firms = [row for row in rows if firm_id in (None, row[0])]
        self.ids = [firm for firm, *_ in self.firms]
        held: dict[str, tuple[int, str]] = {}
        for each in holdings(snapshot, selection):  # the lowest stage first
            if each.starts_on <= selection.as_of <= each.ends_on:
                held[each.firm_id] = each.rank, each.stage_code
        places = [held.get(firm, (0, "none")) for firm in self.ids]
        self.ranks = np.array([rank for rank, _ in places], dtype="int64")
        self.held = [stage for _, stage in places]

    def entry(self, nth: int, criterion: Criterion) -> tuple[Any, ...]:
        """The firm and what it could enter by the criterion: firm, stage held, stage, programme, steps up."""
        steps_up = criterion.rank - int(self.ranks[nth])
        return *self.firms[nth], self.held[nth], criterion.stage_code, criterion.programme_code, steps_up


class Judged:
    """One criterion for all entrants: their values, and which of them meet it."""

    def __init__(
        self,
        criterion: Criterion,
        threshold: float | None,
        year: int | None,
        known: list[Known | None],
        fulfilled: list[bool | None],
    ) -> None:
        self.criterion, self.threshold, self.year, self.known, self.fulfilled = (
            criterion,
            threshold,
            year,
            known,
            fulfilled,
        )
        self.values = np.array([each.value if each else None for each in known], dtype="float64")
        self._limit = np.nan if threshold is None else threshold

    @cached_property
    def is_compared(self) -> np.ndarray:
        """Whether value and threshold can be held against each other."""
        if self.criterion.operator not in _ABOVE | _BELOW:
            return np.zeros(len(self.known), dtype=bool)
        same = [each is not None and each.unit == self.criterion.unit for each in self.known]
        return np.array(same, dtype=bool) & ~np.isnan(self.values) & ~np.isnan(self._limit)

    @cached_property
    def is_reached(self) -> np.ndarray:
        """Whether the value is on the right side; False also where it cannot be compared."""
        compare = (_ABOVE | _BELOW).get(self.criterion.operator, np.not_equal)
        return self.is_compared & compare(self.values, self._limit)

    @cached_property
    def is_barred(self) -> np.ndarray:
        """Whether the condition is known not to hold: then the alternative is not for this firm."""
        return np.array([each is False for each in self.fulfilled], dtype=bool)

    @cached_property
    def is_met(self) -> np.ndarray:
        """Reached, under a condition that is known to hold."""
        return self.is_reached & np.array([each is True for each in self.fulfilled], dtype=bool)

    @cached_property
    def is_missed(self) -> np.ndarray:
        """Not reached, whatever the condition, or under one that is known not to hold."""
        return (self.is_compared & ~self.is_reached) | self.is_barred

    @cached_property
    def slack(self) -> np.ndarray:
        """How far the value lies on the right side of the threshold."""
        return self._limit - self.values if self.criterion.is_ceiling else self.values - self._limit

    @cached_property
    def share(self) -> np.ndarray:
        """The slack by the threshold; missing where that is 0."""
        return self.slack / (abs(self._limit) or np.nan)

    def room_of(self, nth: int) -> tuple[str, float, float, str]:
        """The firm's slack: criterion, slack, share of the threshold, unit."""
        return self.criterion.criterion, self.slack[nth].item(), self.share[nth].item(), self.criterion.unit.lower()

    def told_of(self, nth: int) -> tuple[Any, ...]:
        """How the firm stands to the criterion, from its alternative to its source."""
        named, known = self.criterion, self.known[nth] or Known()
        margin = share = None
        if known.value is not None and self.threshold is not None:
            margin = known.value - self.threshold
            share = margin / abs(self.threshold) if self.threshold else None
        is_known = self.is_met[nth] or self.is_missed[nth]
        state = ("met" if self.is_met[nth] else "not_met") if is_known else "unknown"
        return (
            *(named.alternative, named.any_of, named.criterion, named.condition, named.operator),
            *(self.threshold, named.unit.lower(), known.value, self.year, margin, share),
            *(state, None if is_known else self._unknown_because(nth, known)),
            *(known.years_needed, known.years_known, known.missing_measure, named.source),
        )

    def _unknown_because(self, nth: int, known: Known) -> str:
        if known.years_needed is None:
            return "no_figures"
        if known.value is None:
            if known.is_too_young:
                return "too_young"
            return "missing" if known.years_known < known.years_needed else "no_base"
        if known.unit != self.criterion.unit:
            return "other_unit"
        return "condition" if self.is_compared[nth] else "other_comparison"


def judge(
    snapshot: Snapshot, selection: Selection, entrants: Entrants, overrides: Mapping[str, float]
) -> dict[str, list[Judged]]:
    """The criteria in force on the day by programme, each for all entrants, whatever stage they hold."""
    newest = {criterion: years[-1] for criterion, years in years_judged(snapshot, selection.as_of).items()}
    values = {year: values_of(snapshot, year) for year in set(newest.values())}
    conditions = conditions_known(snapshot, selection)
    found: dict[str, list[Judged]] = {}
    for each in criteria_known(snapshot):
        if each.holds_on(selection.as_of):
            year = newest.get(each.criterion)
            of_year = values.get(year, {})
            known = [of_year.get((each.criterion, firm)) for firm in entrants.ids]
            fulfilled = [each.condition is None or conditions.get((firm, each.condition)) for firm in entrants.ids]
            judged = Judged(each, overrides.get(each.name, each.threshold), year, known, fulfilled)
            found.setdefault(each.programme_code, []).append(judged)
    return found
