"""A firm's exports of three months beside the band of its own season."""

from dataclasses import replace
from datetime import date

import pandas as pd

from metrics.asking import ask, require_firm
from metrics.selection import Selection
from warehouse import Snapshot

# Unless the reference settings say otherwise.
SETTINGS = {
    "alert_band_width": 2.0,  # of the usual spread: about one calm firm in twenty leaves such a band to either side
    "alert_band_least": 0.3,  # of the middle: equal years would make a band of no width
    "alert_market_share": 0.7,  # as large as one firm may be in a released cell
    "alert_market_usd": 1_000_000.0,  # where the export prizes (수출의 탑) begin
}

_SETTINGS = "SELECT setting, value, valid_from FROM marts.settings WHERE value IS NOT NULL ORDER BY valid_from"

# Each firm's three months up to each month, and the same three months in the five years before, as far as files cover
# them and the firm had begun to export. The spread is the median distance from the middle; 1.4826 times it is what a
# standard deviation would be.
_BANDS = """
WITH covered AS (
  SELECT month, lag(month, 2) OVER (ORDER BY month) = month - INTERVAL 2 MONTH AS is_third_in_a_row
  FROM marts.export_months
  WHERE month_end <= $as_of
),
ends AS (
  SELECT month
  FROM covered
  WHERE is_third_in_a_row AND month > (SELECT max(month) FROM covered) - to_months($months)
),
spans AS (
  SELECT ends.month, years_back, covered.month AS last_month
  FROM ends
  CROSS JOIN (SELECT unnest([0, 1, 2, 3, 4, 5]) AS years_back)
  INNER JOIN covered ON covered.month = ends.month - to_years(years_back) AND is_third_in_a_row
),
sold AS MATERIALIZED (
  SELECT firm_id, month AS sold_in, exports_usd
  FROM exports_per_firm($selection)
  WHERE $firm_id IS NULL OR firm_id = $firm_id
),
begun AS (
  SELECT firm_id, min(sold_in) AS first_month FROM sold WHERE exports_usd > 0 GROUP BY firm_id
),
summed AS (
  SELECT firm_id, spans.month, years_back, sum(exports_usd) AS exports_usd
  FROM (SELECT month, years_back, last_month - to_months(unnest([0, 1, 2])) AS sold_in FROM spans) AS spans
  INNER JOIN sold USING (sold_in)
  GROUP BY firm_id, spans.month, years_back
),
known AS (
  SELECT firm_id, spans.month, years_back, coalesce(summed.exports_usd, 0) AS exports_usd
  FROM spans
  INNER JOIN begun ON first_month <= last_month - INTERVAL 2 MONTH
  LEFT JOIN summed USING (firm_id, month, years_back)
),
judged AS (
  SELECT
    firm_id,
    month,
    CAST(sum(exports_usd) FILTER (WHERE years_back = 0) AS BIGINT) AS three_months_usd,
    count(*) FILTER (WHERE years_back > 0) AS earlier_years,
    CAST(median(exports_usd) FILTER (WHERE years_back > 0) AS DOUBLE) AS middle_usd,
    1.4826 * CAST(mad(exports_usd) FILTER (WHERE years_back > 0) AS DOUBLE) AS spread_usd
  FROM known
  GROUP BY firm_id, month
)
SELECT
  firm_id,
  firm_name,
  district,
  month,
  three_months_usd,
  CASE WHEN earlier_years >= 3 THEN greatest(middle_usd - greatest($width * spread_usd, $least * middle_usd), 0) END
    AS low_usd,
  CASE WHEN earlier_years >= 3 THEN middle_usd END AS middle_usd,
  CASE WHEN earlier_years >= 3 THEN middle_usd + greatest($width * spread_usd, $least * middle_usd) END AS high_usd,
  earlier_years
FROM judged
INNER JOIN marts.firms USING (firm_id)
ORDER BY firm_name, firm_id, month
"""


def export_band(
    snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None, months: int = 36
) -> pd.DataFrame:
    """A firm's exports of three months, beside the band in which the same three months of earlier years lie.

    One row per firm and month that ends three covered months in a row, of the last `months`: firm_id, firm_name,
    district, month, three_months_usd (of this month and the two before), low_usd, middle_usd, high_usd, earlier_years.
    middle_usd is the median of the same three months in the five years before, as far as files cover them and the
    firm had exported by then (earlier_years of them); the band reaches to either side as far as 2 times the usual
    spread (1.4826 times the median distance from the middle), at least 30 % of the middle, and never below 0. Other
    factors stand in the settings alert_band_width and alert_band_least. Missing with fewer than three earlier years.
    Months that ended by the as-of date; a stage filter does not cut months out. `firm_id` keeps one firm. Raises
    EmptySelection when no firm is selected. Source: marts.export_months, marts.settings, the export rows of the
    selection.
    """
    whole = replace(selection, stages=(), firm_ids=() if firm_id else selection.firm_ids)
    if firm_id:
        require_firm(snapshot, whole, firm_id)
    # the day cuts the months below: of any day these rows are those that the cursor keeps for export_alerts
    asked = {"as_of": selection.as_of, "months": months, "firm_id": firm_id}
    widths = band_settings(alert_settings(snapshot, selection))
    return ask(snapshot, replace(whole, as_of=date.max), _BANDS, **asked, **widths)


def alert_settings(snapshot: Snapshot, selection: Selection) -> dict[str, float]:
    """The settings of alerts on the as-of date: the reference's, else ours."""
    rows = snapshot.rows(_SETTINGS)  # a later one takes the place of the one before
    return SETTINGS | {name: value for name, value, since in rows if since <= selection.as_of and name in SETTINGS}


def band_settings(settings: dict[str, float]) -> dict[str, float]:
    """How wide the band is."""
    return {"width": settings["alert_band_width"], "least": settings["alert_band_least"]}
