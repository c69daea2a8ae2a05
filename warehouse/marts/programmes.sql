-- about: awards under their name at the time, each on one rung
-- key: programme_code
-- always: valid_to IS NULL OR valid_to >= valid_from
-- always: term_years IS NULL OR term_years >= 1
-- audience: all
SELECT
  programme_code,
  programme_ko,
  programme_en,
  stage_code,
  run_by,
  valid_from,
  valid_to,
  successor,
  term_years,
  source,
  upload_id,
  source_row
FROM clean.programmes
