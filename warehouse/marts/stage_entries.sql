-- about: each time a firm enters a stage: the first day of a stay
-- key: firm_id, stage_code, entered_on
-- always: rank >= 1
-- audience: all
SELECT
  holdings.firm_id,
  holdings.stage_code,
  holdings.rank,
  holdings.starts_on AS entered_on,
  holdings.is_first_entry,
  -- held another stage the day before
  coalesce(
    bool_or(CAST(holdings.starts_on - INTERVAL 1 DAY AS DATE) BETWEEN other.starts_on AND other.ends_on),
    FALSE
  ) AS is_from_other_stage
FROM marts.holdings
LEFT JOIN marts.holdings AS other
  ON other.firm_id = holdings.firm_id
  AND other.stage_code <> holdings.stage_code
GROUP BY holdings.firm_id, holdings.stage_code, holdings.rank, holdings.starts_on, holdings.is_first_entry
