"""What the total owes to one firm: each year with and without its largest exporter, and the exporter in the middle."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

_YEARS = """
WITH covered AS (
  SELECT month, year FROM marts.export_months WHERE month_end <= $as_of
),
sold AS MATERIALIZED (
  SELECT firm_id, month, year, exports_usd FROM exports_per_firm($selection)
),
of_firms AS (
  SELECT year, firm_id, CAST(sum(exports_usd) AS BIGINT) AS exports_usd
  FROM sold
  GROUP BY year, firm_id
  HAVING sum(exports_usd) > 0
),
largest AS (
  SELECT year, firm_id, firm_name, exports_usd AS largest_usd
  FROM of_firms
  INNER JOIN marts.firms USING (firm_id)
  QUALIFY row_number() OVER (PARTITION BY year ORDER BY exports_usd DESC, firm_name, firm_id) = 1
),
spread AS (
  SELECT year, count(*) AS exporters, avg(exports_usd) AS mean_usd, CAST(median(exports_usd) AS DOUBLE) AS median_usd
  FROM of_firms
  GROUP BY year
),
years AS (SELECT year, count(*) AS months FROM covered GROUP BY year),
-- the months that a year has in common with the one before, of both years
sides AS (
  SELECT later.year, unnest([later.month, earlier.month]) AS month, unnest([TRUE, FALSE]) AS is_now
  FROM covered AS later
  INNER JOIN covered AS earlier ON earlier.month = later.month - INTERVAL 1 YEAR
),
compared AS (
  SELECT
    year,
    coalesce(sum(exports_usd) FILTER (WHERE is_now), 0) AS now_usd,
    coalesce(sum(exports_usd) FILTER (WHERE NOT is_now), 0) AS before_usd,
    coalesce(sum(exports_usd) FILTER (WHERE is_now AND is_other), 0) AS rest_now_usd,
    coalesce(sum(exports_usd) FILTER (WHERE NOT is_now AND is_other), 0) AS rest_before_usd
  FROM (
    SELECT
      sides.year,
      sold.exports_usd,
      is_now,
      sold.firm_id IS DISTINCT FROM largest.firm_id AS is_other
    FROM sides
    INNER JOIN sold USING (month)
    LEFT JOIN largest ON largest.year = sides.year
  ) AS compared_sales
  GROUP BY year
)
SELECT
  years.year,
  coalesce(largest_usd, 0) + coalesce(without_largest_usd, 0) AS exports_usd,
  firm_id,
  firm_name,
  largest_usd,
  without_largest_usd,
  CAST(largest_usd AS DOUBLE) / (largest_usd + without_largest_usd) AS largest_share,
  coalesce(exporters, 0) AS exporters,
  mean_usd,
  median_usd,
  CAST(now_usd - before_usd AS DOUBLE) / nullif(before_usd, 0) AS yoy_rate,
  CAST(rest_now_usd - rest_before_usd AS DOUBLE) / nullif(rest_before_usd, 0) AS without_largest_yoy_rate,
  months < 12 AS is_part_year,
  months
FROM years
LEFT JOIN largest USING (year)
LEFT JOIN spread USING (year)
LEFT JOIN compared USING (year)
LEFT JOIN (
  SELECT of_firms.year, CAST(sum(exports_usd) - any_value(largest_usd) AS BIGINT) AS without_largest_usd
  FROM of_firms
  INNER JOIN largest USING (year)
  GROUP BY of_firms.year
) USING (year)
WHERE $years IS NULL OR list_contains($years, years.year)
ORDER BY years.year
"""

_FIRMS = """
SELECT firm_id, firm_name, district, sold.year, CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM exports_per_firm($selection) AS sold
INNER JOIN marts.firms USING (firm_id)
WHERE $years IS NULL OR list_contains($years, sold.year)
GROUP BY firm_id, firm_name, district, sold.year
HAVING sum(exports_usd) > 0
ORDER BY sold.year, exports_usd DESC, firm_name, firm_id
"""


def exports_without_largest(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Exports of each year with and without the firm that exported most, and the exporter in the middle.

    For internal readers only: a total beside the same total without one firm tells that firm's exports. One row per
    year that a file covers: year, exports_usd, firm_id and firm_name (of the largest exporter; the first by name of
    equal ones; missing where nobody exported), largest_usd, without_largest_usd, largest_share (of the year's
    exports, 0 to 1), exporters (firms with exports above 0), mean_usd and median_usd (per exporter), yoy_rate (over
    the months that both years have), without_largest_yoy_rate (the same without this year's largest firm in either
    year; both missing where nothing was exported before), is_part_year, months (that files cover and that ended by
    the as-of date). `firms`: firm_id, firm_name, district, year, exports_usd.
    Raises EmptySelection when no firm is selected. Source: marts.export_months, export_firm_months.
    """
    return ask(snapshot, selection, _FIRMS if firms else _YEARS)
