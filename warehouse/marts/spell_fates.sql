-- about: each spell beside the first day on which the firm began again in its stage, began in a higher one, and applied to go on
-- key: firm_id, programme_code, cohort
-- always: renewed_on IS NULL OR renewed_on > starts_on
-- always: promoted_on IS NULL OR promoted_on > starts_on
-- always: applied_again_on IS NULL OR (applied_again_on > starts_on AND applications_known_from <= applied_again_on)
-- audience: internal
WITH later AS (
  SELECT
    spells.firm_id,
    spells.programme_code,
    spells.cohort,
    min(CASE WHEN other.stage_code = spells.stage_code THEN other.starts_on END) AS renewed_on,
    min(CASE WHEN other.rank > spells.rank THEN other.starts_on END) AS promoted_on
  FROM marts.spells
  INNER JOIN marts.spells AS other ON other.firm_id = spells.firm_id AND other.starts_on > spells.starts_on
  GROUP BY spells.firm_id, spells.programme_code, spells.cohort
),
again AS (
  -- filed after the start, before the next spell of the stage, and no later than a stay may have a gap
  SELECT
    seat_spells.firm_id,
    seat_spells.programme_code,
    seat_spells.cohort,
    min(applications.applied_on) AS applied_again_on
  FROM marts.seat_spells
  LEFT JOIN later USING (firm_id, programme_code, cohort)
  INNER JOIN marts.applications
    ON applications.firm_id = seat_spells.firm_id
    AND applications.stage_code = seat_spells.stage_code
    AND applications.applied_as <> 'new'
    AND applications.applied_on > seat_spells.starts_on
    AND applications.applied_on <= coalesce(later.renewed_on, applications.applied_on)
    AND date_diff('day', seat_spells.ends_on, applications.applied_on) <= seat_spells.grace_days
  -- an application that came after the start it led to, where that is known to the year only, is not for the next one
  WHERE applications.programme_code <> seat_spells.programme_code
    OR coalesce(applications.cohort, '') <> seat_spells.cohort
  GROUP BY seat_spells.firm_id, seat_spells.programme_code, seat_spells.cohort
),
days AS (
  SELECT DISTINCT
    stage_code,
    applied_on
  FROM marts.applications
),
known AS (
  -- files tell who applied at the end of a term where they hold any application for the stage about then
  SELECT
    seat_spells.firm_id,
    seat_spells.programme_code,
    seat_spells.cohort,
    min(days.applied_on) AS applications_known_from
  FROM marts.seat_spells
  INNER JOIN days
    ON days.stage_code = seat_spells.stage_code
    AND date_diff('day', days.applied_on, seat_spells.ends_on) <= 365
    AND date_diff('day', seat_spells.ends_on, days.applied_on) <= seat_spells.grace_days
  GROUP BY seat_spells.firm_id, seat_spells.programme_code, seat_spells.cohort
)
SELECT
  spells.firm_id,
  spells.programme_code,
  spells.cohort,
  spells.stage_code,
  spells.rank,
  spells.starts_on,
  spells.ends_on,
  later.renewed_on,
  later.promoted_on,
  again.applied_again_on,
  least(known.applications_known_from, again.applied_again_on) AS applications_known_from
FROM marts.spells
LEFT JOIN later USING (firm_id, programme_code, cohort)
LEFT JOIN again USING (firm_id, programme_code, cohort)
LEFT JOIN known USING (firm_id, programme_code, cohort)
