-- about: the rows of export_firm_year_lines once more, in the order of their countries: who asks for one skips the rest
-- key: country, year, hs_code, firm_id, stage_code
-- always: exports_usd > 0
-- audience: internal
SELECT
  country,
  year,
  firm_id,
  stage_code,
  hs_code,
  exports_usd,
  weight_kg,
  weighed_usd
FROM marts.export_firm_year_lines
