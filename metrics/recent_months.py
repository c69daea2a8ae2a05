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
_SOLD = "SELECT firm_id, month, exports_usd FROM exports_per_firm($selection) WHERE list_contains($months, month)"
_BEGUN = """
SELECT firm_id, min(month) AS first_month
FROM exports_per_firm($selection)
WHERE exports_usd > 0
GROUP BY firm_id
"""
LATEST = 36  # covered months, the last ones
_YEARS_BEFORE = 5  # that make a season
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


class RecentMonths:
    """Months that ended by the as-of date, of the firms and exports chosen."""

    def __init__(self, snapshot: Snapshot, selection: Selection) -> None:
        covered = snapshot.rows(_COVERED)
        ended = bisect_right([month_end for _, month_end in covered], selection.as_of)
        self.covered = [month for month, _ in covered[:ended]]
        self.last_day = covered[ended - 1][1] if ended else None
        self._spans = [_three_up_to(month) for month in self._seasons()]
        self._sold: dict[str, dict[date, int]] = {}
        self._begun: dict[str, date] = {}
        if ended:
            months = {*self.latest(LATEST), *chain.from_iterable(self._spans)}
            for firm, month, usd in rows_of_chosen(snapshot, selection, _SOLD, months=sorted(months)):
                self._sold.setdefault(firm, {})[month] = usd
            self._begun = dict(rows_of_chosen(snapshot, selection, _BEGUN))

    def latest(self, months: int) -> list[date]:
        """So many covered months, the last ones: at most 36."""
        return self.covered[-months:]

    def sums(self, months: int) -> dict[str, int]:
        """What each firm with a row in the last covered months exported in them."""
        latest = self.latest(months)
        found = {firm: [sold[month] for month in latest if month in sold] for firm, sold in self._sold.items()}
        return {firm: sum(told) for firm, told in found.items() if told}

    def silences(self, within: int, least: int, looking_back: int) -> list[Silence]:
        """Firms that have been silent for longer than ever in the months up to their last row.

        That row lies within so many months; of those looked back upon at least some have a row.
        """
        latest = self.latest(within)
        found = []
        for firm, sold in self._sold.items():
            places = [place for place, month in enumerate(latest) if month in sold]
            if not places or places[-1] == len(latest) - 1:
                continue
            places = [place for place in places if place > places[-1] - looking_back]
            if len(places) < least:
                continue
            silent = len(latest) - 1 - places[-1]
            longest = max(after - before - 1 for before, after in zip(places, places[1:], strict=False))
            if silent > longest:
                found.append(Silence(firm, silent, longest, latest[places[-1] + 1]))
        return found

    def bands(self, width: float, least: float) -> list[Band]:
        """Of firms with three earlier years, where the last covered month is the third in a row."""
        known = set(self.covered)
        spans = [span for span in self._spans if known.issuperset(span)]
        if not spans or spans[0][-1] != self.covered[-1]:
            return []
        found = []
        for firm, begun in self._begun.items():
            sold = self._sold.get(firm, {})
            now, *before = [sum(sold.get(month, 0) for month in span) for span in spans if begun <= span[0]] or [0]
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
