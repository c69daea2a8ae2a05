"""Who exports: the largest firms, today's members over time, firms around their entry into a stage, single rows."""

from statistics import mean, median

import pandas as pd

from metrics.asking import ask, kept, remembered
from metrics.selection import Selection
from metrics.tables import FIRM, table
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
_AROUND = {"stage_code": "object", "years_since_entry": "int64"}
_AROUND_ENTRY = """
WITH entered AS (
  SELECT firm_id, stage_code, rank, entered_on
  FROM marts.stage_entries
  WHERE is_first_entry AND $programme_code IS NULL AND $cohort IS NULL
  UNION ALL
  SELECT firm_id, stage_code, rank, min(starts_on)
  FROM marts.spells
  WHERE ($programme_code IS NOT NULL OR $cohort IS NOT NULL)
    AND ($programme_code IS NULL OR programme_code = $programme_code)
    AND ($cohort IS NULL OR cohort = $cohort)
  GROUP BY firm_id, stage_code, rank
),
whole_years AS (
  SELECT year, max(month_end) AS ended_on FROM marts.export_months GROUP BY year HAVING count(*) = 12
),
exported AS (
  SELECT firm_id, year, sum(exports_usd) AS exports_usd
  FROM marts.export_firm_months
  SEMI JOIN entered USING (firm_id)
  GROUP BY firm_id, year
)
SELECT
  firm_id,
  firm_name,
  district,
  stage_code,
  CAST(whole_years.year - year(entered_on) AS BIGINT) AS years_since_entry,
  CAST(coalesce(exports_usd, 0) AS BIGINT) AS exports_usd,
  greatest(entered_on, ended_on) AS known_on
FROM entered
INNER JOIN marts.firms USING (firm_id)
INNER JOIN whole_years ON whole_years.year - year(entered_on) BETWEEN -$within_years AND $within_years
LEFT JOIN exported USING (firm_id, year)
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


@remembered
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
    rows = [
        each[:-1]
        for each in kept(snapshot, selection, _AROUND_ENTRY, **own)
        if each[-1] <= selection.as_of and (not selection.stages or each[3] in selection.stages)
    ]
    if firms:
        return table(rows, FIRM | _AROUND | {"exports_usd": "int64"})
    groups: dict[tuple[str, int], list[int]] = {}
    for *_, stage, years, usd in rows:
        groups.setdefault((stage, years), []).append(usd)
    numbers = dict.fromkeys(("firms", "exporters", "exports_usd"), "int64")
    numbers |= dict.fromkeys(("mean_usd", "median_usd"), "float64")
    return table([(*of, *_exported(sums)) for of, sums in groups.items()], _AROUND | numbers)


def _exported(sums: list[int]) -> tuple[int, int, int, float | None, float | None]:
    some = [usd for usd in sums if usd > 0]
    return len(sums), len(some), sum(sums), mean(some) if some else None, median(some) if some else None


def firm_exports(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """The export rows behind a firm's figures, with the uploaded row that each comes from.

    One row per firm, month, product, country and way: firm_id, firm_name, district, year, month, hs_code,
    country (ISO-2), channel (direct, indirect, unknown), exports_usd, weight_kg, upload_id, source_row.
    `firm_id` keeps one firm. The years chosen, else the year of the last month that files cover and that ended
    by the as-of date. With a stage filter: the months in which the firm held it as its highest stage. With markets
    or products: the rows of them. Raises EmptySelection when no firm is selected. Source: marts.exports.
    """
    return ask(snapshot, selection, _ROWS, firm_id=firm_id)
