-- about: figures that others published, never overwritten by ours
-- key: measure, count_kind, as_of, value
-- always: unit <> ''
-- audience: all
SELECT
  measure,
  count_kind,
  value,
  unit,
  as_of,
  source,
  reason,
  upload_id,
  source_row
FROM clean.published_figures
