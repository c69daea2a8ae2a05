"""The three counts: current (현재 지정), cumulative (누적 선정), new (신규)."""

import pandas as pd

from metrics.asking import ask, remembered
from metrics.held import Firm, holdings, quota_on, stages_shown
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

_COUNTS, _COLUMNS = ("cumulative", "current", "new"), ("current", "cumulative", "new")

_PROGRAMMES = """
WITH standing AS (
  SELECT
    programme_code,
    firm_id,
    bool_or($as_of <= ends_on) AS is_current,
    bool_or(is_first_entry AND starts_on >= date_trunc('year', $as_of)) AS is_new
  FROM marts.programme_holdings
  SEMI JOIN selected_firms($selection) USING (firm_id)
  WHERE starts_on <= $as_of
  GROUP BY programme_code, firm_id
)
SELECT
  programme_code,
  programmes.stage_code,
  count(*) FILTER (WHERE is_current) AS current,
  count(firm_id) AS cumulative,
  count(*) FILTER (WHERE is_new) AS new
FROM marts.programmes
INNER JOIN marts.stages USING (stage_code)
LEFT JOIN standing USING (programme_code)
WHERE $stages IS NULL OR list_contains($stages, programmes.stage_code)
GROUP BY programme_code, programmes.stage_code, programmes.valid_from, stages.rank
ORDER BY stages.rank, programmes.valid_from, programme_code
"""

_PROGRAMME_FIRMS = """
WITH counted AS (
  SELECT firm_id, programme_code, stage_code, rank, 'current' AS counted_in
  FROM marts.programme_holdings
  WHERE $as_of BETWEEN starts_on AND ends_on
  UNION
  SELECT firm_id, programme_code, stage_code, rank, 'cumulative'
  FROM marts.programme_holdings
  WHERE starts_on <= $as_of
  UNION
  SELECT firm_id, programme_code, stage_code, rank, 'new'
  FROM marts.programme_holdings
  WHERE is_first_entry AND starts_on BETWEEN date_trunc('year', $as_of) AND $as_of
)
SELECT firm_id, firm_name, district, programme_code, stage_code, counted_in
FROM counted
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE $stages IS NULL OR list_contains($stages, stage_code)
ORDER BY rank, programme_code, counted_in, firm_name, firm_id
"""


@remembered
def stage_counts(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms that hold a stage on the as-of date, ever held it, and entered it for the first time this year.

    One row per stage, from the lowest: stage_code, current (firms), cumulative (firms), new
    (firms, from 1 January to the as-of date), quota (firms; the row in force on the as-of date,
    missing where none is, and when districts or industries are chosen: a quota is for all firms).
    A firm in two stages counts in both. Days in a gap up to the grace days count as held. 재지정 and
    연장 are not new, even when the earlier spell is not in the data.
    `firms`: firm_id, firm_name, district, stage_code, counted_in (current, cumulative or new).
    Raises EmptySelection when no firm is selected. Source: marts.holdings, marts.quotas.
    """
    standing = _standing(snapshot, selection)
    if firms:
        behind = [
            (*firm, stage, name)
            for stage, of_stage in standing.items()
            for name in _COUNTS
            for firm, counts in of_stage.items()
            if name in counts
        ]
        return table(behind, FIRM | {"stage_code": "object", "counted_in": "object"})
    quotas = quota_on(snapshot, selection, selection.as_of)
    rows = [
        (stage, *(sum(name in counts for counts in of_stage.values()) for name in _COLUMNS), quotas.get(stage))
        for stage, of_stage in standing.items()
    ]
    rows = [(*row, quota.quota if quota else None) for *row, quota in rows]
    return table(rows, {"stage_code": "object"} | dict.fromkeys(_COLUMNS, "int64") | {"quota": "Int64"})


def _standing(snapshot: Snapshot, selection: Selection) -> dict[str, dict[Firm, set[str]]]:
    """Of each stage shown the firms that ever held it, by name, each with the counts that it is in."""
    day = selection.as_of
    found: dict[str, dict[Firm, set[str]]] = {stage: {} for stage in stages_shown(snapshot, selection)}
    for held in holdings(snapshot, selection):
        if held.starts_on > day or held.stage_code not in found:
            continue
        counts = found[held.stage_code].setdefault(held.firm, {"cumulative"})
        if day <= held.ends_on:
            counts.add("current")
        if held.is_first_entry and held.starts_on >= day.replace(month=1, day=1):
            counts.add("new")
    return found


def programme_counts(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms that hold an award of a programme on the as-of date, ever held one, and got their first this year.

    One row per programme, by stage and first year: programme_code, stage_code, current (firms),
    cumulative (firms), new (firms, from 1 January to the as-of date). Spells are joined within the
    programme alone, so a firm that moves to the successor programme leaves one and is new in the other.
    `firms`: firm_id, firm_name, district, programme_code, stage_code, counted_in.
    Raises EmptySelection when no firm is selected. Source: marts.programme_holdings.
    """
    return ask(snapshot, selection, _PROGRAMME_FIRMS if firms else _PROGRAMMES)
