"""Who exports: the largest firms, today's members over time, firms around their entry into a stage, single rows."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

_TOP = """
WITH asked AS (SELECT DISTINCT year FROM asked_months($as_of, $years)),
summed AS (
  SELECT year, firm_id, firm_name, district, CAST(sum(exports_usd) AS BIGINT) AS exports_usd
  FROM yearly_per_firm($selection) AS sold
  SEMI JOIN asked USING (year)
  INNER JOIN marts.firms USING (firm_id)
  WHERE $years IS NULL OR list_contains($years, sold.year)
  GROUP BY year, firm_id, firm_name, district
)
SELECT
  year,
  row_number() OVER ranked AS rank,
  firm_id,
  firm_name,
  district,
  exports_usd,
  CAST(exports_usd AS DOUBLE) / sum(exports_usd) OVER (PARTITION BY year) AS share
FROM summed
WINDOW ranked AS (PARTITION BY year ORDER BY exports_usd DESC, firm_name, firm_id)
QUALIFY $most IS NULL OR rank <= $most
ORDER BY year, rank
"""

_TODAYS_MEMBERS = """
WITH members AS (
  SELECT DISTINCT firm_id
  FROM marts.holdings
  SEMI JOIN selected_firms($selection) USING (firm_id)
  WHERE $as_of BETWEEN starts_on AND ends_on
    AND ($stages IS NULL OR list_contains($stages, stage_code))
),
covered AS (
  SELECT month, year FROM marts.export_months WHERE month_end <= $as_of
),
exported AS (
  SELECT year, firm_id, exports_usd
  FROM yearly_per_firm($any_stage)
  SEMI JOIN members USING (firm_id)
)
SELECT
  years.year,
  CAST(coalesce(sum(exports_usd), 0) AS BIGINT) AS exports_usd,
  count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0) AS exporters,
  (SELECT count(*) FROM members) AS members,
  months < 12 AS is_part_year,
  months
FROM (SELECT year, count(*) AS months FROM covered GROUP BY year) AS years
LEFT JOIN exported USING (year)
WHERE $years IS NULL OR list_contains($years, years.year)
GROUP BY years.year, months
ORDER BY years.year
"""

_MEMBERS_BEHIND = """
SELECT firm_id, firm_name, district, year, CAST(sum(exports_usd) AS BIGINT) AS exports_usd
FROM yearly_per_firm($any_stage)
INNER JOIN marts.firms USING (firm_id)
WHERE ($years IS NULL OR list_contains($years, year))
  AND firm_id IN (
    SELECT firm_id
    FROM marts.holdings
    WHERE $as_of BETWEEN starts_on AND ends_on
      AND ($stages IS NULL OR list_contains($stages, stage_code))
  )
