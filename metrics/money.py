"""Key figures of money: exports since January, and what firms reported of the last year."""

from datetime import date

import pandas as pd

from metrics.asking import ask_of_any_day, ask_plainly
from metrics.kpis import kpi
from metrics.selection import Selection
from metrics.tables import table
from warehouse import Snapshot

_OF_ALL = """
SELECT
  month_end,
  exports_usd_to_date,
  exporters_to_date,
  (
    SELECT count(*)
    FROM marts.export_month_countries
    WHERE export_month_countries.month = export_months.month AND exporters_to_date > 0
  ) AS markets
FROM marts.export_months
ORDER BY month_end
"""

_OF_SOME = """
WITH asked AS (
  SELECT day, month
  FROM (SELECT unnest($days) AS day)
  INNER JOIN marts.export_months ON month_end BETWEEN date_trunc('year', day) AND day
),
exported AS (
  SELECT day, CAST(sum(exports_usd) AS BIGINT) AS exports_usd, count(DISTINCT firm_id) AS exporters
  FROM asked
  INNER JOIN marts.export_firm_months USING (month)
  SEMI JOIN selected_firms($selection) USING (firm_id)
  WHERE exports_usd > 0 AND ($stages IS NULL OR list_contains($stages, stage_code))
  GROUP BY day
),
reached AS (
  SELECT day, count(DISTINCT country) AS markets
  FROM (SELECT unnest($days) AS day)
  INNER JOIN marts.export_firm_year_countries ON year = year(day) AND first_month <= day
  SEMI JOIN selected_firms($selection) USING (firm_id)
  WHERE $stages IS NULL OR list_contains($stages, stage_code)
  GROUP BY day
)
SELECT day, exports_usd, exporters, markets
FROM exported
INNER JOIN reached USING (day)
ORDER BY day
"""

_EXPORTERS = """
SELECT
  $day AS day,
  firm_id,
  firm_name,
  district
FROM selected_firms($selection)
WHERE firm_id IN (
  SELECT firm_id
  FROM marts.export_firm_months
  INNER JOIN marts.export_months AS covered USING (month)
  WHERE month_end BETWEEN date_trunc('year', $day) AND $day
    AND export_firm_months.exports_usd > 0
    AND ($stages IS NULL OR list_contains($stages, stage_code))
)
ORDER BY firm_name, firm_id
"""

# $firms: one row per firm instead of their sum
_REPORTED = """
SELECT
  measure,
  make_date(fiscal_year, 12, 31) AS day,
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  CAST(round(sum(value)) AS BIGINT) AS value,
  -- firms that report only one of the two years are no change
  CAST(round(sum(value) - sum(value - value_before)) AS BIGINT) AS previous
FROM marts.outcome_values
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE measure IN ('staff', 'rnd_krw')
  AND value IS NOT NULL
  AND ($day IS NULL OR make_date(fiscal_year, 12, 31) = $day)
  AND ($stages IS NULL OR list_contains($stages, stage_code))
GROUP BY 1, 2, 3, 4, 5
ORDER BY day, firm_name, firm_id
"""

_SUMS = {"day": "object"} | dict.fromkeys(("exports_usd", "exporters", "markets"), "int64")


def _exported(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool, column: str) -> pd.DataFrame:
    if firms:
        return ask_plainly(snapshot, selection, _EXPORTERS, day=days[0])
    if selection.is_of_all_firms:
        rows = [row for row in snapshot.rows(_OF_ALL) if row[0] in days]
        found = table(rows, _SUMS)
    else:
        found = ask_plainly(snapshot, selection, _OF_SOME, days=days)
    return found.assign(value=found[column])


def _reported(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool, measure: str) -> pd.DataFrame:
    asked = {"day": days[0] if firms else None, "stages": list(selection.stages) or None, "firms": firms}
    found = ask_of_any_day(snapshot, selection, _REPORTED, **asked)
    return found[(found["measure"] == measure) & found["day"].isin(days)]


@kpi(unit="usd", is_of_the_year=True, source="exports")
def exports_usd(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Exports from January to the month that ends on the day."""
    return _exported(snapshot, selection, days, firms, "exports_usd")


@kpi(is_of_the_year=True, source="exports")
def exporters(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms with exports above 0 from January to the month that ends on the day."""
    return _exported(snapshot, selection, days, firms, "exporters")


@kpi(unit="countries", is_of_the_year=True, source="exports")
def markets(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Countries exported to from January to the month that ends on the day."""
    return _exported(snapshot, selection, days, firms, "markets")


@kpi(unit="people", source="outcomes", is_of_reporters=True)
def staff(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Staff of the firms that reported it for the year that ends on the day.

    previous: this less the change in the firms that reported it for both years.
    """
    return _reported(snapshot, selection, days, firms, "staff")


@kpi(unit="krw", source="outcomes", is_of_reporters=True)
def rnd_krw(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """R&D spending of the firms that reported it for the year that ends on the day.

    previous: this less the change in the firms that reported it for both years.
    """
    return _reported(snapshot, selection, days, firms, "rnd_krw")
