-- about: won per US dollar, yearly means
-- key: year
-- always: krw_per_usd > 0
-- audience: all
-- optional: yes
SELECT
  year,
  krw_per_usd,
  kind,
  source,
  upload_id,
  source_row
FROM clean.exchange_rates
