-- about: stays by programme: one row per firm, programme and unbroken time in it; gaps up to the grace days count as held
-- key: firm_id, programme_code, starts_on
-- always: starts_on <= ends_on
-- always: spells >= 1
-- audience: all
SELECT
  firm_id,
  programme_code,
  spells.stage_code,
  spells.rank,
  programme_stay_starts_on AS starts_on,
  programme_stay_ends_on AS ends_on,
  -- flagged 재지정 or 연장 on its first day, the firm was there before, whether we know that spell or not
  programme_stay_starts_on = min(programme_stay_starts_on) OVER (PARTITION BY firm_id, programme_code)
    AND NOT bool_or(
      spells.starts_on = programme_stay_starts_on
      AND coalesce(spells.began_as IN ('redesignated', 'extended'), FALSE)
    ) AS is_first_entry,
  bool_or(spells.is_gone AND is_last_of_programme_stay) AS is_gone,
  CAST(count(*) AS BIGINT) AS spells
FROM marts.spell_stays
INNER JOIN marts.spells USING (firm_id, programme_code, cohort)
GROUP BY firm_id, programme_code, spells.stage_code, spells.rank, programme_stay_starts_on, programme_stay_ends_on
