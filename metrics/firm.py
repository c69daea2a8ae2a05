"""One firm: who it is, which stages it held, what it sold, exported, employed, spent on R&D, and got as support."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

_PROFILE = """
SELECT
  firms.firm_id,
  firms.firm_name,
  firms.district,
  firms.firm_name_en,
  firms.business_no,
  firms.corporate_no,
  firms.industry_code,
  firms.industry,
  firms.product,
  firms.address,
  firms.established_on,
  firms.established_precision,
  firms.status,
  firms.is_provisional,
  coalesce(firm_states.state, 'none') AS state,
  firms.upload_id,
  firms.source_row
FROM marts.firms
SEMI JOIN selected_firms($selection) USING (firm_id)
LEFT JOIN marts.firm_states
  ON firm_states.firm_id = firms.firm_id
  AND firm_states.starts_on <= $as_of
  AND (firm_states.ends_on IS NULL OR firm_states.ends_on >= $as_of)
WHERE $firm_id IS NULL OR firms.firm_id = $firm_id
ORDER BY firms.firm_name, firms.firm_id
"""

_STAYS = """
SELECT
  firm_id,
  firm_name,
  district,
  holdings.stage_code,
  holdings.starts_on,
  holdings.ends_on,
  holdings.ends_on >= $as_of AS is_current,
  -- held on the day although no spell of the stage contains it: the next one is known
  holdings.ends_on >= $as_of AND NOT EXISTS (
    FROM marts.spells
    WHERE spells.firm_id = holdings.firm_id
      AND spells.stage_code = holdings.stage_code
      AND $as_of BETWEEN spells.starts_on AND spells.ends_on
  ) AS is_waiting,
  holdings.spells
FROM marts.holdings
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE holdings.starts_on <= $as_of
  AND ($firm_id IS NULL OR firm_id = $firm_id)
  AND ($stages IS NULL OR list_contains($stages, holdings.stage_code))
ORDER BY firm_name, firm_id, holdings.starts_on, holdings.rank
"""

_YEARS = """
WITH covered AS (
  SELECT year, month, count(*) OVER (PARTITION BY year) AS months
  FROM marts.export_months
  WHERE month_end <= $as_of
),
exported AS (
  SELECT firm_id, covered.year, CAST(sum(exports_usd) AS BIGINT) AS exports_usd, max(months) AS months
  FROM marts.export_firm_months
  INNER JOIN covered USING (month)
  WHERE $firm_id IS NULL OR firm_id = $firm_id
  GROUP BY firm_id, covered.year
),
reported AS (
  SELECT firm_id, fiscal_year AS year, sales_krw, operating_profit_krw, staff, rnd_krw, upload_id, source_row
  FROM marts.outcomes
  WHERE make_date(fiscal_year, 12, 31) <= $as_of
    AND ($firm_id IS NULL OR firm_id = $firm_id)
)
SELECT
  firm_id,
  firm_name,
  district,
  year,
  sales_krw,
  operating_profit_krw,
  staff,
  rnd_krw,
  CAST(rnd_krw AS DOUBLE) / nullif(greatest(sales_krw, 0), 0) AS rnd_share,
  exports_usd,
  months,
  months < 12 AS is_part_year,
  upload_id,
  source_row
FROM reported
FULL JOIN exported USING (firm_id, year)
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE $years IS NULL OR list_contains($years, year)
ORDER BY firm_name, firm_id, year
"""

_SUPPORT = """
SELECT
  firm_id,
  firm_name,
  district,
  support_programme,
  fiscal_year AS year,
  support_starts_on,
  start_precision,
  support_ends_on,
  end_precision,
  support_step,
  agency,
  recommended_by,
  support_krw,
  upload_id,
  source_row
FROM marts.participations
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE support_starts_on <= $as_of
  AND ($firm_id IS NULL OR firm_id = $firm_id)
  AND ($years IS NULL OR list_contains($years, fiscal_year))
ORDER BY firm_name, firm_id, support_starts_on, support_programme, upload_id, source_row
"""


def firm_profile(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """Who a firm is, and where it stands on the as-of date.

    One row per firm, by name: firm_id, firm_name, district, firm_name_en, business_no, corporate_no, industry_code,
    industry (as written), product, address, established_on, established_precision, status, is_provisional (known by
    name alone), state (the highest stage held on the as-of date; none = not designated so far, left, closed, unknown
    as in stage_flows), upload_id, source_row (of the firm's own row). Name, address, product and status are those
    known today, whatever the as-of date. `firm_id` keeps one firm.
    Raises EmptySelection when no firm is selected. Source: marts.firms, marts.firm_states.
    """
    return ask(snapshot, selection, _PROFILE, firm_id=firm_id)


def firm_stays(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """Each unbroken time of a firm in a stage, begun by the as-of date.

    One row per stay, by firm and start: firm_id, firm_name, district, stage_code, starts_on, ends_on (the last day,
    may lie after the as-of date), is_current (holds it on the as-of date), is_waiting (of these: the designation has
    ended and the next one begins within the grace days), spells (designations joined in it). With a stage filter:
    stays in these. `firm_id` keeps one firm.
    Raises EmptySelection when no firm is selected. Source: marts.holdings, marts.spells.
    """
    return ask(snapshot, selection, _STAYS, firm_id=firm_id)


def firm_years(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """What a firm reported of each year, and what it exported in it.

    One row per firm and year of which a file speaks: firm_id, firm_name, district, year, sales_krw,
    operating_profit_krw, staff, rnd_krw, rnd_share (R&D by sales, 0 to 1; missing without sales above 0),
    exports_usd (of the months that files cover and that ended by the as-of date; missing where no row names the firm),
    months (how many of that year these are, missing with the exports), is_part_year (of exports: fewer than twelve),
    upload_id, source_row (of the year's report; missing without one). Reports of years that ended by the as-of date.
    What was not reported is missing, never 0. `firm_id` keeps one firm.
    Raises EmptySelection when no firm is selected. Source: marts.outcomes, marts.export_firm_months.
    """
    return ask(snapshot, selection, _YEARS, firm_id=firm_id)


def firm_support(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """Each time a firm took part in a support programme, begun by the as-of date.

    One row per participation, by firm and start: firm_id, firm_name, district, support_programme (as written), year
    (of the programme), support_starts_on, start_precision, support_ends_on (the last day, may lie after the as-of date;
    missing where not written), end_precision, support_step (that a coaching reached: rnd_planning, ip, prototype,
    commercialisation; missing where the programme has none), agency, recommended_by, support_krw (won; missing where
    not known, never 0), upload_id, source_row. Step and amount are those known today, whatever the as-of date.
    Participations of numbers that no firm bears are left out. `firm_id` keeps one firm.
    Raises EmptySelection when no firm is selected. Source: marts.participations.
    """
    return ask(snapshot, selection, _SUPPORT, firm_id=firm_id)
