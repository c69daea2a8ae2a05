-- about: conditions of entry to a programme, and from when to when they hold
-- key: programme_code, alternative, criterion, operator, valid_from
-- always: valid_to IS NULL OR valid_to >= valid_from
-- audience: all
-- optional: yes
SELECT
  programme_code,
  alternative,
  any_of,
  criterion,
  operator,
  value,
  unit,
  condition,
  valid_from,
  valid_to,
  source,
  upload_id,
  source_row
FROM clean.criteria
