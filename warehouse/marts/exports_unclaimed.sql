-- about: exports under business numbers that no firm bears, kept apart until one claims them; counted nowhere
-- key: business_no
-- always: export_rows >= 1
-- always: first_month <= last_month
-- audience: internal
SELECT
  business_no,
  max(firm_name) AS written_name,
  min(month) AS first_month,
  max(month) AS last_month,
  CAST(count(*) AS BIGINT) AS export_rows,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM clean.exports
WHERE firm_id IS NULL
GROUP BY business_no
