"""What is missing to decide whether a firm is ready: whom to ask for which figure of which year."""

from bisect import bisect_left
from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from metrics.judged import Criterion, Entrants, Judged, judge
from metrics.selection import Selection
from metrics.tables import FIRM, table
from metrics.thresholds import overrides_of
from metrics.weighed import ways_of
from warehouse import Snapshot

# Of one year: all years together are too many rows to keep
_MISSING = """
SELECT firm_id, criterion, measure, part_year
FROM marts.criterion_parts
WHERE fiscal_year = $year AND value IS NULL
ORDER BY firm_id, criterion
"""
_OF_INDUSTRY = ("knowledge services", "industry is not knowledge services")
_ROW = FIRM | {
    **{"held_stage": "object", "measure": "object", "year": "Int64", "stage_code": "object"},
    **dict.fromkeys(("programmes", "criteria", "firm_gaps"), "Int64"),
}


class _Gap(NamedTuple):
    nth: int  # the firm's place
    year: int | None
    measure: str


def readiness_missing(
    snapshot: Snapshot, selection: Selection, *, stage_code: str | None = None, thresholds: str | None = None
) -> pd.DataFrame:
    """Figures that are missing to decide whether a firm meets the criteria of a programme that it could enter.

    One row per firm, figure and year, firms that lack the fewest first: firm_id, firm_name, district, held_stage (the
    highest on the as-of date, none), measure (sales_krw, rnd_krw, staff, exports_usd, krw_per_usd; industry, where it
    decides which criteria hold; certificate, where a criterion holds for certified firms only), year (of the figure;
    missing for industry and certificate), stage_code (the lowest stage that waits for it), programmes and criteria
    (that wait for it), firm_gaps (rows of this firm). Only of programmes for which the firm is unknown in readiness,
    and only criteria that could still decide: what fails on another criterion is not worth asking, and of criteria of
    which one suffices none is asked once one is met. Years before the founding are not asked.
    `stage_code` keeps a stage to enter, `thresholds` as in readiness_criteria.
    Raises EmptySelection when no firm is selected, WrongUsage for thresholds that mean nothing.
    Source: marts.criterion_parts, criterion_values, criterion_conditions, criteria, holdings.
    """
    entrants = Entrants(snapshot, selection)
    gaps: dict[_Gap, list[Criterion]] = {}
    for criteria in judge(snapshot, selection, entrants, overrides_of(snapshot, thresholds)).values():
        if stage_code in (None, criteria[0].criterion.stage_code):
            for judged, firms in _hanging(entrants, criteria):
                parts = [] if judged.year is None or not firms else snapshot.rows(_MISSING, year=judged.year)
                for nth in firms:
                    for measure, year in _lacking(parts, entrants.ids[nth], nth, judged):
                        gaps.setdefault(_Gap(nth, year, measure), []).append(judged.criterion)
    many = Counter(gap.nth for gap in gaps)
    rows = [
        (*entrants.firms[gap.nth], entrants.held[gap.nth], gap.measure, gap.year, *_waiting(waiting), many[gap.nth])
        for gap, waiting in gaps.items()
    ]
    last = date.max.year  # what is of no year comes after the years
    rows.sort(key=lambda row: (row[-1], row[1], row[0], row[5] or last, row[4]))
    return table(rows, _ROW)


def _hanging(entrants: Entrants, criteria: list[Judged]) -> list[tuple[Judged, list[int]]]:
    """The criteria that could still decide, each with the places of firms: of ways alive and requirements not met."""
    ways = ways_of(criteria)
    is_complete = np.logical_or.reduce([(way.not_met == 0) & (way.unknown == 0) for way in ways])
    may_enter = criteria[0].criterion.rank > entrants.ranks
    found = []
    for way in ways:
        is_alive = may_enter & ~is_complete & (way.not_met == 0) & (way.unknown > 0)
        for requirement in way.requirements:
            for judged in requirement.parts:
                is_hanging = is_alive & ~requirement.is_met & ~judged.is_met & ~judged.is_missed
                found.append((judged, np.flatnonzero(is_hanging).tolist()))
    return found


def _lacking(parts: list[tuple[Any, ...]], firm: str, nth: int, judged: Judged) -> list[tuple[str, int | None]]:
    """The figures, each of a year, that the criterion waits for; `parts` are in order of firms and criteria."""
    known, lacking = judged.known[nth], []
    if known and not known.is_too_young:
        named = judged.criterion.criterion
        first = bisect_left(parts, (firm, named))
        lacking = [row[2:] for row in parts[first : bisect_left(parts, (firm, named + "\0"), lo=first)]]
    if judged.fulfilled[nth] is None:
        of_industry = judged.criterion.condition in _OF_INDUSTRY
        return [*lacking, ("industry" if of_industry else "certificate", None)]
    return lacking


def _waiting(criteria: list[Criterion]) -> tuple[str, int, int]:
    lowest = min(criteria, key=lambda each: each.rank).stage_code
    return lowest, len({each.programme_code for each in criteria}), len({each.criterion for each in criteria})
