"""Where a series that others published breaks: it then covers something else than before."""

import pandas as pd

from metrics.asking import ask_plainly
from metrics.selection import Selection
from warehouse import Snapshot

USUAL_JUMP = 2.0  # no nation's or region's exports doubled or halved from one period to the next without a new coverage

_BREAKS = """
WITH lengths AS (
  SELECT * FROM (VALUES ('year', 12, 1), ('quarter', 3, 4), ('month', 1, 12)) AS kinds (period_kind, months, in_a_year)
),
totals AS (
  SELECT
    region,
    period_kind,
    period,
    exports_usd,
    in_a_year,
    CAST(period + to_months(months) AS DATE) > $as_of + INTERVAL 1 DAY AS is_open
  FROM marts.benchmark_totals
  INNER JOIN lengths USING (period_kind)
  WHERE period <= $as_of AND ($years IS NULL OR list_contains($years, year(period)))
),
closed AS (
  SELECT
    region,
    period_kind,
    period,
    exports_usd,
    in_a_year,
    lag(period) OVER series AS previous_period,
    lag(exports_usd) OVER series AS previous_usd
  FROM totals
  WHERE NOT is_open
  WINDOW series AS (PARTITION BY region, period_kind ORDER BY period)
),
parts AS (
  SELECT
    region,
    period_kind,
    period,
    [hs_chapter <> 'all', country <> 'all', industry <> 'all'] AS cut,
    concat_ws(' · ', nullif(hs_chapter, 'all'), nullif(country, 'all'), nullif(industry, 'all')) AS category
  FROM marts.benchmarks
  SEMI JOIN closed USING (region, period_kind, period)
  WHERE hs_chapter <> 'all' OR country <> 'all' OR industry <> 'all'
),
cut_periods AS (
  SELECT region, period_kind, cut, period, lag(period) OVER series AS before
  FROM (SELECT DISTINCT region, period_kind, cut, period FROM parts)
  WINDOW series AS (PARTITION BY region, period_kind, cut ORDER BY period)
),
lives AS (
  SELECT region, period_kind, cut, category, min(period) AS first_period, max(period) AS last_period
  FROM parts
  GROUP BY region, period_kind, cut, category
),
changed AS (
  SELECT region, period_kind, period, before AS previous_period, 'categories_appeared' AS break_kind, category
  FROM lives
  INNER JOIN cut_periods USING (region, period_kind, cut)
  WHERE period = first_period AND before IS NOT NULL
  UNION ALL
  SELECT region, period_kind, period, before, 'categories_vanished', category
  FROM lives
  INNER JOIN cut_periods USING (region, period_kind, cut)
  WHERE before = last_period
),
found AS (
  SELECT
    region,
    period_kind,
    period,
    previous_period,
    break_kind,
    count(*) AS categories,
    string_agg(category, ', ' ORDER BY category) AS category_names,
    CAST(NULL AS BIGINT) AS periods
  FROM changed
  GROUP BY region, period_kind, period, previous_period, break_kind
  UNION ALL
  SELECT region, period_kind, period, previous_period, 'total_jumped', NULL, NULL, NULL
  FROM closed
  WHERE previous_usd > 0
    AND (exports_usd >= $jump * previous_usd OR exports_usd * $jump <= previous_usd)
  UNION ALL
  SELECT region, period_kind, min(period), NULL, 'part_year', NULL, NULL, count(*)
  FROM closed
  WHERE period_kind <> 'year'
  GROUP BY region, period_kind, year(period), in_a_year
  HAVING count(*) < in_a_year
  UNION ALL
  SELECT region, period_kind, period, NULL, 'part_year', NULL, NULL, NULL
  FROM totals
  WHERE is_open AND period_kind = 'year'
)
SELECT
  region,
  period_kind,
  period,
  break_kind,
  found.previous_period,
  totals.exports_usd,
  earlier.exports_usd AS previous_usd,
  CAST(totals.exports_usd AS DOUBLE) / nullif(earlier.exports_usd, 0) AS change_factor,
  categories,
  category_names,
  periods
FROM found
INNER JOIN totals USING (region, period_kind, period)
LEFT JOIN closed AS earlier
  ON earlier.region = found.region
  AND earlier.period_kind = found.period_kind
  AND earlier.period = found.previous_period
ORDER BY region, period_kind, period, break_kind
"""

_JUMP = """
SELECT coalesce(arg_max(value, valid_from), $usual) AS jump
FROM marts.settings
WHERE setting = 'benchmark_jump' AND valid_from <= $as_of
"""


def benchmark_breaks(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """Places at which a published series covers other things than before, so that its periods are not to be compared.

    One row per break, in the order of region, period_kind and period: region, period_kind, period (its first day),
    break_kind, previous_period, exports_usd, previous_usd, change_factor (exports_usd / previous_usd), categories,
    category_names, periods. break_kind is categories_appeared (parts that no earlier period has), categories_vanished
    (parts that no later period has: counted and named, missing in the other kinds), total_jumped (at least doubled or
    halved from one period to the next; another factor stands in the setting benchmark_jump) or part_year (`periods`
    months or quarters of a year; missing for a year that is not over on the as-of date). Periods that ended by the
    as-of date, whatever the filters of firms. Empty when there is no break.
    Source: marts.benchmarks, marts.benchmark_totals, marts.settings.
    """
    jump = ask_plainly(snapshot, selection, _JUMP, usual=USUAL_JUMP)["jump"][0]
    return ask_plainly(snapshot, selection, _BREAKS, jump=float(jump))
