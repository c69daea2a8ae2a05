"""What in the last months of a firm's exports calls for a look: below its own season, one market, no rows any more."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from metrics.asking import ask_plainly
from metrics.held import holdings
from metrics.recent_months import SEASON, YEAR, RecentMonths, of_the_month
from metrics.season_band import alert_settings, band_settings
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

KINDS = ("below_band", "late", "one_market")
_LEAST_MIDDLE = 10_000  # dollars in three months; below it a single parcel decides
_LEAST_MONTHS, _LOOKING_BACK = 12, 24  # with a row, of the months up to a late firm's last one
_ROW = (
    {"alert_kind": "object"}
    | FIRM
    | {
        **{"stage_code": "object", "value": "float64", "low": "float64", "high": "float64", "unit": "object"},
        **{"since_month": "object", "country": "object", "exports_usd": "int64"},
    }
)

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

# What each of these firms exported in a month, and how much of it to its market
_SOLD = """
WITH dependent AS (
  SELECT unnest($firms) AS firm_id, unnest($markets) AS market
)
SELECT
  firm_id,
  month,
  CAST(sum(exports_usd) AS BIGINT) AS all_usd,
  CAST(sum(CASE WHEN country = market THEN exports_usd ELSE 0 END) AS BIGINT) AS market_usd
FROM pieces_per_market($selection)
INNER JOIN dependent USING (firm_id)
GROUP BY firm_id, month
"""

_FIRMS = "SELECT firm_id, firm_name, district FROM marts.firms"


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
    recent = RecentMonths(snapshot, whole)
    late = recent.silences(_LEAST_MONTHS, _LOOKING_BACK)
    silent = {each.firm_id for each in late}
    below = [each for each in recent.bands(**band_settings(settings)) if each.firm_id not in silent]
    month = recent.latest(SEASON)[:1]
    rows = [
        ("below_band", each.firm_id, each.three_months_usd, each.low_usd, each.high_usd, "usd", *month, None)
        for each in below
        if each.three_months_usd < each.low_usd and each.middle_usd >= _LEAST_MIDDLE
    ]
    rows += [
        ("late", each.firm_id, each.months, None, each.longest_pause, "months", each.since_month, None) for each in late
    ]
    rows += _dependent(snapshot, whole, recent, settings)
    return _listed(rows, _lively(snapshot, selection, recent), kind)


def _dependent(
    snapshot: Snapshot, selection: Selection, recent: RecentMonths, settings: dict[str, float]
) -> list[tuple[Any, ...]]:
    year = recent.latest(YEAR)
    if len(year) < YEAR:
        return []
    share, usd = settings["alert_market_share"], settings["alert_market_usd"]
    # a firm depends on a market beside all its others
    everywhere = replace(of_the_month(recent, selection), countries=())
    found = ask_plainly(snapshot, everywhere, _DEPENDENT, share=share, usd=usd, year_from=year[0])
    told = [
        row for row in found.itertuples(index=False) if not selection.countries or row.country in selection.countries
    ]
    if not told:
        return []
    firms, markets = [row.firm_id for row in told], [row.country for row in told]
    sold: dict[str, dict[date, tuple[int, int]]] = {}
    asked = {**everywhere.parameters(), "firms": firms, "markets": markets}
    for firm, month, *usds in snapshot.rows(_SOLD, **{name: asked[name] for name in ("selection", "firms", "markets")}):
        sold.setdefault(firm, {})[month] = usds
    begun = {firm: since for firm in sold if (since := _since(recent.covered, sold[firm], share))}
    return [
        ("one_market", row.firm_id, row.value, None, share, "share", begun[row.firm_id], row.country)
        for row in told
        if row.firm_id in begun
    ]


def _since(covered: list[date], sold: dict[date, tuple[int, int]], share: float) -> date | None:
    """Since when each twelve months have gone to the market by more than the share, without a break."""
    usds = [sold.get(month, (0, 0)) for month in covered]
    nth, year = len(covered), YEAR
    while nth >= year:
        every, of_market = (sum(each) for each in zip(*usds[nth - year : nth], strict=True))
        if not every or of_market / every <= share:
            break
        nth -= 1
    return covered[nth] if nth < len(covered) else None


def _lively(snapshot: Snapshot, selection: Selection, recent: RecentMonths) -> dict[str, tuple[Any, ...]]:
    """Firms with a row in the last twelve covered months: name, district, highest stage held on the day, exports."""
    anywhere, held = replace(selection, stages=(), countries=(), products=()), {}
    for each in holdings(snapshot, anywhere):  # the lowest stage first
        if each.starts_on <= selection.as_of <= each.ends_on:
            held[each.firm_id] = each.stage_code
    named = {firm: told for firm, *told in snapshot.rows(_FIRMS)}
    return {
        firm: (*named[firm], stage, usd)
        for firm, usd in recent.year_sums().items()
        if firm in named and (stage := held.get(firm, "none")) and (not selection.stages or stage in selection.stages)
    }


def _listed(rows: list[tuple[Any, ...]], firms: dict[str, tuple[Any, ...]], kind: str | None) -> pd.DataFrame:
    listed = []
    for name, firm, *told in rows:
        if firm in firms and kind in (None, name):
            *who, usd = firms[firm]
            listed.append((name, firm, *who, *told, usd))
    listed.sort(key=lambda row: (KINDS.index(row[0]), -row[-1], row[2], row[1]))
    return table(listed, _ROW)
