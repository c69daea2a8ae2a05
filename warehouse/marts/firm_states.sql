-- about: where each firm stands in which days: the highest stage it holds, else how it last left; no last day means until now
-- key: firm_id, starts_on
-- always: ends_on IS NULL OR starts_on <= ends_on
-- always: (rank IS NULL) = (state IN ('left', 'closed', 'unknown'))
-- audience: internal
WITH turns AS (
  SELECT
    firm_id,
    starts_on AS turned_on
  FROM marts.holdings
  UNION
  SELECT
    firm_id,
    exited_on AS turned_on
  FROM marts.stage_exits
),
held AS (
  SELECT
    turns.firm_id,
    turns.turned_on,
    arg_max(holdings.stage_code, holdings.rank) AS stage_code,
    max(holdings.rank) AS rank
  FROM turns
  LEFT JOIN marts.holdings
    ON holdings.firm_id = turns.firm_id
    AND turns.turned_on BETWEEN holdings.starts_on AND holdings.ends_on
  GROUP BY turns.firm_id, turns.turned_on
),
departures AS (
  -- several stages left on one day: closed says most, then unknown
  SELECT
    firm_id,
    exited_on AS turned_on,
    CASE
      WHEN bool_or(exit_kind IN ('closure', 'merger')) THEN 'closed'
      WHEN bool_or(exit_kind = 'unknown') THEN 'unknown'
      ELSE 'left'
    END AS departure
  FROM marts.stage_exits
  GROUP BY firm_id, exited_on
)
SELECT
  held.firm_id,
  coalesce(held.stage_code, departures.departure) AS state,
  held.rank,
  held.turned_on AS starts_on,
  CAST(lead(held.turned_on) OVER (PARTITION BY held.firm_id ORDER BY held.turned_on) - INTERVAL 1 DAY AS DATE) AS ends_on
FROM held
LEFT JOIN departures USING (firm_id, turned_on)
