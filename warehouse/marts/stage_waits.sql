-- about: from each firm's first entry into a stage: when it was first seen there, first reached a higher one, counted as gone
-- key: firm_id, stage_code
-- always: seen_on >= entered_on
-- always: promoted_on IS NULL OR promoted_on > entered_on
-- always: gone_on IS NULL OR gone_on > entered_on
-- audience: internal
WITH firsts AS (
  SELECT
    firm_id,
    stage_code,
    rank,
    min(starts_on) AS entered_on,
    bool_or(is_first_entry) AS is_first_entry
  FROM marts.holdings
  -- the highest stage has none above it to wait for
  WHERE rank < (SELECT max(rank) FROM marts.stages)
  GROUP BY firm_id, stage_code, rank
),
seen AS (
  -- a spell known from dated lists alone is seen from the first one that names it: who had left before is on none
  SELECT
    firm_id,
    programme_code,
    cohort,
    CASE WHEN count(*) = count(list_date) THEN min(list_date) END AS listed_on
  FROM marts.spell_sources
  GROUP BY firm_id, programme_code, cohort
),
first_spells AS (
  SELECT
    firsts.firm_id,
    firsts.stage_code,
    spells.programme_code,
    spells.cohort,
    seen.listed_on,
    -- 재지정 or 연장 without the spell before: one term must lie before it
    CASE WHEN firsts.is_first_entry THEN 0 ELSE programmes.term_years END AS earlier_years
  FROM firsts
  INNER JOIN marts.spells
    ON spells.firm_id = firsts.firm_id
    AND spells.stage_code = firsts.stage_code
    AND spells.starts_on = firsts.entered_on
  LEFT JOIN marts.programmes ON programmes.programme_code = spells.programme_code
  LEFT JOIN seen
    ON seen.firm_id = spells.firm_id
    AND seen.programme_code = spells.programme_code
    AND seen.cohort = spells.cohort
  QUALIFY row_number() OVER (
    PARTITION BY firsts.firm_id, firsts.stage_code ORDER BY spells.programme_code, spells.cohort
  ) = 1
),
higher AS (
  SELECT
    firsts.firm_id,
    firsts.stage_code,
    bool_or(firsts.entered_on BETWEEN other.starts_on AND other.ends_on) AS is_held_already,
    min(CASE WHEN other.starts_on > firsts.entered_on THEN other.starts_on END) AS promoted_on
  FROM firsts
  INNER JOIN marts.holdings AS other ON other.firm_id = firsts.firm_id AND other.rank > firsts.rank
  GROUP BY firsts.firm_id, firsts.stage_code
),
exits AS (
  -- rounds are yearly: who is out may come in with the next one, so a year passes before it counts as gone
  SELECT
    stage_exits.firm_id,
    stage_exits.stage_code,
    CASE
      WHEN exit_kind IN ('closure', 'merger') THEN exited_on
      ELSE CAST(exited_on + INTERVAL 365 DAY AS DATE)
    END AS gone_on,
    lead(entered_on) OVER (
      PARTITION BY stage_exits.firm_id, stage_exits.stage_code ORDER BY entered_on
    ) AS returned_on
  FROM marts.stage_exits
),
gone AS (
  SELECT
    firm_id,
    stage_code,
    min(gone_on) AS gone_on
  FROM exits
  WHERE returned_on IS NULL OR returned_on > gone_on
  GROUP BY firm_id, stage_code
)
SELECT
  firsts.firm_id,
  firsts.stage_code,
  firsts.rank,
  first_spells.programme_code,
  first_spells.cohort,
  firsts.entered_on,
  CAST(first_spells.earlier_years AS BIGINT) AS earlier_years,
  greatest(firsts.entered_on, coalesce(first_spells.listed_on, firsts.entered_on)) AS seen_on,
  higher.promoted_on,
  gone.gone_on
FROM firsts
INNER JOIN first_spells USING (firm_id, stage_code)
LEFT JOIN higher USING (firm_id, stage_code)
LEFT JOIN gone USING (firm_id, stage_code)
-- who holds a higher stage on the day of entry waits for none
WHERE NOT coalesce(higher.is_held_already, FALSE)
