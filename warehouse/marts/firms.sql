-- about: one row per firm, with what is known of it today
-- key: firm_id
-- always: firm_name <> ''
-- always: status IS NULL OR status IN ('active', 'closed', 'moved', 'unknown')
-- audience: all
SELECT
  firm_id,
  business_no,
  corporate_no,
  firm_name,
  firm_name_en,
  industry_code,
  industry,
  product,
  district_code,
  districts.name_ko AS district,
  address,
  established_on,
  established_precision,
  status,
  is_provisional,
  firms.upload_id,
  firms.source_row
FROM clean.firms
LEFT JOIN clean.districts USING (district_code)
