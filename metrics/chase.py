"""What is missing to decide whether a firm is ready: whom to ask for which figure of which year."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from metrics.thresholds import overrides_of
from warehouse import Snapshot

_MISSING = """
WITH alive AS (
  -- nothing lacks and something is not known, and no other alternative is complete already
  SELECT firm_id, programme_code, alternative
  FROM weighed_alternatives($selection, $overrides)
  ANTI JOIN (
    SELECT firm_id, programme_code
    FROM weighed_alternatives($selection, $overrides)
    WHERE not_met = 0 AND unknown = 0
  ) AS complete USING (firm_id, programme_code)
  WHERE not_met = 0
    AND unknown > 0
    AND ($stage_code IS NULL OR stage_code = $stage_code)
),
waiting AS (
  SELECT
    judged.firm_id,
    judged.firm_name,
    judged.district,
    judged.held_stage,
    judged.stage_code,
    judged.rank,
    judged.programme_code,
    judged.criterion,
    judged.condition,
    judged.fiscal_year,
    judged.is_fulfilled,
    judged.is_too_young,
    judged.criterion_state,
    alive.alternative,
    coalesce('any of ' || any_of, criterion || operator) AS requirement
  FROM judged_criteria($selection, $overrides) AS judged
  INNER JOIN alive
    ON alive.firm_id = judged.firm_id
    AND alive.programme_code = judged.programme_code
    AND judged.alternative IN ('*', alive.alternative)
  WHERE judged.criterion_state IN ('unknown', 'met')
),
hanging AS (
  SELECT waiting.*
  FROM waiting
  -- of criteria of which one suffices none is met
  ANTI JOIN (SELECT * FROM waiting WHERE criterion_state = 'met') AS met
    USING (firm_id, programme_code, alternative, requirement)
  WHERE waiting.criterion_state = 'unknown'
),
gaps AS (
  SELECT hanging.*, parts.measure, part_year AS year
  FROM hanging
  INNER JOIN marts.criterion_parts AS parts
    ON parts.firm_id = hanging.firm_id
    AND parts.criterion = hanging.criterion
    AND parts.fiscal_year = hanging.fiscal_year
  WHERE parts.value IS NULL AND NOT hanging.is_too_young
  UNION ALL
  SELECT
    hanging.*,
    CASE
      WHEN condition IN ('knowledge services', 'industry is not knowledge services') THEN 'industry'
      ELSE 'certificate'
    END,
    NULL
  FROM hanging
  WHERE is_fulfilled IS NULL
)
SELECT
  firm_id,
  firm_name,
  district,
  held_stage,
  measure,
  year,
  arg_min(stage_code, rank) AS stage_code,
  count(DISTINCT programme_code) AS programmes,
  count(DISTINCT criterion) AS criteria,
  count(*) OVER (PARTITION BY firm_id) AS firm_gaps
FROM gaps
GROUP BY firm_id, firm_name, district, held_stage, measure, year
ORDER BY firm_gaps, firm_name, firm_id, year NULLS LAST, measure
"""


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
    Source: marts.criterion_parts, marts.criterion_checks, marts.holdings.
    """
    asked = {"stage_code": stage_code, "overrides": overrides_of(snapshot, thresholds)}
    return ask(snapshot, selection, _MISSING, **asked)
