"""Which firms meet the criteria of the stages above them: each criterion, each programme, how many firms."""

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from metrics.asking import remembered
from metrics.judged import Entrants, Judged, criteria_known, judge
from metrics.selection import Selection
from metrics.tables import FIRM, table
from metrics.thresholds import overrides_of
from metrics.weighed import nearest_of, ways_of
from warehouse import Snapshot

STATES = ("ready", "one_away", "unknown", "not_ready")

_PROGRAMMES = """
SELECT programme_code, stage_code, rank, valid_from, coalesce(valid_to, DATE '9999-12-31') AS valid_to
FROM marts.programmes
INNER JOIN marts.stages USING (stage_code)
ORDER BY rank, programme_code
"""
_ENTRY = FIRM | dict.fromkeys(("held_stage", "stage_code", "programme_code"), "object") | {"steps_up": "Int64"}
_CRITERION = _ENTRY | {
    **dict.fromkeys(("alternative", "any_of", "criterion", "condition", "operator"), "object"),
    **{"threshold": "float64", "unit": "object", "value": "float64", "year": "Int64"},
    **{"margin": "float64", "margin_share": "float64", "criterion_state": "object", "unknown_because": "object"},
    **{"years_needed": "Int64", "years_known": "Int64", "missing_measure": "object", "source": "object"},
}
_VERDICT = _ENTRY | {
    **{"readiness_state": "object", "met": "Int64", "not_met": "Int64", "unknown": "Int64", "needed": "Int64"},
    **{"tightest_criterion": "object", "room": "float64", "room_share": "float64", "unit": "object"},
    **{"is_outgrown": "boolean"},
}
_OPEN = {"stage_code": "object", "programme_code": "object", "criteria": "int64", "candidate_firms": "int64"}
_BEHIND = ["firm_id", "firm_name", "district", "held_stage", "stage_code", "programme_code", "readiness_state"]


def readiness_criteria(
    snapshot: Snapshot,
    selection: Selection,
    *,
    firm_id: str | None = None,
    stage_code: str | None = None,
    thresholds: str | None = None,
) -> pd.DataFrame:
    """Each criterion in force on the as-of date beside the value of each firm that could enter the programme next.

    Could enter: firms that hold no stage or a lower one, every programme of a higher stage that is open on the day
    and has criteria (stages may be skipped); not those that the register calls closed or moved away today.
    One row per firm, programme, alternative and criterion, the next stage first: firm_id, firm_name, district,
    held_stage (the highest on the day, none), stage_code, programme_code, steps_up (1 = the next stage), alternative
    (`*` = with every alternative), any_of (of the rows that share it one suffices), criterion, condition, operator,
    threshold, unit (krw, usd, people, share), value, year (which the value speaks of: the last one reported by
    anybody, for exports wholly covered, that ended by the as-of date), margin (value - threshold), margin_share (of
    the threshold), criterion_state (met, not_met, unknown), unknown_because (missing, too_young = founded later than
    the years needed, no_base = sales of 0 or less, condition = nobody knows whether it holds for the firm, no_figures,
    other_unit, other_comparison), years_needed, years_known, missing_measure (several: more than one), source.
    Alternatives whose condition is known not to hold are left out unless there is no other.
    `thresholds` tries others: name=value joined by commas, a name being programme:alternative:criterion:operator.
    A stage filter keeps firms that have held it; `stage_code` keeps a stage to enter.
    Raises EmptySelection when no firm is selected, WrongUsage for thresholds that mean nothing.
    Source: marts.criterion_values, marts.criterion_conditions, marts.criteria, marts.holdings.
    """
    entrants = Entrants(snapshot, selection, firm_id)
    rows = []
    for criteria in judge(snapshot, selection, entrants, overrides_of(snapshot, thresholds)).values():
        if stage_code in (None, criteria[0].criterion.stage_code):
            rows += _shown(entrants, criteria)
    rows.sort(key=lambda row: (row[6], row[1], row[0], row[5]))  # those of a programme stand in order
    return table(rows, _CRITERION)


def _shown(entrants: Entrants, criteria: list[Judged]) -> list[tuple[Any, ...]]:
    """The rows of one programme, without alternatives that are known not to be the firm's unless there is no other."""
    ways: dict[str, Any] = {}
    for each in criteria:
        if (alternative := each.criterion.alternative) != "*":
            ways[alternative] = ways.get(alternative, False) | each.is_barred
    has_no_other = np.logical_and.reduce(list(ways.values()))
    rows = []
    for each in criteria:
        rank, alternative = each.criterion.rank, each.criterion.alternative
        is_shown = rank > entrants.ranks
        if alternative != "*":
            is_shown &= ~ways[alternative] | has_no_other
        for nth in np.flatnonzero(is_shown).tolist():
            rows.append((*entrants.entry(nth, each.criterion), *each.told_of(nth)))
    return rows


