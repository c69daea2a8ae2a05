"""How long firms stay in a stage before they reach a higher one, and how many leave before that."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from metrics.asking import kept, remembered
from metrics.errors import WrongUsage
from metrics.selection import Selection
from metrics.survival import Followed, cumulative_incidence, time_reached
from metrics.tables import FIRM, table
from warehouse import Snapshot

FEWEST = 10  # firms; of a smaller group only counts are told
OUTCOMES = ("promoted", "left")
GROUPS: dict[str, list[str]] = {
    "cohort": ["programme_code", "cohort"],
    "district": ["district"],
    "industry": ["industry_code"],
}
_DAYS_OF_A_YEAR = 365.25

_WAITS = """
SELECT
  stage_waits.firm_id,
  firm_name,
  district,
  stage_code,
  programme_code,
  cohort,
  industry_code,
  entered_on,
  seen_on,
  coalesce(promoted_on, DATE '9999-12-31') AS promoted_on,
  coalesce(gone_on, DATE '9999-12-31') AS gone_on,
  earlier_years
FROM marts.stage_waits
INNER JOIN marts.firms USING (firm_id)
WHERE earlier_years IS NOT NULL
ORDER BY rank, entered_on, programme_code, cohort, firm_name, stage_waits.firm_id
"""
_FOLLOWED = dict.fromkeys(
    ("stage_code", "programme_code", "cohort", "industry_code", "entered_on", "followed_to", "outcome"), "object"
) | {"years": "float64", "entry_years": "float64", "is_late_entry": "bool"}


@remembered
def time_to_next_stage(
    snapshot: Snapshot,
    selection: Selection,
    *,
    by: str | None = None,
    stage_code: str | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """The chance that a firm has reached a higher stage, or left without one, so many years after its first entry.

    Per stage below the highest and outcome one row for each time at which it occurred: stage_code, outcome
    (promoted: entered any higher stage; left: a year has passed since it held the stage and it neither came back nor
    rose, or it closed or merged), years (from the first entry into the stage, 365.25 days each), at_risk (firms
    seen until then, neither promoted nor left before), firms (with the outcome at that time), probability (of the
    outcome up to then, 0 to 1: Aalen–Johansen, the two outcomes compete), ci_low and ci_high (95 %, pointwise,
    log(-log) of 1 - probability). It stands still between its rows and begins at 0. Firms still waiting are followed
    to the as-of date (censored). Late entry: a firm known from dated lists alone is at risk from the first list that
    names it; one flagged 재지정 or 연장 without a known earlier spell is taken to have spent one term of its
    programme there before (left out where that has no term). Firms that hold a higher stage on the day of entry are
    left out. `by` cohort, district or industry: a curve for each, its columns first (programme_code and cohort, of the
    first entry; district; industry_code). Of fewer than 10 firms probability and interval are missing.
    `stage_code` keeps one stage. `firms`: firm_id, firm_name, district, stage_code, programme_code, cohort,
    industry_code, entered_on, followed_to, outcome (or censored), years, entry_years (from when it is at risk),
    is_late_entry. Raises EmptySelection when no firm is selected, WrongUsage for an unknown `by`.
    Source: marts.stage_waits.
    """
    waits = _waits(snapshot, selection, by, stage_code)
    if firms:
        return waits
    rows = [
        [*group, outcome, step.time, step.at_risk, step.events, *chance]
        for group, followed in _groups(waits, by)
        for outcome in OUTCOMES
        for step in cumulative_incidence(followed, outcome)
        for chance in [(step.probability, *step.interval) if len(followed) >= FEWEST else (None, None, None)]
    ]
    columns = ["outcome", "years", "at_risk", "firms", *_CHANCE]
    return _table(rows, [*_keys(by), *columns], _CHANCE)


@remembered
def time_to_next_stage_medians(
    snapshot: Snapshot,
    selection: Selection,
    *,
    by: str | None = None,
    stage_code: str | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """After how many years half of the firms that enter a stage have reached a higher one.

    One row per stage below the highest, with `by` (cohort, district or industry) per stage and group, its columns
    first as in time_to_next_stage: stage_code, firms (that entered), promoted, left, censored (still waiting on the
    as-of date; these three add up to firms), median_years (when the probability of promoted reaches 0.5), ci_low and
    ci_high (95 %: from when and until when its pointwise interval holds 0.5). A missing median is not reached: fewer
    than half rise within the time followed, the others have left or wait; a missing bound likewise. Where all rise at
    once, without an interval, ci_low is the median. Of fewer than 10 firms only the counts are told. `firms`: as in
    time_to_next_stage.
    Raises EmptySelection when no firm is selected, WrongUsage for an unknown `by`. Source: marts.stage_waits.
    """
    waits = _waits(snapshot, selection, by, stage_code)
    if firms:
        return waits
    rows = []
    for group, followed in _groups(waits, by):
        ended = [each.outcome for each in followed]
        steps = cumulative_incidence(followed, "promoted") if len(followed) >= FEWEST else []
        counts = [ended.count(outcome) for outcome in (*OUTCOMES, "censored")]
        rows.append([*group, len(followed), *counts, *time_reached(steps)])
    return _table(rows, [*_keys(by), "firms", *OUTCOMES, "censored", *_MEDIAN], _MEDIAN)


_CHANCE = ["probability", "ci_low", "ci_high"]
_MEDIAN = ["median_years", "ci_low", "ci_high"]


def _waits(snapshot: Snapshot, selection: Selection, by: str | None, stage_code: str | None) -> pd.DataFrame:
    if by is not None and by not in GROUPS:
        raise WrongUsage("unknown_value", option="--by", value=by, known=", ".join(GROUPS))
    waits = kept(snapshot, selection, _WAITS, _Wait._make)
    rows = [
        (*each[:8], *each.followed(selection.as_of))
        for each in waits
        if each.entered_on <= selection.as_of
        and (not selection.stages or each.stage_code in selection.stages)
        and stage_code in (None, each.stage_code)
    ]
    return table(rows, FIRM | _FOLLOWED)


class _Wait(NamedTuple):
    firm_id: str
    firm_name: str
    district: str
    stage_code: str
    programme_code: str
    cohort: str
    industry_code: str | None
    entered_on: date
    seen_on: date
    promoted_on: date
    gone_on: date
    earlier_years: int

    def followed(self, day: date) -> tuple[date, str, float, float, bool]:
        """Until when, how that ended, years from the entry until then and until it was seen, whether it came late."""
        until = min(day, self.promoted_on, self.gone_on)
        outcome = "censored"
        if self.promoted_on <= min(day, self.gone_on):
            outcome = "promoted"
        elif self.gone_on <= day:
            outcome = "left"
        years, entry_years = (self._years(each) for each in (until, self.seen_on))
        return until, outcome, years, entry_years, self.earlier_years > 0 or self.seen_on > self.entered_on

    def _years(self, day: date) -> float:
        return round((day - self.entered_on).days / _DAYS_OF_A_YEAR + self.earlier_years, 3)


def _keys(by: str | None) -> list[str]:
    return ["stage_code", *(GROUPS[by] if by else [])]


def _groups(waits: pd.DataFrame, by: str | None) -> Iterator[tuple[list[Any], list[Followed]]]:
    """Each group's codes and firms, in order of stage and then of who entered first."""
    found: dict[tuple[Any, ...], list[Followed]] = {}
    keys = zip(*(waits[name].tolist() for name in _keys(by)), strict=True)
    times = zip(*(waits[name].tolist() for name in ("entry_years", "years", "outcome")), strict=True)
    for key, followed in zip(keys, times, strict=True):
        found.setdefault(key, []).append(Followed(*followed))
    yield from ((list(key), followed) for key, followed in found.items())


def _table(rows: list[list[Any]], columns: list[str], numbers: list[str]) -> pd.DataFrame:
    # said aloud: a column of None alone would be of no kind
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(numbers, "float64"))
