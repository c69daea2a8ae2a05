-- about: each criterion of entry in force beside the value of each firm, and in which days that is the newest value; closed and moved firms are left out, for they can enter nothing
-- key: firm_id, programme_code, alternative, criterion, operator, applies_from
-- always: applies_from <= applies_until
-- always: fiscal_year IS NOT NULL OR value IS NULL
-- audience: internal
WITH in_force AS (
  SELECT
    criteria.programme_code,
    programmes.stage_code,
    stages.rank,
    criteria.alternative,
    criteria.any_of,
    criteria.criterion,
    criteria.operator,
    criteria.value AS threshold,
    criteria.unit,
    criteria.condition,
    criteria.source,
    greatest(criteria.valid_from, programmes.valid_from) AS in_force_from,
    least(
      coalesce(criteria.valid_to, DATE '9999-12-31'),
      coalesce(programmes.valid_to, DATE '9999-12-31')
    ) AS in_force_until
  FROM marts.criteria
  INNER JOIN marts.programmes USING (programme_code)
  INNER JOIN marts.stages USING (stage_code)
),
years AS (
  SELECT
    criterion,
    fiscal_year,
    make_date(CAST(fiscal_year AS INTEGER), 12, 31) AS known_from
  FROM (SELECT DISTINCT criterion, fiscal_year FROM marts.criterion_values) AS known
  UNION ALL
  -- before the first year that is known there is a criterion all the same, and no value
  SELECT DISTINCT
    criterion,
    CAST(NULL AS BIGINT) AS fiscal_year,
    DATE '0001-01-01' AS known_from
  FROM in_force
),
days AS (
  SELECT
    criterion,
    fiscal_year,
    known_from,
    coalesce(
      CAST(lead(known_from) OVER (PARTITION BY criterion ORDER BY known_from) - INTERVAL 1 DAY AS DATE),
      DATE '9999-12-31'
    ) AS known_until
  FROM years
)
SELECT
  firms.firm_id,
  in_force.programme_code,
  in_force.stage_code,
  in_force.rank,
  in_force.alternative,
  in_force.any_of,
  in_force.criterion,
  in_force.operator,
  in_force.operator IN ('<', '<=') AS is_ceiling,
  in_force.threshold,
  in_force.unit,
  in_force.condition,
  in_force.condition IS NULL OR criterion_conditions.is_fulfilled AS is_fulfilled,
  days.fiscal_year,
  criterion_values.value,
  criterion_values.unit = in_force.unit AS is_same_unit,
  criterion_values.years_needed,
  criterion_values.years_known,
  criterion_values.missing_measure,
  criterion_values.is_too_young,
  in_force.source,
  greatest(in_force.in_force_from, days.known_from) AS applies_from,
  least(in_force.in_force_until, days.known_until) AS applies_until
FROM in_force
INNER JOIN days
  ON days.criterion = in_force.criterion
  AND days.known_from <= in_force.in_force_until
  AND days.known_until >= in_force.in_force_from
CROSS JOIN marts.firms
LEFT JOIN marts.criterion_values
  ON criterion_values.criterion = in_force.criterion
  AND criterion_values.fiscal_year = days.fiscal_year
  AND criterion_values.firm_id = firms.firm_id
LEFT JOIN marts.criterion_conditions
  ON criterion_conditions.firm_id = firms.firm_id
  AND criterion_conditions.condition = in_force.condition
WHERE (firms.status IS NULL OR firms.status NOT IN ('closed', 'moved'))
  AND in_force.in_force_from <= in_force.in_force_until