def readiness(
    snapshot: Snapshot, selection: Selection, *, stage_code: str | None = None, thresholds: str | None = None
) -> pd.DataFrame:
    """Whether each firm meets the criteria of each programme that it could enter, from the criteria alone.

    One row per firm and programme as in readiness_criteria: firm_id, firm_name, district, held_stage, stage_code,
    programme_code, steps_up, readiness_state, met, not_met, unknown, needed (requirements of the alternative that
    comes nearest; met + not_met + unknown = needed; criteria that share any_of are one requirement),
    tightest_criterion (the known requirement with the least room; when one away, the one that lacks), room (how far
    its value is on the right side of the threshold, in its unit; below 0 it lacks), room_share (of the threshold),
    unit, is_outgrown (above an upper limit). readiness_state: ready = every requirement of some alternative is met;
    unknown = none lacks and something is not known; one_away = all known, exactly one not met, and that no upper
    limit; else not_ready. In this order, then by steps_up, not_met, unknown, room_share: no score.
    Raises EmptySelection when no firm is selected, WrongUsage for thresholds that mean nothing.
    Source: marts.criterion_values, marts.criterion_conditions, marts.criteria, marts.holdings.
    """
    found = _verdicts(snapshot, selection, thresholds=thresholds or None)
    return found if stage_code is None else found[found["stage_code"] == stage_code].reset_index(drop=True)


@remembered
def _verdicts(opened: Snapshot, selection: Selection, *, thresholds: str | None) -> pd.DataFrame:
    entrants = Entrants(opened, selection)
    rows: list[tuple[Any, ...]] = []
    for criteria in judge(opened, selection, entrants, overrides_of(opened, thresholds)).values():
        rows += _of_programme(entrants, criteria)
    rows.sort(key=_place)
    return table(rows, _VERDICT)


def _of_programme(entrants: Entrants, criteria: list[Judged]) -> list[tuple[Any, ...]]:
    ways = ways_of(criteria)
    nearest = nearest_of(ways).tolist()
    rows = []
    for nth in np.flatnonzero(criteria[0].criterion.rank > entrants.ranks).tolist():
        way = ways[nearest[nth]]
        met, not_met, unknown = int(way.met[nth]), int(way.not_met[nth]), int(way.unknown[nth])
        is_outgrown, tightest = bool(way.is_outgrown[nth]), way.tightest_of(nth)
        state = _state(not_met, unknown, may_be_one_away=not (way.is_barred[nth] or is_outgrown))
        room = tightest.room_of(nth) if tightest else (None,) * 4
        entry = entrants.entry(nth, criteria[0].criterion)
        rows.append((*entry, state, met, not_met, unknown, way.needed, *room, is_outgrown))
    return rows


def _state(not_met: int, unknown: int, *, may_be_one_away: bool) -> str:
    if not_met == 0:
        return "unknown" if unknown else "ready"
    return "one_away" if not_met == 1 and unknown == 0 and may_be_one_away else "not_ready"


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    firm_id, firm_name, _, _, _, programme, steps_up, state, _, not_met, unknown, _, _, _, share, *_ = row
    most_room = (1, 0.0) if share is None else (0, -round(share, 9))
    return STATES.index(state), steps_up, not_met, unknown, most_room, firm_name, firm_id, programme


def readiness_counts(
    snapshot: Snapshot, selection: Selection, *, thresholds: str | None = None, firms: bool = False
) -> pd.DataFrame:
    """How many firms are ready for each programme that is open on the as-of date.

    One row per open programme, by stage: stage_code, programme_code, criteria (rows in force), candidate_firms (that
    could enter, as in readiness_criteria), ready, one_away, unknown, not_ready (firms; they add up to
    candidate_firms).
    Of a programme without any criterion in the reference all candidates are unknown.
    `firms`: firm_id, firm_name, district, held_stage, stage_code, programme_code, readiness_state.
    Raises EmptySelection when no firm is selected, WrongUsage for thresholds that mean nothing.
    Source: marts.criterion_values, criterion_conditions, criteria, programmes, holdings.
    """
    known = readiness(snapshot, selection, thresholds=thresholds)
    entrants, asked = Entrants(snapshot, selection), Counter()
    for each in criteria_known(snapshot):
        asked[each.programme_code] += each.valid_from <= selection.as_of <= each.valid_to
    is_open = [row[:3] for row in snapshot.rows(_PROGRAMMES) if row[3] <= selection.as_of <= row[4]]
    if firms:
        without = [
            (*entrants.firms[nth], entrants.held[nth], stage, programme, "unknown")
            for programme, stage, rank in is_open
            if not asked[programme]
            for nth in np.flatnonzero(rank > entrants.ranks).tolist()
        ]
        return pd.concat([known[_BEHIND], table(without, dict.fromkeys(_BEHIND, "object"))], ignore_index=True)
    rows = [(stage, code, asked[code], int((rank > entrants.ranks).sum())) for code, stage, rank in is_open]
    found = table(rows, _OPEN)
    counted = known.groupby(["programme_code", "readiness_state"]).size()
    for state in STATES:
        found[state] = [int(counted.get((code, state), 0)) for code in found["programme_code"]]
    found.loc[found["criteria"] == 0, "unknown"] = found["candidate_firms"]
    return found[["stage_code", "programme_code", "criteria", "candidate_firms", *STATES]]
