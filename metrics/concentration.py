"""How exports are spread over firms, markets and products, and over small and large exporters."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

_CONCENTRATION = """
WITH years AS (
  SELECT year, count(*) AS months FROM marts.export_months WHERE month_end <= $as_of GROUP BY year
),
parts AS (
  SELECT year, 'firms' AS spread_over, firm_id AS part, sum(exports_usd) AS exports_usd
  FROM exports_per_firm($selection)
  GROUP BY year, firm_id
  UNION ALL
  SELECT year, 'markets', country, sum(exports_usd)
  FROM yearly_per_market($selection)
  GROUP BY year, country
  UNION ALL
  SELECT year, 'products', substr(hs_code, 1, 6), sum(exports_usd)
  FROM yearly_per_product($selection)
  GROUP BY year, substr(hs_code, 1, 6)
),
ranked AS (
  SELECT
    year,
    spread_over,
    CAST(exports_usd AS DOUBLE) AS usd,
    row_number() OVER (PARTITION BY year, spread_over ORDER BY exports_usd DESC) AS rank
  FROM parts
  WHERE exports_usd > 0 AND ($years IS NULL OR list_contains($years, year))
)
SELECT
  year,
  spread_over,
  count(*) AS parts,
  CAST(sum(usd) AS BIGINT) AS exports_usd,
  sum(usd) FILTER (WHERE rank <= 1) / sum(usd) AS top_1_share,
  sum(usd) FILTER (WHERE rank <= 5) / sum(usd) AS top_5_share,
  sum(usd) FILTER (WHERE rank <= 10) / sum(usd) AS top_10_share,
  sum(usd * usd) / (sum(usd) * sum(usd)) AS hhi,
  sum(usd) * sum(usd) / sum(usd * usd) AS effective_number,
  months < 12 AS is_part_year,
  months
FROM ranked
INNER JOIN years USING (year)
GROUP BY year, spread_over, months
ORDER BY year, spread_over
"""

# Where the classes begin, in dollars. 0.1, 1 and 5 million part the ministry's first, promising, growing and strong
# exporters (초보·유망·성장·강소); 0.5 and 10 million halve the wide ones.
_SIZES = """
WITH asked AS (
  SELECT year, count(*) AS months FROM asked_months($as_of, $years) GROUP BY year
),
classes AS (
  SELECT *
  FROM (
    VALUES
      (1, 'under_100k', 0, 100000),
      (2, 'from_100k', 100000, 500000),
      (3, 'from_500k', 500000, 1000000),
      (4, 'from_1m', 1000000, 5000000),
      (5, 'from_5m', 5000000, 10000000),
      (6, 'from_10m', 10000000, NULL)
  ) AS known (nth, size_class, from_usd, below_usd)
),
sold AS (
  SELECT year, firm_id, sum(exports_usd) AS exports_usd
  FROM exports_per_firm($selection)
  GROUP BY year, firm_id
  HAVING sum(exports_usd) > 0
)
SELECT
  CASE WHEN $firms THEN sold.firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  asked.year,
  size_class,
  from_usd,
  below_usd,
  count(sold.firm_id) AS exporters,
  CAST(coalesce(sum(sold.exports_usd), 0) AS BIGINT) AS exports_usd,
  count(sold.firm_id) / nullif(CAST(sum(count(sold.firm_id)) OVER of_year AS DOUBLE), 0) AS exporters_share,
  coalesce(sum(sold.exports_usd), 0) / nullif(CAST(sum(sum(sold.exports_usd)) OVER of_year AS DOUBLE), 0) AS share,
  months < 12 AS is_part_year,
  months
FROM asked
CROSS JOIN classes
LEFT JOIN sold
  ON sold.year = asked.year
  AND sold.exports_usd >= from_usd
  AND (below_usd IS NULL OR sold.exports_usd < below_usd)
