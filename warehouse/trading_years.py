"""The same for questions that need no months: a tenth of the rows (see trading.py, whose conditions these use).

A year that ended before the as-of date's own comes from the marts of years; the as-of date's year, up to the last month
that ended by it, from those of months.
"""

from warehouse.trade_choice import Choice

# The years that ended before the as-of date's own, from the mart that lies in the order of what is chosen.
_LINES_BY_PRODUCT = """
CREATE TEMP MACRO year_lines(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  country,
  hs_code,
  exports_usd,
  weight_kg,
  weighed_usd
FROM marts.export_firm_year_lines
WHERE year < year(struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
"""

_LINES_BY_COUNTRY = """
CREATE TEMP MACRO year_lines(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  country,
  hs_code,
  exports_usd,
  weight_kg,
  weighed_usd
FROM marts.export_firm_year_country_lines
WHERE year < year(struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
"""

# The as-of date's own year, in pieces that are still to be added up.
THIS_YEARS_LINES = """
CREATE TEMP MACRO this_years_lines(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  country,
  hs_code,
  exports_usd,
  weight_kg
FROM marts.exports
WHERE year = year(struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
  AND has_ended(selection, month)
  AND exports_usd > 0
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
"""

_YEARLY_FIRMS = """
CREATE TEMP MACRO yearly_per_firm(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM exports_per_firm(selection)
WHERE exports_usd > 0
GROUP BY firm_id, year, stage_code
"""

_YEARLY_MARKETS = """
CREATE TEMP MACRO passing_yearly_per_market(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  country,
  exports_usd
FROM marts.export_firm_year_countries
WHERE year < year(struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
UNION ALL
SELECT
  firm_id,
  year,
  stage_code,
  country,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM marts.export_firm_month_countries
WHERE year = year(struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
  AND has_ended(selection, month)
  AND exports_usd > 0
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
GROUP BY firm_id, year, stage_code, country
"""

_YEARLY_MARKETS_BY_PRODUCT = """
CREATE TEMP MACRO passing_yearly_per_market(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  country,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM year_lines(selection)
GROUP BY firm_id, year, stage_code, country
UNION ALL
SELECT
  firm_id,
  year,
  stage_code,
  country,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM this_years_lines(selection)
GROUP BY firm_id, year, stage_code, country
"""

_YEARLY_MARKETS_BY_CHAPTER = """
CREATE TEMP MACRO passing_yearly_per_market(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  country,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM marts.export_firm_year_chapter_countries
WHERE year < year(struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_chapter)
GROUP BY firm_id, year, stage_code, country
UNION ALL
SELECT
  firm_id,
  year,
  stage_code,
  country,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM this_years_lines(selection)
GROUP BY firm_id, year, stage_code, country
"""

_YEARLY_PRODUCTS = """
CREATE TEMP MACRO passing_yearly_per_product(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  hs_code,
  substr(hs_code, 1, 2) AS hs_chapter,
  exports_usd,
  weight_kg,
  weighed_usd
FROM marts.export_firm_year_products
WHERE year < year(struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_products(selection, hs_code)
UNION ALL
SELECT
  firm_id,
  year,
  stage_code,
  hs_code,
  substr(hs_code, 1, 2) AS hs_chapter,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(weighed_usd) AS BIGINT) AS weighed_usd
FROM marts.export_firm_month_products
WHERE year = year(struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
  AND has_ended(selection, month)
  AND exports_usd > 0
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_products(selection, hs_code)
GROUP BY firm_id, year, stage_code, hs_code
"""

_YEARLY_PRODUCTS_BY_COUNTRY = """
CREATE TEMP MACRO passing_yearly_per_product(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  hs_code,
  substr(hs_code, 1, 2) AS hs_chapter,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(weighed_usd) AS BIGINT) AS weighed_usd
FROM year_lines(selection)
GROUP BY firm_id, year, stage_code, hs_code
UNION ALL
SELECT
  firm_id,
  year,
  stage_code,
  hs_code,
  substr(hs_code, 1, 2) AS hs_chapter,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(CASE WHEN weight_kg IS NOT NULL THEN exports_usd END) AS BIGINT) AS weighed_usd
FROM this_years_lines(selection)
GROUP BY firm_id, year, stage_code, hs_code
"""

_YEARLY_LINES = """
CREATE TEMP MACRO yearly_per_line(selection) AS TABLE
SELECT
  firm_id,
  year,
  stage_code,
  country,
  hs_code,
  substr(hs_code, 1, 2) AS hs_chapter,
  exports_usd
FROM year_lines(selection)
UNION ALL
SELECT
  firm_id,
  year,
  stage_code,
  country,
  hs_code,
  substr(hs_code, 1, 2) AS hs_chapter,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM this_years_lines(selection)
GROUP BY firm_id, year, stage_code, country, hs_code
"""

# What a year sold, and the year before in the months that the two have in common, whatever stage the firm held.
_GROWTH_LINES = """
CREATE TEMP MACRO growth_lines(selection) AS TABLE
SELECT
  year,
  firm_id,
  country,
  hs_code,
  start_usd,
  end_usd
FROM marts.export_growth_lines
WHERE is_chosen(selection, NULL, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
"""


def year_lines(choice: Choice) -> str:
    """The macro that those of years begin with."""
    return _LINES_BY_COUNTRY if choice.by_country else _LINES_BY_PRODUCT


def yearly_macros(choice: Choice) -> dict[str, str]:
    """The macros of years for this way of choosing, under what a question names them by."""
    by_product = (
        _YEARLY_MARKETS_BY_CHAPTER if choice.by_chapter and not choice.by_country else _YEARLY_MARKETS_BY_PRODUCT
    )
    return {
        "yearly_per_firm(": _YEARLY_FIRMS,
        "yearly_per_market(": by_product if choice.by_product else _YEARLY_MARKETS,
        "yearly_per_product(": _YEARLY_PRODUCTS_BY_COUNTRY if choice.by_country else _YEARLY_PRODUCTS,
        "yearly_per_line(": _YEARLY_LINES,
        "growth_lines(": _GROWTH_LINES,
    }
