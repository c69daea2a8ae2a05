"""By hand: our exports beside what others published of the same months."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from .counts import Row
from .money import Purse, closed_sales, share
from .money_exports import months_by_year

MONTHS_OF = {"year": 12, "quarter": 3, "month": 1}


class Published(NamedTuple):
    """What was published of one region and period; a part that is not named is all."""

    region: str
    period: date
    kind: str
    usd: int
    source: str
    chapter: str | None = None
    country: str | None = None

    @property
    def months(self) -> set[date]:
        return {self.period.replace(month=self.period.month + more) for more in range(MONTHS_OF[self.kind])}

    @property
    def parts(self) -> tuple[bool, bool]:
        return self.chapter is not None, self.country is not None


def period_total(rows: list[Published]) -> tuple[int, str]:
    """The published total; else the sum over the parts, all cut the same way."""
    totals = [row.usd for row in rows if row.parts == (False, False)]
    if totals:
        return totals[0], "total"
    assert len({row.parts for row in rows}) == 1, "parts cut two ways are not one total: the twin does not choose"
    names = {(True, False): "hs_chapter", (False, True): "country", (True, True): "several"}
    return sum(row.usd for row in rows), names[rows[0].parts]


def fitting(rows: list[Published], months: set[date]) -> list[Published]:
    """The published rows of the longest periods that make up exactly these months."""
    for kind in MONTHS_OF:
        inside = [row for row in rows if row.kind == kind and row.months <= months]
        if set().union(*(row.months for row in inside)) == months:
            return inside
    return []


def city_share(purse: Purse, published: list[Published], as_of: date) -> list[Row]:
    rows = []
    for region in {row.region for row in published}:
        for year, months in months_by_year(purse, as_of).items():
            ours = sum(sale.usd for sale in closed_sales(purse, as_of) if sale.month.year == year)
            used = fitting([row for row in published if row.region == region], set(months))
            periods: dict[date, list[Published]] = defaultdict(list)
            for row in used:
                periods[row.period].append(row)
            totals = [period_total(group) for group in periods.values()]
            theirs = sum(usd for usd, _ in totals) if used else None
            rows.append(
                {
                    "region": region,
                    "year": year,
                    "exports_usd": ours,
                    "benchmark_usd": theirs,
                    "share": share(ours, theirs) if used else None,
                    "is_part_year": len(months) < 12,
                    "months": len(months),
                    "period_kind": used[0].kind if used else None,
                    "summed_over": totals[0][1] if used else None,
                    "source": used[0].source if used else None,
                }
            )
    return rows


JUMP = 2


def last_day(row: Published) -> date:
    """The day before the period's next one begins."""
    months = row.period.year * 12 + row.period.month - 1 + MONTHS_OF[row.kind]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def benchmark_breaks(published: list[Published], as_of: date) -> list[Row]:
    rows = []
    for region, kind in sorted({(row.region, row.kind) for row in published}):
        series = [row for row in published if (row.region, row.kind) == (region, kind)]
        closed = [row for row in series if last_day(row) <= as_of]
        totals = {
            period: period_total([row for row in series if row.period == period])[0]
            for period in sorted({row.period for row in series if row.period <= as_of})
        }
        named = {"region": region, "period_kind": kind}
        found = [*category_breaks(closed), *jumps(closed, totals), *part_years(series, closed, as_of)]
        for period, break_kind, previous, facts in found:
            before = totals[previous] if previous else None
            factor = totals[period] / before if before else None
            rows.append(
                named
                | {"period": period, "break_kind": break_kind, "previous_period": previous}
                | {"exports_usd": totals[period], "previous_usd": before, "change_factor": factor}
                | {"categories": None, "category_names": None, "periods": None}
                | facts
            )
    return rows


Break = tuple[date, str, date | None, Row]


def category_breaks(closed: list[Published]) -> list[Break]:
    found: list[Break] = []
    for cut in {row.parts for row in closed if any(row.parts)}:
        named: dict[date, set[str]] = defaultdict(set)
        for row in closed:
            if row.parts == cut:
                named[row.period].add(" · ".join(filter(None, (row.chapter, row.country))))
        periods = sorted(named)
        for at, (before, period) in enumerate(zip(periods, periods[1:], strict=False), 1):
            come = named[period] - set().union(*(named[each] for each in periods[:at]))
            gone = named[before] - set().union(*(named[each] for each in periods[at:]))
            for kind, names in (("categories_appeared", come), ("categories_vanished", gone)):
                if names:
                    facts = {"categories": len(names), "category_names": ", ".join(sorted(names))}
                    found.append((period, kind, before, facts))
    return found


def jumps(closed: list[Published], totals: dict[date, int]) -> list[Break]:
    periods = sorted({row.period for row in closed})
    return [
        (period, "total_jumped", before, {})
        for before, period in zip(periods, periods[1:], strict=False)
        if totals[before] > 0 and (totals[period] >= JUMP * totals[before] or totals[period] * JUMP <= totals[before])
    ]


def part_years(series: list[Published], closed: list[Published], as_of: date) -> list[Break]:
    if series[0].kind == "year":
        return [(row.period, "part_year", None, {}) for row in series if row.period <= as_of < last_day(row)]
    years: dict[int, set[date]] = defaultdict(set)
    for row in closed:
        years[row.period.year].add(row.period)
    whole = 12 // MONTHS_OF[series[0].kind]
    return [(min(there), "part_year", None, {"periods": len(there)}) for there in years.values() if len(there) < whole]


def exports_index(purse: Purse, published: list[Published], as_of: date) -> list[Row]:
    """Everything is divided by the same months of the first whole year that all series have."""
    years = months_by_year(purse, as_of)

    def ours(months: set[date]) -> int:
        return sum(sale.usd for sale in closed_sales(purse, as_of) if sale.month in months)

    def theirs(region: str, months: set[date]) -> int | None:
        periods: dict[date, list[Published]] = defaultdict(list)
        for row in fitting([row for row in published if row.region == region], months):
            periods[row.period].append(row)
        return sum(period_total(group)[0] for group in periods.values()) if periods else None

    known: dict[str, Callable[[set[date]], int | None]] = {"firms": ours}
    known |= {region: partial(theirs, region) for region in sorted({row.region for row in published})}
    full = [year for year, months in years.items() if len(months) == 12]
    whole = {name: {year for year in full if of(set(years[year])) is not None} for name, of in known.items()}
    common = set.intersection(*(found for found in whole.values() if found)) if len(known) > 1 else set()
    rows = []
    if not common or not any(found for name, found in whole.items() if name != "firms"):
        return rows
    base = min(common)
    for name, of in known.items():
        for year, months in years.items():
            usd, then = of(set(months)), of({month.replace(year=base) for month in months})
            if whole[name] and year >= base and usd is not None and then is not None:
                rows.append(
                    {
                        "series": name,
                        "year": year,
                        "exports_usd": usd,
                        "exports_index": 100 * usd / then if then else None,
                        "base_year": base,
                        "is_part_year": len(months) < 12,
                        "months": len(months),
                    }
                )
    return rows
