-- about: the value of each criterion of entry for each firm and year, and how many of the years that it needs are known; a missing year leaves it empty, never 0
-- key: criterion, fiscal_year, firm_id
-- always: years_known BETWEEN 0 AND years_needed
-- always: (missing_measure IS NULL) = (years_known = years_needed)
-- always: value IS NULL OR years_known = years_needed
-- audience: internal
WITH by_year AS (
  SELECT
    criterion,
    fiscal_year,
    firm_id,
    fiscal_year - part_year AS years_back,
    max(CASE WHEN measure = 'sales_krw' THEN value END) AS sales,
    max(CASE WHEN measure = 'rnd_krw' THEN value END) AS rnd,
    max(CASE WHEN measure = 'staff' THEN value END) AS staff,
    max(CASE WHEN measure = 'exports_usd' THEN value END) AS exports_usd,
    max(CASE WHEN measure = 'krw_per_usd' THEN value END) AS krw_per_usd,
    count(value) = count(*) AS is_known,
    min(CASE WHEN value IS NULL THEN measure END) AS first_missing,
    max(CASE WHEN value IS NULL THEN measure END) AS last_missing,
    bool_or(value IS NULL AND is_before_founding) AS is_before_founding
  FROM marts.criterion_parts
  GROUP BY criterion, fiscal_year, firm_id, part_year
),
gathered AS (
  SELECT
    criterion,
    fiscal_year,
    firm_id,
    CAST(count(*) AS BIGINT) AS years_needed,
    CAST(count(*) FILTER (WHERE is_known) AS BIGINT) AS years_known,
    CASE WHEN min(first_missing) = max(last_missing) THEN min(first_missing) ELSE 'several' END AS missing_measure,
    bool_or(is_before_founding) AS is_too_young,
    -- rounded to nine digits: a firm that grew by exactly 5 % meets 5 %
    max(CASE WHEN years_back = 0 THEN sales END) AS sales_0,
    max(CASE WHEN years_back = 5 THEN sales END) AS sales_5,
    CAST(sum(sales) AS DOUBLE) / 3 AS sales_mean,
    max(CASE WHEN years_back = 0 THEN CAST(rnd AS DOUBLE) / nullif(greatest(sales, 0), 0) END) AS intensity_0,
    max(CASE WHEN years_back = 1 THEN CAST(rnd AS DOUBLE) / nullif(greatest(sales, 0), 0) END) AS intensity_1,
    max(CASE WHEN years_back = 2 THEN CAST(rnd AS DOUBLE) / nullif(greatest(sales, 0), 0) END) AS intensity_2,
    max(staff) AS staff,
    max(exports_usd) AS exports_usd,
    max(krw_per_usd) AS krw_per_usd
  FROM by_year
  GROUP BY criterion, fiscal_year, firm_id
)
SELECT
  criterion,
  fiscal_year,
  firm_id,
  CASE
    WHEN years_known < years_needed THEN NULL
    WHEN criterion = 'sales' THEN sales_0
    WHEN criterion = 'sales_3y_mean' THEN sales_mean
    WHEN criterion = 'sales_cagr_5y' AND sales_0 >= 0
      THEN round(power(CAST(sales_0 AS DOUBLE) / nullif(greatest(sales_5, 0), 0), 0.2) - 1, 9)
    WHEN criterion = 'rnd_intensity_3y_mean'
      THEN round(CAST(intensity_0 + intensity_1 + intensity_2 AS DOUBLE) / 3, 9)
    WHEN criterion = 'staff' THEN staff
    WHEN criterion = 'exports' THEN exports_usd
    WHEN criterion = 'export_share'
      THEN round(CAST(exports_usd * krw_per_usd AS DOUBLE) / nullif(greatest(sales_0, 0), 0), 9)
  END AS value,
  CASE
    WHEN criterion IN ('sales', 'sales_3y_mean') THEN 'KRW'
    WHEN criterion = 'staff' THEN 'people'
    WHEN criterion = 'exports' THEN 'USD'
    ELSE 'share'
  END AS unit,
  years_needed,
  years_known,
  CASE WHEN years_known < years_needed THEN missing_measure END AS missing_measure,
  is_too_young
FROM gathered
