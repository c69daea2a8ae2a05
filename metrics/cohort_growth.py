"""How sales and exports of a cohort's firms moved, each against its own year of entry."""

import pandas as pd

from metrics.asking import ask, remembered
from metrics.intervals import TOO_FEW
from metrics.selection import Selection
from warehouse import Snapshot

ALL = "all"  # every cohort of a programme together

# $firms: one row per firm instead of their number. Each firm of a cohort has its row of year 0, known or not.
_GROWTH = """
WITH followed AS (
  SELECT
    firm_id,
    firm_name,
    district,
    programme_code,
    cohort,
    rank,
    min(starts_on) OVER (PARTITION BY programme_code, cohort) AS cohort_starts_on,
    years_since,
    measure,
    CAST(value_at_entry AS DOUBLE) AS value_at_entry,
    CAST(value AS DOUBLE) AS value,
    CASE WHEN make_date(greatest(year, year - years_since), 12, 31) <= $as_of THEN growth_index END AS growth_index
  FROM marts.cohort_values
  INNER JOIN selected_firms($selection) USING (firm_id)
  WHERE starts_on <= $as_of
    AND ($stages IS NULL OR list_contains($stages, stage_code))
    AND ($programme_code IS NULL OR programme_code = $programme_code)
    AND ($cohort IS NULL OR cohort = $cohort)
    AND ($measure IS NULL OR measure = $measure)
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  programme_code,
  cohort,
  years_since,
  measure,
  max(value_at_entry) AS value_at_entry,
  max(value) AS value,
  max(growth_index) AS growth_index,
  count(growth_index) AS firms,
  CAST(
    sum(count(*) FILTER (WHERE years_since = 0)) OVER (PARTITION BY programme_code, cohort, measure) AS BIGINT
  ) AS cohort_firms,
  CASE WHEN count(growth_index) >= $too_few THEN median(growth_index) END AS median_index,
  CASE WHEN count(growth_index) >= $too_few THEN quantile_cont(growth_index, 0.25) END AS p25_index,
  CASE WHEN count(growth_index) >= $too_few THEN quantile_cont(growth_index, 0.75) END AS p75_index
FROM followed
GROUP BY 1, 2, 3, 4, 5, 6, 7, rank, cohort_starts_on
QUALIFY firms > 0
ORDER BY
  rank,
  programme_code,
  cohort <> 'all',
  cohort_starts_on,
  cohort,
  measure,
  years_since,
  firm_name,
  firm_id
"""
_BEHIND = ["firm_id", "firm_name", "district", "value_at_entry", "value", "growth_index"]
_COUNTED = ["firms", "cohort_firms", "median_index", "p25_index", "p75_index"]


@remembered
def cohort_growth(
    snapshot: Snapshot,
    selection: Selection,
    *,
    programme_code: str | None = None,
    cohort: str | None = None,
    measure: str | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Sales and exports of a cohort's firms in the years around their entry, each firm's year of entry = 100.

    One row per programme, cohort, measure and calendar year counted from that of the designation, in order of stage
    and start: programme_code, cohort (also `all`: every firm of the programme once, from its first designation in
    it), years_since (-3 to 6; 0 = the year of the designation), measure (exports_usd, sales_krw), firms (with a
    value of that year and one above 0 of the year of entry), cohort_firms (all of the cohort), median_index,
    p25_index, p75_index (interpolated, of 100 · value / value of the year of entry; missing below 5 firms). Only
    years that ended by the as-of date; of exports only those whose twelve months files cover, so that a part year
    stands beside no whole one. What no file says of a firm is left out, never 0: compare firms. `programme_code`,
    `cohort` and `measure` keep one. `firms`: firm_id, firm_name, district, programme_code, cohort, years_since,
    measure, value_at_entry, value, growth_index. Raises EmptySelection when no firm is selected.
    Source: marts.cohort_values.
    """
    own = {"programme_code": programme_code, "cohort": cohort, "measure": measure, "too_few": TOO_FEW}
    found = ask(snapshot, selection, _GROWTH, firms=firms, **own)
    return found.drop(columns=_COUNTED if firms else _BEHIND)
