"""Markets over the years: the largest of each year, and which were gained and lost."""

import pandas as pd

from metrics.asking import ask
from metrics.same_months import years_to_compare
from metrics.selection import Selection
from warehouse import Snapshot

# $is_whole: nothing is left out, so the stored sums answer; else the firms' own exports do.
_HISTORY = """
WITH covered AS (
  SELECT month, max(month) OVER (PARTITION BY year) = month AS is_last
  FROM marts.export_months
  WHERE month_end <= $as_of
),
sold AS (
  SELECT year, country, exports_usd_to_date AS exports_usd
  FROM marts.export_month_countries
  INNER JOIN covered USING (month)
  WHERE $is_whole AND is_last
  UNION ALL
  SELECT year, country, CAST(sum(exports_usd) AS BIGINT) AS exports_usd
  FROM yearly_per_market($selection)
  WHERE NOT $is_whole
  GROUP BY year, country
),
ranked AS (
  SELECT
    year,
    country,
    exports_usd,
    row_number() OVER (PARTITION BY year ORDER BY exports_usd DESC, country) AS market_rank
  FROM sold
  WHERE exports_usd > 0 AND ($years IS NULL OR list_contains($years, year))
),
followed AS (
  SELECT country FROM ranked GROUP BY country HAVING min(market_rank) <= $most
),
shown AS (
  SELECT
    year,
    coalesce(followed.country, 'other') AS country,
    CASE WHEN followed.country IS NOT NULL THEN market_rank END AS market_rank,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    count(*) AS countries
  FROM ranked
  LEFT JOIN followed USING (country)
  GROUP BY 1, 2, 3
)
SELECT
  year,
  country,
  market_rank,
  exports_usd,
  CAST(exports_usd AS DOUBLE) / sum(exports_usd) OVER (PARTITION BY year) AS share,
  countries
FROM shown
ORDER BY year, market_rank NULLS LAST
"""

# Each firm's own changes; $by_firm leaves them so. Years of the same months are compared by their sums, $uneven ones by
# the months that both years have.
_CHANGES = """
WITH yearly AS MATERIALIZED (
  SELECT year, firm_id, country, exports_usd
  FROM yearly_per_market($selection) AS sold
  WHERE sold.year BETWEEN list_min($whole) - 1 AND list_max($whole)
),
pairs AS (
  SELECT shown.year, shown.month, before.month AS month_before
  FROM marts.export_months AS shown
  INNER JOIN marts.export_months AS before
    ON before.month = CAST(shown.month - INTERVAL 1 YEAR AS DATE)
  WHERE shown.month_end <= $as_of AND list_contains($uneven, shown.year)
),
sold AS (
  SELECT year, firm_id, country, exports_usd, 0 AS earlier_usd FROM yearly WHERE list_contains($whole, year)
  UNION ALL
  SELECT year + 1, firm_id, country, 0, exports_usd FROM yearly WHERE list_contains($whole, year + 1)
  UNION ALL
  SELECT pairs.year, firm_id, country, exports_usd, 0
  FROM pieces_per_market($selection) AS sold
  INNER JOIN pairs USING (month)
  WHERE sold.year BETWEEN list_min($uneven) AND list_max($uneven)
  UNION ALL
  SELECT pairs.year, firm_id, country, 0, exports_usd
  FROM pieces_per_market($selection) AS sold
  INNER JOIN pairs
    ON pairs.month_before = sold.month
  WHERE sold.year BETWEEN list_min($uneven) - 1 AND list_max($uneven) - 1
),
of_firms AS MATERIALIZED (
  SELECT year, firm_id, country, sum(exports_usd) AS exports_usd, sum(earlier_usd) AS earlier_usd
  FROM sold
  GROUP BY year, firm_id, country
  HAVING sum(exports_usd) + sum(earlier_usd) > 0
),
markets AS (
  SELECT year, country, sum(exports_usd) AS exports_usd, sum(earlier_usd) AS earlier_usd
  FROM of_firms
  GROUP BY year, country
),
changed AS (
  SELECT
    year,
    firm_id,
    country,
    CASE WHEN of_firms.exports_usd > 0 THEN 'gained' ELSE 'lost' END AS market_change,
    of_firms.exports_usd + of_firms.earlier_usd AS exports_usd,
    CASE WHEN of_firms.exports_usd > 0 THEN markets.earlier_usd = 0 ELSE markets.exports_usd = 0 END AS is_for_all
  FROM of_firms
  INNER JOIN markets USING (year, country)
  WHERE (of_firms.exports_usd > 0) <> (of_firms.earlier_usd > 0)
)
SELECT
  CASE WHEN $by_firm THEN firm_id END AS firm_id,
  CASE WHEN $by_firm THEN firm_name END AS firm_name,
  CASE WHEN $by_firm THEN district END AS district,
  year,
  market_change,
  country,
  count(*) AS firms,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  bool_and(is_for_all) AS is_for_all
FROM changed
INNER JOIN marts.firms USING (firm_id)
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY year, market_change, firms DESC, exports_usd DESC, country, firm_name, firm_id
"""


def market_history(snapshot: Snapshot, selection: Selection, *, most: int = 10) -> pd.DataFrame:
    """The markets that were among the largest of any year, in every year; all others together.

    One row per year and market, by rank: year, country (ISO-2; other: the rest together), market_rank (among all
    markets of the year, 1 is the largest; missing for other), exports_usd, share (of the year's exports, 0 to 1),
    countries (in the row: 1, or how many the rest are). A market is followed through all years shown when it
    was among the first `most` of one of them; a year in which nothing went there has no row. A year counts up to its
    last month that files cover and that ended by the as-of date, so a part year is compared by rank and share only.
    Stages, markets and products as in exports_by_country. Raises EmptySelection when no firm is selected.
    Source: marts.export_month_countries, yearly_per_market.
    """
    return ask(snapshot, selection, _HISTORY, most=most, is_whole=selection.is_of_all_firms)


def markets_gained_and_lost(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Markets to which firms exported in a year and not in the same months of the year before, and the other way round.

    One row per year, change and market, most firms first: year, market_change (gained, lost), country (ISO-2), firms
    (that gained or lost it), exports_usd (theirs; gained: in the year, lost: in the same months of the year before),
    is_for_all (no selected firm exported there before, or none does any more: the market is new to all, or lost to
    all). Only months that files of both years cover and that ended by the as-of date; a year without any is left out.
    Stages, markets and products as in exports_by_country. `firms`: firm_id, firm_name, district, year, market_change,
    country, exports_usd, is_for_all. Raises EmptySelection when no firm is selected.
    Source: yearly_per_market, pieces_per_market.
    """
    years = years_to_compare(snapshot, selection, all_years=True)
    table = ask(snapshot, selection, _CHANGES, by_firm=firms, **years)
    return table.drop(columns=["firms"] if firms else ["firm_id", "firm_name", "district"])
