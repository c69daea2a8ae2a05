-- about: sales and whole years of exports of each cohort's firms, from three years before the designation to six after, beside those of its own year; without these one empty row; cohort all: every firm of a programme from its first designation in it
-- key: programme_code, cohort, firm_id, measure, years_since
-- always: measure IN ('sales_krw', 'exports_usd')
-- always: value_at_entry > 0 OR (value_at_entry IS NULL AND value IS NULL AND years_since = 0)
-- always: years_since BETWEEN -3 AND 6
-- audience: internal
WITH of_cohorts AS (
  SELECT
    firm_id,
    programme_code,
    cohort,
    stage_code,
    rank,
    starts_on,
    CAST(year(starts_on) AS BIGINT) AS entry_year,
    row_number() OVER (PARTITION BY firm_id, programme_code ORDER BY starts_on, cohort) = 1 AS is_first
  FROM marts.spells
),
members AS (
  SELECT
    firm_id,
    programme_code,
    cohort,
    stage_code,
    rank,
    starts_on,
    entry_year
  FROM of_cohorts
  UNION ALL
  SELECT
    firm_id,
    programme_code,
    'all' AS cohort,
    stage_code,
    rank,
    starts_on,
    entry_year
  FROM of_cohorts
  WHERE is_first
),
measures AS (
  SELECT measure
  FROM (
    VALUES
      ('sales_krw'), ('exports_usd')
  ) AS listed(measure)
),
whole_years AS (
  SELECT year
  FROM marts.export_months
  GROUP BY year
  HAVING count(*) = 12
),
known AS (
  SELECT
    firm_id,
    fiscal_year AS year,
    'sales_krw' AS measure,
    sales_krw AS value
  FROM marts.outcomes
  WHERE sales_krw IS NOT NULL
  UNION ALL
  SELECT
    firm_id,
    export_firm_months.year,
    'exports_usd' AS measure,
    CAST(sum(exports_usd) AS BIGINT) AS value
  FROM marts.export_firm_months
  INNER JOIN whole_years
    ON whole_years.year = export_firm_months.year
  GROUP BY firm_id, export_firm_months.year
)
SELECT
  members.firm_id,
  members.programme_code,
  members.cohort,
  members.stage_code,
  members.rank,
  members.starts_on,
  coalesce(known.year, members.entry_year) AS year,
  coalesce(known.year - members.entry_year, 0) AS years_since,
  measures.measure,
  known.value,
  entry.value AS value_at_entry,
  CAST(100 * known.value AS DOUBLE) / nullif(entry.value, 0) AS growth_index
FROM members
CROSS JOIN measures
LEFT JOIN known AS entry
  ON entry.firm_id = members.firm_id
  AND entry.measure = measures.measure
  AND entry.year = members.entry_year
  AND entry.value > 0
LEFT JOIN known
  ON known.firm_id = entry.firm_id
  AND known.measure = entry.measure
  AND known.year - members.entry_year BETWEEN -3 AND 6
