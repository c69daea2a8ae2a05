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