GROUP BY firm_id, firm_name, district, year
HAVING sum(exports_usd) > 0
ORDER BY year, exports_usd DESC, firm_name, firm_id
"""

# By stage: from the first entry into it. By programme or cohort: from the start of that spell, a re-designation too.
_AROUND_ENTRY = """
WITH entered AS (
  SELECT firm_id, stage_code, rank, year(entered_on) AS entry_year
  FROM marts.stage_entries
  WHERE is_first_entry AND entered_on <= $as_of AND $programme_code IS NULL AND $cohort IS NULL
  UNION ALL
  SELECT firm_id, stage_code, rank, year(min(starts_on))
  FROM marts.spells
  WHERE starts_on <= $as_of
    AND ($programme_code IS NOT NULL OR $cohort IS NOT NULL)
    AND ($programme_code IS NULL OR programme_code = $programme_code)
    AND ($cohort IS NULL OR cohort = $cohort)
  GROUP BY firm_id, stage_code, rank
),
whole_years AS (
  SELECT year FROM marts.export_months WHERE month_end <= $as_of GROUP BY year HAVING count(*) = 12
),
exported AS (
  SELECT firm_id, year, sum(exports_usd) AS exports_usd
  FROM marts.export_firm_months
  SEMI JOIN entered USING (firm_id)
  GROUP BY firm_id, year
),
followed AS (
  SELECT
    firm_id,
    firm_name,
    district,
    stage_code,
    rank,
    CAST(whole_years.year - entry_year AS BIGINT) AS years_since_entry,
    coalesce(exports_usd, 0) AS exports_usd
  FROM entered
  INNER JOIN selected_firms($selection) USING (firm_id)
  INNER JOIN whole_years ON whole_years.year - entry_year BETWEEN -$within_years AND $within_years
  LEFT JOIN exported USING (firm_id, year)
  WHERE $stages IS NULL OR list_contains($stages, stage_code)
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  stage_code,
  years_since_entry,
  count(*) AS firms,
  count(*) FILTER (WHERE exports_usd > 0) AS exporters,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  avg(exports_usd) FILTER (WHERE exports_usd > 0) AS mean_usd,
  CAST(median(exports_usd) FILTER (WHERE exports_usd > 0) AS DOUBLE) AS median_usd
FROM followed
GROUP BY 1, 2, 3, 4, 5, rank
ORDER BY rank, years_since_entry, firm_name, firm_id
"""

_ROWS = """
WITH asked AS (SELECT month FROM asked_months($as_of, $years))
SELECT
  firm_id,
  firm_name,
  district,
  year,
  month,
  hs_code,
  country,
  channel,
  exports_usd,
  weight_kg,
  sold.upload_id,
  sold.source_row
FROM chosen_exports($selection) AS sold
INNER JOIN asked USING (month)
INNER JOIN marts.firms USING (firm_id)
WHERE ($firm_id IS NULL OR firm_id = $firm_id) AND ($years IS NULL OR list_contains($years, sold.year))
ORDER BY firm_name, firm_id, month, hs_code, country, channel
"""


def top_exporters(snapshot: Snapshot, selection: Selection, *, most: int | None = 20) -> pd.DataFrame:
    """The firms that exported most in a year.

    One row per year and firm, the largest first: year, rank (1 is the largest; equal ones by name), firm_id,
    firm_name, district, exports_usd, share (of the exports of all firms selected in that year, 0 to 1). The
    first `most` of each year, or all. The years chosen, else the year of the last month that files cover and
    that ended by the as-of date; a year counts up to its last such month. Firms without exports are left out.
    With a stage filter: the months in which the firm held it as its highest stage. With markets or products: what
    was exported to or of them. Raises EmptySelection when no firm is selected. Source: yearly_per_firm.
    """
    return ask(snapshot, selection, _TOP, most=most)


def exports_of_todays_members(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """What the firms that hold a stage on the as-of date exported in each year, also before they held it.

    Not exports_by_stage, where a month counts for the stage held in it. One row per year that a file covers:
    year, exports_usd, exporters (members with exports above 0), members (firms that hold any stage on the as-of
    date, with a stage filter one of these; the same in every row), is_part_year, months (that files cover and
    that ended by the as-of date). With markets or products: what was exported to or of them, by the same members.
    `firms`: firm_id, firm_name, district, year, exports_usd.
    Raises EmptySelection when no firm is selected. Source: marts.holdings, yearly_per_firm.
    """
    return ask(snapshot, selection, _MEMBERS_BEHIND if firms else _TODAYS_MEMBERS)


def exports_around_entry(
    snapshot: Snapshot,
    selection: Selection,
    *,
    programme_code: str | None = None,
    cohort: str | None = None,
    within_years: int = 5,
    firms: bool = False,
) -> pd.DataFrame:
    """What firms exported in the calendar years before and after they entered a stage.

    One row per stage, from the lowest, and year counted from the year of entry: stage_code, years_since_entry
    (0 = the year of entry, -1 the one before), firms (that entered, and whose year is known), exporters (of
    these, with exports above 0), exports_usd (of all of them), mean_usd and median_usd (per exporter; missing
    without one). The entry is the first one into the stage; with `programme_code` or `cohort` it is the start of
    the spell of that programme or cohort, a re-designation too. Only years whose twelve months all are covered
    and ended by the as-of date, so the latest entrants are missing from later rows: compare `firms`. At most
    `within_years` before and after. `firms`: firm_id, firm_name, district, stage_code, years_since_entry,
    exports_usd. Raises EmptySelection when no firm is selected.
    Source: marts.stage_entries, spells, export_firm_months.
    """
    own = {"programme_code": programme_code, "cohort": cohort, "within_years": within_years}
    found = ask(snapshot, selection, _AROUND_ENTRY, firms=firms, **own)
    if firms:
        return found.drop(columns=["firms", "exporters", "mean_usd", "median_usd"])
    return found.drop(columns=["firm_id", "firm_name", "district"])


def firm_exports(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """The export rows behind a firm's figures, with the uploaded row that each comes from.

    One row per firm, month, product, country and way: firm_id, firm_name, district, year, month, hs_code,
    country (ISO-2), channel (direct, indirect, unknown), exports_usd, weight_kg, upload_id, source_row.
    `firm_id` keeps one firm. The years chosen, else the year of the last month that files cover and that ended
    by the as-of date. With a stage filter: the months in which the firm held it as its highest stage. With markets
    or products: the rows of them. Raises EmptySelection when no firm is selected. Source: marts.exports.
    """
    return ask(snapshot, selection, _ROWS, firm_id=firm_id)
