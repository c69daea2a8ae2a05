"""What in the last months of a firm's exports calls for a look: below its own season, one market, no rows any more."""

from dataclasses import replace
from datetime import date

import pandas as pd

from metrics.asking import ask, ask_plainly
from metrics.season_band import BANDS, alert_settings, band_settings
from metrics.selection import Selection
from warehouse import Snapshot

KINDS = ("below_band", "late", "one_market")
_SPANS = {"season": 3, "year": 12, "three_years": 36}  # covered months; a last row of this year, and 24 up to it
_LEAST_MIDDLE = 10_000  # dollars in three months; below it a single parcel decides
_COLUMNS = [
    *("alert_kind", "firm_id", "firm_name", "district", "stage_code", "value", "low", "high", "unit", "since_month"),
    *("country", "exports_usd"),
]

_LATEST = "SELECT month FROM marts.export_months WHERE month_end <= $as_of ORDER BY month DESC LIMIT 36"

# A firm of most months that has been silent for longer than ever in the two years before its last row
_SILENT = """
WITH covered AS (
  SELECT month, row_number() OVER (ORDER BY month) AS nth FROM marts.export_months WHERE month_end <= $as_of
),
reported AS MATERIALIZED (
  SELECT firm_id, nth
  FROM exports_per_firm($selection)
  INNER JOIN covered USING (month)
  WHERE month >= $three_years_from
),
silent AS (
  SELECT firm_id, max(nth) AS last_nth
  FROM reported
  GROUP BY firm_id
  HAVING max(nth) < (SELECT max(nth) FROM covered)
),
paused AS (
  SELECT firm_id, last_nth, nth - lag(nth) OVER (PARTITION BY firm_id ORDER BY nth) - 1 AS pause
  FROM reported
  INNER JOIN silent USING (firm_id)
  WHERE nth > last_nth - 24
),
usual AS (
  SELECT firm_id, last_nth, max(pause) AS longest_pause
  FROM paused
  GROUP BY firm_id, last_nth
  HAVING count(*) >= 12
)
SELECT
  firm_id,
  (SELECT max(nth) FROM covered) - last_nth AS value,
  longest_pause AS high,
  month AS since_month
FROM usual
INNER JOIN covered ON nth = last_nth + 1
WHERE value > longest_pause
"""

_DEPENDENT = """
WITH of_markets AS MATERIALIZED (
  SELECT firm_id, country, sum(exports_usd) AS exports_usd
  FROM pieces_per_market($selection)
  WHERE month >= $year_from
  GROUP BY firm_id, country
),
of_firms AS (
  SELECT firm_id, sum(exports_usd) AS firm_usd FROM of_markets GROUP BY firm_id
)
SELECT
  firm_id,
  country,
  CAST(exports_usd AS DOUBLE) / firm_usd AS value,
  firm_usd
FROM of_markets
INNER JOIN of_firms USING (firm_id)
WHERE firm_usd >= $usd AND CAST(exports_usd AS DOUBLE) / firm_usd > $share
"""

# Twelve months at a time: since when each of these firms has sold more than the share in its market without a break
_SINCE = """
WITH covered AS (
  SELECT month, row_number() OVER (ORDER BY month) AS nth FROM marts.export_months WHERE month_end <= $as_of
),
dependent AS (
  SELECT unnest($firms) AS firm_id, unnest($markets) AS market
),
sold AS (
  SELECT
    firm_id,
    month,
    sum(exports_usd) AS all_usd,
    sum(exports_usd) FILTER (WHERE country = market) AS market_usd
  FROM pieces_per_market($selection)
  INNER JOIN dependent USING (firm_id)
  GROUP BY firm_id, month
),
rolled AS (
  SELECT
    firm_id,
    nth,
    CAST(sum(coalesce(market_usd, 0)) OVER twelve AS DOUBLE) / nullif(sum(coalesce(all_usd, 0)) OVER twelve, 0) AS share
  FROM dependent
  CROSS JOIN covered
  LEFT JOIN sold USING (firm_id, month)
  WINDOW twelve AS (PARTITION BY firm_id ORDER BY nth ROWS 11 PRECEDING)
),
begun AS (
  SELECT firm_id, 1 + max(nth) FILTER (WHERE nth < 12 OR share IS NULL OR share <= $share) AS nth
  FROM rolled
  GROUP BY firm_id
)
SELECT firm_id, month AS since_month
FROM begun
INNER JOIN covered USING (nth)
"""

# Firms with a row in the last twelve covered months, the stage that each holds on the day, and what it exported in them
_LIVELY = """
WITH lively AS (
  SELECT firm_id, CAST(sum(exports_usd) AS BIGINT) AS exports_usd
  FROM exports_per_firm($selection)
  WHERE month >= $year_from
  GROUP BY firm_id
),
held AS (
  SELECT firm_id, arg_max(stage_code, rank) AS stage_code
  FROM marts.holdings
  WHERE $as_of BETWEEN starts_on AND ends_on
  GROUP BY firm_id
)
SELECT
  firm_id,
  firm_name,
  district,
  coalesce(stage_code, 'none') AS stage_code,
  exports_usd
FROM lively
INNER JOIN marts.firms USING (firm_id)
LEFT JOIN held USING (firm_id)
WHERE $stages IS NULL OR list_contains($stages, coalesce(stage_code, 'none'))
"""


