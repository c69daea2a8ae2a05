-- about: highest stage held on the last day of each month, for months in which any is held
-- key: firm_id, month
-- always: rank >= 1
-- audience: all
SELECT
  holdings.firm_id,
  months.month,
  arg_max(holdings.stage_code, holdings.rank) AS stage_code,
  max(holdings.rank) AS rank
FROM marts.months
INNER JOIN marts.holdings
  ON months.month_end BETWEEN holdings.starts_on AND holdings.ends_on
GROUP BY holdings.firm_id, months.month
