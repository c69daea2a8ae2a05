-- about: rows joined to a firm without its number, and rows that wait for one
-- key: upload_id, source_row
-- always: written_name <> ''
-- audience: internal
SELECT
  upload_id,
  source_row,
  firm_id,
  written_name,
  match,
  CAST(NULL AS VARCHAR) AS reason
FROM clean.designation_rows
WHERE is_provisional
UNION ALL
SELECT
  upload_id,
  source_row,
  CAST(NULL AS VARCHAR) AS firm_id,
  written_name,
  'none' AS match,
  reason
FROM clean.unmatched_rows
