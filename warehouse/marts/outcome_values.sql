-- about: each measure of a year, of every firm that reported the year or was expected to, beside the year before; expected: held a stage on 31 December; what was not reported is empty, never 0
-- key: measure, fiscal_year, firm_id
-- always: stage_code <> ''
-- always: is_expected = (stage_code <> 'none')
-- audience: internal
WITH span AS (
  SELECT
    min(fiscal_year) AS first_year,
    max(fiscal_year) AS last_year
  FROM marts.outcomes
),
asked AS (
  SELECT
    firm_id,
    fiscal_year,
    stage_code
  FROM marts.outcomes
  UNION
  SELECT
    stage_months.firm_id,
    CAST(year(stage_months.month) AS BIGINT) AS fiscal_year,
    stage_months.stage_code
  FROM marts.stage_months
  INNER JOIN span
    ON CAST(year(stage_months.month) AS BIGINT) BETWEEN span.first_year AND span.last_year
  WHERE month(stage_months.month) = 12
),
measures AS (
  SELECT measure
  FROM (
    VALUES
      ('sales_krw'), ('operating_profit_krw'), ('staff'), ('rnd_krw'), ('rnd_share'),
      ('ip_filed'), ('ip_registered'), ('prototypes'),
      ('commercialisations'), ('commercialisation_sales_krw'), ('overseas_certifications')
  ) AS listed(measure)
),
cells AS (
  SELECT
    measures.measure,
    asked.fiscal_year,
    asked.firm_id,
    asked.stage_code,
    CASE measures.measure
      WHEN 'sales_krw' THEN CAST(outcomes.sales_krw AS DOUBLE)
      WHEN 'operating_profit_krw' THEN CAST(outcomes.operating_profit_krw AS DOUBLE)
      WHEN 'staff' THEN outcomes.staff
      WHEN 'rnd_krw' THEN CAST(outcomes.rnd_krw AS DOUBLE)
      WHEN 'rnd_share' THEN CAST(outcomes.rnd_krw AS DOUBLE) / nullif(greatest(outcomes.sales_krw, 0), 0)
      WHEN 'ip_filed' THEN outcomes.ip_filed
      WHEN 'ip_registered' THEN outcomes.ip_registered
      WHEN 'prototypes' THEN outcomes.prototypes
      WHEN 'commercialisations' THEN outcomes.commercialisations
      WHEN 'commercialisation_sales_krw' THEN CAST(outcomes.commercialisation_sales_krw AS DOUBLE)
      WHEN 'overseas_certifications' THEN outcomes.overseas_certifications
    END AS value
  FROM asked
  CROSS JOIN measures
  LEFT JOIN marts.outcomes
    ON outcomes.firm_id = asked.firm_id
    AND outcomes.fiscal_year = asked.fiscal_year
)
SELECT
  cells.measure,
  cells.fiscal_year,
  cells.firm_id,
  cells.stage_code,
  cells.stage_code <> 'none' AS is_expected,
  cells.value,
  earlier.value AS value_before
FROM cells
LEFT JOIN cells AS earlier
  ON earlier.measure = cells.measure
  AND earlier.firm_id = cells.firm_id
  AND earlier.fiscal_year = cells.fiscal_year - 1
