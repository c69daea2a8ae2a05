-- about: districts of Gwangju, and outside
-- key: district_code
-- always: name_ko <> ''
-- audience: all
SELECT
  district_code,
  name_ko,
  name_en,
  upload_id,
  source_row
FROM clean.districts
