"""Where each firm stood on one day and on a later one."""

from datetime import date

import pandas as pd

from metrics.asking import ask
from metrics.errors import WrongUsage
from metrics.intervals import with_share
from metrics.selection import Selection
from warehouse import Snapshot

_TRANSITIONS = """
SELECT
  later.firm_id,
  firm_name,
  district,
  coalesce(earlier.state, 'none') AS from_stage,
  later.state AS to_stage
FROM marts.firm_states AS later
INNER JOIN selected_firms($selection) USING (firm_id)
LEFT JOIN marts.firm_states AS earlier
  ON earlier.firm_id = later.firm_id
  AND $opened_on >= earlier.starts_on
  AND (earlier.ends_on IS NULL OR $opened_on <= earlier.ends_on)
WHERE $closes_on >= later.starts_on
  AND (later.ends_on IS NULL OR $closes_on <= later.ends_on)
  AND (
    ($programme_code IS NULL AND $cohort IS NULL)
    OR later.firm_id IN (
      SELECT firm_id
      FROM marts.spells
      WHERE starts_on <= $as_of
        AND ($programme_code IS NULL OR programme_code = $programme_code)
        AND ($cohort IS NULL OR cohort = $cohort)
    )
  )
ORDER BY
  earlier.state IS NOT NULL,
  earlier.rank NULLS LAST,
  list_position(['left', 'closed', 'unknown'], from_stage),
  later.rank NULLS LAST,
  list_position(['left', 'closed', 'unknown'], to_stage),
  firm_name,
  later.firm_id
"""

_PAIR = ["from_stage", "to_stage"]
_COLUMNS = ["from_stage", "to_stage", "firms", "share", "base", "ci_low", "ci_high"]


def stage_transitions(
    snapshot: Snapshot,
    selection: Selection,
    *,
    start: date | None = None,
    end: date | None = None,
    programme_code: str | None = None,
    cohort: str | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Firms by where they stood on one day and on a later one, each once, at its highest stage.

    One row per pair that occurs: from_stage (at the end of the day `start`, by default 31 December of the year
    before `end`), to_stage (at the end of the day `end`, by default the as-of date and never after it), firms,
    share (firms / base, 0 to 1), base (firms that stood at from_stage on `start`; for none those first designated
    between the two days), ci_low and ci_high (95 % interval of the share after Wilson). The shares of a base add up
    to 1; they and their interval are missing where the base is below 5 firms. Besides the stages: none, left,
    closed, unknown as in stage_flows, which this equals from one year end to the next. The firms add up to those
    designated by `end`; firms that stay none are left out. `programme_code` and `cohort` keep firms with a spell of
    that programme and cohort, begun by the as-of date.
    `firms`: firm_id, firm_name, district, from_stage, to_stage.
    Raises EmptySelection when no firm is selected, WrongUsage when `start` is after `end`.
    Source: marts.firm_states, marts.spells.
    """
    closes_on = min(end or selection.as_of, selection.as_of)
    opened_on = start or date(closes_on.year - 1, 12, 31)
    if opened_on > closes_on:
        raise WrongUsage("days_reversed", start=opened_on.isoformat(), end=closes_on.isoformat())
    days = {"opened_on": opened_on, "closes_on": closes_on}
    moved = ask(snapshot, selection, _TRANSITIONS, **days, programme_code=programme_code, cohort=cohort)
    if firms:
        return moved
    counted = moved.groupby(_PAIR, sort=False, as_index=False).size().rename(columns={"size": "firms"})
    counted["base"] = counted.groupby("from_stage")["firms"].transform("sum")
    return with_share(counted, "firms", "base")[_COLUMNS]
