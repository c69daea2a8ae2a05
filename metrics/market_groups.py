"""Where to by region: exports by the group into which a market falls."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# A month is compared where a file covers the same month a year before.
_GROUPS = """
WITH pairs AS (
  SELECT asked.year, asked.month, before.month AS month_before
  FROM asked_months($as_of, $years) AS asked
  LEFT JOIN marts.export_months AS before
    ON before.month = CAST(asked.month - INTERVAL 1 YEAR AS DATE)
),
shown AS (
  SELECT
    pairs.year,
    coalesce(market_group, 'unknown') AS market_group,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    coalesce(sum(exports_usd) FILTER (WHERE month_before IS NOT NULL), 0) AS compared_usd,
    count(DISTINCT firm_id) AS exporters,
    count(DISTINCT country) AS countries,
    string_agg(DISTINCT country, ',' ORDER BY country) AS country_codes
  FROM pieces_per_market($selection) AS sold
  INNER JOIN pairs USING (month)
  LEFT JOIN marts.markets USING (country)
  WHERE exports_usd > 0
  GROUP BY 1, 2
),
earlier AS (
  SELECT
    pairs.year,
    coalesce(market_group, 'unknown') AS market_group,
    sum(exports_usd) AS exports_usd
  FROM pieces_per_market($selection) AS sold
  INNER JOIN pairs
    ON pairs.month_before = sold.month
  LEFT JOIN marts.markets USING (country)
  GROUP BY 1, 2
)
SELECT
  year,
  market_group,
  shown.exports_usd,
  exporters,
  countries,
  CAST(shown.exports_usd AS DOUBLE) / sum(shown.exports_usd) OVER (PARTITION BY year) AS share,
  CAST(compared_usd AS DOUBLE) / nullif(earlier.exports_usd, 0) - 1 AS yoy_rate,
  country_codes
FROM shown
LEFT JOIN earlier USING (year, market_group)
ORDER BY year, shown.exports_usd DESC, market_group
"""

_FIRMS = """
WITH asked AS (SELECT month FROM asked_months($as_of, $years))
SELECT
  firm_id,
  firm_name,
  district,
  year,
  coalesce(market_group, 'unknown') AS market_group,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM pieces_per_market($selection) AS sold
SEMI JOIN asked USING (month)
INNER JOIN marts.firms USING (firm_id)
LEFT JOIN marts.markets USING (country)
GROUP BY 1, 2, 3, 4, 5
HAVING sum(exports_usd) > 0
ORDER BY year, market_group, exports_usd DESC, firm_name, firm_id
"""


def exports_by_market_group(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Into which regions the exports of a year went.

    One row per year and market group, the largest first: year, market_group (unknown: the reference has no group for
    the country), exports_usd, exporters (firms with exports above 0 to it), countries (of it, with exports above 0),
    share (of the year's exports, 0 to 1), yoy_rate (change to the same months of the year before, those that files of
    both years cover; missing where there are none, or nothing went there before), country_codes (those countries,
    ISO-2, with commas). A country belongs to one group in every year, so that years can be compared. The years chosen,
    else the year of the last month that files cover and that ended by the as-of date; a year counts up to its last
    such month. Groups with no exports are left out. Stages, markets and products as in exports_by_country. `firms`:
    firm_id, firm_name, district, year, market_group, exports_usd. Raises EmptySelection when no firm is selected.
    Source: marts.markets, pieces_per_market.
    """
    return ask(snapshot, selection, _FIRMS if firms else _GROUPS)
