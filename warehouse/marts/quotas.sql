-- about: how many firms a stage may hold, and from when to when
-- key: stage_code, valid_from
-- always: quota >= 0
-- always: valid_to IS NULL OR valid_to >= valid_from
-- audience: all
SELECT
  stage_code,
  quota,
  valid_from,
  valid_to,
  source,
  upload_id,
  source_row
FROM clean.quotas
