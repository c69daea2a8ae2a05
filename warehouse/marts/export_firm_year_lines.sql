-- about: each product (HS code as loaded) that a firm exported to a country in a year while it held a stage as its highest (none: it held none)
-- key: year, hs_code, country, firm_id, stage_code
-- always: exports_usd > 0
-- audience: internal
SELECT
  year,
  firm_id,
  stage_code,
  hs_code,
  country,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  -- summed as a decimal: the order of rows must not move the last digit
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(CASE WHEN weight_kg IS NOT NULL THEN exports_usd END) AS BIGINT) AS weighed_usd
FROM marts.exports
WHERE exports_usd > 0
GROUP BY year, firm_id, stage_code, hs_code, country
