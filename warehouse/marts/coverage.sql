-- about: from when to when each loaded source speaks
-- key: source
-- always: first_date <= last_date
-- audience: all
SELECT
  'designations' AS source,
  min(designations.starts_on) AS first_date,
  greatest(max(designations.starts_on), max(designation_rows.list_date)) AS last_date
FROM clean.designations
LEFT JOIN clean.designation_rows USING (firm_id, programme_code, cohort)
HAVING count(*) > 0
UNION ALL
SELECT
  'exports' AS source,
  min(month) AS first_date,
  max(month_end) AS last_date
FROM marts.export_months
HAVING count(*) > 0
UNION ALL
SELECT
  'outcomes' AS source,
  make_date(CAST(min(fiscal_year) AS INTEGER), 1, 1) AS first_date,
  make_date(CAST(max(fiscal_year) AS INTEGER), 12, 31) AS last_date
FROM clean.outcomes
HAVING count(*) > 0
