"""What firms reported of a year: sales, profit, staff, R&D, rights, products; and who has not reported."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# Years that have ended by the as-of date; a stage filter asks for the highest stage on 31 December.
_YEARS = """
WITH measures AS (
  SELECT measure, unit, nth
  FROM (
    VALUES
      ('sales_krw', 'krw', 1),
      ('operating_profit_krw', 'krw', 2),
      ('staff', 'people', 3),
      ('rnd_krw', 'krw', 4),
      ('rnd_share', 'share', 5),
      ('ip_filed', 'count', 6),
      ('ip_registered', 'count', 7),
      ('prototypes', 'count', 8),
      ('commercialisations', 'count', 9),
      ('commercialisation_sales_krw', 'krw', 10),
      ('overseas_certifications', 'count', 11)
  ) AS listed(measure, unit, nth)
),
reported AS (
  SELECT
    measure,
    fiscal_year AS year,
    sum(value) AS total,
    median(value) AS median,
    quantile_cont(value, 0.25) AS p25,
    quantile_cont(value, 0.75) AS p75,
    count(value) AS firms,
    count(*) FILTER (WHERE is_expected) AS expected,
    count(value) FILTER (WHERE is_expected) AS responding,
    count(*) FILTER (WHERE value_before IS NOT NULL AND value IS NOT NULL) AS in_both,
    sum(value) FILTER (WHERE value_before IS NOT NULL) AS total_of_both,
    sum(value_before) FILTER (WHERE value IS NOT NULL) AS total_before
  FROM marts.outcome_values
  SEMI JOIN selected_firms($selection) USING (firm_id)
  WHERE make_date(fiscal_year, 12, 31) <= $as_of
    AND ($years IS NULL OR list_contains($years, fiscal_year))
    AND ($measure IS NULL OR measure = $measure)
    AND ($stages IS NULL OR list_contains($stages, stage_code))
  GROUP BY measure, fiscal_year
),
years AS (
  -- a year in which nobody selected was expected or reported is a year too
  SELECT DISTINCT fiscal_year AS year
  FROM marts.outcome_values
  WHERE make_date(fiscal_year, 12, 31) <= $as_of AND ($years IS NULL OR list_contains($years, fiscal_year))
)
SELECT
  measure,
  year,
  CASE WHEN unit <> 'share' THEN CAST(round(total) AS BIGINT) END AS sum,
  median,
  p25,
  p75,
  coalesce(firms, 0) AS reporting_firms,
  coalesce(expected, 0) AS expected_firms,
  CAST(responding AS DOUBLE) / nullif(expected, 0) AS response_rate,
  coalesce(responding, 0) AS responding_firms,
  coalesce(in_both, 0) AS firms_in_both_years,
  CASE WHEN unit <> 'share' AND total_before > 0 THEN (total_of_both - total_before) / total_before END AS yoy_rate,
  unit
FROM measures
CROSS JOIN years
LEFT JOIN reported USING (measure, year)
WHERE $measure IS NULL OR measure = $measure
ORDER BY nth, year
"""

_CELLS = """
SELECT
  firm_id,
  firm_name,
  district,
  stage_code,
  fiscal_year AS year,
  measure,
  value,
  is_expected
FROM marts.outcome_values
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE (value IS NOT NULL OR is_expected)
  AND make_date(fiscal_year, 12, 31) <= $as_of
  AND ($years IS NULL OR list_contains($years, fiscal_year))
  AND ($measure IS NULL OR measure = $measure)
  AND ($stages IS NULL OR list_contains($stages, stage_code))
ORDER BY measure, fiscal_year, firm_name, firm_id
"""


def outcomes_by_year(
    snapshot: Snapshot, selection: Selection, *, measure: str | None = None, firms: bool = False
) -> pd.DataFrame:
    """What firms reported of each year: sum, median, quartiles, and how many of those expected reported it.

    One row per measure and fiscal year, from the first to the last year reported, that ended by the as-of
    date: measure, year, sum (to the whole unit), median, p25, p75 (interpolated), reporting_firms (with a
    value), expected_firms (holding a stage on 31 December), response_rate (responding_firms / expected_firms, 0
    to 1), responding_firms (expected ones that reported it: others may report too), firms_in_both_years
    (reported it in this year and in the one before), yoy_rate (change of the sum over these; missing where the
    earlier sum is not above 0), unit (krw, people, count or share). Sum and rates are over firms that reported:
    what is missing is left out, never 0. rnd_share is R&D by sales of each firm, without a sum. With a stage
    filter: firms whose highest stage on 31 December it was. `measure` keeps one.
    `firms`: firm_id, firm_name, district, stage_code (on 31 December; none: held none), year, measure, value,
    is_expected. Raises EmptySelection when no firm is selected. Source: marts.outcome_values.
    """
    return ask(snapshot, selection, _CELLS if firms else _YEARS, measure=measure)


_FIRM_ROWS = """
SELECT
  firm_id,
  firm_name,
  district,
  fiscal_year AS year,
  stage_code,
  sales_krw,
  operating_profit_krw,
  staff,
  rnd_krw,
  ip_filed,
  ip_registered,
  prototypes,
  commercialisations,
  commercialisation_sales_krw,
  overseas_certifications,
  upload_id,
  source_row
FROM marts.outcomes
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE make_date(fiscal_year, 12, 31) <= $as_of
  AND ($firm_id IS NULL OR firm_id = $firm_id)
  AND ($years IS NULL OR list_contains($years, fiscal_year))
  AND ($stages IS NULL OR list_contains($stages, stage_code))
ORDER BY firm_name, firm_id, fiscal_year
"""


def firm_outcomes(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """The reports behind a firm's figures, with the uploaded row that each comes from.

    One row per firm and fiscal year that ended by the as-of date: firm_id, firm_name, district, year, stage_code
    (the highest on 31 December; none: held none), sales_krw, operating_profit_krw, staff, rnd_krw, ip_filed,
    ip_registered, prototypes, commercialisations, commercialisation_sales_krw, overseas_certifications (missing
    where not reported), upload_id, source_row. `firm_id` keeps one firm.
    Raises EmptySelection when no firm is selected. Source: marts.outcomes.
    """
    return ask(snapshot, selection, _FIRM_ROWS, firm_id=firm_id)
