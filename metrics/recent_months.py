"""The last three years of each exporter's months, and the same season of the years before: who is silent, who lies
below its band."""

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from itertools import chain
from statistics import median
from typing import NamedTuple

from metrics.asking import rows_of_chosen
from metrics.selection import Selection
from warehouse import Snapshot

_COVERED = "SELECT month, month_end FROM marts.export_months ORDER BY month"

# One row per firm: since when it exports; in which of the latest covered months (0 is the first of them) it has a row,
# and what it exported in the last year of them; what it exported in each season, in their order.
_SOLD = """
WITH latest AS (SELECT unnest($latest) AS month, unnest($places) AS place),
seasons AS (SELECT unnest($season_months) AS month, unnest($seasons) AS season)
SELECT
  firm_id,
  min(month) FILTER (WHERE exports_usd > 0) AS first_month,
  list(place) FILTER (WHERE place IS NOT NULL) AS places,
  CAST(sum(exports_usd) FILTER (WHERE place >= $year_from) AS BIGINT) AS year_usd,
  [
    CAST(sum(exports_usd) FILTER (WHERE season = 0) AS BIGINT),
    CAST(sum(exports_usd) FILTER (WHERE season = 1) AS BIGINT),
    CAST(sum(exports_usd) FILTER (WHERE season = 2) AS BIGINT),
    CAST(sum(exports_usd) FILTER (WHERE season = 3) AS BIGINT),
    CAST(sum(exports_usd) FILTER (WHERE season = 4) AS BIGINT),
    CAST(sum(exports_usd) FILTER (WHERE season = 5) AS BIGINT)
  ] AS seasons
FROM exports_per_firm($selection)
LEFT JOIN latest USING (month)
LEFT JOIN seasons USING (month)
GROUP BY firm_id
"""
LATEST = 36  # covered months, the last ones
YEAR = 12  # of these, the last ones
SEASON, _YEARS_BEFORE = 3, 5  # months of a season, and years before that it is compared with
_FEWEST_YEARS = 3
_SPREAD = 1.4826  # times the median distance from the middle is what a standard deviation would be


class Silence(NamedTuple):
    """A firm without a row, not even of 0, in its last covered months."""

    firm_id: str
    months: int
    longest_pause: int
    since_month: date


class Band(NamedTuple):
    """A firm's last three covered months beside the same three of the years before; low to high is usual."""

    firm_id: str
    three_months_usd: int
    low_usd: float
    middle_usd: float
    high_usd: float


class _Exporter(NamedTuple):
    firm_id: str
    first_month: date | None
    places: list[int] | None
    year_usd: int | None
    seasons: list[int | None]


class RecentMonths:
    """Months that ended by the as-of date, of the firms and exports chosen."""

    def __init__(self, snapshot: Snapshot, selection: Selection) -> None:
        covered = snapshot.rows(_COVERED)
        ended = bisect_right([month_end for _, month_end in covered], selection.as_of)
        self.covered = [month for month, _ in covered[:ended]]
        self.last_day = covered[ended - 1][1] if ended else None
        self._spans = [_three_up_to(month) for month in self._seasons()]
        self._exporters: list[_Exporter] = []
        if ended:
            latest, season_months = self.latest(LATEST), list(chain.from_iterable(self._spans))
            asked = {"latest": latest, "places": list(range(len(latest))), "year_from": len(latest) - YEAR}
            asked |= {"season_months": season_months, "seasons": [at // SEASON for at in range(len(season_months))]}
            self._exporters = rows_of_chosen(snapshot, selection, _SOLD, _Exporter._make, **asked)

    def latest(self, months: int) -> list[date]:
        """So many covered months, the last ones: at most 36."""
        return self.covered[-months:]

    def year_sums(self) -> dict[str, int]:
        """What each firm with a row in the last twelve covered months exported in them."""
        return {each.firm_id: each.year_usd for each in self._exporters if each.year_usd is not None}

    def silences(self, least: int, looking_back: int) -> list[Silence]:
        """Firms that have been silent for longer than ever in the months up to their last row.

        That row lies within the latest months; of those looked back upon at least some have a row.
        """
        latest = self.latest(LATEST)
        found = []
        for exporter in self._exporters:
            places = sorted(exporter.places or ())
            if not places or places[-1] == len(latest) - 1:
                continue
            places = [place for place in places if place > places[-1] - looking_back]
            if len(places) < least:
                continue
            silent = len(latest) - 1 - places[-1]
            longest = max(after - before - 1 for before, after in zip(places, places[1:], strict=False))
            if silent > longest:
                found.append(Silence(exporter.firm_id, silent, longest, latest[places[-1] + 1]))
        return found

    def bands(self, width: float, least: float) -> list[Band]:
        """Of firms with three earlier years, where the last covered month is the third in a row."""
        known = set(self.covered)
        begins = [(nth, span[0]) for nth, span in enumerate(self._spans) if known.issuperset(span)]
        if not begins or begins[0][0] != 0:
            return []
        found = []
        for firm, first_month, _, _, seasons in self._exporters:
            if first_month is None:
                continue
            now, *before = [seasons[nth] or 0 for nth, begun in begins if first_month <= begun] or [0]
            if len(before) >= _FEWEST_YEARS:
                middle = median(before)
                spread = _SPREAD * median(abs(usd - middle) for usd in before)
                reach = max(width * spread, least * middle)
                found.append(Band(firm, now, max(middle - reach, 0), middle, middle + reach))
        return found

    def _seasons(self) -> list[date]:
        """The last covered month, and the same month of the years before."""
        last = self.covered[-1:]
        return [month.replace(year=month.year - back) for month in last for back in range(_YEARS_BEFORE + 1)]


def _three_up_to(month: date) -> list[date]:
    number = month.year * 12 + month.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(number - 2, number + 1)]


def of_the_month(recent: RecentMonths, selection: Selection) -> Selection:
    """The selection on the last day that exports speak of: with the same answer about exports on each day until the
    next month has ended."""
    return replace(selection, as_of=recent.last_day or selection.as_of)
