-- about: support of business numbers that no firm bears, kept apart until one claims them; counted nowhere
-- key: business_no
-- always: participation_rows >= 1
-- always: first_year <= last_year
-- audience: internal
SELECT
  business_no,
  max(firm_name) AS written_name,
  min(fiscal_year) AS first_year,
  max(fiscal_year) AS last_year,
  CAST(count(*) AS BIGINT) AS participation_rows,
  CAST(sum(support_krw) AS BIGINT) AS support_krw
FROM clean.participation
WHERE firm_id IS NULL
GROUP BY business_no
