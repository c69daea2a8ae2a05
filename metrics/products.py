"""What was exported, from HS sections down to single codes, and at which value per kilogram."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# Each code under every product that it is part of; a month is compared where a file covers it a year before, too.
_PRODUCTS = """
WITH paths AS (
  SELECT hs_code, hs_product, hs_level, hs_within
  FROM (
    SELECT
      codes.hs_product AS hs_code,
      unnest([codes.hs_product, codes.hs_within, chapters.hs_product, chapters.hs_within]) AS hs_product
    FROM marts.hs_products AS codes
    INNER JOIN marts.hs_products AS chapters
      ON chapters.hs_product = substr(codes.hs_product, 1, 2)
    WHERE codes.hs_level = 'code'
  )
  INNER JOIN marts.hs_products USING (hs_product)
  WHERE $is_tree OR hs_within IS NOT DISTINCT FROM $within
),
pairs AS (
  SELECT asked.year, asked.month, before.month AS month_before
  FROM asked_months($as_of, $years) AS asked
  LEFT JOIN marts.export_months AS before
    ON before.month = CAST(asked.month - INTERVAL 1 YEAR AS DATE)
),
sold AS (
  SELECT
    pairs.year,
    hs_code,
    firm_id,
    sum(exports_usd) AS exports_usd,
    coalesce(sum(exports_usd) FILTER (WHERE month_before IS NOT NULL), 0) AS compared_usd,
    sum(CAST(weight_kg AS DECIMAL(18, 3))) AS weight_kg,
    sum(weighed_usd) AS weighed_usd
  FROM pieces_per_product($selection) AS sold
  INNER JOIN pairs USING (month)
  GROUP BY pairs.year, hs_code, firm_id
),
shown AS (
  SELECT
    year,
    hs_product,
    hs_level,
    hs_within,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    sum(compared_usd) AS compared_usd,
    CAST(sum(weight_kg) AS DOUBLE) AS weight_kg,
    CAST(sum(weighed_usd) AS DOUBLE) AS weighed_usd,
    count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0) AS exporters
  FROM sold
  INNER JOIN paths USING (hs_code)
  GROUP BY year, hs_product, hs_level, hs_within
  HAVING sum(exports_usd) > 0
),
sold_before AS (
  SELECT pairs.year, hs_code, sum(exports_usd) AS exports_usd
  FROM pieces_per_product($selection) AS sold
  INNER JOIN pairs
    ON pairs.month_before = sold.month
  GROUP BY pairs.year, hs_code
),
earlier AS (
  SELECT year, hs_product, sum(exports_usd) AS exports_usd
  FROM sold_before
  INNER JOIN paths USING (hs_code)
  GROUP BY year, hs_product
),
totals AS (
  SELECT year, sum(exports_usd) AS total_usd FROM sold GROUP BY year
)
SELECT
  year,
  hs_product,
  hs_level,
  hs_within,
  shown.exports_usd,
  weight_kg,
  weighed_usd / nullif(weight_kg, 0) AS unit_value_usd_per_kg,
  coalesce(weighed_usd, 0) / shown.exports_usd AS weighed_share,
  exporters,
  CAST(shown.exports_usd AS DOUBLE) / total_usd AS share,
  CAST(compared_usd AS DOUBLE) / nullif(earlier.exports_usd, 0) - 1 AS yoy_rate
FROM shown
INNER JOIN totals USING (year)
LEFT JOIN earlier USING (year, hs_product)
ORDER BY year, list_position(['section', 'chapter', 'heading', 'code'], hs_level), shown.exports_usd DESC, hs_product
"""

_FIRMS = """
WITH asked AS (SELECT month FROM asked_months($as_of, $years)),
paths AS (
  SELECT
    codes.hs_product AS hs_code,
    CASE
      WHEN $within IS NULL THEN chapters.hs_within
      WHEN chapters.hs_within = $within THEN chapters.hs_product
      WHEN chapters.hs_product = $within THEN codes.hs_within
      WHEN codes.hs_within = $within THEN codes.hs_product
    END AS hs_product
  FROM marts.hs_products AS codes
  INNER JOIN marts.hs_products AS chapters
    ON chapters.hs_product = substr(codes.hs_product, 1, 2)
  WHERE codes.hs_level = 'code'
)
SELECT
  firm_id,
  firm_name,
  district,
  year,
  hs_product,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM pieces_per_product($selection) AS sold
SEMI JOIN asked USING (month)
INNER JOIN paths USING (hs_code)
INNER JOIN marts.firms USING (firm_id)
WHERE hs_product IS NOT NULL
GROUP BY firm_id, firm_name, district, year, hs_product
HAVING sum(exports_usd) > 0
ORDER BY year, hs_product, exports_usd DESC, firm_name, firm_id
"""


def exports_by_product(
    snapshot: Snapshot, selection: Selection, *, within: str | None = None, firms: bool = False
) -> pd.DataFrame:
    """What was exported in a year, one level of the HS at a time.

    One row per year and product, the largest first: year, hs_product, hs_level (section, chapter, heading, code),
    hs_within (the product one level above; missing for sections), exports_usd, weight_kg (of the rows that state one;
    missing where none does), unit_value_usd_per_kg (what those rows come to in USD, by their weight), weighed_share
    (of the product's exports in those rows, 0 to 1), exporters (firms with exports above 0 of it), share (of all
    exports of the selection in the year, 0 to 1), yoy_rate (change to the same months of the year before, those that
    files of both years cover; missing where there are none, or nothing of it went out before). `within` a section
    (XVI) are its chapters, within a chapter (85) its headings, within a heading (8504) its codes as loaded, of 6 or 10
    digits; without it come the sections. Chapters that the reference places nowhere are within unknown. Years, stages,
    markets and products as in exports_by_hs. `firms`: firm_id, firm_name, district, year, hs_product, exports_usd.
    Raises EmptySelection when no firm is selected. Source: marts.hs_products, pieces_per_product.
    """
    if firms:
        return ask(snapshot, selection, _FIRMS, within=within)
    return ask(snapshot, selection, _PRODUCTS, within=within, is_tree=False)


def product_tree(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """What was exported in a year, at all levels of the HS at once: the parts of a product add up to it.

    One row per year and product, sections first, then chapters, headings and codes, the largest first: year,
    hs_product, hs_level, hs_within, exports_usd, weight_kg, unit_value_usd_per_kg, weighed_share, exporters, share and
    yoy_rate as in exports_by_product. Raises EmptySelection when no firm is selected.
    Source: marts.hs_products, pieces_per_product.
    """
    return ask(snapshot, selection, _PRODUCTS, within=None, is_tree=True)
