"""Where each firm stands at its highest stage, from year end to year end."""

import pandas as pd

from metrics.asking import ask, remembered
from metrics.held import Closings, Firm, stages_shown, standings
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_FLOWS = """
WITH years AS (
  SELECT
    CAST(year AS BIGINT) AS year,
    make_date(year - 1, 12, 31) AS opened_on,
    least(make_date(year, 12, 31), $as_of) AS closes_on
  FROM range((SELECT year(min(starts_on)) FROM marts.holdings), year($as_of) + 1) AS each(year)
  WHERE $years IS NULL OR list_contains($years, year)
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  years.year,
  coalesce(earlier.state, 'none') AS from_stage,
  later.state AS to_stage,
  count(*) AS firms
FROM years
INNER JOIN marts.firm_states AS later
  ON years.closes_on >= later.starts_on
  AND (later.ends_on IS NULL OR years.closes_on <= later.ends_on)
INNER JOIN selected_firms($selection) USING (firm_id)
LEFT JOIN marts.firm_states AS earlier
  ON earlier.firm_id = later.firm_id
  AND years.opened_on >= earlier.starts_on
  AND (earlier.ends_on IS NULL OR years.opened_on <= earlier.ends_on)
GROUP BY 1, 2, 3, 4, 5, 6, earlier.state, earlier.rank, later.rank
ORDER BY
  years.year,
  earlier.state IS NOT NULL,
  earlier.rank NULLS LAST,
  list_position(['left', 'closed', 'unknown'], from_stage),
  later.rank NULLS LAST,
  list_position(['left', 'closed', 'unknown'], to_stage),
  firm_name,
  firm_id
"""

_CELL = {"year": "int64", "stage_code": "object"}


def stage_flows(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms by where they stood on 31 December and a year later, each once, at its highest stage.

    One row per year and pair that occurs: year, from_stage (on 31 December before), to_stage (on
    31 December, in the last year on the as-of date), firms. Besides the stages: none = never
    designated so far, left = designated earlier, closed = last left by 폐업 or 합병, unknown = last
    gone from a later list, or for a reason written as unknown. Each year adds up to the firms
    designated by its end; firms that stay none are left out.
    `firms`: firm_id, firm_name, district, year, from_stage, to_stage.
    Raises EmptySelection when no firm is selected. Source: marts.firm_states.
    """
    found = ask(snapshot, selection, _FLOWS, firms=firms)
    return found.drop(columns="firms" if firms else list(FIRM))


@remembered
def stage_stock(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms by their highest stage at each year's end, each counted once.

    One row per year and stage, from the year of the first designation: year, stage_code, firms (on
    31 December, in the last year on the as-of date). Firms that hold no stage are left out.
    `firms`: firm_id, firm_name, district, year, stage_code.
    Raises EmptySelection when no firm is selected. Source: marts.firm_states.
    """
    closings, stages = Closings(snapshot, selection), stages_shown(snapshot, selection)
    held: dict[tuple[int, str], list[Firm]] = {(year, stage): [] for year in closings.years for stage in stages}
    for each in standings(snapshot, selection):
        if each.state in stages:
            for year in closings.within(each.starts_on, each.ends_on):
                held[year, each.state].append(each.firm)
    if firms:
        rows = [(*firm, *cell) for cell, those in held.items() for firm in those]
        return table(rows, FIRM | _CELL)
    return table([(*cell, len(those)) for cell, those in held.items()], _CELL | {"firms": "int64"})
