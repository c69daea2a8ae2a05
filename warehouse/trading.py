"""The macros that give a selection's export rows at four grains, shared by all questions about trade.

Each gives firm_id, month, year, stage_code (held on the month's last day), exports_usd, weight_kg and weighed_usd (what
the rows that have a weight come to: a unit value is this by the weight), of the months that ended by the as-of date.
The years asked for are the question's own matter. Which mart answers is settled while the question is planned: the
selection's values are known by then, so a branch that is not for them becomes an empty result and costs nothing.
"""

# Firms are looked up only where a filter of theirs is set: a stage held in the month was held by the as-of date.
_IS_CHOSEN = """
CREATE TEMP MACRO is_chosen(selection, month, stage_code, firm_id) AS (
  month < date_trunc('month', struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
  AND (
    struct_extract(selection, 'stages') IS NULL
    OR list_contains(struct_extract(selection, 'stages'), stage_code)
  )
  AND (
    (
      struct_extract(selection, 'districts') IS NULL
      AND struct_extract(selection, 'industries') IS NULL
      AND struct_extract(selection, 'firm_ids') IS NULL
    )
    OR firm_id IN (SELECT firms.firm_id FROM selected_firms(selection) AS firms)
  )
)
"""

_IS_OF_COUNTRIES = """
CREATE TEMP MACRO is_of_countries(selection, country) AS (
  struct_extract(selection, 'countries') IS NULL
  OR list_contains(struct_extract(selection, 'countries'), country)
)
"""

# A product stands for every code that begins with it. The two bounds say nothing more, but let the scan skip.
_IS_OF_PRODUCTS = """
CREATE TEMP MACRO is_of_products(selection, hs_code) AS (
  struct_extract(selection, 'products') IS NULL
  OR (
    hs_code >= list_min(struct_extract(selection, 'products'))
    AND hs_code < list_max(struct_extract(selection, 'products')) || '~'
    AND list_bool_or(list_transform(struct_extract(selection, 'products'), lambda each: starts_with(hs_code, each)))
  )
)
"""

# The rows as they were uploaded, of the selection.
_CHOSEN_EXPORTS = """
CREATE TEMP MACRO chosen_exports(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  stage_code,
  country,
  hs_code,
  hs_chapter,
  channel,
  exports_usd,
  weight_kg,
  upload_id,
  source_row
FROM marts.exports
WHERE is_chosen(selection, month, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
"""

# Also direct_usd and indirect_usd: where the way is not known, neither.
_EXPORTS_PER_FIRM = """
CREATE TEMP MACRO exports_per_firm(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  stage_code,
  exports_usd,
  direct_usd,
  indirect_usd,
  weight_kg,
  weighed_usd
FROM marts.export_firm_months
WHERE struct_extract(selection, 'countries') IS NULL
  AND struct_extract(selection, 'products') IS NULL
  AND is_chosen(selection, month, stage_code, firm_id)
UNION ALL
SELECT
  firm_id,
  month,
  year,
  stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(direct_usd) AS BIGINT) AS direct_usd,
  CAST(sum(indirect_usd) AS BIGINT) AS indirect_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(weighed_usd) AS BIGINT) AS weighed_usd
FROM marts.export_firm_month_countries
WHERE struct_extract(selection, 'countries') IS NOT NULL
  AND struct_extract(selection, 'products') IS NULL
  AND is_chosen(selection, month, stage_code, firm_id)
  AND is_of_countries(selection, country)
GROUP BY firm_id, month, year, stage_code
UNION ALL
SELECT
  firm_id,
  month,
  year,
  stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(direct_usd) AS BIGINT) AS direct_usd,
  CAST(sum(indirect_usd) AS BIGINT) AS indirect_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(weighed_usd) AS BIGINT) AS weighed_usd
FROM marts.export_firm_month_products
WHERE struct_extract(selection, 'countries') IS NULL
  AND struct_extract(selection, 'products') IS NOT NULL
  AND is_chosen(selection, month, stage_code, firm_id)
  AND is_of_products(selection, hs_code)
GROUP BY firm_id, month, year, stage_code
UNION ALL
SELECT
  firm_id,
  month,
  year,
  stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(coalesce(sum(exports_usd) FILTER (WHERE channel = 'direct'), 0) AS BIGINT) AS direct_usd,
  CAST(coalesce(sum(exports_usd) FILTER (WHERE channel = 'indirect'), 0) AS BIGINT) AS indirect_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(exports_usd) FILTER (WHERE weight_kg IS NOT NULL) AS BIGINT) AS weighed_usd
FROM marts.exports
WHERE struct_extract(selection, 'countries') IS NOT NULL
  AND struct_extract(selection, 'products') IS NOT NULL
  AND is_chosen(selection, month, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
GROUP BY firm_id, month, year, stage_code
"""