LEFT JOIN marts.firms ON firms.firm_id = sold.firm_id
GROUP BY 1, 2, 3, asked.year, nth, size_class, from_usd, below_usd, months
WINDOW of_year AS (PARTITION BY asked.year)
ORDER BY asked.year, nth, exports_usd DESC, firm_name, firm_id
"""

_PARETO = """
WITH asked AS (SELECT DISTINCT year FROM asked_months($as_of, $years)),
sold AS (
  SELECT year, firm_id, CAST(sum(exports_usd) AS BIGINT) AS exports_usd
  FROM exports_per_firm($selection)
  SEMI JOIN asked USING (year)
  GROUP BY year, firm_id
  HAVING sum(exports_usd) > 0
)
SELECT
  year,
  row_number() OVER ranked AS rank,
  firm_id,
  firm_name,
  district,
  exports_usd,
  CAST(exports_usd AS DOUBLE) / sum(exports_usd) OVER of_year AS share,
  CAST(sum(exports_usd) OVER ranked AS BIGINT) AS cumulative_usd,
  CAST(sum(exports_usd) OVER ranked AS DOUBLE) / sum(exports_usd) OVER of_year AS cumulative_share,
  CAST(row_number() OVER ranked AS DOUBLE) / count(*) OVER of_year AS cumulative_exporters_share
FROM sold
INNER JOIN marts.firms USING (firm_id)
WINDOW
  of_year AS (PARTITION BY year),
  ranked AS (
    PARTITION BY year ORDER BY exports_usd DESC, firm_name, firm_id ROWS UNBOUNDED PRECEDING
  )
ORDER BY year, rank
"""


def exporter_concentration(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """How far the exports of a year are in few hands: over firms, over markets and over products.

    One row per year and what the exports are spread over: year, spread_over (firms, markets: countries, products:
    HS codes of six digits), parts (firms, markets or products with exports above 0), exports_usd, top_1_share,
    top_5_share, top_10_share (of the largest 1, 5 and 10 parts in the year's exports, 0 to 1; all of them where
    there are fewer), hhi (Herfindahl–Hirschman: the sum of the squared shares, 0 to 1; 1 is a single part; on the
    scale of 10,000 it is this times 10,000), effective_number (1 / hhi: as many parts of equal size would be as
    concentrated), is_part_year, months (that files cover and that ended by the as-of date; fewer than 12 make a part
    year, not to be compared with whole ones). Years without exports are left out. With a stage filter: the months in
    which the firm held it as its highest stage. Raises EmptySelection when no firm is selected.
    Source: marts.export_months, the export rows of the selection.
    """
    return ask(snapshot, selection, _CONCENTRATION)


def exporters_by_size(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Exporters of a year by how much they exported in it.

    One row per year and class, from the smallest: year, size_class (by the firm's exports of the year), from_usd and
    below_usd (its bounds in dollars, the upper one not in it; missing for the largest class), exporters (firms with
    exports above 0), exports_usd, exporters_share (of the year's exporters, 0 to 1), share (of the year's exports, 0
    to 1), is_part_year, months (that files cover and that ended by the as-of date: of a part year firms look smaller
    than they are). The years chosen, else the year of the last such month. With a stage filter: the months in which
    the firm held it as its highest stage. `firms`: firm_id, firm_name, district, year, size_class, exports_usd.
    Raises EmptySelection when no firm is selected. Source: the export rows of the selection.
    """
    found = ask(snapshot, selection, _SIZES, firms=firms)
    if firms:
        columns = ["firm_id", "firm_name", "district", "year", "size_class", "exports_usd"]
        return found.loc[found["firm_id"].notna(), columns].reset_index(drop=True)
    return found.drop(columns=["firm_id", "firm_name", "district"])


def exporter_pareto(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """The exporters of a year from the largest, and how much the first so many export together.

    One row per year and firm, the largest first: year, rank (1 is the largest; equal ones by name), firm_id,
    firm_name, district, exports_usd, share (of the year's exports, 0 to 1), cumulative_usd (of this firm and all
    larger ones), cumulative_share (of the year's exports), cumulative_exporters_share (rank in the year's exporters, 0
    to 1). The years chosen, else the year of the last month that files cover and that ended by the as-of date; a year
    counts up to its last such month. Firms without exports are left out. With a stage filter: the months in which the
    firm held it as its highest stage. Raises EmptySelection when no firm is selected.
    Source: the export rows of the selection.
    """
    return ask(snapshot, selection, _PARETO)