def export_alerts(snapshot: Snapshot, selection: Selection, *, kind: str | None = None) -> pd.DataFrame:
    """Exporters whose last months call for a look, by why.

    One row per firm and alert, the kinds one after the other, the largest exporters first: alert_kind, firm_id,
    firm_name, district, stage_code (the highest held on the as-of date, none: it holds none), value, low, high (what
    the value should not fall below or rise above; missing: no such bound), unit (of these three), since_month,
    country (of one_market), exports_usd (of the last twelve covered months). Kinds:
    below_band: exports of the last three covered months (usd) below the firm's band in export_band, whose middle is at
    least USD 10,000; since the first of the three; a firm that is late is not told here again.
    late: no row of the firm, not even of 0, in the last covered months (months), for longer than any pause (high) in
    the 24 covered months up to its last row, of which it had rows in at least 12; since the first month without a
    row. Nothing was exported or nothing was reported: the file cannot say which.
    one_market: more than 70 % (high; setting alert_market_share) of the last twelve covered months' exports went to one
    country (share), of a firm that exported at least USD 1m in them (alert_market_usd); since when each twelve months
    did so without a break; only where twelve months are covered.
    Only firms with a row in the last twelve covered months: the others have stopped (exporter_dynamics). A stage filter
    keeps the firms that hold one of the stages on the as-of date, with all their months; a market filter keeps for
    one_market the firms that depend on these markets. `kind` keeps one. Raises EmptySelection when no firm is selected.
    Source: marts.export_months, marts.settings, marts.holdings, the export rows of the selection.
    """
    settings, whole = alert_settings(snapshot, selection), replace(selection, stages=())
    latest = ask(snapshot, whole, _LATEST)["month"].tolist()
    begins = {f"{name}_from": latest[:most][-1] if latest else None for name, most in _SPANS.items()}
    firms = ask_plainly(snapshot, whole, _LIVELY, stages=list(selection.stages) or None, **begins)
    late = ask_plainly(snapshot, whole, _SILENT, **begins).assign(alert_kind="late", unit="months")
    bands = ask_plainly(snapshot, whole, BANDS, months=1, **band_settings(settings))
    below = _below(bands[~bands["firm_id"].isin(late["firm_id"])], begins["season_from"])
    share = settings["alert_market_share"]
    dependent = _dependent(snapshot, whole, share=share, usd=settings["alert_market_usd"], **begins)
    dependent = dependent if len(latest) >= _SPANS["year"] else dependent.head(0)
    return _listed([below, late, dependent], firms, kind)


def _below(bands: pd.DataFrame, since: date | None) -> pd.DataFrame:
    is_below = (bands["three_months_usd"] < bands["low_usd"]) & (bands["middle_usd"] >= _LEAST_MIDDLE)
    named = {"three_months_usd": "value", "low_usd": "low", "high_usd": "high"}
    found = bands.loc[is_below, ["firm_id", *named]].rename(columns=named)
    return found.assign(alert_kind="below_band", unit="usd", since_month=since)


def _dependent(snapshot: Snapshot, selection: Selection, share: float, **limits: object) -> pd.DataFrame:
    everywhere = replace(selection, countries=())  # a firm depends on a market beside all its others
    found = ask_plainly(snapshot, everywhere, _DEPENDENT, share=share, **limits)
    if selection.countries:
        found = found[found["country"].isin(selection.countries)]
    firms, markets = found["firm_id"].tolist(), found["country"].tolist()
    these = replace(everywhere, firm_ids=tuple(firms) or selection.firm_ids)
    since = ask_plainly(snapshot, these, _SINCE, share=share, firms=firms, markets=markets)
    told = found.drop(columns="firm_usd").merge(since, on="firm_id")
    return told.assign(alert_kind="one_market", unit="share", high=share)


def _listed(parts: list[pd.DataFrame], firms: pd.DataFrame, kind: str | None) -> pd.DataFrame:
    numbers = dict.fromkeys(("value", "low", "high"), "float64")
    parts = [part.reindex(columns=[*part.columns, *({"country", *numbers} - set(part))]) for part in parts]
    found = pd.concat([part.astype(numbers | {"country": object}) for part in parts], ignore_index=True)
    found["country"] = found["country"].where(found["country"].notna(), None)
    found = found.merge(firms, on="firm_id")
    found = found[found["alert_kind"] == kind] if kind else found
    place = found["alert_kind"].map({name: at for at, name in enumerate(KINDS)})
    order = found.assign(place=place).sort_values(
        ["place", "exports_usd", "firm_name", "firm_id"], ascending=[True, False, True, True], kind="stable"
    )
    return order[_COLUMNS].reset_index(drop=True)
