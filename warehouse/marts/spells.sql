-- about: one row per firm, programme and cohort: from when to when the designation holds, both days included
-- key: firm_id, programme_code, cohort
-- always: rank IS NOT NULL
-- always: starts_on <= ends_on
-- always: start_precision IN ('day', 'month', 'year')
-- always: began_as IS NULL OR began_as IN ('new', 'redesignated', 'extended')
-- audience: all
SELECT
  firms.firm_id,
  designations.programme_code,
  designations.cohort,
  designations.stage_code,
  CAST(stages.rank AS BIGINT) AS rank,
  designations.starts_on,
  designations.start_precision,
  designations.is_start_derived,
  -- without a written end the spell reaches its term or the last dated list that names it,
  -- unless a list before that day no longer names it
  CASE
    WHEN designations.written_end IS NOT NULL
      THEN designations.written_end
    WHEN designations.gone_on <= greatest(designations.term_end, designations.last_listed_on)
      THEN greatest(CAST(designations.gone_on - INTERVAL 1 DAY AS DATE), designations.starts_on)
    ELSE greatest(designations.term_end, designations.last_listed_on)
  END AS ends_on,
  coalesce(designations.end_precision, designations.start_precision) AS end_precision,
  designations.written_end IS NULL AS is_end_estimated,
  designations.written_end IS NULL
    AND coalesce(designations.gone_on <= greatest(designations.term_end, designations.last_listed_on), FALSE) AS is_gone,
  designations.began_as,
  designations.awarding_body,
  designations.source,
  designations.upload_id,
  designations.source_row
FROM clean.designations
-- left joins: a spell of an unknown firm or stage must stop the build, not vanish from it
LEFT JOIN clean.firms USING (firm_id)
LEFT JOIN clean.stages USING (stage_code)
