"""The account of a change: exports of two periods, each dollar between them placed by firm, market and product."""

from datetime import date
from itertools import pairwise

import pandas as pd

from metrics.asking import ask, ask_plainly
from metrics.errors import WrongUsage
from metrics.selection import Period, Selection
from warehouse import Snapshot

COMPONENTS = (
    *("opening", "entering_firms", "exiting_firms", "added_markets", "dropped_markets"),
    *("added_products", "dropped_products", "same_up", "same_down", "closing"),
)

# Months that both periods have: each of the later one beside its like of the earlier one.
_PAIRS = """
WITH ended AS (SELECT month, year FROM marts.export_months WHERE month_end <= $as_of)
SELECT later.month
FROM ended AS later
SEMI JOIN ended AS earlier ON earlier.month = later.month - to_months($months_apart)
WHERE later.month BETWEEN $first AND $last
ORDER BY later.month
"""

_LAST = "SELECT max(month) AS month FROM marts.export_months WHERE month_end <= $as_of"

# An account for each year of the later months, or one for all of them. A firm's exports are cut down to what it sold of
# one product (6 digits) to one market; the firm comes first, then the market, then the product. A calendar year that
# is compared with all its months is read as a year, a tenth of the rows; the others month by month. $is_stored: years
# against the years before, whatever stage firms held: those that ended stand in marts, line by line, and of all exports
# or of one country or HS chapter ($part) by component.
_ACCOUNT = """
WITH ended AS (SELECT month, year FROM marts.export_months WHERE month_end <= $as_of),
stored AS (
  SELECT year FROM marts.export_months WHERE $is_stored GROUP BY year HAVING max(month_end) <= $as_of
),
asked AS (
  SELECT
    CASE WHEN $is_by_year THEN later.year ELSE 0 END AS year,
    later.year AS end_year,
    earlier.month AS start_month,
    later.month AS end_month
  FROM ended AS later
  INNER JOIN ended AS earlier ON earlier.month = later.month - to_months($months_apart)
  WHERE later.month BETWEEN $first AND $last
    AND (NOT $is_by_year OR $years IS NULL OR list_contains($years, later.year))
),
accounts AS (SELECT year, count(*) AS months FROM asked GROUP BY year),
stored_years AS (SELECT DISTINCT year, end_year FROM asked SEMI JOIN stored ON stored.year = end_year),
paired AS (SELECT year, start_month, end_month FROM asked WHERE end_year NOT IN (SELECT year FROM stored)),
sides AS MATERIALIZED (
  SELECT
    sides.year,
    month,
    sold_year,
    is_start,
    is_end,
    count(*) OVER (PARTITION BY sides.year, is_end, sold_year) = year_months AS is_whole_year
  FROM (
    SELECT year, start_month AS month, year(start_month) AS sold_year, 1 AS is_start, 0 AS is_end FROM paired
    UNION ALL
    SELECT year, end_month, year(end_month), 0, 1 FROM paired
  ) AS sides
  INNER JOIN (SELECT year AS sold_year, count(*) AS year_months FROM ended GROUP BY year) USING (sold_year)
),
flows AS MATERIALIZED (
  SELECT
    year,
    firm_id,
    country,
    hs_code,
    CAST(sum(start_usd) AS BIGINT) AS start_usd,
    CAST(sum(end_usd) AS BIGINT) AS end_usd
  FROM (
    SELECT
      whole.year,
      firm_id,
      country,
      substr(hs_code, 1, 6) AS hs_code,
      exports_usd * is_start AS start_usd,
      exports_usd * is_end AS end_usd
    FROM yearly_per_line($selection) AS sold
    INNER JOIN (SELECT DISTINCT year, sold_year, is_start, is_end FROM sides WHERE is_whole_year) AS whole
      ON whole.sold_year = sold.year
    UNION ALL
    SELECT part.year, firm_id, country, substr(hs_code, 1, 6), exports_usd * is_start, exports_usd * is_end
    FROM chosen_exports($selection) AS sold
    INNER JOIN (SELECT year, month, is_start, is_end FROM sides WHERE NOT is_whole_year) AS part
      ON part.month = sold.month
  )
  GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT stored_years.year, firm_id, country, hs_code, start_usd, end_usd
  FROM growth_lines($selection) AS lines
  INNER JOIN stored_years ON stored_years.end_year = lines.year
  WHERE $part IS NULL
),
markets AS MATERIALIZED (
  SELECT year, firm_id, country, sum(start_usd) AS start_usd, sum(end_usd) AS end_usd
  FROM flows
  GROUP BY year, firm_id, country
),
firm_sums AS MATERIALIZED (
  SELECT year, firm_id, sum(start_usd) AS start_usd, sum(end_usd) AS end_usd FROM markets GROUP BY year, firm_id
),
ends AS (
  SELECT year, firm_id, country, hs_code, start_usd, end_usd FROM flows WHERE $by_country OR $by_product
  UNION ALL
  SELECT year, firm_id, NULL, NULL, start_usd, end_usd FROM firm_sums WHERE NOT ($by_country OR $by_product)
),
told AS (
  SELECT
    flows.year,
    flows.firm_id,
    flows.country,
    flows.hs_code,
    CASE
      WHEN firm_sums.start_usd = 0 THEN 'entering_firms'
      WHEN firm_sums.end_usd = 0 THEN 'exiting_firms'
      WHEN markets.start_usd = 0 THEN 'added_markets'
      WHEN markets.end_usd = 0 THEN 'dropped_markets'
      WHEN flows.start_usd = 0 THEN 'added_products'
      WHEN flows.end_usd = 0 THEN 'dropped_products'
      WHEN flows.end_usd > flows.start_usd THEN 'same_up'
      ELSE 'same_down'
    END AS component,
    flows.end_usd - flows.start_usd AS usd
  FROM flows
  INNER JOIN markets USING (year, firm_id, country)
  INNER JOIN firm_sums USING (year, firm_id)
  UNION ALL
  SELECT year, firm_id, country, hs_code, 'opening', start_usd FROM ends
  UNION ALL
  SELECT year, firm_id, country, hs_code, 'closing', end_usd FROM ends
),
of_firms AS (
  SELECT
    year,
    component,
    firm_id,
    CASE WHEN $by_country THEN country END AS country,
    CASE WHEN $by_product THEN hs_code END AS hs_code,
    CAST(sum(usd) AS BIGINT) AS usd
  FROM told
  WHERE usd <> 0
  GROUP BY 1, 2, 3, 4, 5
  UNION ALL
  SELECT stored_years.year, component, firm_id, NULL, NULL, usd
  FROM marts.export_growth_years AS sums
  INNER JOIN stored_years ON stored_years.end_year = sums.year AND sums.part = $part
  SEMI JOIN selected_firms($selection) USING (firm_id)
),
summed AS (
  SELECT
    year,
    component,
    CASE WHEN $firms THEN firm_id END AS firm_id,
    country,
    hs_code,
    CAST(sum(usd) AS BIGINT) AS usd,
    count(*) AS firms
  FROM of_firms
  GROUP BY 1, 2, 3, 4, 5
)
SELECT
  firm_id,
  firm_name,
  district,
  accounts.year,
  steps.component,
  country,
  hs_code,
  coalesce(usd, 0) AS usd,
  coalesce(firms, 0) AS firms,
  months
FROM accounts
CROSS JOIN unnest($components) WITH ORDINALITY AS steps (component, place)
LEFT JOIN summed ON summed.year = accounts.year AND summed.component = steps.component
LEFT JOIN marts.firms USING (firm_id)
WHERE usd IS NOT NULL OR NOT ($firms OR $by_country OR $by_product)
ORDER BY accounts.year, place, abs(usd) DESC, country, hs_code, firm_name, firm_id
"""

