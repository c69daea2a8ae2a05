"""One firm: who it is, which stages it held, what it sold, exported, employed, spent on R&D, and got as support."""

from collections import Counter
from datetime import date

import pandas as pd

from metrics.asking import kept, kept_of_chosen
from metrics.held import standings
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

_PROFILES = """
SELECT
  firm_id,
  firm_name,
  district,
  firm_name_en,
  business_no,
  corporate_no,
  industry_code,
  industry,
  product,
  address,
  established_on,
  established_precision,
  status,
  is_provisional,
  upload_id,
  source_row
FROM marts.firms
ORDER BY firm_name, firm_id
"""

_STAYS = """
SELECT
  firm_id,
  firm_name,
  district,
  stage_code,
  starts_on,
  ends_on,
  spells
FROM marts.holdings
INNER JOIN marts.firms USING (firm_id)
ORDER BY firm_name, firm_id, starts_on, rank
"""
_SPELLS = "SELECT firm_id, stage_code, starts_on, ends_on FROM marts.spells"

_COVERED = "SELECT month, month_end, year FROM marts.export_months ORDER BY month"
_EXPORTED = """
SELECT firm_id, month, exports_usd
FROM marts.export_firm_months
SEMI JOIN selected_firms($selection) USING (firm_id)
"""
_REPORTED = """
SELECT
  firm_id,
  fiscal_year,
  sales_krw,
  operating_profit_krw,
  staff,
  rnd_krw,
  upload_id,
  source_row
FROM marts.outcomes
"""

_SUPPORT = """
SELECT
  firm_id,
  firm_name,
  district,
  support_programme,
  fiscal_year,
  support_starts_on,
  start_precision,
  support_ends_on,
  end_precision,
  support_step,
  agency,
  recommended_by,
  support_krw,
  participations.upload_id,
  participations.source_row
FROM marts.participations
INNER JOIN marts.firms USING (firm_id)
ORDER BY firm_name, firm_id, support_starts_on, support_programme, participations.upload_id, participations.source_row
"""

_PROFILE = FIRM | {
    **dict.fromkeys(("firm_name_en", "business_no", "corporate_no", "industry_code", "industry"), "object"),
    **dict.fromkeys(("product", "address", "established_on", "established_precision", "status"), "object"),
    **{"is_provisional": "boolean", "state": "object", "upload_id": "object", "source_row": "Int64"},
}
_STAY = FIRM | {
    **dict.fromkeys(("stage_code", "starts_on", "ends_on"), "object"),
    **{"is_current": "boolean", "is_waiting": "boolean", "spells": "Int64"},
}
_YEAR = FIRM | {
    **{"year": "Int64", "sales_krw": "Int64", "operating_profit_krw": "Int64", "staff": "float64"},
    **{"rnd_krw": "Int64", "rnd_share": "float64", "exports_usd": "Int64", "months": "Int64"},
    **{"is_part_year": "boolean", "upload_id": "object", "source_row": "Int64"},
}
_TAKEN_PART = FIRM | {
    **{"support_programme": "object", "year": "Int64", "support_starts_on": "object", "start_precision": "object"},
    **dict.fromkeys(("support_ends_on", "end_precision", "support_step", "agency", "recommended_by"), "object"),
    **{"support_krw": "Int64", "upload_id": "object", "source_row": "Int64"},
}


def firm_profile(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """Who a firm is, and where it stands on the as-of date.

    One row per firm, by name: firm_id, firm_name, district, firm_name_en, business_no, corporate_no, industry_code,
    industry (as written), product, address, established_on, established_precision, status, is_provisional (known by
    name alone), state (the highest stage held on the as-of date; none = not designated so far, left, closed, unknown
    as in stage_flows), upload_id, source_row (of the firm's own row). Name, address, product and status are those
    known today, whatever the as-of date. `firm_id` keeps one firm.
    Raises EmptySelection when no firm is selected. Source: marts.firms, marts.firm_states.
    """
    day = selection.as_of
    states = {
        each.firm_id: each.state for each in standings(snapshot, selection) if each.starts_on <= day <= each.ends_on
    }
    told = [row for row in kept(snapshot, selection, _PROFILES) if firm_id in (None, row[0])]
    return table([(*row[:14], states.get(row[0], "none"), *row[14:]) for row in told], _PROFILE)


def firm_stays(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """Each unbroken time of a firm in a stage, begun by the as-of date.

    One row per stay, by firm and start: firm_id, firm_name, district, stage_code, starts_on, ends_on (the last day,
    may lie after the as-of date), is_current (holds it on the as-of date), is_waiting (of these: the designation has
    ended and the next one begins within the grace days), spells (designations joined in it). With a stage filter:
    stays in these. `firm_id` keeps one firm.
    Raises EmptySelection when no firm is selected. Source: marts.holdings, marts.spells.
    """
    day, stages = selection.as_of, selection.stages
    designated = {
        (firm, stage)
        for firm, stage, starts_on, ends_on in kept(snapshot, selection, _SPELLS)
        if starts_on <= day <= ends_on
    }
    rows = []
    for *firm, stage, starts_on, ends_on, spells in kept(snapshot, selection, _STAYS):
        if starts_on <= day and firm_id in (None, firm[0]) and (not stages or stage in stages):
            is_current = ends_on >= day
            # held on the day although no spell of the stage contains it: the next one is known
            is_waiting = is_current and (firm[0], stage) not in designated
            rows.append((*firm, stage, starts_on, ends_on, is_current, is_waiting, spells))
    return table(rows, _STAY)


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
    firms = {row[0]: row[:3] for row in kept(snapshot, selection, _PROFILES) if firm_id in (None, row[0])}
    exported, months = _exported(snapshot, selection)
    reported = {
        (firm, year): told
        for firm, year, *told in kept(snapshot, selection, _REPORTED)
        if date(year, 12, 31) <= selection.as_of
    }
    order = {firm: nth for nth, firm in enumerate(firms)}
    told_of = [pair for pair in reported.keys() | exported.keys() if pair[0] in order]
    rows = []
    for firm, year in sorted(told_of, key=lambda pair: (order[pair[0]], pair[1])):
        if not selection.years or year in selection.years:
            sales, profit, staff, rnd, *source = reported.get((firm, year), (None,) * 6)
            share = rnd / sales if rnd is not None and sales is not None and sales > 0 else None
            usd, covered = exported.get((firm, year)), months[year] if (firm, year) in exported else None
            of_exports = usd, covered, None if covered is None else covered < 12
            rows.append((*firms[firm], year, sales, profit, staff, rnd, share, *of_exports, *source))
    return table(rows, _YEAR)


def _exported(snapshot: Snapshot, selection: Selection) -> tuple[dict[tuple[str, int], int], Counter[int]]:
    """Exports by firm and year in the months that ended by the as-of date, and how many of these are in each year."""
    years = {month: year for month, month_end, year in snapshot.rows(_COVERED) if month_end <= selection.as_of}
    sums: dict[tuple[str, int], int] = {}
    for firm, month, usd in kept_of_chosen(snapshot, selection, _EXPORTED):
        if month in years:
            sums[firm, years[month]] = sums.get((firm, years[month]), 0) + usd
    return sums, Counter(years.values())


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
    rows = [
        row
        for row in kept(snapshot, selection, _SUPPORT)
        if row[5] <= selection.as_of
        and firm_id in (None, row[0])
        and (not selection.years or row[4] in selection.years)
    ]
    return table(rows, _TAKEN_PART)
