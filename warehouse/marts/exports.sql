-- about: what a firm exported in a month, by product, country and way; rows of numbers that no firm bears stand in exports_unclaimed
-- key: month, firm_id, business_no, hs_code, country, channel
-- always: exports_usd >= 0
-- always: weight_kg IS NULL OR weight_kg >= 0
-- always: channel IN ('direct', 'indirect', 'unknown')
-- audience: internal
SELECT
  month,
  firm_id,
  business_no,
  hs_code,
  substr(hs_code, 1, 2) AS hs_chapter,
  country,
  coalesce(channel, 'unknown') AS channel,
  exports_usd,
  weight_kg,
  upload_id,
  source_row
FROM clean.exports
WHERE firm_id IS NOT NULL
