-- about: each time a firm took part in a support programme, when, by whom and for how much; an amount that is not known is empty, never 0
-- key: firm_id, fiscal_year, support_programme, support_starts_on, business_no
-- always: support_ends_on IS NULL OR support_ends_on >= support_starts_on
-- always: support_krw IS NULL OR support_krw >= 0
-- audience: internal
SELECT
  firm_id,
  support_programme,
  fiscal_year,
  starts_on AS support_starts_on,
  start_precision,
  ends_on AS support_ends_on,
  end_precision,
  support_step,
  agency,
  recommended_by,
  support_krw,
  business_no,
  upload_id,
  source_row
FROM clean.participation
WHERE firm_id IS NOT NULL
