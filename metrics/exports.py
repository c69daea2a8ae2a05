"""How much is exported, by year, month and stage. Whole months only: those that ended by the as-of date."""

import pandas as pd

from metrics.asking import ask, remembered
from metrics.exports_of_all import stages_of_all, years_of_all
from metrics.selection import Selection
from warehouse import Snapshot

# For a part of the exports: of all of them the stored sums and distinct counts tell.
_YEARS = """
WITH covered AS (
  SELECT month, year
  FROM marts.export_months
  WHERE month_end <= $as_of
),
chosen AS (
  SELECT firm_id, month, year, exports_usd
  FROM exports_per_firm($selection)
),
monthly AS MATERIALIZED (
  SELECT covered.month, covered.year, CAST(coalesce(sum(chosen.exports_usd), 0) AS BIGINT) AS exports_usd
  FROM covered
  LEFT JOIN chosen USING (month)
  GROUP BY covered.month, covered.year
),
counted AS (
  SELECT year, count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0) AS exporters
  FROM chosen
  GROUP BY year
),
yearly AS (
  SELECT
    now.year,
    CAST(sum(now.exports_usd) AS BIGINT) AS exports_usd,
    count(*) AS months,
    max(now.month) AS last_month,
    sum(now.exports_usd) FILTER (WHERE earlier.month IS NOT NULL) AS comparable_usd,
    sum(earlier.exports_usd) AS earlier_usd
  FROM monthly AS now
  LEFT JOIN monthly AS earlier ON earlier.month = now.month - INTERVAL 1 YEAR
  GROUP BY now.year
)
SELECT
  year,
  exports_usd,
  -- in decimals: a product of doubles may fall to the wrong side of half a won
  CAST(round(CAST(exports_usd AS DECIMAL(20, 0)) * CAST(krw_per_usd AS DECIMAL(10, 4))) AS BIGINT) AS exports_krw,
  coalesce(exporters, 0) AS exporters,
  months < 12 AS is_part_year,
  months,
  CAST(comparable_usd - earlier_usd AS DOUBLE) / nullif(earlier_usd, 0) AS yoy_rate,
  last_month,
  krw_per_usd
FROM yearly
LEFT JOIN counted USING (year)
LEFT JOIN marts.exchange_rates USING (year)
WHERE $years IS NULL OR list_contains($years, year)
ORDER BY year
"""

_MONTHS = """
WITH covered AS (
  SELECT month, year, exports_usd, exporters
  FROM marts.export_months
  WHERE month_end <= $as_of
),
monthly AS MATERIALIZED (
  SELECT month, year, exports_usd, exporters
  FROM covered
  WHERE $is_whole
  UNION ALL
  SELECT
    covered.month,
    covered.year,
    CAST(coalesce(sum(chosen.exports_usd), 0) AS BIGINT),
    count(*) FILTER (WHERE chosen.exports_usd > 0)
  FROM covered
  LEFT JOIN (
    SELECT month, exports_usd
    FROM exports_per_firm($selection)
    WHERE NOT $is_whole
  ) AS chosen USING (month)
  WHERE NOT $is_whole
  GROUP BY covered.month, covered.year
)
SELECT
  now.month,
  now.exports_usd,
  now.exporters,
  CAST(now.exports_usd - earlier.exports_usd AS DOUBLE) / nullif(earlier.exports_usd, 0) AS yoy_rate,
  now.year
FROM monthly AS now
LEFT JOIN monthly AS earlier ON earlier.month = now.month - INTERVAL 1 YEAR
WHERE $years IS NULL OR list_contains($years, now.year)
ORDER BY now.month
"""

