-- about: each country to which each firm exported in a month, by the highest stage that it held on the month's last day (none: it held none)
-- key: month, firm_id, country
-- always: exports_usd >= 0
-- always: stage_code <> ''
-- audience: internal
WITH summed AS (
  SELECT
    month,
    firm_id,
    country,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd
  FROM marts.exports
  GROUP BY month, firm_id, country
)
SELECT
  month,
  CAST(year(month) AS BIGINT) AS year,
  firm_id,
  country,
  coalesce(stage_months.stage_code, 'none') AS stage_code,
  exports_usd
FROM summed
LEFT JOIN marts.stage_months USING (firm_id, month)
