-- about: what a firm exported in a month, by product, country and way, and the highest stage that it held on the month's last day (none: it held none); rows of numbers that no firm bears stand in exports_unclaimed
-- key: year, hs_chapter, country, hs_code, month, firm_id, business_no, channel
-- always: exports_usd >= 0
-- always: weight_kg IS NULL OR weight_kg >= 0
-- always: channel IN ('direct', 'indirect', 'unknown')
-- always: stage_code <> ''
-- audience: internal
SELECT
  -- in the order of the key, so that what a year sold of a chapter to a market stands together and a scan skips the rest
  exports.month,
  CAST(year(exports.month) AS BIGINT) AS year,
  exports.firm_id,
  exports.business_no,
  exports.hs_code,
  substr(exports.hs_code, 1, 2) AS hs_chapter,
  exports.country,
  coalesce(exports.channel, 'unknown') AS channel,
  coalesce(stage_months.stage_code, 'none') AS stage_code,
  exports.exports_usd,
  exports.weight_kg,
  exports.upload_id,
  exports.source_row
FROM clean.exports
LEFT JOIN marts.stage_months
  ON stage_months.firm_id = exports.firm_id
  AND stage_months.month = exports.month
WHERE exports.firm_id IS NOT NULL
