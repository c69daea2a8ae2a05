-- about: why each firm's exports, all of them or those of one country or HS chapter (part), moved in a year against the months that it has in common with the year before, each dollar in one component; opening and closing are those months' exports
-- key: part, year, firm_id, component
-- always: part <> ''
-- always: usd <> 0
-- audience: internal
WITH paired AS (
  SELECT
    later.year,
    earlier.month AS start_month,
    later.month AS end_month
  FROM marts.export_months AS later
  INNER JOIN marts.export_months AS earlier
    ON CAST(earlier.month + INTERVAL 1 YEAR AS DATE) = later.month
),
sides AS (
  SELECT year, CAST(year - 1 AS BIGINT) AS sold_year, start_month AS month, 1 AS is_start, 0 AS is_end FROM paired
  UNION ALL
  SELECT year, year AS sold_year, end_month AS month, 0 AS is_start, 1 AS is_end FROM paired
),
covered AS (
  SELECT year AS sold_year, count(*) AS months
  FROM marts.export_months
  GROUP BY year
),
side_years AS (
  SELECT
    sides.year,
    sides.sold_year,
    sides.is_start,
    sides.is_end,
    count(*) = max(covered.months) AS is_whole
  FROM sides
  INNER JOIN covered USING (sold_year)
  GROUP BY sides.year, sides.sold_year, sides.is_start, sides.is_end
),
sold AS (
  -- a year of which all months are compared is read as a year, the others month by month
  SELECT
    side_years.year,
    firm_id,
    country,
    substr(hs_code, 1, 6) AS product,
    exports_usd * is_start AS start_usd,
    exports_usd * is_end AS end_usd
  FROM marts.export_firm_year_lines AS lines
  INNER JOIN side_years ON side_years.sold_year = lines.year AND side_years.is_whole
  UNION ALL
  SELECT
    sides.year,
    firm_id,
    country,
    substr(hs_code, 1, 6) AS product,
    exports_usd * sides.is_start AS start_usd,
    exports_usd * sides.is_end AS end_usd
  FROM marts.exports
  INNER JOIN sides ON sides.month = exports.month
  INNER JOIN side_years
    ON side_years.year = sides.year
    AND side_years.is_end = sides.is_end
    AND NOT side_years.is_whole
),
flows AS (
  SELECT
    year,
    firm_id,
    country,
    product,
    CAST(sum(start_usd) AS BIGINT) AS start_usd,
    CAST(sum(end_usd) AS BIGINT) AS end_usd
  FROM sold
  GROUP BY year, firm_id, country, product
),
-- a firm that enters a market or a chapter enters its account, whatever else it sold before
parts AS (
  SELECT 'all' AS part, year, firm_id, country, product, start_usd, end_usd FROM flows
  UNION ALL
  SELECT country AS part, year, firm_id, country, product, start_usd, end_usd FROM flows
  UNION ALL
  SELECT substr(product, 1, 2) AS part, year, firm_id, country, product, start_usd, end_usd FROM flows
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
