-- about: exports by month, for the months that any file covers, and from January to that month; exporters are counted anew for each: never sum them
-- key: month
-- always: exports_usd <= exports_usd_to_date
-- always: exporters <= exporters_to_date
-- always: month <= month_end
-- audience: internal
WITH covered AS (
  -- also months of which nobody bears the numbers: a file has spoken of them
  SELECT DISTINCT month
  FROM clean.exports
),
of_firms AS (
  SELECT
    month,
    exports_usd,
    exports_usd > 0 AS is_exporting,
    month = min(CASE WHEN exports_usd > 0 THEN month END) OVER (PARTITION BY firm_id, year) AS is_first_of_year
  FROM marts.export_firm_months
),
by_month AS (
  SELECT
    month,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    CAST(count(*) FILTER (WHERE is_exporting) AS BIGINT) AS exporters,
    CAST(count(*) FILTER (WHERE is_first_of_year) AS BIGINT) AS first_exporters
  FROM of_firms
  GROUP BY month
)
SELECT
  month,
  months.month_end,
  months.year,
  coalesce(by_month.exports_usd, 0) AS exports_usd,
  coalesce(by_month.exporters, 0) AS exporters,
  CAST(sum(coalesce(by_month.exports_usd, 0)) OVER so_far AS BIGINT) AS exports_usd_to_date,
  CAST(sum(coalesce(by_month.first_exporters, 0)) OVER so_far AS BIGINT) AS exporters_to_date
FROM covered
LEFT JOIN marts.months USING (month)
LEFT JOIN by_month USING (month)
WINDOW so_far AS (PARTITION BY months.year ORDER BY month)
