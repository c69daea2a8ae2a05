"""Exports by month, quarter, year or any twelve months, in dollars and won; and each month beside its season."""

import pandas as pd

from metrics.asking import ask
from metrics.errors import WrongUsage
from metrics.selection import Selection
from warehouse import Snapshot

GRAINS = ("month", "quarter", "year", "rolling_year")
LEAST_YEARS, MOST_YEARS = 3, 5  # whole years that a season is made of: fewer tell no season, older ones another one

# Twelve months up to each covered one, where all of them are covered. A firm counts in them from the month in which it
# exported until it did so again, twelve months at the most: each exporter once, without looking at it twelve times.
_PERIODS = """
WITH covered AS (
  SELECT month, year FROM marts.export_months WHERE month_end <= $as_of
),
sold AS MATERIALIZED (
  SELECT firm_id, month, exports_usd, direct_usd, indirect_usd FROM exports_per_firm($selection)
),
monthly AS MATERIALIZED (
  SELECT
    covered.month,
    covered.year,
    coalesce(sum(exports_usd), 0) AS exports_usd,
    coalesce(sum(direct_usd), 0) AS direct_usd,
    coalesce(sum(indirect_usd), 0) AS indirect_usd
  FROM covered
  LEFT JOIN sold USING (month)
  GROUP BY covered.month, covered.year
),
belonging AS (
  SELECT CAST(date_trunc($part, month) AS DATE) AS period, month
  FROM covered
  WHERE NOT $is_rolling
  UNION ALL
  SELECT CAST(ends.month - INTERVAL 11 MONTH AS DATE), covered.month
  FROM covered AS ends
  INNER JOIN covered ON covered.month BETWEEN ends.month - INTERVAL 11 MONTH AND ends.month
  WHERE $is_rolling
),
steps AS (
  SELECT
    month,
    least(
      lead(month) OVER (PARTITION BY firm_id ORDER BY month),
      CAST(month + INTERVAL 1 YEAR AS DATE)
    ) AS until
  FROM sold
  WHERE $is_rolling AND exports_usd > 0
),
counted AS (
  SELECT belonging.period, count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0) AS exporters
  FROM sold
  INNER JOIN belonging USING (month)
  WHERE NOT $is_rolling
  GROUP BY belonging.period
  UNION ALL
  SELECT
    CAST(turn - INTERVAL 11 MONTH AS DATE),
    CAST(sum(sum(step)) OVER (ORDER BY turn) AS BIGINT)
  FROM (
    SELECT month AS turn, 1 AS step FROM steps
    UNION ALL
    SELECT until, -1 FROM steps
    UNION ALL
    SELECT month, 0 FROM covered WHERE $is_rolling
  )
  GROUP BY turn
),
summed AS (
  SELECT
    belonging.period,
    max(now.year) AS year,
    max(now.month) AS last_month,
    count(*) AS months,
    CAST(sum(now.exports_usd) AS BIGINT) AS exports_usd,
    CAST(sum(now.direct_usd) AS BIGINT) AS direct_usd,
    CAST(sum(now.indirect_usd) AS BIGINT) AS indirect_usd,
    -- in decimals: a product of doubles may fall to the wrong side of half a won
    CASE
      WHEN count(krw_per_usd) = count(*)
      THEN CAST(
        round(sum(CAST(now.exports_usd AS DECIMAL(18, 0)) * CAST(krw_per_usd AS DECIMAL(10, 4)))) AS BIGINT
      )
    END AS exports_krw,
    CASE WHEN count(krw_per_usd) = count(*) AND min(krw_per_usd) = max(krw_per_usd) THEN min(krw_per_usd) END
      AS krw_per_usd,
    sum(now.exports_usd) FILTER (WHERE earlier.month IS NOT NULL) AS comparable_usd,
    sum(earlier.exports_usd) AS earlier_usd,
    count(earlier.month) AS earlier_months
  FROM belonging
  INNER JOIN monthly AS now USING (month)
  LEFT JOIN monthly AS earlier ON earlier.month = now.month - INTERVAL 1 YEAR
  LEFT JOIN marts.exchange_rates ON exchange_rates.year = now.year
  GROUP BY belonging.period
)
SELECT
  period,
  $grain AS period_kind,
  year,
  last_month,
  months,
  months < $whole AS is_part_period,
  exports_usd,
  exports_krw,
  krw_per_usd,
  coalesce(exporters, 0) AS exporters,
  direct_usd,
  indirect_usd,
  exports_usd - direct_usd - indirect_usd AS unknown_usd,
  CASE
    WHEN NOT $is_rolling OR earlier_months = $whole
    THEN CAST(comparable_usd - earlier_usd AS DOUBLE) / nullif(earlier_usd, 0)
  END AS yoy_rate
FROM summed
LEFT JOIN counted USING (period)
WHERE ($years IS NULL OR list_contains($years, year)) AND (NOT $is_rolling OR months = $whole)
ORDER BY period
"""

