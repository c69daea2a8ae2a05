"""Our firms beside the city and the nation, as others published them."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# A published period is compared when all its months are ours; together they must be exactly our months of the year.
_SHARES = """
WITH ours AS MATERIALIZED (
  SELECT
    covered.month,
    covered.year,
    CASE WHEN $is_whole THEN covered.exports_usd ELSE coalesce(chosen.exports_usd, 0) END AS exports_usd
  FROM marts.export_months AS covered
  LEFT JOIN (
    SELECT month, sum(exports_usd) AS exports_usd
    FROM marts.export_firm_months
    SEMI JOIN selected_firms($selection) USING (firm_id)
    WHERE NOT $is_whole AND ($stages IS NULL OR list_contains($stages, stage_code))
    GROUP BY month
  ) AS chosen USING (month)
  WHERE covered.month_end <= $as_of AND ($years IS NULL OR list_contains($years, covered.year))
),
yearly AS (
  SELECT year, CAST(sum(exports_usd) AS BIGINT) AS exports_usd, count(*) AS months
  FROM ours
  GROUP BY year
),
published AS (
  SELECT
    region,
    period,
    period_kind,
    exports_usd,
    summed_over,
    source,
    CASE period_kind WHEN 'year' THEN 12 WHEN 'quarter' THEN 3 ELSE 1 END AS months
  FROM marts.benchmark_totals
  WHERE $region IS NULL OR region = $region
),
inside AS (
  SELECT
    region,
    ours.year,
    period,
    period_kind,
    any_value(published.exports_usd) AS exports_usd,
    any_value(published.months) AS months,
    any_value(summed_over) AS summed_over,
    any_value(source) AS source
  FROM published
  INNER JOIN ours ON ours.month >= period AND ours.month < period + to_months(published.months)
  GROUP BY region, ours.year, period, period_kind
  HAVING count(*) = any_value(published.months)
),
laid AS (
  SELECT
    region,
    year,
    CAST(sum(exports_usd) AS BIGINT) AS benchmark_usd,
    CAST(sum(months) AS BIGINT) AS months,
    period_kind,
    min(summed_over) AS summed_over,
    min(source) AS source
  FROM inside
  GROUP BY region, year, period_kind
),
compared AS (
  SELECT laid.*
  FROM laid
  INNER JOIN yearly USING (year, months)
  QUALIFY row_number() OVER (
    PARTITION BY region, year ORDER BY list_position(['year', 'quarter', 'month'], period_kind)
  ) = 1
)
SELECT
  regions.region,
  yearly.year,
  yearly.exports_usd,
  benchmark_usd,
  CAST(yearly.exports_usd AS DOUBLE) / nullif(benchmark_usd, 0) AS share,
  yearly.months < 12 AS is_part_year,
  yearly.months,
  period_kind,
  summed_over,
  source
FROM yearly
CROSS JOIN (SELECT DISTINCT region FROM published) AS regions
LEFT JOIN compared ON compared.region = regions.region AND compared.year = yearly.year
ORDER BY regions.region, yearly.year
"""


def city_share(snapshot: Snapshot, selection: Selection, *, region: str | None = None) -> pd.DataFrame:
    """Our firms' exports beside those of a region or the nation in the same months, as others published them.

    One row per region and year that a file of ours covers: region (as its file writes it), year, exports_usd,
    benchmark_usd, share (exports_usd / benchmark_usd, 0 to 1), is_part_year, months (covered by us and ended by
    the as-of date), period_kind (the published periods used: year, quarter or month), summed_over (total, or the
    parts that were summed because no total was published: hs_chapter, country, industry, several), source. The
    benchmark is missing where its periods do not make up exactly our months. `region` keeps one. Exports as in
    exports_by_year, with its filters. Empty when no benchmark is loaded.
    Raises EmptySelection when no firm is selected. Source: marts.export_months, marts.benchmark_totals.
    """
    return ask(snapshot, selection, _SHARES, region=region, is_whole=selection.is_of_all_firms)
