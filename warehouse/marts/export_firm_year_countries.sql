-- about: each country to which a firm exported in a year while it held a stage as its highest (none: it held none), and from which month
-- key: year, country, firm_id, stage_code
-- always: exports_usd > 0
-- always: CAST(year(first_month) AS BIGINT) = year
-- audience: internal
SELECT
  year,
  firm_id,
  stage_code,
  country,
  min(month) AS first_month,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM marts.export_firm_month_countries
WHERE exports_usd > 0
GROUP BY year, firm_id, stage_code, country
