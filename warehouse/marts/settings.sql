-- about: numbers that rules use, and from when they hold
-- key: setting, valid_from
-- always: value IS NOT NULL
-- audience: all
SELECT
  setting,
  value,
  valid_from,
  meaning,
  upload_id,
  source_row
FROM clean.settings
