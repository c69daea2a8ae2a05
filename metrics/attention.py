"""What somebody should look at, and what is new since an earlier snapshot."""

import pandas as pd

from metrics.alerts import export_alerts
from metrics.asking import ask, ask_plainly
from metrics.selection import Selection
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_ITEMS = """
WITH held AS (
  SELECT DISTINCT firm_id, stage_code, rank, ends_on
  FROM marts.holdings
  WHERE $as_of BETWEEN starts_on AND ends_on
    AND ($stages IS NULL OR list_contains($stages, stage_code))
),
noticed AS (
  SELECT 'ending_within_6_months' AS item, firm_id
  FROM held
  WHERE ends_on < $as_of + INTERVAL 6 MONTH
  UNION
  SELECT 'awaiting_redesignation', firm_id
  FROM held
  ANTI JOIN (
    SELECT firm_id, stage_code FROM marts.spells WHERE $as_of BETWEEN starts_on AND ends_on
  ) USING (firm_id, stage_code)
  UNION
  SELECT 'left_without_reason', firm_id
  FROM marts.stage_exits
  ANTI JOIN (SELECT firm_id FROM marts.holdings WHERE $as_of BETWEEN starts_on AND ends_on) USING (firm_id)
  WHERE exit_kind IN ('expired', 'unknown')
    AND exited_on BETWEEN date_trunc('year', $as_of) AND $as_of
    AND ($stages IS NULL OR list_contains($stages, stage_code))
  UNION
  SELECT 'closed_but_designated', firm_id
  FROM held
  INNER JOIN marts.firms USING (firm_id)
  WHERE status IN ('closed', 'moved')
    -- a firm's status is known as it is today, not as it was
    AND $as_of >= (SELECT last_date FROM marts.coverage WHERE source = 'designations')
  UNION
  SELECT 'without_business_no', firm_id
  FROM held
  INNER JOIN marts.firms USING (firm_id)
  WHERE business_no IS NULL
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  items.item,
  count(firm_id) AS firms
FROM (
  SELECT unnest([
    'ending_within_6_months',
    'awaiting_redesignation',
    'left_without_reason',
    'closed_but_designated',
    'without_business_no'
  ]) AS item, generate_subscripts([1, 2, 3, 4, 5], 1) AS nth
) AS items
LEFT JOIN (noticed INNER JOIN selected_firms($selection) USING (firm_id)) ON noticed.item = items.item
GROUP BY 1, 2, 3, 4, nth
ORDER BY nth, firm_name, firm_id
"""

# Of alerts on exports, in their order
_ALERTS = {"below_band": "exports_below_band", "late": "exports_late", "one_market": "exports_one_market"}

_STANDING = """
SELECT DISTINCT stage_code, rank, firm_id, firm_name, district
FROM marts.holdings
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE $as_of BETWEEN starts_on AND ends_on
  AND ($stages IS NULL OR list_contains($stages, stage_code))
ORDER BY rank, firm_name, firm_id
"""

_STAGES = """
SELECT stage_code
FROM marts.stages
WHERE $stages IS NULL OR list_contains($stages, stage_code)
ORDER BY rank
"""


def attention(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms that somebody should look at on the as-of date, by why.

    One row per item: item, firms. Items: ending_within_6_months (a stay that ends in the six months
    from the as-of date), awaiting_redesignation (in the gap between two designations of a stage),
    left_without_reason (left a stage since 1 January with no reason written, and holds none),
    closed_but_designated (closed or moved away, and holds a stage; only from the last day that designations
    speak of, for a status has no date), without_business_no (holds a stage), and of export_alerts, whether the firm
    holds a stage or not: exports_below_band, exports_late, exports_one_market.
    `firms`: firm_id, firm_name, district, item.
    Raises EmptySelection when no firm is selected. Source: marts.holdings, stage_exits, spells, firms, export_alerts.
    """
    found = ask(snapshot, selection, _ITEMS, firms=firms)
    alerts = export_alerts(snapshot, selection)
    if firms:
        told = alerts.assign(item=alerts["alert_kind"].map(_ALERTS))[["firm_id", "firm_name", "district", "item"]]
        return pd.concat([found.loc[found["firm_id"].notna(), told.columns], told], ignore_index=True)
    counts = alerts["alert_kind"].value_counts()
    rows = [[item, int(counts.get(kind, 0))] for kind, item in _ALERTS.items()]
    return pd.concat([found[["item", "firms"]], pd.DataFrame(rows, columns=["item", "firms"])], ignore_index=True)


def stage_changes(
    snapshot: Snapshot, selection: Selection, *, before: Snapshot | None = None, firms: bool = False
) -> pd.DataFrame:
    """What an earlier snapshot said of the same day, and what this one says: the current firms of each stage.

    One row per stage, from the lowest: stage_code, known_before (firms current on the as-of date in
    `before`), known_now (in this snapshot), added, withdrawn (firms in one and not in the other).
    Without `before` everything is added. `firms`: firm_id, firm_name, district, stage_code, counted_in
    (added or withdrawn). Raises EmptySelection when no firm is selected. Source: marts.holdings.
    """
    now = ask(snapshot, selection, _STANDING)
    then = ask_plainly(before, selection, _STANDING) if before else now.head(0)
    stages = ask(snapshot, selection, _STAGES)["stage_code"].tolist()
    known_now, known_then = _pairs(now), _pairs(then)
    changes = {"added": known_now - known_then, "withdrawn": known_then - known_now}
    if firms:
        known = pd.concat([now, then], ignore_index=True).drop(columns="rank")
        return _behind(known, changes)
    sides = (known_then, known_now, *changes.values())
    counted = [[stage, *(sum(code == stage for code, _ in side) for side in sides)] for stage in stages]
    return pd.DataFrame(counted, columns=["stage_code", "known_before", "known_now", "added", "withdrawn"])


def _pairs(table: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(table["stage_code"], table["firm_id"], strict=True))


def _behind(known: pd.DataFrame, changes: dict[str, set[tuple[str, str]]]) -> pd.DataFrame:
    known = known.drop_duplicates(["stage_code", "firm_id"])
    pairs = list(zip(known["stage_code"], known["firm_id"], strict=True))
    parts = [known[[pair in found for pair in pairs]].assign(counted_in=name) for name, found in changes.items()]
    columns = ["firm_id", "firm_name", "district", "stage_code", "counted_in"]
    return pd.concat(parts, ignore_index=True)[columns]
