-- about: what a key figure should reach in a year
-- key: kpi, year
-- always: target IS NOT NULL
-- audience: all
SELECT
  kpi,
  year,
  target,
  source,
  upload_id,
  source_row
FROM clean.targets
