"""Where to by region: exports by the group into which a market falls."""

import pandas as pd

from metrics.asking import ask
from metrics.same_months import years_to_compare
from metrics.selection import Selection
from warehouse import Snapshot

# Years of the same months are compared by their sums, $uneven ones by the months that both years have.
_GROUPS = """
WITH yearly AS MATERIALIZED (
  SELECT year, firm_id, country, coalesce(market_group, 'unknown') AS market_group, exports_usd
  FROM yearly_per_market($selection) AS sold
  LEFT JOIN marts.markets USING (country)
  WHERE sold.year BETWEEN list_min($asked) - 1 AND list_max($asked)
),
pairs AS (
  SELECT shown.year, shown.month, before.month AS month_before
  FROM marts.export_months AS shown
  INNER JOIN marts.export_months AS before
    ON before.month = CAST(shown.month - INTERVAL 1 YEAR AS DATE)
  WHERE shown.month_end <= $as_of AND list_contains($uneven, shown.year)
),
monthly AS (
  SELECT pairs.year, country, exports_usd, 0 AS earlier_usd
  FROM pieces_per_market($selection) AS sold
  INNER JOIN pairs USING (month)
  WHERE sold.year BETWEEN list_min($uneven) AND list_max($uneven)
  UNION ALL
  SELECT pairs.year, country, 0, exports_usd
  FROM pieces_per_market($selection) AS sold
  INNER JOIN pairs
    ON pairs.month_before = sold.month
  WHERE sold.year BETWEEN list_min($uneven) - 1 AND list_max($uneven) - 1
),
compared AS (
  SELECT year, market_group, exports_usd, 0 AS earlier_usd FROM yearly WHERE list_contains($whole, year)
  UNION ALL
  SELECT year + 1, market_group, 0, exports_usd FROM yearly WHERE list_contains($whole, year + 1)
  UNION ALL
  SELECT year, coalesce(market_group, 'unknown'), exports_usd, earlier_usd
  FROM monthly
  LEFT JOIN marts.markets USING (country)
),
rates AS (
  SELECT
    year,
    market_group,
    CAST(sum(exports_usd) AS DOUBLE) / nullif(sum(earlier_usd), 0) - 1 AS yoy_rate
  FROM compared
  GROUP BY year, market_group
),
shown AS (
  SELECT
    year,
    market_group,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    count(DISTINCT firm_id) AS exporters,
    count(DISTINCT country) AS countries,
    string_agg(DISTINCT country, ',' ORDER BY country) AS country_codes
  FROM yearly
  WHERE list_contains($asked, year)
  GROUP BY year, market_group
)
SELECT
  year,
  market_group,
  exports_usd,
  exporters,
  countries,
  CAST(exports_usd AS DOUBLE) / sum(exports_usd) OVER (PARTITION BY year) AS share,
  yoy_rate,
  country_codes
FROM shown
LEFT JOIN rates USING (year, market_group)
ORDER BY year, exports_usd DESC, market_group
"""

_FIRMS = """
SELECT
  firm_id,
  firm_name,
  district,
  year,
  coalesce(market_group, 'unknown') AS market_group,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM yearly_per_market($selection) AS sold
INNER JOIN marts.firms USING (firm_id)
LEFT JOIN marts.markets USING (country)
WHERE list_contains($asked, year)
GROUP BY 1, 2, 3, 4, 5
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
    Source: marts.markets, yearly_per_market, pieces_per_market.
    """
    years = years_to_compare(snapshot, selection)
    return ask(snapshot, selection, _FIRMS if firms else _GROUPS, **years)
