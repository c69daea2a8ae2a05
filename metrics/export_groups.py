"""Exports of groups of firms: by the stage held, the cohort entered, the district, the industry."""

import pandas as pd

from metrics.asking import ask
from metrics.errors import WrongUsage
from metrics.selection import Selection
from warehouse import Snapshot

GROUPS = {
    "stage": ["stage_code"],
    "cohort": ["programme_code", "cohort"],
    "district": ["district"],
    "industry": ["industry_code"],
}

# A cohort's firms are those designated in it by the last month of the year that counts.
_GROUPED = """
WITH asked AS (
  SELECT year, max(month) AS last_month FROM asked_months($as_of, $years) GROUP BY year
),
sold AS (
  SELECT year, firm_id, CASE WHEN $by = 'stage' THEN stage_code END AS stage_code, sum(exports_usd) AS exports_usd
  FROM exports_per_firm($selection)
  SEMI JOIN asked USING (year)
  GROUP BY 1, 2, 3
  HAVING sum(exports_usd) > 0
),
designated AS (
  SELECT DISTINCT year, firm_id, programme_code, cohort
  FROM marts.spells
  INNER JOIN asked ON starts_on < last_month + INTERVAL 1 MONTH
  WHERE $by = 'cohort'
),
beginnings AS (
  SELECT programme_code, cohort, rank, min(starts_on) AS first_start FROM marts.spells GROUP BY 1, 2, 3
),
grouped AS (
  SELECT
    year,
    firm_id,
    firm_name,
    firms.district AS firm_district,
    sold.stage_code,
    programme_code,
    cohort,
    CASE WHEN $by = 'district' THEN firms.district END AS district,
    CASE WHEN $by = 'industry' THEN firms.industry_code END AS industry_code,
    sold.exports_usd
  FROM sold
  INNER JOIN marts.firms USING (firm_id)
  LEFT JOIN designated USING (year, firm_id)
),
totals AS (
  SELECT year, sum(exports_usd) AS year_usd FROM sold GROUP BY year
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN firm_district END AS firm_district,
  year,
  stage_code,
  programme_code,
  cohort,
  district,
  industry_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  count(*) AS exporters,
  CAST(median(exports_usd) AS DOUBLE) AS median_usd,
  CAST(sum(exports_usd) AS DOUBLE) / year_usd AS share
FROM grouped
INNER JOIN totals USING (year)
LEFT JOIN (SELECT stage_code, rank AS stage_rank FROM marts.stages) USING (stage_code)
LEFT JOIN beginnings USING (programme_code, cohort)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, year_usd, stage_rank, beginnings.rank, first_start
ORDER BY
  year,
  stage_rank NULLS LAST,
  beginnings.rank NULLS LAST,
  programme_code,
  first_start,
  cohort,
  district IS NULL AND industry_code IS NULL,
  CASE WHEN NOT $firms THEN sum(exports_usd) END DESC,
  district,
  industry_code,
  exports_usd DESC,
  firm_name,
  firm_id
"""


def exports_by_group(
    snapshot: Snapshot, selection: Selection, *, by: str = "stage", firms: bool = False
) -> pd.DataFrame:
    """What each group of firms exported in a year, and the middle exporter of each.

    One row per year and group with exports: year, the group's columns, exports_usd, exporters (firms with exports above
    0), median_usd (of the exports per exporter in the year), share (of the year's exports, 0 to 1). `by` names the
    groups: stage (stage_code: the highest held on the month's last day, none: it held none; a firm that rises within
    the year counts in both), cohort (programme_code and cohort: the firms designated in it by the last month of the
    year that counts, whether they still hold it or not; a firm of several cohorts counts in each, so that they do not
    add up; missing: no designation by then), district (where the firm is today; missing: not known), industry
    (industry_code: its KSIC division; missing: not known). Stages stand from the lowest, cohorts by stage and start,
    the others by exports. The years chosen, else the year of the last month that files cover and that ended by the
    as-of date; a year counts up to its last such month. With a stage filter: the months in which the firm held it as
    its highest stage. `firms`: firm_id, firm_name, district, year, the group's columns, exports_usd.
    Raises EmptySelection when no firm is selected, WrongUsage for an unknown `by`.
    Source: the export rows of the selection, marts.spells, marts.firms.
    """
    if by not in GROUPS:
        raise WrongUsage("unknown_value", option="--by", value=by, known=", ".join(GROUPS))
    found = ask(snapshot, selection, _GROUPED, by=by, firms=firms)
    keys = GROUPS[by]
    if not firms:
        return found[["year", *keys, "exports_usd", "exporters", "median_usd", "share"]]
    found["district"] = found["firm_district"]
    groups = [key for key in keys if key != "district"]
    return found[["firm_id", "firm_name", "district", "year", *groups, "exports_usd"]]
