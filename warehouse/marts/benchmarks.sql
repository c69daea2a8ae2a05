-- about: trade of the nation and of regions as others published it; a part that a row does not name is all
-- key: region, period, period_kind, hs_chapter, country, industry
-- always: period_kind IN ('year', 'quarter', 'month')
-- always: exports_usd >= 0
-- audience: all
SELECT
  coalesce(region, 'unknown') AS region,
  period,
  period_kind,
  coalesce(hs_chapter, 'all') AS hs_chapter,
  coalesce(country, 'all') AS country,
  coalesce(industry, 'all') AS industry,
  exports_usd,
  imports_usd,
  source,
  upload_id,
  source_row
FROM clean.benchmarks
