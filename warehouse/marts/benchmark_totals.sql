-- about: total trade of a nation or region in a period: the published total, else the sum over its parts
-- key: region, period, period_kind
-- always: summed_over IN ('total', 'hs_chapter', 'country', 'industry', 'several')
-- always: exports_usd >= 0
-- audience: all
WITH cut AS (
  -- 0 is a total; the same total may also stand cut by chapter, by country: only one of them may be summed
  SELECT
    region,
    period,
    period_kind,
    exports_usd,
    imports_usd,
    source,
    CASE WHEN hs_chapter = 'all' THEN 0 ELSE 1 END
      + CASE WHEN country = 'all' THEN 0 ELSE 2 END
      + CASE WHEN industry = 'all' THEN 0 ELSE 4 END AS cut_by
  FROM marts.benchmarks
),
coarsest AS (
  SELECT
    region,
    period,
    period_kind,
    min(cut_by) AS cut_by
  FROM cut
  GROUP BY region, period, period_kind
)
SELECT
  region,
  period,
  period_kind,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(imports_usd) AS BIGINT) AS imports_usd,
  CASE cut_by
    WHEN 0 THEN 'total'
    WHEN 1 THEN 'hs_chapter'
    WHEN 2 THEN 'country'
    WHEN 4 THEN 'industry'
    ELSE 'several'
  END AS summed_over,
  min(source) AS source
FROM cut
INNER JOIN coarsest USING (region, period, period_kind, cut_by)
GROUP BY region, period, period_kind, cut_by
