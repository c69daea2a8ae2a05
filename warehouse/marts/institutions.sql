-- about: members and partners of the council
-- key: institution, valid_from
-- always: institution <> ''
-- audience: all
-- optional: yes
SELECT
  institution,
  role,
  export_package,
  valid_from,
  source,
  upload_id,
  source_row
FROM clean.institutions
