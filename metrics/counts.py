"""The three counts: current (현재 지정), cumulative (누적 선정), new (신규)."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# One row per stage and firm that ever held it, one without a firm where nobody did
_STAGES = """
WITH standing AS (
  SELECT
    stage_code,
    firm_id,
    firm_name,
    district,
    bool_or($as_of <= ends_on) AS is_current,
    bool_or(is_first_entry AND starts_on >= date_trunc('year', $as_of)) AS is_new
  FROM marts.holdings
  INNER JOIN selected_firms($selection) USING (firm_id)
  WHERE starts_on <= $as_of
  GROUP BY stage_code, firm_id, firm_name, district
),
in_force AS (
  SELECT stage_code, arg_max(quota, valid_from) AS quota
  FROM marts.quotas
  WHERE valid_from <= $as_of AND (valid_to IS NULL OR valid_to >= $as_of)
    AND $has_whole_stages -- a quota is for all firms of a stage
  GROUP BY stage_code
)
SELECT
  firm_id,
  firm_name,
  district,
  stage_code,
  coalesce(is_current, FALSE) AS current,
  firm_id IS NOT NULL AS cumulative,
  coalesce(is_new, FALSE) AS new,
  quota
FROM marts.stages
LEFT JOIN standing USING (stage_code)
LEFT JOIN in_force USING (stage_code)
WHERE $stages IS NULL OR list_contains($stages, stage_code)
ORDER BY rank, firm_name, firm_id
"""

_FIRM = ["firm_id", "firm_name", "district", "stage_code"]
_COUNTS = ("cumulative", "current", "new")

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
    held = ask(snapshot, selection, _STAGES)
    if firms:
        behind = [rows.loc[rows[name], _FIRM].assign(counted_in=name) for rows in _by_stage(held) for name in _COUNTS]
        return pd.concat(behind, ignore_index=True) if behind else held[_FIRM].assign(counted_in=None)
    rows = [
        [rows["stage_code"].iloc[0], *(int(rows[name].sum()) for name in ("current", "cumulative", "new"))]
        for rows in _by_stage(held)
    ]
    quotas = held.drop_duplicates("stage_code")["quota"].array
    return pd.DataFrame(rows, columns=["stage_code", "current", "cumulative", "new"]).assign(quota=quotas)


def _by_stage(held: pd.DataFrame) -> list[pd.DataFrame]:
    return [rows for _, rows in held.groupby("stage_code", sort=False)]


def programme_counts(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms that hold an award of a programme on the as-of date, ever held one, and got their first this year.

    One row per programme, by stage and first year: programme_code, stage_code, current (firms),
    cumulative (firms), new (firms, from 1 January to the as-of date). Spells are joined within the
    programme alone, so a firm that moves to the successor programme leaves one and is new in the other.
    `firms`: firm_id, firm_name, district, programme_code, stage_code, counted_in.
    Raises EmptySelection when no firm is selected. Source: marts.programme_holdings.
    """
    return ask(snapshot, selection, _PROGRAMME_FIRMS if firms else _PROGRAMMES)
