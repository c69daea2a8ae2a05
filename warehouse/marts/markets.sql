-- about: the group of each country, the same for every year, so that years can be compared
-- key: country
-- always: market_group <> ''
-- audience: all
SELECT
  country,
  market_group,
  source,
  upload_id,
  source_row
FROM clean.markets
