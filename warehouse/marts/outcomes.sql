-- about: what each firm reported of a year, with the highest stage that it held on 31 December (none: it held none); what was not reported is empty, never 0
-- key: fiscal_year, firm_id
-- always: stage_code <> ''
-- always: staff IS NULL OR staff >= 0
-- audience: internal
WITH year_ends AS (
  SELECT
    firm_id,
    CAST(year(month) AS BIGINT) AS fiscal_year,
    stage_code
  FROM marts.stage_months
  WHERE month(month) = 12
)
SELECT
  fiscal_year,
  firm_id,
  coalesce(year_ends.stage_code, 'none') AS stage_code,
  sales_krw,
  operating_profit_krw,
  staff,
  rnd_krw,
  ip_filed,
  ip_registered,
  prototypes,
  commercialisations,
  commercialisation_sales_krw,
  overseas_certifications,
  business_no,
  upload_id,
  source_row
FROM clean.outcomes
LEFT JOIN year_ends USING (firm_id, fiscal_year)
WHERE firm_id IS NOT NULL
