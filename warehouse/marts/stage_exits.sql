-- about: each time a firm leaves a stage, dated the day after the last one held, and how
-- key: firm_id, stage_code, exited_on
-- always: exit_kind IN ('to_other_stage', 'promotion', 'graduation', 'expiry', 'waiver', 'failure', 'revocation', 'closure', 'merger', 'relocation', 'expired', 'unknown')
-- always: entered_on < exited_on
-- audience: internal
WITH left_stage AS (
  SELECT
    holdings.firm_id,
    holdings.stage_code,
    holdings.rank,
    holdings.starts_on,
    holdings.is_gone,
    CAST(holdings.ends_on + INTERVAL 1 DAY AS DATE) AS exited_on
  FROM marts.holdings
),
above AS (
  SELECT DISTINCT
    left_stage.firm_id,
    left_stage.stage_code,
    left_stage.starts_on
  FROM left_stage
  INNER JOIN marts.holdings AS other
    ON other.firm_id = left_stage.firm_id
    AND other.rank > left_stage.rank
    AND left_stage.exited_on BETWEEN other.starts_on AND other.ends_on
)
SELECT
  left_stage.firm_id,
  left_stage.stage_code,
  left_stage.rank,
  left_stage.starts_on AS entered_on,
  left_stage.exited_on,
  -- holding a higher stage says more than any written reason; a reason more than a list that is silent
  CASE
    WHEN above.firm_id IS NOT NULL THEN 'to_other_stage'
    WHEN holding_endings.end_reason IS NOT NULL THEN holding_endings.end_reason
    WHEN left_stage.is_gone THEN 'unknown'
    ELSE 'expired'
  END AS exit_kind
FROM left_stage
LEFT JOIN above USING (firm_id, stage_code, starts_on)
LEFT JOIN marts.holding_endings USING (firm_id, stage_code, starts_on)
