-- about: each HS chapter that each firm exported in a month, by the highest stage that it held on the month's last day (none: it held none)
-- key: year, hs_chapter, month, firm_id
-- always: exports_usd >= 0
-- always: direct_usd + indirect_usd <= exports_usd
-- audience: internal
SELECT
  month,
  year,
  firm_id,
  hs_chapter,
  stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(direct_usd) AS BIGINT) AS direct_usd,
  CAST(sum(indirect_usd) AS BIGINT) AS indirect_usd
FROM marts.export_firm_month_products
GROUP BY month, year, firm_id, hs_chapter, stage_code
