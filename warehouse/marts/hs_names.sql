-- about: short names of HS sections (Roman numerals), chapters (2 digits) and headings (4 digits)
-- key: hs_code
-- always: name_ko <> ''
-- always: name_en <> ''
-- audience: all
SELECT
  hs_code,
  hs_section,
  name_ko,
  name_en,
  source,
  upload_id,
  source_row
FROM clean.hs_names
