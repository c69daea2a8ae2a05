-- about: divisions of the Korean standard industrial classification
-- key: industry_code
-- always: name_ko <> ''
-- always: knowledge_service IS NULL OR knowledge_service IN ('yes', 'no')
-- audience: all
SELECT
  industry_code,
  name_ko,
  name_en,
  section,
  knowledge_service,
  source,
  upload_id,
  source_row
FROM clean.industries
