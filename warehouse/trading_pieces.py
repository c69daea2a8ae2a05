"""The same for questions that add up anyhow (see trading.py): a firm, month and market or product may come in pieces.

Nothing is grouped before a question joins them, so the months that it joins say what the scan may skip.
"""

from warehouse.trade_choice import Choice

_MARKETS = """
CREATE TEMP MACRO pieces_per_market(selection) AS TABLE
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
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
"""

_MARKETS_BY_PRODUCT = """
CREATE TEMP MACRO pieces_per_market(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  stage_code,
  country,
  exports_usd,
  CASE WHEN exports_usd > 0 THEN weight_kg END AS weight_kg,
  CASE WHEN exports_usd > 0 AND weight_kg IS NOT NULL THEN exports_usd END AS weighed_usd
FROM marts.exports
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
"""

_PRODUCTS = """
CREATE TEMP MACRO pieces_per_product(selection) AS TABLE
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
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_products(selection, hs_code)
"""

_PRODUCTS_BY_COUNTRY = """
CREATE TEMP MACRO pieces_per_product(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  stage_code,
  hs_code,
  hs_chapter,
  exports_usd,
  CASE WHEN exports_usd > 0 THEN weight_kg END AS weight_kg,
  CASE WHEN exports_usd > 0 AND weight_kg IS NOT NULL THEN exports_usd END AS weighed_usd
FROM marts.exports
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
"""


def piece_macros(choice: Choice) -> dict[str, str]:
    """The macros of pieces for this way of choosing, under what a question names them by."""
    return {
        "pieces_per_market(": _MARKETS_BY_PRODUCT if choice.by_product else _MARKETS,
        "pieces_per_product(": _PRODUCTS_BY_COUNTRY if choice.by_country else _PRODUCTS,
    }
