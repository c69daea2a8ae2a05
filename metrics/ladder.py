"""Key figures of the ladder: who stands on it, who came, rose and went this year."""

from datetime import date

import pandas as pd

from metrics.asking import ask_plainly
from metrics.kpis import kpi
from metrics.selection import Selection
from warehouse import Snapshot

# All stages at once: the figures of one page share the answer. $firms: one row per firm instead of their number
_IN_STAGES = """
SELECT
  day,
  stage_code,
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  count(DISTINCT firm_id) FILTER (ends_on >= day) AS current,
  count(DISTINCT firm_id) AS cumulative
FROM (SELECT unnest($days) AS day)
INNER JOIN marts.holdings ON starts_on <= day
INNER JOIN selected_firms($selection) USING (firm_id)
GROUP BY 1, 2, 3, 4, 5
ORDER BY day, firm_name, firm_id
"""

# Entered, promoted or left between 31 December before and the day, by highest stage
_MOVED = """
SELECT
  day,
  CASE
    WHEN earlier.rank IS NULL THEN 'entered'
    WHEN later.rank IS NULL THEN 'left'
    WHEN later.rank > earlier.rank THEN 'promoted'
  END AS move,
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
WHERE coalesce(later.rank, earlier.rank) IS NOT NULL
GROUP BY 1, 2, 3, 4, 5
ORDER BY day, firm_name, firm_id
"""


def _in_stage(
    snapshot: Snapshot, selection: Selection, days: list[date], firms: bool, stage_code: str, counted_in: str
) -> pd.DataFrame:
    found = ask_plainly(snapshot, selection, _IN_STAGES, days=days, firms=firms)
    found = found[(found["stage_code"] == stage_code) & (found[counted_in] > 0)]
    return found.rename(columns={counted_in: "value"}).reset_index(drop=True)


def _moved(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool, move: str) -> pd.DataFrame:
    found = ask_plainly(snapshot, selection, _MOVED, days=days, firms=firms)
    return found[found["move"] == move].reset_index(drop=True)


@kpi(quota_of="flagship")
def flagship_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that hold the flagship stage on the day."""
    return _in_stage(snapshot, selection, days, firms, "flagship", "current")


@kpi(quota_of="pre")
def pre_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that hold the PRE stage on the day."""
    return _in_stage(snapshot, selection, days, firms, "pre", "current")


@kpi()
def star_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms ever selected into the star stage up to the day."""
    return _in_stage(snapshot, selection, days, firms, "star", "cumulative")


@kpi()
def global_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms ever selected into the global stage up to the day."""
    return _in_stage(snapshot, selection, days, firms, "global", "cumulative")


@kpi()
def wc300_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms ever selected into the World Class stage up to the day."""
    return _in_stage(snapshot, selection, days, firms, "wc300", "cumulative")


@kpi(is_of_the_year=True)
def entries_year(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that hold a stage on the day and held none on 31 December before; returning ones count."""
    return _moved(snapshot, selection, days, firms, "entered")


@kpi(is_of_the_year=True)
def promotions_year(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms whose highest stage on the day is above that of 31 December before; both held."""
    return _moved(snapshot, selection, days, firms, "promoted")


@kpi(is_of_the_year=True, is_less_better=True)
def exits_year(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that held a stage on 31 December before and hold none on the day."""
    return _moved(snapshot, selection, days, firms, "left")
