"""Who begins to export, who stops, who goes on: the indicators of the World Bank's Exporter Dynamics Database."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# Two years are compared over the months that files cover in both; `before` is dated to the later of them.
_DYNAMICS = """
WITH covered AS (
  SELECT month, year FROM marts.export_months WHERE month_end <= $as_of
),
compared AS (
  SELECT now.month, now.year, earlier.month AS earlier_month
  FROM covered AS now
  INNER JOIN covered AS earlier ON earlier.month = now.month - INTERVAL 1 YEAR
),
years AS (
  SELECT year, count(*) AS months, count(compared.month) AS compared_months
  FROM covered
  LEFT JOIN compared USING (month, year)
  GROUP BY year
),
sold AS MATERIALIZED (
  SELECT firm_id, month, year, exports_usd FROM exports_per_firm($selection) WHERE exports_usd > 0
),
of_year AS (
  SELECT
    year,
    firm_id,
    sum(exports_usd) AS year_usd,
    sum(exports_usd) FILTER (WHERE earlier_month IS NOT NULL) AS now_usd
  FROM sold
  LEFT JOIN compared USING (month, year)
  GROUP BY year, firm_id
),
of_year_before AS (
  SELECT compared.year, firm_id, sum(exports_usd) AS before_usd
  FROM sold
  INNER JOIN compared ON sold.month = compared.earlier_month
  GROUP BY compared.year, firm_id
),
reached AS (
  SELECT year, firm_id, count(DISTINCT country) AS markets
  FROM yearly_per_market($selection)
  GROUP BY year, firm_id
),
made AS (
  SELECT year, firm_id, count(DISTINCT substr(hs_code, 1, 6)) AS products
  FROM yearly_per_product($selection)
  GROUP BY year, firm_id
),
firm_years AS (
  SELECT
    year,
    firm_id,
    of_year.year_usd,
    of_year.now_usd,
    of_year_before.before_usd,
    reached.markets,
    made.products,
    row_number() OVER (PARTITION BY year ORDER BY of_year.year_usd DESC NULLS LAST) AS rank,
    next_year.firm_id IS NOT NULL AS goes_on
  FROM of_year
  FULL JOIN of_year_before USING (year, firm_id)
  LEFT JOIN reached USING (year, firm_id)
  LEFT JOIN made USING (year, firm_id)
  LEFT JOIN (SELECT year - 1 AS year, firm_id FROM of_year) AS next_year USING (year, firm_id)
),
counted AS (
  SELECT
    year,
    count(year_usd) AS exporters,
    count(now_usd) AS compared_exporters,
    count(before_usd) AS exporters_before,
    count(*) FILTER (WHERE now_usd IS NOT NULL AND before_usd IS NULL) AS entrants,
    count(*) FILTER (WHERE now_usd IS NULL AND before_usd IS NOT NULL) AS exiters,
    count(*) FILTER (WHERE now_usd IS NOT NULL AND before_usd IS NOT NULL) AS incumbents,
    count(*) FILTER (WHERE now_usd IS NOT NULL AND before_usd IS NULL AND goes_on) AS surviving_entrants,
    CAST(coalesce(sum(year_usd), 0) AS BIGINT) AS exports_usd,
    avg(year_usd) AS mean_usd,
    CAST(median(year_usd) AS DOUBLE) AS median_usd,
    avg(now_usd) FILTER (WHERE before_usd IS NULL) AS entrants_mean_usd,
    CAST(median(now_usd) FILTER (WHERE before_usd IS NULL) AS DOUBLE) AS entrants_median_usd,
    avg(markets) AS mean_markets,
    CAST(median(markets) AS DOUBLE) AS median_markets,
    avg(products) AS mean_products,
    CAST(median(products) AS DOUBLE) AS median_products,
    CAST(sum(year_usd) FILTER (WHERE rank <= 1) AS DOUBLE) / sum(year_usd) AS top_1_share,
    CAST(sum(year_usd) FILTER (WHERE rank <= 5) AS DOUBLE) / sum(year_usd) AS top_5_share,
    sum(CAST(year_usd AS DOUBLE) * year_usd) / (CAST(sum(year_usd) AS DOUBLE) * sum(year_usd)) AS hhi
  FROM firm_years
  GROUP BY year
)
SELECT
  year,
  coalesce(exporters, 0) AS exporters,
  CASE WHEN compared_months > 0 THEN coalesce(entrants, 0) END AS entrants,
  CASE WHEN compared_months > 0 THEN coalesce(exiters, 0) END AS exiters,
  CASE WHEN compared_months > 0 THEN coalesce(incumbents, 0) END AS incumbents,
  CASE WHEN compared_months > 0 AND next_months = 12 THEN coalesce(surviving_entrants, 0) END AS surviving_entrants,
  CAST(entrants AS DOUBLE) / nullif(compared_exporters, 0) AS entry_rate,
  CAST(exiters AS DOUBLE) / nullif(exporters_before, 0) AS exit_rate,
  CASE WHEN next_months = 12 THEN CAST(surviving_entrants AS DOUBLE) / nullif(entrants, 0) END
    AS first_year_survival_rate,
  coalesce(exports_usd, 0) AS exports_usd,
  mean_usd,
  median_usd,
  entrants_mean_usd,
  entrants_median_usd,
  mean_markets,
  median_markets,
  mean_products,
  median_products,
  top_1_share,
  top_5_share,
  hhi,
  CASE WHEN compared_months > 0 THEN coalesce(compared_exporters, 0) END AS compared_exporters,
  CASE WHEN compared_months > 0 THEN coalesce(exporters_before, 0) END AS exporters_before,
  months < 12 AS is_part_year,
  months,
  compared_months