_FIRMS = """
WITH covered AS (
  SELECT month, year FROM marts.export_months WHERE month_end <= $as_of
),
belonging AS (
  SELECT CAST(date_trunc($part, month) AS DATE) AS period, month
  FROM covered
  WHERE NOT $is_rolling
  UNION ALL
  SELECT CAST(ends.month - INTERVAL 11 MONTH AS DATE), covered.month
  FROM covered AS ends
  INNER JOIN covered ON covered.month BETWEEN ends.month - INTERVAL 11 MONTH AND ends.month
  WHERE $is_rolling
),
kept AS (
  SELECT belonging.period, max(covered.year) AS year
  FROM belonging
  INNER JOIN covered USING (month)
  GROUP BY belonging.period
  HAVING ($years IS NULL OR list_contains($years, max(covered.year))) AND (NOT $is_rolling OR count(*) = $whole)
)
SELECT
  firm_id,
  firm_name,
  district,
  kept.period,
  kept.year,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM exports_per_firm($selection) AS sold
INNER JOIN belonging USING (month)
INNER JOIN kept USING (period)
INNER JOIN marts.firms USING (firm_id)
GROUP BY firm_id, firm_name, district, kept.period, kept.year
HAVING sum(exports_usd) > 0
ORDER BY kept.period, exports_usd DESC, firm_name, firm_id
"""

# The season of a month: the middle, over whole years, of what it is to the mean month of its year; then all twelve
# together are brought to a mean of 100.
_SEASONS = """
WITH covered AS (
  SELECT month, year FROM marts.export_months WHERE month_end <= $as_of
),
monthly AS MATERIALIZED (
  SELECT covered.month, covered.year, CAST(coalesce(sum(exports_usd), 0) AS BIGINT) AS exports_usd
  FROM covered
  LEFT JOIN (SELECT month, exports_usd FROM exports_per_firm($selection)) AS sold USING (month)
  GROUP BY covered.month, covered.year
),
whole_years AS (
  SELECT year, sum(exports_usd) AS year_usd
  FROM monthly
  GROUP BY year
  HAVING count(*) = 12 AND sum(exports_usd) > 0
  ORDER BY year DESC
  LIMIT $most_years
),
middles AS (
  SELECT month(month) AS calendar_month, median(12.0 * exports_usd / year_usd) AS middle, count(*) AS season_years
  FROM monthly
  INNER JOIN whole_years USING (year)
  GROUP BY month(month)
  HAVING count(*) >= $least_years
),
seasons AS (
  SELECT calendar_month, season_years, 100 * middle / nullif(avg(middle) OVER (), 0) AS seasonal_index FROM middles
),
bands AS (
  SELECT now.month, min(earlier.exports_usd) AS low_usd, max(earlier.exports_usd) AS high_usd
  FROM monthly AS now
  INNER JOIN monthly AS earlier
    ON month(earlier.month) = month(now.month)
    AND earlier.year BETWEEN now.year - $most_years AND now.year - 1
  GROUP BY now.month
  HAVING count(*) >= $least_years
)
SELECT
  month,
  year,
  exports_usd,
  low_usd,
  high_usd,
  seasonal_index,
  CAST(round(100 * exports_usd / nullif(seasonal_index, 0)) AS BIGINT) AS adjusted_usd,
  season_years
FROM monthly
LEFT JOIN bands USING (month)
LEFT JOIN seasons ON calendar_month = month(month)
WHERE $years IS NULL OR list_contains($years, year)
ORDER BY month
"""


def exports_by_period(
    snapshot: Snapshot, selection: Selection, *, grain: str = "year", firms: bool = False
) -> pd.DataFrame:
    """Exports of each month, quarter, year or run of twelve months, in dollars and won, by way, against a year before.

    One row per period that a file covers: period (its first day), period_kind (`grain`: month, quarter, year,
    rolling_year), year (of its last month), last_month, months (that files cover and that ended by the as-of date),
    is_part_period (fewer than the period has), exports_usd, exports_krw (each month at its year's mean rate, to the
    won; missing where a year has none), krw_per_usd (that rate; missing where two years have two), exporters (firms
    with exports above 0 in the period), direct_usd and indirect_usd, unknown_usd (the way is not stated), yoy_rate
    (over the months that both have; missing where there are none, or nothing was exported in them before). A rolling
    year ends with each covered month and is shown where all its twelve are covered, its rate where those of the year
    before are. `firms`: firm_id, firm_name, district, period, year, exports_usd.
    Raises EmptySelection when no firm is selected, WrongUsage for an unknown `grain`.
    Source: marts.export_months, export_firm_months, exchange_rates.
    """
    if grain not in GRAINS:
        raise WrongUsage("unknown_value", option="--grain", value=grain, known=", ".join(GRAINS))
    is_rolling = grain == "rolling_year"
    how = {
        "is_rolling": is_rolling,
        "part": "year" if is_rolling else grain,
        "whole": {"month": 1, "quarter": 3}.get(grain, 12),
    }
    if firms:
        return ask(snapshot, selection, _FIRMS, **how)
    return ask(snapshot, selection, _PERIODS, grain=grain, **how)


def exports_by_season(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """Each month's exports beside the same month of earlier years, and without its usual season.

    One row per month that a file covers and that ended by the as-of date: month (its first day), year, exports_usd,
    low_usd and high_usd (the least and the most of the same month in the 5 years before; missing where fewer than 3
    of them are covered), seasonal_index (100 is a mean month: the median, over the last 5 whole years, of the month's
    exports to a twelfth of its year's, the twelve brought to a mean of 100; missing with fewer than 3 whole years),
    adjusted_usd (exports_usd * 100 / seasonal_index, to the dollar), season_years (whole years behind the index). The
    index is that of the as-of date for all months, so a later year may move it.
    Raises EmptySelection when no firm is selected. Source: marts.export_months, export_firm_months.
    """
    return ask(snapshot, selection, _SEASONS, least_years=LEAST_YEARS, most_years=MOST_YEARS)