# Also country.
_EXPORTS_PER_MARKET = """
CREATE TEMP MACRO exports_per_market(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  stage_code,
  country,
  exports_usd,
  weight_kg,
  weighed_usd
FROM marts.export_firm_month_countries
WHERE struct_extract(selection, 'products') IS NULL
  AND is_chosen(selection, month, stage_code, firm_id)
  AND is_of_countries(selection, country)
UNION ALL
SELECT
  firm_id,
  month,
  year,
  stage_code,
  country,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(exports_usd) FILTER (WHERE weight_kg IS NOT NULL) AS BIGINT) AS weighed_usd
FROM marts.exports
WHERE struct_extract(selection, 'products') IS NOT NULL
  AND is_chosen(selection, month, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
GROUP BY firm_id, month, year, stage_code, country
"""

# Also hs_code (as it was loaded, 6 or 10 digits) and hs_chapter.
_EXPORTS_PER_PRODUCT = """
CREATE TEMP MACRO exports_per_product(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  stage_code,
  hs_code,
  hs_chapter,
  exports_usd,
  weight_kg,
  weighed_usd
FROM marts.export_firm_month_products
WHERE struct_extract(selection, 'countries') IS NULL
  AND is_chosen(selection, month, stage_code, firm_id)
  AND is_of_products(selection, hs_code)
UNION ALL
SELECT
  firm_id,
  month,
  year,
  stage_code,
  hs_code,
  hs_chapter,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(exports_usd) FILTER (WHERE weight_kg IS NOT NULL) AS BIGINT) AS weighed_usd
FROM marts.exports
WHERE struct_extract(selection, 'countries') IS NOT NULL
  AND is_chosen(selection, month, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
GROUP BY firm_id, month, year, stage_code, hs_code, hs_chapter
"""

# Also country, hs_code, hs_chapter and channel (direct, indirect, unknown).
_EXPORTS_PER_LINE = """
CREATE TEMP MACRO exports_per_line(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  stage_code,
  country,
  hs_code,
  hs_chapter,
  channel,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
  CAST(sum(exports_usd) FILTER (WHERE weight_kg IS NOT NULL) AS BIGINT) AS weighed_usd
FROM marts.exports
WHERE is_chosen(selection, month, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
GROUP BY firm_id, month, year, stage_code, country, hs_code, hs_chapter, channel
"""

# What a question may name → what must be there before it, itself last.
_CHOOSING = (_IS_CHOSEN, _IS_OF_COUNTRIES, _IS_OF_PRODUCTS)
_NAMED = {
    "chosen_exports(": _CHOSEN_EXPORTS,
    "exports_per_firm(": _EXPORTS_PER_FIRM,
    "exports_per_market(": _EXPORTS_PER_MARKET,
    "exports_per_product(": _EXPORTS_PER_PRODUCT,
    "exports_per_line(": _EXPORTS_PER_LINE,
}


def is_about_trade(sql: str) -> bool:
    """Whether the question asks one of these macros, and so keeps to the markets and products of its selection."""
    return any(name in sql for name in _NAMED)


def trade_macros(sql: str, known: set[str]) -> list[str]:
    """The macros that the question names and that are not known yet, in an order in which they can be made."""
    named = [macro for name, macro in _NAMED.items() if name in sql and macro not in known]
    return [macro for macro in _CHOOSING if named and macro not in known] + named
