-- about: what people decided about names without a number and about numbers that no firm bears
-- key: upload_id, source_row
-- always: decision IN ('join', 'apart')
-- audience: internal
SELECT
  decided.upload_id,
  decided.source_row,
  decided.firm_name AS written_name,
  decided.district,
  decided.business_no,
  decided.decision,
  coalesce(numbered.firm_id, decided.joined_firm_id) AS firm_id,
  decided.reason,
  decided.decided_by,
  decided.source
FROM clean.match_decisions AS decided
LEFT JOIN clean.firms AS numbered ON decided.joined_business_no = numbered.business_no
