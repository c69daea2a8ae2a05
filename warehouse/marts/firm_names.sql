-- about: every way in which a firm's name was ever written, with the first row that wrote it so
-- key: firm_id, written_name
-- always: written_name <> ''
-- audience: internal
SELECT
  firm_id,
  written_name,
  name_key,
  upload_id,
  source_row
FROM clean.firm_names
