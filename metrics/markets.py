"""Where to and what: exports by country, by HS chapter, and each stage's countries."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# $is_whole: nothing is left out, so the stored sums and distinct counts answer; else the firms' own exports do.
# The years are asked for twice: what `asked` says is not known before the rows are read, what $years says is.
_COUNTRIES = """
WITH asked AS (SELECT year, max(month) AS last_month FROM asked_months($as_of, $years) GROUP BY year),
found AS (
  SELECT year, country, exports_usd_to_date AS exports_usd, exporters_to_date AS exporters
  FROM marts.export_month_countries
  WHERE $is_whole AND month IN (SELECT last_month FROM asked)
  UNION ALL
  SELECT
    year,
    country,
    CAST(sum(exports_usd) AS BIGINT),
    count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0)
  FROM yearly_per_market($selection) AS sold
  SEMI JOIN asked USING (year)
  WHERE NOT $is_whole AND ($years IS NULL OR list_contains($years, sold.year))
  GROUP BY year, country
)
SELECT
  year,
  country,
  exports_usd,
  exporters,
  CAST(exports_usd AS DOUBLE) / nullif(sum(exports_usd) OVER (PARTITION BY year), 0) AS share
FROM found
WHERE exports_usd > 0
ORDER BY year, exports_usd DESC, country
"""

_CHAPTERS = """
WITH asked AS (SELECT year, max(month) AS last_month FROM asked_months($as_of, $years) GROUP BY year),
found AS (
  SELECT year, hs_chapter, exports_usd_to_date AS exports_usd, exporters_to_date AS exporters
  FROM marts.export_month_chapters
  WHERE $is_whole AND month IN (SELECT last_month FROM asked)
  UNION ALL
  SELECT
    year,
    hs_chapter,
    CAST(sum(exports_usd) AS BIGINT),
    count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0)
  FROM yearly_per_product($selection) AS sold
  SEMI JOIN asked USING (year)
  WHERE NOT $is_whole AND ($years IS NULL OR list_contains($years, sold.year))
  GROUP BY year, hs_chapter
)
SELECT
  year,
  hs_chapter,
  exports_usd,
  exporters,
  CAST(exports_usd AS DOUBLE) / nullif(sum(exports_usd) OVER (PARTITION BY year), 0) AS share
FROM found
WHERE exports_usd > 0
ORDER BY year, exports_usd DESC, hs_chapter
"""

_STAGE_COUNTRIES = """
WITH asked AS (SELECT year, max(month) AS last_month FROM asked_months($as_of, $years) GROUP BY year),
found AS (
  SELECT year, stage_code, country, exports_usd_to_date AS exports_usd, exporters_to_date AS exporters
  FROM marts.export_month_stage_countries
  WHERE $is_whole AND month IN (SELECT last_month FROM asked)
  UNION ALL
  SELECT
    year,
    stage_code,
    country,
    CAST(sum(exports_usd) AS BIGINT),
    count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0)
  FROM yearly_per_market($selection) AS sold
  SEMI JOIN asked USING (year)
  WHERE NOT $is_whole AND ($years IS NULL OR list_contains($years, sold.year))
  GROUP BY year, stage_code, country
)
SELECT
  year,
  stage_code,
  country,
  exports_usd,
  exporters,
  CAST(exports_usd AS DOUBLE) / nullif(sum(exports_usd) OVER (PARTITION BY year, stage_code), 0) AS share
FROM found
LEFT JOIN marts.stages USING (stage_code)
WHERE exports_usd > 0 AND ($stages IS NULL OR list_contains($stages, stage_code))
ORDER BY year, rank NULLS LAST, stage_code, exports_usd DESC, country
"""

# $is_by_stage: one row per stage in which the firm exported there, too
_COUNTRY_FIRMS = """
WITH asked AS (SELECT DISTINCT year FROM asked_months($as_of, $years))
SELECT
  firm_id,
  firm_name,
  district,
  year,
  CASE WHEN $is_by_stage THEN stage_code END AS stage_code,
  country,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM yearly_per_market($selection) AS sold
SEMI JOIN asked USING (year)
INNER JOIN marts.firms USING (firm_id)
WHERE $years IS NULL OR list_contains($years, sold.year)
GROUP BY 1, 2, 3, 4, 5, 6
HAVING sum(exports_usd) > 0
ORDER BY year, country, stage_code, exports_usd DESC, firm_name, firm_id
"""

_CHAPTER_FIRMS = """
WITH asked AS (SELECT DISTINCT year FROM asked_months($as_of, $years))
SELECT
  firm_id,
  firm_name,
  district,
  year,
  hs_chapter,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM yearly_per_product($selection) AS sold
SEMI JOIN asked USING (year)
INNER JOIN marts.firms USING (firm_id)
WHERE $years IS NULL OR list_contains($years, sold.year)
GROUP BY firm_id, firm_name, district, year, hs_chapter
HAVING sum(exports_usd) > 0
ORDER BY year, hs_chapter, exports_usd DESC, firm_name, firm_id
"""


def exports_by_country(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Where the exports of a year went.

    One row per year and country, the largest first: year, country (ISO-2), exports_usd, exporters (firms with
    exports above 0 to it), share (of the year's exports, 0 to 1). The years chosen, else the year of the last
    month that files cover and that ended by the as-of date; a year counts up to its last such month. Countries
    with no exports are left out. With a stage filter: the months in which the firm held it as its highest stage.
    With markets or products: what was exported to or of them.
    `firms`: firm_id, firm_name, district, year, country, exports_usd.
    Raises EmptySelection when no firm is selected.
    Source: marts.export_month_countries, yearly_per_market.
    """
    if firms:
        return ask(snapshot, selection, _COUNTRY_FIRMS, is_by_stage=False).drop(columns="stage_code")
    return ask(snapshot, selection, _COUNTRIES, is_whole=selection.is_of_all_firms)


def exports_by_hs(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """What was exported in a year, by HS chapter.

    One row per year and chapter, the largest first: year, hs_chapter (two digits, as text), exports_usd,
    exporters (firms with exports above 0 of it), share (of the year's exports, 0 to 1). The years chosen, else
    the year of the last month that files cover and that ended by the as-of date; a year counts up to its last
    such month. Chapters with no exports are left out. With a stage filter: the months in which the firm held it
    as its highest stage. With markets or products: what was exported to or of them.
    `firms`: firm_id, firm_name, district, year, hs_chapter, exports_usd.
    Raises EmptySelection when no firm is selected.
    Source: marts.export_month_chapters, yearly_per_product.
    """
    if firms:
        return ask(snapshot, selection, _CHAPTER_FIRMS)
    return ask(snapshot, selection, _CHAPTERS, is_whole=selection.is_of_all_firms)


def exports_by_stage_and_country(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Where the firms of each stage export to in a year, by the highest stage held on the month's last day.

    One row per year, stage (from the lowest, then none: held no stage in that month) and country, the largest
    first: year, stage_code, country (ISO-2), exports_usd, exporters (firms with exports above 0 to it while
    there), share (of the stage's exports of the year, 0 to 1). Years, markets and products as in exports_by_country.
    `firms`: firm_id, firm_name, district, year, stage_code, country, exports_usd.
    Raises EmptySelection when no firm is selected.
    Source: marts.export_month_stage_countries, yearly_per_market.
    """
    if firms:
        return ask(snapshot, selection, _COUNTRY_FIRMS, is_by_stage=True)
    return ask(snapshot, selection, _STAGE_COUNTRIES, is_whole=selection.has_all_exports)
