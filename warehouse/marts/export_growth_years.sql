-- about: why each firm's exports, all of them or those of one country or HS chapter (part), moved in a year against the months that it has in common with the year before, each dollar in one component; opening and closing are those months' exports
-- key: part, year, firm_id, component
-- always: part <> ''
-- always: usd <> 0
-- audience: internal
WITH parts AS (
  -- a firm that enters a market or a chapter enters its account, whatever else it sold before
  SELECT 'all' AS part, year, firm_id, country, hs_code, start_usd, end_usd FROM marts.export_growth_lines
  UNION ALL
  SELECT country AS part, year, firm_id, country, hs_code, start_usd, end_usd FROM marts.export_growth_lines
  UNION ALL
  SELECT substr(hs_code, 1, 2) AS part, year, firm_id, country, hs_code, start_usd, end_usd FROM marts.export_growth_lines
),
of_markets AS (
  SELECT
    part,
    year,
    firm_id,
    country,
    CAST(sum(start_usd) AS BIGINT) AS start_usd,
    CAST(sum(end_usd) AS BIGINT) AS end_usd
  FROM parts
  GROUP BY part, year, firm_id, country
),
of_firms AS (
  SELECT
    part,
    year,
    firm_id,
    CAST(sum(start_usd) AS BIGINT) AS start_usd,
    CAST(sum(end_usd) AS BIGINT) AS end_usd
  FROM of_markets
  GROUP BY part, year, firm_id
),
placed AS (
  SELECT
    part,
    year,
    firm_id,
    CASE
      WHEN of_firms.start_usd = 0 THEN 'entering_firms'
      WHEN of_firms.end_usd = 0 THEN 'exiting_firms'
      WHEN of_markets.start_usd = 0 THEN 'added_markets'
      WHEN of_markets.end_usd = 0 THEN 'dropped_markets'
      WHEN parts.start_usd = 0 THEN 'added_products'
      WHEN parts.end_usd = 0 THEN 'dropped_products'
      WHEN parts.end_usd > parts.start_usd THEN 'same_up'
      ELSE 'same_down'
    END AS component,
    parts.end_usd - parts.start_usd AS usd
  FROM parts
  INNER JOIN of_markets USING (part, year, firm_id, country)
  INNER JOIN of_firms USING (part, year, firm_id)
  UNION ALL
  SELECT part, year, firm_id, 'opening' AS component, start_usd AS usd FROM of_firms
  UNION ALL
  SELECT part, year, firm_id, 'closing' AS component, end_usd AS usd FROM of_firms
)
SELECT
  part,
  year,
  firm_id,
  component,
  CAST(sum(usd) AS BIGINT) AS usd
FROM placed
WHERE usd <> 0
GROUP BY part, year, firm_id, component
