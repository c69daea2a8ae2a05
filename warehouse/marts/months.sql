-- about: calendar of months that covers every spell
-- key: month
-- always: month_end >= month
-- audience: all
SELECT
  month,
  month_end,
  CAST(year AS BIGINT) AS year
FROM clean.months
