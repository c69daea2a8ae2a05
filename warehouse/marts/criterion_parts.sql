-- about: the yearly figures that each criterion of entry is made of, for each firm and year that it could be judged in; what is not known is empty, never 0. A firm with a business number exported 0 in a wholly covered year without rows
-- key: criterion, fiscal_year, firm_id, measure, part_year
-- always: part_year <= fiscal_year
-- always: measure IN ('sales_krw', 'rnd_krw', 'staff', 'exports_usd', 'krw_per_usd')
-- audience: internal
WITH made_of AS (
  SELECT criterion, measure, years_back
  FROM (
    VALUES
      ('sales', 'sales_krw', 0),
      ('sales_3y_mean', 'sales_krw', 0), ('sales_3y_mean', 'sales_krw', 1), ('sales_3y_mean', 'sales_krw', 2),
      ('sales_cagr_5y', 'sales_krw', 0), ('sales_cagr_5y', 'sales_krw', 5),
      ('rnd_intensity_3y_mean', 'rnd_krw', 0), ('rnd_intensity_3y_mean', 'sales_krw', 0),
      ('rnd_intensity_3y_mean', 'rnd_krw', 1), ('rnd_intensity_3y_mean', 'sales_krw', 1),
      ('rnd_intensity_3y_mean', 'rnd_krw', 2), ('rnd_intensity_3y_mean', 'sales_krw', 2),
      ('staff', 'staff', 0),
      ('exports', 'exports_usd', 0),
      ('export_share', 'exports_usd', 0), ('export_share', 'krw_per_usd', 0), ('export_share', 'sales_krw', 0)
  ) AS listed(criterion, measure, years_back)
),
whole_years AS (
  SELECT year
  FROM marts.export_months
  GROUP BY year
  HAVING count(*) = 12
),
exported AS (
  SELECT
    firm_id,
    year,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd
  FROM marts.export_firm_months
  GROUP BY firm_id, year
),
asked AS (
  SELECT criteria.criterion, reported.fiscal_year
  FROM (SELECT DISTINCT criterion FROM made_of) AS criteria
  CROSS JOIN (SELECT DISTINCT fiscal_year FROM marts.outcomes) AS reported
  WHERE criteria.criterion <> 'exports'
  UNION ALL
  SELECT 'exports' AS criterion, year AS fiscal_year
  FROM whole_years
),
parts AS (
  SELECT
    asked.criterion,
    asked.fiscal_year,
    firms.firm_id,
    made_of.measure,
    CAST(asked.fiscal_year - made_of.years_back AS BIGINT) AS part_year,
    firms.business_no,
    CAST(year(firms.established_on) AS BIGINT) AS established_year
  FROM asked
  INNER JOIN made_of USING (criterion)
  CROSS JOIN marts.firms
)
SELECT
  parts.criterion,
  parts.fiscal_year,
  parts.firm_id,
  parts.measure,
  parts.part_year,
  CASE parts.measure
    WHEN 'sales_krw' THEN CAST(outcomes.sales_krw AS DOUBLE)
    WHEN 'rnd_krw' THEN CAST(outcomes.rnd_krw AS DOUBLE)
    WHEN 'staff' THEN outcomes.staff
    WHEN 'krw_per_usd' THEN exchange_rates.krw_per_usd
    WHEN 'exports_usd' THEN CASE
      WHEN whole_years.year IS NULL THEN NULL
      WHEN exported.exports_usd IS NOT NULL THEN CAST(exported.exports_usd AS DOUBLE)
      WHEN parts.business_no IS NOT NULL THEN CAST(0 AS DOUBLE)
    END
  END AS value,
  coalesce(parts.established_year > parts.part_year, FALSE) AS is_before_founding
FROM parts
LEFT JOIN marts.outcomes
  ON outcomes.firm_id = parts.firm_id
  AND outcomes.fiscal_year = parts.part_year
LEFT JOIN whole_years ON whole_years.year = parts.part_year
LEFT JOIN exported
  ON exported.firm_id = parts.firm_id
  AND exported.year = parts.part_year
LEFT JOIN marts.exchange_rates ON exchange_rates.year = parts.part_year
