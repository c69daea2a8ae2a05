-- about: what each firm exported in a month, by the highest stage that it held on the month's last day (none: it held none)
-- key: month, firm_id
-- always: exports_usd >= 0
-- always: stage_code <> ''
-- audience: internal
WITH summed AS (
  SELECT
    month,
    firm_id,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    -- summed as a decimal: the order of rows must not move the last digit
    CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
    CAST(count(DISTINCT CASE WHEN exports_usd > 0 THEN country END) AS BIGINT) AS countries,
    CAST(count(DISTINCT CASE WHEN exports_usd > 0 THEN substr(hs_code, 1, 6) END) AS BIGINT) AS products
  FROM marts.exports
  GROUP BY month, firm_id
)
SELECT
  month,
  CAST(year(month) AS BIGINT) AS year,
  firm_id,
  coalesce(stage_months.stage_code, 'none') AS stage_code,
  exports_usd,
  weight_kg,
  countries,
  products
FROM summed
LEFT JOIN marts.stage_months USING (firm_id, month)
