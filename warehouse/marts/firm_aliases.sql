-- about: other ways in which a firm's name is written
-- key: written
-- always: means <> ''
-- audience: all
-- optional: yes
SELECT
  written,
  means,
  source,
  upload_id,
  source_row
FROM clean.firm_aliases
