-- about: each product (HS code as loaded, 6 or 10 digits) that a firm exported in a year while it held a stage as its highest (none: it held none)
-- key: year, hs_code, firm_id, stage_code
-- always: exports_usd > 0
-- audience: internal
SELECT
  year,
  firm_id,
  stage_code,
  hs_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  -- summed as a decimal: the order of rows must not move the last digit
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(weighed_usd) AS BIGINT) AS weighed_usd
FROM marts.export_firm_month_products
WHERE exports_usd > 0
GROUP BY year, firm_id, stage_code, hs_code
