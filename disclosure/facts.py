"""What may be asked to be released: measures of firms in a year, each split by what is publicly known of a firm."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from warehouse import Snapshot

TOTAL = "year"  # the dimension that does not split
DIMENSIONS = (TOTAL, "stage", "industry", "district", "market_group")
COARSER = {"industry": "industry_section"}  # what a table becomes when too much of it would be hidden
_COLUMNS = {
    "stage": "stage_code",
    "industry": "industry_code",
    "industry_section": "industry_section",
    "district": "district_code",
    "market_group": "market_group",
}
UNKNOWN = "unknown"  # a firm without a district or an industry, a country without a group

_EXPORTS = """
SELECT
  firm_id,
  stage_code,
  coalesce(markets.market_group, 'unknown') AS market_group,
  coalesce(industry_code, 'unknown') AS industry_code,
  coalesce(industries.section, 'unknown') AS industry_section,
  coalesce(district_code, 'unknown') AS district_code,
  CAST(sum(export_firm_month_countries.exports_usd) AS DOUBLE) AS value
FROM marts.export_firm_month_countries
INNER JOIN marts.export_months USING (month)
INNER JOIN marts.firms USING (firm_id)
LEFT JOIN marts.markets USING (country)
LEFT JOIN marts.industries USING (industry_code)
WHERE export_firm_month_countries.year = $period AND month_end <= $as_of
GROUP BY ALL
HAVING sum(export_firm_month_countries.exports_usd) > 0
ORDER BY ALL
"""

_OUTCOMES = """
SELECT
  firm_id,
  stage_code,
  'unknown' AS market_group,
  coalesce(industry_code, 'unknown') AS industry_code,
  coalesce(industries.section, 'unknown') AS industry_section,
  coalesce(district_code, 'unknown') AS district_code,
  value
FROM marts.outcome_values
INNER JOIN marts.firms USING (firm_id)
LEFT JOIN marts.industries USING (industry_code)
WHERE measure = $measure AND fiscal_year = $period AND make_date(fiscal_year, 12, 31) <= $as_of AND value > 0
ORDER BY ALL
"""

EXPORTS = "exports_usd"
MEASURES = (EXPORTS, "sales_krw", "staff", "rnd_krw")  # each at least 0: an amount below could hide behind another
WHOLE = ("staff",)  # measures of few whole units; money is whole too, but never so small that it helps
KEY = ("firm_id", "stage_code", "market_group")  # what part of a firm's value a row is


@dataclass(frozen=True)
class Facts:
    """A measure of one year as one snapshot knows it: a row is a part of one firm's value (see KEY), above 0."""

    measure: str
    period: int
    rows: pd.DataFrame

    def codes(self, dimension: str) -> list[str]:
        """The cells of the dimension, in order of their codes; of the total, one."""
        return [TOTAL] if dimension == TOTAL else sorted(set(self.rows[_COLUMNS[dimension]]))

    def within(self, dimension: str, code: str) -> np.ndarray:
        """Which rows a cell adds up."""
        if dimension == TOTAL:
            return np.ones(len(self.rows), bool)
        return (self.rows[_COLUMNS[dimension]] == code).to_numpy()

    def firms(self) -> pd.Series:
        """Each firm's value."""
        return self.rows.groupby("firm_id", sort=True)["value"].sum()


def may_be_split(measure: str, dimension: str) -> bool:
    """Whether the measure has that dimension: only exports go to markets."""
    return dimension != "market_group" or measure == EXPORTS


def facts_of(snapshot: Snapshot, measure: str, period: int, as_of: object) -> Facts:
    """The measure in that year, as far as it had ended by the day. Source: marts of exports, outcome_values, firms."""
    asked = {"period": period, "as_of": as_of}
    if measure == EXPORTS:
        return Facts(measure, period, snapshot.query(_EXPORTS, **asked))
    return Facts(measure, period, snapshot.query(_OUTCOMES, measure=measure, **asked))


def as_record(facts: Facts) -> dict:
    """The rows as JSON keeps them: later releases are held against what they could tell together with this one."""
    return {"measure": facts.measure, "period": facts.period, "rows": facts.rows.to_dict("split", index=False)}


def from_record(record: dict) -> Facts:
    """The same back from JSON."""
    rows: Iterable = record["rows"]["data"]
    return Facts(record["measure"], record["period"], pd.DataFrame(rows, columns=record["rows"]["columns"]))
