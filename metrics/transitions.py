"""Where each firm stood at the end of one year and of a later one."""

from datetime import date

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_TRANSITIONS = """
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  coalesce(earlier.state, 'none') AS from_stage,
  later.state AS to_stage,
  count(*) AS firms
FROM marts.firm_states AS later
INNER JOIN selected_firms($selection) USING (firm_id)
LEFT JOIN marts.firm_states AS earlier
  ON earlier.firm_id = later.firm_id
  AND $opened_on >= earlier.starts_on
  AND (earlier.ends_on IS NULL OR $opened_on <= earlier.ends_on)
WHERE $closes_on >= later.starts_on
  AND (later.ends_on IS NULL OR $closes_on <= later.ends_on)
GROUP BY 1, 2, 3, 4, 5, earlier.state, earlier.rank, later.rank
ORDER BY
  earlier.state IS NOT NULL,
  earlier.rank NULLS LAST,
  list_position(['left', 'closed', 'unknown'], from_stage),
  later.rank NULLS LAST,
  list_position(['left', 'closed', 'unknown'], to_stage),
  firm_name,
  firm_id
"""

_FIRM = ["firm_id", "firm_name", "district"]


def stage_transitions(
    snapshot: Snapshot,
    selection: Selection,
    *,
    from_year: int | None = None,
    to_year: int | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Firms by where they stood at the end of one year and of a later one, each once, at its highest stage.

    One row per pair that occurs: from_stage (on 31 December of `from_year`, by default the year
    before), to_stage (on 31 December of `to_year`, by default the as-of year; never after the as-of
    date), firms. Besides the stages: none, left, closed, unknown as in stage_flows, which this equals
    where the two years follow each other. It adds up to the firms designated by the later day; firms
    that stay none are left out.
    `firms`: firm_id, firm_name, district, from_stage, to_stage.
    Raises EmptySelection when no firm is selected. Source: marts.firm_states.
    """
    last = selection.as_of.year if to_year is None else to_year
    first = last - 1 if from_year is None else from_year
    closes_on = min(date(last, 12, 31), selection.as_of)
    found = ask(snapshot, selection, _TRANSITIONS, opened_on=date(first, 12, 31), closes_on=closes_on, firms=firms)
    return found.drop(columns="firms" if firms else _FIRM)
