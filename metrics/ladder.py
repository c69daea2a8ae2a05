"""Key figures of the ladder: who stands on it, who came, rose and went this year."""

from datetime import date

import pandas as pd

from metrics.asking import ask_plainly
from metrics.kpis import kpi
from metrics.selection import Selection
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_IN_STAGE = """
SELECT
  day,
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  count(DISTINCT firm_id) AS value
FROM (SELECT unnest($days) AS day)
INNER JOIN marts.holdings
  ON stage_code = $stage_code
  AND starts_on <= day
  AND ($is_cumulative OR ends_on >= day)
INNER JOIN selected_firms($selection) USING (firm_id)
GROUP BY 1, 2, 3, 4
ORDER BY day, firm_name, firm_id
"""

# $move: entered, promoted or left, between 31 December before and the day, by highest stage
_MOVED = """
SELECT
  day,
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  count(*) AS value
FROM (SELECT unnest($days) AS day)
INNER JOIN marts.firm_states AS later
  ON day >= later.starts_on
  AND (later.ends_on IS NULL OR day <= later.ends_on)
INNER JOIN selected_firms($selection) USING (firm_id)
LEFT JOIN marts.firm_states AS earlier
  ON earlier.firm_id = later.firm_id
  AND make_date(year(day) - 1, 12, 31) >= earlier.starts_on
  AND (earlier.ends_on IS NULL OR make_date(year(day) - 1, 12, 31) <= earlier.ends_on)
WHERE CASE $move
  WHEN 'entered' THEN later.rank IS NOT NULL AND earlier.rank IS NULL
  WHEN 'promoted' THEN later.rank > earlier.rank
  WHEN 'left' THEN later.rank IS NULL AND earlier.rank IS NOT NULL
END
GROUP BY 1, 2, 3, 4
ORDER BY day, firm_name, firm_id
"""


def _in_stage(
    snapshot: Snapshot, selection: Selection, days: list[date], firms: bool, stage_code: str, is_cumulative: bool
) -> pd.DataFrame:
    params = {"days": days, "firms": firms, "stage_code": stage_code, "is_cumulative": is_cumulative}
    return ask_plainly(snapshot, selection, _IN_STAGE, **params)


@kpi(quota_of="flagship")
def flagship_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that hold the flagship stage on the day."""
    return _in_stage(snapshot, selection, days, firms, "flagship", is_cumulative=False)


@kpi(quota_of="pre")
def pre_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that hold the PRE stage on the day."""
    return _in_stage(snapshot, selection, days, firms, "pre", is_cumulative=False)


@kpi()
def star_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms ever selected into the star stage up to the day."""
    return _in_stage(snapshot, selection, days, firms, "star", is_cumulative=True)


@kpi()
def global_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms ever selected into the global stage up to the day."""
    return _in_stage(snapshot, selection, days, firms, "global", is_cumulative=True)


@kpi()
def wc300_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms ever selected into the World Class stage up to the day."""
    return _in_stage(snapshot, selection, days, firms, "wc300", is_cumulative=True)


@kpi(is_of_the_year=True)
def entries_year(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that hold a stage on the day and held none on 31 December before; returning ones count."""
    return ask_plainly(snapshot, selection, _MOVED, days=days, firms=firms, move="entered")


@kpi(is_of_the_year=True)
def promotions_year(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms whose highest stage on the day is above that of 31 December before; both held."""
    return ask_plainly(snapshot, selection, _MOVED, days=days, firms=firms, move="promoted")


@kpi(is_of_the_year=True, is_less_better=True)
def exits_year(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that held a stage on 31 December before and hold none on the day."""
    return ask_plainly(snapshot, selection, _MOVED, days=days, firms=firms, move="left")
