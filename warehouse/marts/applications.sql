-- about: each time a firm applied to a programme: when, for which cohort, as what and with what result; an applicant that no firm bears has no firm
-- key: business_no, programme_code, applied_on
-- always: rank IS NOT NULL
-- always: applied_precision IN ('day', 'month', 'year')
-- always: applied_as IN ('new', 'redesignated', 'extended')
-- always: application_result IS NULL OR application_result IN ('chosen', 'rejected', 'under_review')
-- audience: internal
SELECT
  applications.firm_id,
  applications.business_no,
  applications.firm_name AS written_name,
  applications.programme AS programme_code,
  applications.cohort,
  programmes.stage_code,
  CAST(stages.rank AS BIGINT) AS rank,
  applications.applied_on,
  applications.applied_precision,
  applications.applied_as,
  applications.application_result,
  applications.upload_id,
  applications.source_row
FROM clean.applications
-- left joins: an application to an unknown programme must stop the build, not vanish from it
LEFT JOIN clean.programmes ON programmes.programme_code = applications.programme
LEFT JOIN clean.stages ON stages.stage_code = programmes.stage_code
