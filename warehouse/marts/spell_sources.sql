-- about: the uploaded rows that a spell comes from
-- key: upload_id, source_row
-- always: source_row >= 1
-- audience: all
SELECT
  upload_id,
  source_row,
  firm_id,
  programme_code,
  cohort,
  list_date,
  written_name
FROM clean.designation_rows
