"""What was exported, from HS sections down to single codes, and at which value per kilogram."""

import pandas as pd

from metrics.asking import ask
from metrics.same_months import years_to_compare
from metrics.selection import Selection
from warehouse import Snapshot

# Each code under every product that it is part of. Years of the same months are compared by their sums, $uneven ones by
# the months that both years have.
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
yearly AS MATERIALIZED (
  SELECT year, firm_id, hs_code, exports_usd, weight_kg, weighed_usd
  FROM yearly_per_product($selection) AS sold
  WHERE sold.year BETWEEN list_min($asked) - 1 AND list_max($asked)
),
pairs AS (
  SELECT shown.year, shown.month, before.month AS month_before
  FROM marts.export_months AS shown
  INNER JOIN marts.export_months AS before
    ON before.month = CAST(shown.month - INTERVAL 1 YEAR AS DATE)
  WHERE shown.month_end <= $as_of AND list_contains($uneven, shown.year)
),
compared AS (
  SELECT year, hs_code, exports_usd, 0 AS earlier_usd FROM yearly WHERE list_contains($whole, year)
  UNION ALL
  SELECT year + 1, hs_code, 0, exports_usd FROM yearly WHERE list_contains($whole, year + 1)
  UNION ALL
  SELECT pairs.year, hs_code, exports_usd, 0
  FROM pieces_per_product($selection) AS sold
  INNER JOIN pairs USING (month)
  WHERE sold.year BETWEEN list_min($uneven) AND list_max($uneven)
  UNION ALL
  SELECT pairs.year, hs_code, 0, exports_usd
  FROM pieces_per_product($selection) AS sold
  INNER JOIN pairs
    ON pairs.month_before = sold.month
  WHERE sold.year BETWEEN list_min($uneven) - 1 AND list_max($uneven) - 1
),
rates AS (
  SELECT year, hs_product, CAST(sum(exports_usd) AS DOUBLE) / nullif(sum(earlier_usd), 0) - 1 AS yoy_rate
  FROM (
    SELECT year, hs_code, sum(exports_usd) AS exports_usd, sum(earlier_usd) AS earlier_usd
    FROM compared
    GROUP BY year, hs_code
  )
  INNER JOIN paths USING (hs_code)
  GROUP BY year, hs_product
),
shown AS (
  SELECT
    year,
    hs_product,
    hs_level,
    hs_within,
    CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
    CAST(sum(CAST(weight_kg AS DECIMAL(18, 3))) AS DOUBLE) AS weight_kg,
    CAST(sum(weighed_usd) AS DOUBLE) AS weighed_usd,
    count(DISTINCT firm_id) AS exporters
  FROM yearly
  INNER JOIN paths USING (hs_code)
  WHERE list_contains($asked, year)
  GROUP BY year, hs_product, hs_level, hs_within
),
totals AS (
  SELECT year, sum(exports_usd) AS total_usd FROM yearly GROUP BY year
)
SELECT
  year,
  hs_product,
  hs_level,
  hs_within,
  exports_usd,
  weight_kg,
  weighed_usd / nullif(weight_kg, 0) AS unit_value_usd_per_kg,
  coalesce(weighed_usd, 0) / exports_usd AS weighed_share,
  exporters,
  CAST(exports_usd AS DOUBLE) / total_usd AS share,
  yoy_rate
FROM shown
INNER JOIN totals USING (year)
LEFT JOIN rates USING (year, hs_product)
ORDER BY year, list_position(['section', 'chapter', 'heading', 'code'], hs_level), exports_usd DESC, hs_product
"""

_FIRMS = """
WITH paths AS (
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
FROM yearly_per_product($selection) AS sold
INNER JOIN paths USING (hs_code)
INNER JOIN marts.firms USING (firm_id)
WHERE hs_product IS NOT NULL AND list_contains($asked, year)
GROUP BY firm_id, firm_name, district, year, hs_product
ORDER BY year, hs_product, exports_usd DESC, firm_name, firm_id
"""


def exports_by_product(
    snapshot: Snapshot, selection: Selection, *, within: str | None = None, firms: bool = False
) -> pd.DataFrame:
    """What was exported in a year, one level of the HS at a time.

    One row per year and product, the largest first: year, hs_product, hs_level (section, chapter, heading, code),
    hs_within (the product one level above; missing for sections), exports_usd, weight_kg (of the rows with exports
    above 0 that state one; missing where none does), unit_value_usd_per_kg (what those rows come to in USD, by their
    weight), weighed_share (of the product's exports in those rows, 0 to 1), exporters (firms with exports above 0 of
    it), share (of all exports of the selection in the year, 0 to 1), yoy_rate (change to the same months of the year
    before, those that files of both years cover; missing where there are none, or nothing of it went out before).
    `within` a section (XVI) are its chapters, within a chapter (85) its headings, within a heading (8504) its codes as
    loaded, of 6 or 10 digits; without it come the sections. Chapters that the reference places nowhere are within
    unknown. Years, stages, markets and products as in exports_by_hs. `firms`: firm_id, firm_name, district, year,
    hs_product, exports_usd.
    Raises EmptySelection when no firm is selected.
    Source: marts.hs_products, yearly_per_product, pieces_per_product.
    """
    years = years_to_compare(snapshot, selection)
    if firms:
        return ask(snapshot, selection, _FIRMS, within=within, **years)
    return ask(snapshot, selection, _PRODUCTS, within=within, is_tree=False, **years)


def product_tree(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """What was exported in a year, at all levels of the HS at once: the parts of a product add up to it.

    One row per year and product, sections first, then chapters, headings and codes, the largest first: year,
    hs_product, hs_level, hs_within, exports_usd, weight_kg, unit_value_usd_per_kg, weighed_share, exporters, share and
    yoy_rate as in exports_by_product. Raises EmptySelection when no firm is selected.
    Source: marts.hs_products, yearly_per_product, pieces_per_product.
    """
    years = years_to_compare(snapshot, selection)
    return ask(snapshot, selection, _PRODUCTS, within=None, is_tree=True, **years)
