"""What became of those who started together."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_OUTCOMES = """
WITH begun AS (
  SELECT firm_id, firm_name, district, programme_code, cohort, stage_code, rank, starts_on
  FROM marts.spells
  INNER JOIN selected_firms($selection) USING (firm_id)
  WHERE starts_on <= $as_of
),
became AS (
  SELECT
    each.firm_id,
    each.firm_name,
    each.district,
    each.programme_code,
    each.cohort,
    each.rank,
    each.starts_on,
    CASE
      WHEN bool_or(later.rank > each.rank) THEN 'promoted'
      WHEN bool_or(later.programme_code = each.programme_code) THEN 'renewed'
      ELSE 'neither'
    END AS counted_in
  FROM begun AS each
  LEFT JOIN begun AS later ON later.firm_id = each.firm_id AND later.starts_on > each.starts_on
  WHERE ($stages IS NULL OR list_contains($stages, each.stage_code))
    AND ($programme_code IS NULL OR each.programme_code = $programme_code)
  GROUP BY ALL
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  programme_code,
  cohort,
  CASE WHEN $firms THEN counted_in END AS counted_in,
  count(*) AS firms,
  count(*) FILTER (WHERE counted_in = 'renewed') AS renewed,
  count(*) FILTER (WHERE counted_in = 'promoted') AS promoted,
  count(*) FILTER (WHERE counted_in = 'neither') AS neither
FROM became
GROUP BY 1, 2, 3, 4, 5, 6, rank
ORDER BY rank, programme_code, min(starts_on), cohort, counted_in, firm_name, firm_id
"""
_BEHIND = ["firm_id", "firm_name", "district", "counted_in"]
_COUNTED = ["firms", "renewed", "promoted", "neither"]


def cohort_outcomes(
    snapshot: Snapshot, selection: Selection, *, programme_code: str | None = None, firms: bool = False
) -> pd.DataFrame:
    """Of the firms of a cohort, those that later rose, those that were chosen again, and the rest.

    One row per programme and cohort, in order of stage and start: programme_code, cohort, firms,
    renewed (a later spell of the same programme), promoted (any later start in a higher stage),
    neither; all in firms, up to the as-of date. Promoted wins over renewed, so the three add up to
    firms. `programme_code` keeps one programme. Cohorts that start after the as-of date are left out.
    `firms`: firm_id, firm_name, district, programme_code, cohort, counted_in (renewed, promoted or neither).
    Raises EmptySelection when no firm is selected. Source: marts.spells.
    """
    found = ask(snapshot, selection, _OUTCOMES, firms=firms, programme_code=programme_code)
    return found.drop(columns=_COUNTED if firms else _BEHIND)
