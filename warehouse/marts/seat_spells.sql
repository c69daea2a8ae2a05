-- about: each spell beside the stay that it is a part of: whether its seat is held on, and within how many days that may begin
-- key: firm_id, programme_code, cohort
-- always: starts_on <= ends_on
-- always: stay_starts_on <= starts_on
-- always: ends_on <= stay_ends_on
-- always: grace_days >= 0
-- audience: all
WITH grace AS (
  SELECT
    CAST(value AS DOUBLE) AS grace_days,
    valid_from,
    lead(valid_from) OVER (ORDER BY valid_from) AS superseded_on
  FROM clean.settings
  WHERE setting = 'grace_days'
)
SELECT
  spells.firm_id,
  spells.programme_code,
  spells.cohort,
  spells.stage_code,
  spells.rank,
  spells.starts_on,
  spells.ends_on,
  spells.is_end_estimated,
  -- neither written nor set by a list that no longer names it: another term would move this end
  spells.is_end_estimated AND NOT spells.is_gone AS is_end_of_term,
  designations.last_listed_on,
  spell_stays.stay_starts_on,
  spell_stays.stay_ends_on,
  -- those in force when the gap begins; before the first rule only a spell without a gap goes on
  coalesce(grace.grace_days, CAST(1 AS DOUBLE)) AS grace_days
FROM marts.spells
INNER JOIN marts.spell_stays USING (firm_id, programme_code, cohort)
INNER JOIN clean.designations USING (firm_id, programme_code, cohort)
LEFT JOIN grace
  ON spells.ends_on >= CAST(grace.valid_from - INTERVAL 1 DAY AS DATE)
  AND (grace.superseded_on IS NULL OR spells.ends_on < CAST(grace.superseded_on - INTERVAL 1 DAY AS DATE))
