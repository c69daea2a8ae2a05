"""Members that have sunk below what their own stage asks of those who enter."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

_BELOW = """
WITH members AS (
  -- the programme by which it stands in its stage: the one begun last
  SELECT
    firm_id,
    stage_code,
    holdings.rank,
    holdings.starts_on,
    arg_max(programme_code, (spells.starts_on, programme_code)) AS programme_code
  FROM marts.holdings
  INNER JOIN marts.spells USING (firm_id, stage_code)
  WHERE $as_of BETWEEN holdings.starts_on AND holdings.ends_on
    AND spells.starts_on BETWEEN holdings.starts_on AND $as_of
    AND ($stages IS NULL OR list_contains($stages, stage_code))
  GROUP BY firm_id, stage_code, holdings.rank, holdings.starts_on
),
in_force AS (
  -- of a programme that has closed, what held on its last day
  SELECT programme_code, alternative, any_of, criterion, operator, criteria.value AS threshold, unit, condition
  FROM marts.criteria
  INNER JOIN marts.programmes USING (programme_code)
  WHERE least($as_of, coalesce(programmes.valid_to, $as_of))
    BETWEEN criteria.valid_from AND coalesce(criteria.valid_to, DATE '9999-12-31')
),
asked AS (
  SELECT members.*, in_force.* EXCLUDE (programme_code), condition IS NULL OR is_fulfilled AS is_asked
  FROM members
  INNER JOIN in_force USING (programme_code)
  LEFT JOIN marts.criterion_conditions AS conditions USING (firm_id, condition)
),
rules AS (
  -- without the alternatives that are known not to be the firm's
  SELECT asked.*
  FROM asked
  ANTI JOIN (SELECT firm_id, stage_code, alternative FROM asked WHERE NOT is_asked) AS barred
    USING (firm_id, stage_code, alternative)
),
open_ways AS (
  SELECT firm_id, stage_code, count(DISTINCT alternative) AS ways
  FROM rules
  WHERE alternative <> '*'
  GROUP BY firm_id, stage_code
),
floors AS (
  -- the lowest threshold of the alternatives that may be the firm's, where each of them has one
  SELECT
    firm_id,
    stage_code,
    any_value(rank) AS rank,
    any_value(starts_on) AS starts_on,
    any_value(programme_code) AS programme_code,
    criterion,
    unit,
    greatest(
      max(threshold) FILTER (WHERE alternative = '*'),
      CASE
        WHEN count(DISTINCT CASE WHEN alternative <> '*' THEN alternative END) = any_value(ways)
          THEN min(threshold) FILTER (WHERE alternative <> '*')
      END
    ) AS floor
  FROM rules
  LEFT JOIN open_ways USING (firm_id, stage_code)
  WHERE operator IN ('>=', '>') AND any_of IS NULL
  GROUP BY firm_id, stage_code, criterion, unit
),
years AS (
  SELECT
    floors.*,
    fiscal_year,
    value,
    max(fiscal_year) OVER (PARTITION BY criterion) - fiscal_year AS years_back,
    row_number() OVER (PARTITION BY floors.firm_id, stage_code, criterion ORDER BY fiscal_year DESC) - 1 AS nth
  FROM floors
  INNER JOIN marts.criterion_values USING (firm_id, criterion, unit)
  WHERE make_date(fiscal_year, 12, 31) <= $as_of
),
run AS (
  SELECT
    *,
    bool_and(coalesce(value < floor, FALSE) AND years_back = nth AND make_date(fiscal_year, 12, 31) >= starts_on) OVER (
      PARTITION BY firm_id, stage_code, criterion
      ORDER BY fiscal_year DESC
    ) AS is_in_run
  FROM years
)
SELECT
  firm_id,
  firm_name,
  district,
  stage_code,
  programme_code,
  criterion,
  count(*) AS years_below,
  min(fiscal_year) AS since_year,
  max(fiscal_year) AS year,
  arg_max(value, fiscal_year) AS value,
  any_value(floor) AS floor,
  arg_max(value, fiscal_year) - any_value(floor) AS margin,
  (arg_max(value, fiscal_year) - any_value(floor)) / nullif(abs(any_value(floor)), 0) AS margin_share,
  lower(unit) AS unit
FROM run
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE is_in_run
GROUP BY firm_id, firm_name, district, stage_code, programme_code, criterion, unit
ORDER BY years_below DESC, round(margin_share, 9), firm_name, firm_id, criterion
"""


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
    return ask(snapshot, selection, _BELOW)
