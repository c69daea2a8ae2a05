"""Which firms meet the criteria of the stages above them: each criterion, each programme, how many firms."""

import pandas as pd

from metrics.asking import ask, ask_plainly
from metrics.selection import Selection
from metrics.thresholds import overrides_of
from warehouse import Snapshot

STATES = ("ready", "one_away", "unknown", "not_ready")

_CRITERIA = """
WITH judged AS (
  SELECT *, bool_or(is_barred) OVER of_alternative AS is_other_way
  FROM judged_criteria($selection, $overrides)
  WHERE ($firm_id IS NULL OR firm_id = $firm_id) AND ($stage_code IS NULL OR stage_code = $stage_code)
  WINDOW of_alternative AS (PARTITION BY firm_id, programme_code, alternative)
)
SELECT
  firm_id,
  firm_name,
  district,
  held_stage,
  stage_code,
  programme_code,
  steps_up,
  alternative,
  any_of,
  criterion,
  condition,
  operator,
  threshold,
  lower(unit) AS unit,
  value,
  fiscal_year AS year,
  value - threshold AS margin,
  (value - threshold) / nullif(abs(threshold), 0) AS margin_share,
  criterion_state,
  CASE
    WHEN criterion_state <> 'unknown' THEN NULL
    WHEN years_needed IS NULL THEN 'no_figures'
    WHEN value IS NULL AND is_too_young THEN 'too_young'
    WHEN value IS NULL AND years_known < years_needed THEN 'missing'
    WHEN value IS NULL THEN 'no_base'
    WHEN NOT is_same_unit THEN 'other_unit'
    WHEN is_reached IS NULL THEN 'other_comparison'
    ELSE 'condition'
  END AS unknown_because,
  years_needed,
  years_known,
  missing_measure,
  source
FROM judged
-- an alternative that is known not to be this firm's is not shown, unless there is no other
QUALIFY alternative = '*'
  OR NOT is_other_way
  OR bool_and(alternative = '*' OR is_other_way) OVER (PARTITION BY firm_id, programme_code)
ORDER BY
  steps_up,
  firm_name,
  firm_id,
  programme_code,
  alternative = '*',
  alternative,
  any_of NULLS FIRST,
  criterion,
  operator DESC
"""

_READINESS = """
WITH nearest AS (
  SELECT
    firm_id,
    programme_code,
    arg_min(alternative, (is_barred, not_met, unknown, is_outgrown, alternative)) AS alternative
  FROM weighed_alternatives($selection, $overrides)
  WHERE $stage_code IS NULL OR stage_code = $stage_code
  GROUP BY firm_id, programme_code
),
best AS (
  SELECT
    *,
    CASE
      WHEN not_met = 0 AND unknown = 0 THEN 'ready'
      WHEN not_met = 0 THEN 'unknown'
      WHEN not_met = 1 AND unknown = 0 AND NOT is_barred AND NOT is_outgrown THEN 'one_away'
      ELSE 'not_ready'
    END AS readiness_state
  FROM weighed_alternatives($selection, $overrides)
  SEMI JOIN nearest USING (firm_id, programme_code, alternative)
)
SELECT
  firm_id,
  firm_name,
  district,
  held_stage,
  stage_code,
  programme_code,
  steps_up,
  readiness_state,
  met,
  not_met,
  unknown,
  needed,
  tightest.criterion AS tightest_criterion,
  tightest.room AS room,
  tightest.share AS room_share,
  lower(tightest.unit) AS unit,
  is_outgrown
FROM best
ORDER BY
  list_position(['ready', 'one_away', 'unknown', 'not_ready'], readiness_state),
  steps_up,
  not_met,
  unknown,
  round(room_share, 9) DESC NULLS LAST,
  firm_name,
  firm_id,
  programme_code
"""

# $firms: one row per firm instead of their number
_CANDIDATES = """
WITH held AS (
  SELECT firm_id, arg_max(stage_code, rank) AS held_stage, max(rank) AS held_rank
  FROM marts.holdings
  WHERE $as_of BETWEEN starts_on AND ends_on
  GROUP BY firm_id
),
open_programmes AS (
  SELECT programme_code, stage_code, rank, count(criterion) AS criteria
  FROM marts.programmes
  INNER JOIN marts.stages USING (stage_code)
  LEFT JOIN (
    SELECT programme_code, criterion
    FROM marts.criteria
    WHERE $as_of >= valid_from AND (valid_to IS NULL OR $as_of <= valid_to)
  ) AS in_force USING (programme_code)
  WHERE $as_of >= valid_from AND (valid_to IS NULL OR $as_of <= valid_to)
  GROUP BY programme_code, stage_code, rank
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN chosen.firm_name END AS firm_name,
  CASE WHEN $firms THEN chosen.district END AS district,
  CASE WHEN $firms THEN coalesce(held_stage, 'none') END AS held_stage,
  stage_code,
  programme_code,
  criteria,
  count(firm_id) AS candidate_firms
FROM open_programmes
LEFT JOIN (
  selected_firms($selection) AS chosen
  INNER JOIN marts.firms AS register USING (firm_id)
  LEFT JOIN held USING (firm_id)
) ON rank > coalesce(held_rank, 0) AND (status IS NULL OR status NOT IN ('closed', 'moved'))
GROUP BY 1, 2, 3, 4, 5, 6, 7, rank
ORDER BY rank, programme_code, firm_name, firm_id
"""


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
    Source: marts.criterion_checks, marts.holdings.
    """
    asked = {"firm_id": firm_id, "stage_code": stage_code, "overrides": overrides_of(snapshot, thresholds)}
    return ask(snapshot, selection, _CRITERIA, **asked)


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
    Source: marts.criterion_checks, marts.holdings.
    """
    asked = {"stage_code": stage_code, "overrides": overrides_of(snapshot, thresholds)}
    return ask(snapshot, selection, _READINESS, **asked)


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
    Source: marts.criterion_checks, marts.programmes, marts.holdings.
    """
    known = readiness(snapshot, selection, thresholds=thresholds)
    found = ask_plainly(snapshot, selection, _CANDIDATES, firms=firms)
    if firms:
        without = found[(found["criteria"] == 0) & found["firm_id"].notna()].assign(readiness_state="unknown")
        return pd.concat([known, without], ignore_index=True)[_BEHIND]
    counted = known.groupby(["programme_code", "readiness_state"]).size()
    for state in STATES:
        found[state] = [int(counted.get((code, state), 0)) for code in found["programme_code"]]
    found.loc[found["criteria"] == 0, "unknown"] = found["candidate_firms"]
    return found[["stage_code", "programme_code", "criteria", "candidate_firms", *STATES]]


_BEHIND = ["firm_id", "firm_name", "district", "held_stage", "stage_code", "programme_code", "readiness_state"]
