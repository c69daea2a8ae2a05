-- about: divisions of the Korean standard industrial classification
-- key: industry_code
-- always: name_ko <> ''
-- audience: all
SELECT
  industry_code,
  name_ko,
  name_en,
  section,
  upload_id,
  source_row
FROM clean.industries
