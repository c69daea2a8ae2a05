-- about: rows joined to a firm without its number, and rows that wait for one
-- key: upload_id, source_row
-- always: written_name <> ''
-- audience: internal
WITH told AS (
  SELECT
    upload_id,
    source_row,
    firm_id,
    written_name,
    name_key,
    district_code,
    corporate_no,
    programme_code,
    cohort,
    starts_on,
    written_end,
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
    name_key,
    district_code,
    corporate_no,
    programme_code,
    cohort,
    starts_on,
    written_end,
    'none' AS match,
    reason
  FROM clean.unmatched_rows
)
SELECT
  told.upload_id,
  told.source_row,
  told.firm_id,
  told.written_name,
  told.name_key,
  told.district_code,
  told.corporate_no,
  districts.name_ko AS district,
  told.programme_code,
  told.cohort,
  told.starts_on,
  told.written_end,
  told.match,
  told.reason
FROM told
LEFT JOIN clean.districts USING (district_code)
