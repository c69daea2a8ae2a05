-- about: the names written beside business numbers that no firm bears
-- key: business_no, written_name
-- always: name_key <> ''
-- audience: internal
SELECT
  business_no,
  written_name,
  name_key
FROM clean.unclaimed_names
