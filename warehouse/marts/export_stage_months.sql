-- about: exports by month and by the highest stage that the firms held on its last day (none: they held none), and from January to that month; exporters are counted anew for each: never sum them
-- key: month, stage_code
-- always: exports_usd <= exports_usd_to_date
-- always: exporters <= exporters_to_date
-- audience: internal
WITH of_firms AS (
  SELECT
    month,
    year,
    stage_code,
    exports_usd,
    exports_usd > 0 AS is_exporting,
    month = min(CASE WHEN exports_usd > 0 THEN month END) OVER (PARTITION BY firm_id, stage_code, year) AS is_first_of_year
  FROM marts.export_firm_months
),
by_month AS (
  SELECT
    month,
    stage_code,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    CAST(count(*) FILTER (WHERE is_exporting) AS BIGINT) AS exporters,
    CAST(count(*) FILTER (WHERE is_first_of_year) AS BIGINT) AS first_exporters
  FROM of_firms
  GROUP BY month, stage_code
),
occurring AS (
  SELECT stage_code
  FROM marts.stages
  UNION ALL
  SELECT 'none' AS stage_code
)
SELECT
  export_months.month,
  export_months.year,
  occurring.stage_code,
  coalesce(by_month.exports_usd, 0) AS exports_usd,
  coalesce(by_month.exporters, 0) AS exporters,
  CAST(sum(coalesce(by_month.exports_usd, 0)) OVER so_far AS BIGINT) AS exports_usd_to_date,
  CAST(sum(coalesce(by_month.first_exporters, 0)) OVER so_far AS BIGINT) AS exporters_to_date
FROM marts.export_months
CROSS JOIN occurring
LEFT JOIN by_month
  ON by_month.month = export_months.month
  AND by_month.stage_code = occurring.stage_code
WINDOW so_far AS (PARTITION BY export_months.year, occurring.stage_code ORDER BY export_months.month)
