-- about: start and term of each round of selection
-- key: programme_code, cohort
-- always: precision IN ('day', 'month', 'year')
-- audience: all
SELECT
  programme_code,
  cohort,
  start,
  precision,
  term_years,
  source,
  upload_id,
  source_row
FROM clean.cohorts
