-- about: what a firm exported of a product (6 digits of the HS code) to a country in the months that a year has in common with the year before, in that year (end_usd) and in the one before (start_usd)
-- key: year, hs_code, country, firm_id
-- always: start_usd >= 0 AND end_usd >= 0 AND start_usd + end_usd > 0
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
    substr(hs_code, 1, 6) AS hs_code,
    exports_usd * is_start AS start_usd,
    exports_usd * is_end AS end_usd
  FROM marts.export_firm_year_lines AS lines
  INNER JOIN side_years ON side_years.sold_year = lines.year AND side_years.is_whole
  UNION ALL
  SELECT
    sides.year,
    firm_id,
    country,
    substr(hs_code, 1, 6) AS hs_code,
    exports_usd * sides.is_start AS start_usd,
    exports_usd * sides.is_end AS end_usd
  FROM marts.exports
  INNER JOIN sides ON sides.month = exports.month
  INNER JOIN side_years
    ON side_years.year = sides.year
    AND side_years.is_end = sides.is_end
    AND NOT side_years.is_whole
  WHERE exports_usd > 0
)
SELECT
  year,
  firm_id,
  country,
  hs_code,
  CAST(sum(start_usd) AS BIGINT) AS start_usd,
  CAST(sum(end_usd) AS BIGINT) AS end_usd
FROM sold
GROUP BY year, firm_id, country, hs_code
