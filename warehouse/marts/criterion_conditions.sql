-- about: whether each firm fulfils the condition under which a criterion of entry holds; empty where that cannot be known. A note that binds nobody is fulfilled by all
-- key: firm_id, condition
-- always: condition <> ''
-- audience: internal
WITH listed AS (
  SELECT DISTINCT condition
  FROM marts.criteria
  WHERE condition IS NOT NULL
)
SELECT
  firms.firm_id,
  listed.condition,
  CASE
    WHEN listed.condition = 'knowledge services' THEN industries.knowledge_service = 'yes'
    WHEN listed.condition = 'industry is not knowledge services' THEN industries.knowledge_service = 'no'
    -- which year and which way to count: criterion_parts does so anyway
    WHEN listed.condition IN ('prior year; direct and indirect', 'direct and indirect; added in 2015') THEN TRUE
  END AS is_fulfilled
FROM marts.firms
CROSS JOIN listed
LEFT JOIN marts.industries USING (industry_code)