ENDS = ("opening", "closing")
A_YEAR = 12  # months
_DIGITS = 6  # of the products that an account tells apart
Periods = tuple[Period, Period] | None  # the earlier and the later one; None while no month is known
_ALWAYS = date(1900, 1, 1), date(2999, 12, 1)  # before and after all exports


def chosen_periods(snapshot: Snapshot, selection: Selection, start: Period | None, end: Period | None) -> Periods:
    """Both periods, those that were not told by their usual. Raises WrongUsage."""
    if end is None:
        last = ask_plainly(snapshot, selection, _LAST)["month"][0]
        if last is None:
            return None
        end = start.in_year(last.year) if start else Period(date(last.year, 1, 1), A_YEAR)
    start = start or end.in_year(end.first.year - 1)
    if not start.has_months_of(end):
        raise WrongUsage("periods_differ", start=str(start), end=str(end))
    if start.first >= end.first:
        raise WrongUsage("periods_reversed", start=str(start), end=str(end))
    return start, end


def months_compared(snapshot: Snapshot, selection: Selection, periods: Periods) -> tuple[list[date], list[date]]:
    """The months that both periods have: those of the earlier one, those of the later one."""
    later = ask_plainly(snapshot, selection, _PAIRS, **_span(periods))["month"].tolist()
    return [month.replace(year=month.year - _years_apart(periods)) for month in later], later


