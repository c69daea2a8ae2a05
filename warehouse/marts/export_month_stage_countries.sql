-- about: exports by month, country and the highest stage that the firms held on its last day, and from January to that month: the row of a year's last month is the year; exporters are counted anew for each: never sum them
-- key: month, stage_code, country
-- always: exports_usd <= exports_usd_to_date
-- always: exporters <= exporters_to_date
-- audience: internal
WITH of_firms AS (
  SELECT
    month,
    stage_code,
    country,
    exports_usd,
    exports_usd > 0 AS is_exporting,
    month = min(CASE WHEN exports_usd > 0 THEN month END) OVER (
      PARTITION BY firm_id, stage_code, country, year
    ) AS is_first_of_year
  FROM marts.export_firm_month_countries
),
by_month AS (
  SELECT
    month,
    stage_code,
    country,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    CAST(count(*) FILTER (WHERE is_exporting) AS BIGINT) AS exporters,
    CAST(count(*) FILTER (WHERE is_first_of_year) AS BIGINT) AS first_exporters
  FROM of_firms
  GROUP BY month, stage_code, country
),
occurring AS (
  SELECT DISTINCT
    year,
    stage_code,
    country
  FROM marts.export_firm_month_countries
)
SELECT
  export_months.month,
  export_months.year,
  occurring.stage_code,
  occurring.country,
  coalesce(by_month.exports_usd, 0) AS exports_usd,
  coalesce(by_month.exporters, 0) AS exporters,
  CAST(sum(coalesce(by_month.exports_usd, 0)) OVER so_far AS BIGINT) AS exports_usd_to_date,
  CAST(sum(coalesce(by_month.first_exporters, 0)) OVER so_far AS BIGINT) AS exporters_to_date
FROM marts.export_months
INNER JOIN occurring USING (year)
LEFT JOIN by_month
  ON by_month.month = export_months.month
  AND by_month.stage_code = occurring.stage_code
  AND by_month.country = occurring.country
WINDOW so_far AS (
  PARTITION BY export_months.year, occurring.stage_code, occurring.country
  ORDER BY export_months.month
)
