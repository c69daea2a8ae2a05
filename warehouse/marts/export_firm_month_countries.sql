-- about: each country to which each firm exported in a month, by the highest stage that it held on the month's last day (none: it held none)
-- key: year, country, month, firm_id
-- always: exports_usd >= 0
-- always: direct_usd + indirect_usd <= exports_usd
-- always: stage_code <> ''
-- audience: internal
SELECT
  month,
  year,
  firm_id,
  country,
  stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(CASE WHEN channel = 'direct' THEN exports_usd ELSE 0 END) AS BIGINT) AS direct_usd,
  CAST(sum(CASE WHEN channel = 'indirect' THEN exports_usd ELSE 0 END) AS BIGINT) AS indirect_usd,
  -- summed as a decimal: the order of rows must not move the last digit
  CAST(sum(CAST(CASE WHEN exports_usd > 0 THEN weight_kg END AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(CASE WHEN exports_usd > 0 AND weight_kg IS NOT NULL THEN exports_usd END) AS BIGINT) AS weighed_usd
FROM marts.exports
GROUP BY month, year, firm_id, country, stage_code
