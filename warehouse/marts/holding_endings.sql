-- about: why a stay ended, where a reason was written for its last spell
-- key: firm_id, stage_code, starts_on
-- always: end_reason <> ''
-- audience: internal
SELECT
  firm_id,
  stage_code,
  stay_starts_on AS starts_on,
  end_reason
FROM marts.spell_stays
INNER JOIN marts.spell_endings USING (firm_id, programme_code, cohort)
WHERE is_last_of_stay
