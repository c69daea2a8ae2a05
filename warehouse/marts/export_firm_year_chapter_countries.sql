-- about: each country to which a firm exported of an HS chapter in a year while it held a stage as its highest (none: it held none)
-- key: year, hs_chapter, country, firm_id, stage_code
-- always: exports_usd > 0
-- audience: internal
SELECT
  year,
  firm_id,
  stage_code,
  substr(hs_code, 1, 2) AS hs_chapter,
  country,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM marts.export_firm_year_lines
GROUP BY year, firm_id, stage_code, substr(hs_code, 1, 2), country