def account_between(snapshot: Snapshot, selection: Selection, periods: Periods, **cuts: bool) -> pd.DataFrame:
    """One account: the components, or by `firms`, `by_country`, `by_product` what stands behind them."""
    is_of_years = periods is not None and str(periods[1]) == str(periods[1].first.year) and _years_apart(periods) == 1
    return _ask(snapshot, selection, _span(periods) | {"is_by_year": False}, cuts, is_of_years)


def accounts_of_years(snapshot: Snapshot, selection: Selection, **cuts: bool) -> pd.DataFrame:
    """An account for each year against the same months of the year before."""
    always = {"first": _ALWAYS[0], "last": _ALWAYS[1], "months_apart": A_YEAR}
    return _ask(snapshot, selection, always | {"is_by_year": True}, cuts, True)


def with_share_of_change(found: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """The rows with their share of the change that `whole` tells, of each year; no change is shared out by nobody."""
    opening, closing = (whole.loc[whole["component"] == end].set_index("year")["usd"] for end in ENDS)
    change = found["year"].map(closing - opening)
    is_part = ~found["component"].isin(ENDS)
    return found.assign(share_of_change=(found["usd"] / change.where(is_part & (change != 0))).astype("float64"))


def written(months: list[date]) -> str:
    """Months as a command line takes them, each stretch of them by itself: 2024-01..2024-10."""
    numbers = [each.year * 12 + each.month for each in months]
    starts = [at for at in range(len(months)) if not at or numbers[at] - numbers[at - 1] > 1]
    stretches = pairwise([*starts, len(months)])
    return ",".join(str(Period(months[first], after - first)) for first, after in stretches)


def _years_apart(periods: Periods) -> int:
    return periods[1].first.year - periods[0].first.year if periods else 1


def _span(periods: Periods) -> dict[str, object]:
    first, last = (periods[1].first, periods[1].last) if periods else (None, None)
    return {"first": first, "last": last, "months_apart": A_YEAR * _years_apart(periods)}


def _ask(
    snapshot: Snapshot, selection: Selection, asked: dict[str, object], cuts: dict[str, bool], is_of_years: bool
) -> pd.DataFrame:
    all_cuts = {"firms": False, "by_country": False, "by_product": False} | cuts
    is_stored = is_of_years and not selection.stages and all(len(code) <= _DIGITS for code in selection.products)
    is_whole = is_stored and not (all_cuts["by_country"] or all_cuts["by_product"])
    asked |= {"is_stored": is_stored, "part": _stored_part(selection) if is_whole else None}
    return ask(snapshot, selection, _ACCOUNT, components=list(COMPONENTS), **asked, **all_cuts)


def _stored_part(selection: Selection) -> str | None:
    """Under what export_growth_years holds these exports: those of several markets are no sum of accounts."""
    if not selection.is_by_trade:
        return "all"
    codes = (*selection.countries, *selection.products)
    return codes[0] if len(codes) == 1 and len(codes[0]) == 2 else None
