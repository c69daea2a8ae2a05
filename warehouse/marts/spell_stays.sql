-- about: which stay each spell belongs to, by stage and by programme, with the stay's first and last day
-- key: firm_id, programme_code, cohort
-- always: stay_starts_on <= programme_stay_starts_on
-- always: stay_starts_on <= stay_ends_on
-- always: programme_stay_ends_on <= stay_ends_on
-- audience: all
WITH grace AS (
  SELECT
    CAST(value AS DOUBLE) AS grace_days,
    valid_from,
    lead(valid_from) OVER (ORDER BY valid_from) AS superseded_on
  FROM clean.settings
  WHERE setting = 'grace_days'
),
reached AS (
  -- the first day that the spells before this one leave free
  SELECT
    firm_id,
    programme_code,
    cohort,
    stage_code,
    starts_on,
    ends_on,
    CAST(max(ends_on) OVER (
      PARTITION BY firm_id, stage_code
      ORDER BY starts_on, ends_on, programme_code, cohort
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) + INTERVAL 1 DAY AS DATE) AS stage_free_from,
    CAST(max(ends_on) OVER (
      PARTITION BY firm_id, programme_code
      ORDER BY starts_on, ends_on, cohort
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) + INTERVAL 1 DAY AS DATE) AS programme_free_from
  FROM marts.spells
),
opened AS (
  -- a spell opens a stay unless it starts within the grace days in force when the gap begins
  SELECT
    reached.firm_id,
    reached.programme_code,
    reached.cohort,
    reached.stage_code,
    reached.starts_on,
    reached.ends_on,
    CASE
      WHEN date_diff('day', reached.stage_free_from, reached.starts_on) < coalesce(by_stage.grace_days, 1) THEN NULL
      ELSE reached.starts_on
    END AS stage_opened_on,
    CASE
      WHEN date_diff('day', reached.programme_free_from, reached.starts_on) < coalesce(by_programme.grace_days, 1) THEN NULL
      ELSE reached.starts_on
    END AS programme_opened_on
  FROM reached
  LEFT JOIN grace AS by_stage
    ON reached.stage_free_from >= by_stage.valid_from
    AND (by_stage.superseded_on IS NULL OR reached.stage_free_from < by_stage.superseded_on)
  LEFT JOIN grace AS by_programme
    ON reached.programme_free_from >= by_programme.valid_from
    AND (by_programme.superseded_on IS NULL OR reached.programme_free_from < by_programme.superseded_on)
),
numbered AS (
  SELECT
    firm_id,
    programme_code,
    cohort,
    stage_code,
    starts_on,
    ends_on,
    max(stage_opened_on) OVER (
      PARTITION BY firm_id, stage_code
      ORDER BY starts_on, ends_on, programme_code, cohort
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stay_starts_on,
    max(programme_opened_on) OVER (
      PARTITION BY firm_id, programme_code
      ORDER BY starts_on, ends_on, cohort
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS programme_stay_starts_on
  FROM opened
)
SELECT
  firm_id,
  programme_code,
  cohort,
  stage_code,
  stay_starts_on,
  max(ends_on) OVER (PARTITION BY firm_id, stage_code, stay_starts_on) AS stay_ends_on,
  row_number() OVER (
    PARTITION BY firm_id, stage_code, stay_starts_on
    ORDER BY ends_on DESC, starts_on DESC, programme_code DESC, cohort DESC
  ) = 1 AS is_last_of_stay,
  programme_stay_starts_on,
  max(ends_on) OVER (PARTITION BY firm_id, programme_code, programme_stay_starts_on) AS programme_stay_ends_on,
  row_number() OVER (
    PARTITION BY firm_id, programme_code, programme_stay_starts_on
    ORDER BY ends_on DESC, starts_on DESC, cohort DESC
  ) = 1 AS is_last_of_programme_stay
FROM numbered