_STAGES = """
WITH ends AS (
  SELECT DISTINCT year
  FROM marts.export_months
  WHERE month_end <= $as_of AND ($years IS NULL OR list_contains($years, year))
),
found AS (
  SELECT
    year,
    stage_code,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0) AS exporters
  FROM yearly_per_firm($selection)
  SEMI JOIN ends USING (year)
  GROUP BY year, stage_code
),
steps AS (
  SELECT stage_code, rank
  FROM marts.stages
  UNION ALL
  SELECT 'none', NULL
)
SELECT
  ends.year,
  steps.stage_code,
  coalesce(found.exports_usd, 0) AS exports_usd,
  coalesce(found.exporters, 0) AS exporters,
  CAST(coalesce(found.exports_usd, 0) AS DOUBLE) / nullif(sum(found.exports_usd) OVER of_year, 0) AS share
FROM ends
CROSS JOIN steps
LEFT JOIN found ON found.year = ends.year AND found.stage_code = steps.stage_code
WHERE $stages IS NULL OR list_contains($stages, steps.stage_code)
WINDOW of_year AS (PARTITION BY ends.year)
ORDER BY ends.year, steps.rank NULLS LAST
"""

# $grain: year, month or stage
_FIRMS = """
SELECT
  firm_id,
  firm_name,
  district,
  year,
  CASE WHEN $grain = 'month' THEN month END AS month,
  CASE WHEN $grain = 'stage' THEN stage_code END AS stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM exports_per_firm($selection)
INNER JOIN marts.firms USING (firm_id)
WHERE $years IS NULL OR list_contains($years, year)
GROUP BY 1, 2, 3, 4, 5, 6
HAVING sum(exports_usd) > 0
ORDER BY year, month, exports_usd DESC, firm_name, firm_id
"""


@remembered
def exports_by_year(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Exports and exporters of each year, and the change to the same months of the year before.

    One row per year that a file covers: year, exports_usd, exports_krw (at the year's mean rate, to the won;
    missing where the reference has no rate), exporters (firms with exports above 0), is_part_year, months (that
    files cover and that ended by the as-of date; fewer than 12 make a part year), yoy_rate (over the months that
    both years have; missing where there are none, or nothing was exported in them before), last_month (the
    year's last such month), krw_per_usd (the mean rate). A month that has not ended by the as-of date is left
    out, and so are numbers that no firm bears. With a stage filter: the months in which the firm held it as its
    highest stage, on the month's last day. With markets or products: what was exported to or of them.
    `firms`: firm_id, firm_name, district, year, exports_usd. Raises EmptySelection when no firm is selected.
    Source: marts.export_months, exchange_rates, exports_per_firm.
    """
    if firms:
        return ask(snapshot, selection, _FIRMS, grain="year").drop(columns=["month", "stage_code"])
    return years_of_all(snapshot, selection) if selection.is_of_all_firms else ask(snapshot, selection, _YEARS)


def exports_by_month(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Exports and exporters of each month, and the change to the same month a year before.

    One row per month that a file covers and that ended by the as-of date: month (its first day), exports_usd,
    exporters (firms with exports above 0), yoy_rate (missing where a year before is not covered, or was 0), year.
    With a stage filter: of the firms that held it as their highest stage on the month's last day. With markets or
    products: what was exported to or of them. `firms`: firm_id, firm_name, district, year, month, exports_usd.
    Raises EmptySelection when no firm is selected. Source: marts.export_months, exports_per_firm.
    """
    if firms:
        return ask(snapshot, selection, _FIRMS, grain="month").drop(columns="stage_code")
    return ask(snapshot, selection, _MONTHS, is_whole=selection.is_of_all_firms)


@remembered
def exports_by_stage(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Exports of each year by the highest stage that the firm held on the month's last day.

    One row per year and stage, from the lowest, then none (held no stage in that month, not yet or no longer):
    year, stage_code, exports_usd, exporters (firms with exports above 0 while there: a firm that rises within
    the year counts in both, so they do not add up), share (of the year's exports in the rows shown, 0 to 1).
    Months that ended by the as-of date. With markets or products: what was exported to or of them.
    `firms`: firm_id, firm_name, district, year, stage_code, exports_usd.
    Raises EmptySelection when no firm is selected.
    Source: marts.export_stage_months, yearly_per_firm, exports_per_firm.
    """
    if firms:
        return ask(snapshot, selection, _FIRMS, grain="stage").drop(columns="month")
    return stages_of_all(snapshot, selection) if selection.has_all_exports else ask(snapshot, selection, _STAGES)
