"""Who has reported what, of those expected to; and money that waits for a firm."""

import pandas as pd

from metrics.asking import ask, ask_plainly
from metrics.selection import Selection
from warehouse import Snapshot

_GRID = """
SELECT
  firm_id,
  firm_name,
  district,
  stage_code,
  fiscal_year,
  measure,
  value IS NOT NULL AS is_reported
FROM marts.outcome_values
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE is_expected
  AND measure <> 'rnd_share'
  AND make_date(fiscal_year, 12, 31) <= $as_of
  AND ($years IS NULL OR list_contains($years, fiscal_year))
  AND ($measure IS NULL OR measure = $measure)
  AND ($stages IS NULL OR list_contains($stages, stage_code))
ORDER BY firm_name, firm_id, fiscal_year, measure
"""

_SILENT = """
WITH years AS (
  SELECT
    firm_id,
    fiscal_year,
    stage_code,
    is_expected,
    count(value) = 0 AS is_silent,
    max(CASE WHEN count(value) > 0 THEN fiscal_year END) OVER (PARTITION BY firm_id) AS last_reported_year
  FROM marts.outcome_values
  GROUP BY firm_id, fiscal_year, stage_code, is_expected
)
SELECT
  firm_id,
  firm_name,
  district,
  stage_code,
  fiscal_year,
  last_reported_year
FROM years
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE is_expected
  AND is_silent
  AND make_date(fiscal_year, 12, 31) <= $as_of
  AND ($years IS NULL OR list_contains($years, fiscal_year))
  AND ($stages IS NULL OR list_contains($stages, stage_code))
ORDER BY fiscal_year DESC, firm_name, firm_id
"""

_UNCLAIMED = """
SELECT
  'exports' AS source,
  business_no,
  written_name,
  year(first_month) AS first_year,
  year(last_month) AS last_year,
  export_rows AS rows,
  exports_usd
FROM marts.exports_unclaimed
UNION ALL
SELECT 'outcomes', business_no, written_name, first_year, last_year, outcome_rows, NULL
FROM marts.outcomes_unclaimed
UNION ALL
SELECT 'participation', business_no, written_name, first_year, last_year, participation_rows, NULL
FROM marts.participations_unclaimed
ORDER BY source, exports_usd DESC NULLS LAST, business_no
"""


def report_grid(snapshot: Snapshot, selection: Selection, *, measure: str | None = None) -> pd.DataFrame:
    """Which measures each firm reported of each year in which it was expected to.

    One row per firm, fiscal year and measure: firm_id, firm_name, district, stage_code (the highest on 31
    December), fiscal_year, measure, is_reported. Expected: firms that held a stage on 31 December, with a stage
    filter one of these; from the first to the last year that anybody reported, that ended by the as-of date. `measure`
    keeps one. Raises EmptySelection when no firm is selected. Source: marts.outcome_values.
    """
    return ask(snapshot, selection, _GRID, measure=measure)


def not_reported(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """Firms that were expected to report a year and reported no measure of it.

    One row per firm and fiscal year, the latest year first: firm_id, firm_name, district, stage_code (the
    highest on 31 December), fiscal_year, last_reported_year (the last year that it ever reported anything of,
    missing where none). Expected as in report_grid. Raises EmptySelection when no firm is selected.
    Source: marts.outcome_values.
    """
    return ask(snapshot, selection, _SILENT)


def unclaimed_numbers(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """Business numbers in money files that no firm bears: kept apart and counted nowhere until one claims them.

    One row per source and number, the largest exports first: source (exports, outcomes or participation),
    business_no, written_name (as written beside it), first_year, last_year, rows, exports_usd (missing but for
    exports). Whatever the as-of date and the filters.
    Source: marts.exports_unclaimed, marts.outcomes_unclaimed, marts.participations_unclaimed.
    """
    return ask_plainly(snapshot, selection, _UNCLAIMED)
