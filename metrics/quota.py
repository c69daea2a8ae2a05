"""The quota (총량제): seats held against seats there are, and the designations that end next."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_USE = """
WITH years AS (
  SELECT
    CAST(year AS BIGINT) AS year,
    make_date(year - 1, 12, 31) AS opened_on,
    least(make_date(year, 12, 31), $as_of) AS closes_on
  FROM range((SELECT year(min(starts_on)) FROM marts.holdings), year($as_of) + 1) AS each(year)
  WHERE $years IS NULL OR list_contains($years, year)
),
standing AS (
  SELECT year, stage_code, firm_id, firm_name, district
  FROM years
  INNER JOIN marts.holdings ON closes_on BETWEEN starts_on AND ends_on
  INNER JOIN selected_firms($selection) USING (firm_id)
),
limits AS (
  SELECT
    year,
    stage_code,
    arg_max(quota, valid_from) FILTER (closes_on BETWEEN valid_from AND coalesce(valid_to, closes_on)) AS quota,
    arg_max(source, valid_from) FILTER (closes_on BETWEEN valid_from AND coalesce(valid_to, closes_on)) AS quota_source,
    arg_max(quota, valid_from) FILTER (opened_on BETWEEN valid_from AND coalesce(valid_to, opened_on)) AS quota_before
  FROM years
  CROSS JOIN marts.quotas
  WHERE $has_whole_stages
  GROUP BY year, stage_code
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  years.year,
  stages.stage_code,
  count(firm_id) AS used,
  quota,
  quota - count(firm_id) AS vacancies,
  CAST(count(firm_id) AS DOUBLE) / nullif(quota, 0) AS use_rate,
  CASE WHEN quota IS NOT NULL THEN quota_source END AS quota_source,
  coalesce(quota <> quota_before, FALSE) AS is_quota_changed
FROM years
CROSS JOIN marts.stages
LEFT JOIN limits ON limits.year = years.year AND limits.stage_code = stages.stage_code
LEFT JOIN standing ON standing.year = years.year AND standing.stage_code = stages.stage_code
WHERE $stages IS NULL OR list_contains($stages, stages.stage_code)
GROUP BY 1, 2, 3, 4, 5, stages.rank, quota, quota_source, quota_before
ORDER BY years.year, stages.rank, firm_name, firm_id
"""

# Two cohorts of one programme that end in one month are one firm.
_ENDING = """
SELECT
  firm_id,
  firm_name,
  district,
  seat_spells.stage_code,
  seat_spells.rank,
  programme_code,
  cohort,
  CAST(date_trunc('month', seat_spells.ends_on) AS DATE) AS month,
  seat_spells.ends_on,
  is_end_estimated,
  stay_ends_on > seat_spells.ends_on AS has_later_spell,
  (
    SELECT arg_max(other.stage_code, other.rank)
    FROM marts.holdings AS other
    WHERE other.firm_id = seat_spells.firm_id
      AND other.stage_code <> seat_spells.stage_code
      AND $as_of BETWEEN other.starts_on AND other.ends_on
  ) AS other_stage_code
FROM marts.seat_spells
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE $as_of BETWEEN seat_spells.starts_on AND seat_spells.ends_on
  AND seat_spells.ends_on < $as_of + to_months(CAST($months AS INTEGER))
  AND ($stages IS NULL OR list_contains($stages, seat_spells.stage_code))
QUALIFY row_number() OVER (
  PARTITION BY firm_id, programme_code, date_trunc('month', seat_spells.ends_on)
  ORDER BY seat_spells.ends_on DESC, seat_spells.starts_on DESC, cohort DESC
) = 1
ORDER BY seat_spells.ends_on, seat_spells.rank, programme_code, firm_name, firm_id
"""

_USED_BY = ["firm_id", "firm_name", "district", "year", "stage_code"]


def quota_use(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Seats held of each stage at each year's end, and how many there were under the quota in force that day.

    One row per year and stage, from the year of the first designation: year, stage_code, used (firms that hold
    the stage on 31 December, in the last year on the as-of date; a firm in two stages counts in both), quota
    (firms; the row in force on that day, missing where the stage has none, and when districts or industries are
    chosen: a quota is for all firms), vacancies (quota - used; negative: over the quota), use_rate (used / quota;
    missing for a quota of 0), quota_source, is_quota_changed (another number than on 31 December before; the first
    quota of a stage changes nothing).
    `firms`: firm_id, firm_name, district, year, stage_code: those that hold the seats.
    Raises EmptySelection when no firm is selected. Source: marts.holdings, marts.quotas.
    """
    found = ask(snapshot, selection, _USE, firms=firms)
    if firms:
        return found.loc[found["firm_id"].notna(), _USED_BY].reset_index(drop=True)
    return found.drop(columns=["firm_id", "firm_name", "district"])


def ending_spells(snapshot: Snapshot, selection: Selection, *, months: int = 24, firms: bool = False) -> pd.DataFrame:
    """Designations held on the as-of date by the month in which they end.

    One row per stage, programme and month in which some end, in the order of months: stage_code, programme_code,
    month (its first day), firms (whose last day lies before the as-of date `months` later), with_later_spell (of
    these, firms whose stay in the stage goes on: a later designation of it is known already, so no seat is left).
    The last day may be computed from the term. A firm in two programmes counts in both.
    `firms`: firm_id, firm_name, district, stage_code, programme_code, cohort, month, ends_on, is_end_estimated,
    has_later_spell, other_stage_code (the highest other stage that it holds on the as-of date; missing: none).
    Raises EmptySelection when no firm is selected. Source: marts.seat_spells, marts.holdings.
    """
    ending = ask(snapshot, selection, _ENDING, months=months)
    if firms:
        return ending.drop(columns="rank")
    grouped = ending.groupby(["month", "rank", "programme_code", "stage_code"], as_index=False)["has_later_spell"]
    counted = grouped.agg(firms="size", with_later_spell="sum")
    return counted[["stage_code", "programme_code", "month", "firms", "with_later_spell"]]
