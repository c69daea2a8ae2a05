-- about: exports by month and hs_chapter, and from January to that month; exporters are counted anew for each: never sum them
-- key: month, hs_chapter
-- always: exports_usd <= exports_usd_to_date
-- always: exporters <= exporters_to_date
-- audience: internal
WITH of_firms AS (
  SELECT
    month,
    year,
    hs_chapter,
    exports_usd,
    exports_usd > 0 AS is_exporting,
    month = min(CASE WHEN exports_usd > 0 THEN month END) OVER (PARTITION BY firm_id, hs_chapter, year) AS is_first_of_year
  FROM marts.export_firm_month_chapters
),
by_month AS (
  SELECT
    month,
    hs_chapter,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    CAST(count(*) FILTER (WHERE is_exporting) AS BIGINT) AS exporters,
    CAST(count(*) FILTER (WHERE is_first_of_year) AS BIGINT) AS first_exporters
  FROM of_firms
  GROUP BY month, hs_chapter
),
occurring AS (
  SELECT DISTINCT
    year,
    hs_chapter
  FROM marts.export_firm_month_chapters
)
SELECT
  export_months.month,
  export_months.year,
  occurring.hs_chapter,
  coalesce(by_month.exports_usd, 0) AS exports_usd,
  coalesce(by_month.exporters, 0) AS exporters,
  CAST(sum(coalesce(by_month.exports_usd, 0)) OVER so_far AS BIGINT) AS exports_usd_to_date,
  CAST(sum(coalesce(by_month.first_exporters, 0)) OVER so_far AS BIGINT) AS exporters_to_date
FROM marts.export_months
INNER JOIN occurring USING (year)
LEFT JOIN by_month
  ON by_month.month = export_months.month
  AND by_month.hs_chapter = occurring.hs_chapter
WINDOW so_far AS (PARTITION BY export_months.year, occurring.hs_chapter ORDER BY export_months.month)
