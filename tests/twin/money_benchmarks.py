"""By hand: our exports beside what others published of the same months."""

from collections import defaultdict
from datetime import date
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