FROM years
LEFT JOIN counted USING (year)
LEFT JOIN (SELECT year - 1 AS year, months AS next_months FROM years) USING (year)
WHERE $years IS NULL OR list_contains($years, year)
ORDER BY year
"""

_BEHIND = """
WITH covered AS (
  SELECT month, year FROM marts.export_months WHERE month_end <= $as_of
),
compared AS (
  SELECT now.month, now.year, earlier.month AS earlier_month
  FROM covered AS now
  INNER JOIN covered AS earlier ON earlier.month = now.month - INTERVAL 1 YEAR
),
sold AS MATERIALIZED (
  SELECT firm_id, month, year, exports_usd FROM exports_per_firm($selection) WHERE exports_usd > 0
),
of_year AS (
  SELECT
    year,
    firm_id,
    sum(exports_usd) AS year_usd,
    sum(exports_usd) FILTER (WHERE earlier_month IS NOT NULL) AS now_usd
  FROM sold
  LEFT JOIN compared USING (month, year)
  GROUP BY year, firm_id
),
of_year_before AS (
  SELECT compared.year, firm_id, sum(exports_usd) AS before_usd
  FROM sold
  INNER JOIN compared ON sold.month = compared.earlier_month
  GROUP BY compared.year, firm_id
),
turned AS (
  SELECT
    year,
    firm_id,
    now_usd,
    before_usd,
    CASE WHEN before_usd IS NULL THEN 'entrants' WHEN now_usd IS NULL THEN 'exiters' ELSE 'incumbents' END AS counted_in
  FROM of_year
  FULL JOIN of_year_before USING (year, firm_id)
  WHERE year IN (SELECT year FROM compared) AND (now_usd IS NOT NULL OR before_usd IS NOT NULL)
),
found AS (
  SELECT year, firm_id, 'exporters' AS counted_in, 1 AS nth, year_usd AS exports_usd
  FROM of_year
  UNION ALL
  SELECT year, firm_id, counted_in, 2, coalesce(now_usd, before_usd)
  FROM turned
  UNION ALL
  SELECT turned.year, firm_id, 'surviving_entrants', 3, turned.now_usd
  FROM turned
  INNER JOIN (SELECT year - 1 AS year, firm_id FROM of_year) USING (year, firm_id)
  WHERE counted_in = 'entrants'
    AND year + 1 IN (SELECT year FROM covered GROUP BY year HAVING count(*) = 12)
)
SELECT firm_id, firm_name, district, year, counted_in, CAST(exports_usd AS BIGINT) AS exports_usd
FROM found
INNER JOIN marts.firms USING (firm_id)
WHERE $years IS NULL OR list_contains($years, year)
ORDER BY year, nth, counted_in, exports_usd DESC, firm_name, firm_id
"""


def exporter_dynamics(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Exporters of each year, those that began, stopped and went on, and how large and wide they are.

    In the words of the World Bank's Exporter Dynamics Database. One row per year that a file covers: year, exporters
    (firms with exports above 0), entrants (export in the year and did not in the year before), exiters (exported in
    the year before and do not in the year: dated to the year without exports), incumbents (export in both),
    surviving_entrants (entrants that export in the next year, too), entry_rate (entrants / compared_exporters),
    exit_rate (exiters / exporters_before), first_year_survival_rate (surviving_entrants / entrants), exports_usd,
    mean_usd and median_usd (per exporter), entrants_mean_usd and entrants_median_usd (per entrant, in the months
    compared), mean_markets and median_markets (countries per exporter), mean_products and median_products (HS codes of
    six digits per exporter), top_1_share and top_5_share (of the largest firms in the year's exports, 0 to 1), hhi
    (over firms, 0 to 1), compared_exporters (exporters in the months compared: entrants + incumbents),
    exporters_before (exporters in the same months of the year before: incumbents + exiters), is_part_year, months
    (that files cover and that ended by the as-of date), compared_months (of these, covered in the year before, too).
    Two years are compared over these months only: a part year with the same months before. Missing where no month can
    be compared, as in the first year; survival is missing until all twelve months of the next year are covered. With
    a filter of stage, market or product it is about those exports: a firm that comes to a market enters there. Rates
    are 0 to 1. `firms`: firm_id, firm_name, district, year, counted_in (exporters, entrants, exiters, incumbents,
    surviving_entrants), exports_usd (of the year; of the months compared; of an exiter in the year before).
    Raises EmptySelection when no firm is selected. Source: marts.export_months, the export rows of the selection.
    """
    return ask(snapshot, selection, _BEHIND if firms else _DYNAMICS)
