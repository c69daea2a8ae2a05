"""By hand: exports of months, quarters, years and any twelve months; seasons; the total without its largest firm."""

from collections import defaultdict
from datetime import date

from .counts import Row
from .money import Purse, Sale, a_year_before, change, closed_months, closed_sales, share
from .money_exports import exporters, grouped, months_by_year, total
from .money_firms import of_firms
from .money_outcomes import quantile

WHOLE = {"month": 1, "quarter": 3, "year": 12, "rolling_year": 12}
LEAST, MOST = 3, 5  # years that a season is made of


def counted(month: date) -> int:
    return month.year * 12 + month.month - 1


def month_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def spans(grain: str, months: list[date]) -> dict[date, list[date]]:
    """The covered months of each period, under its first day."""
    if grain == "rolling_year":
        ends = {month_of(counted(end) - 11): end for end in months}
        inside = {first: [month for month in months if first <= month <= end] for first, end in ends.items()}
        return {first: found for first, found in inside.items() if len(found) == 12}
    periods: dict[date, list[date]] = defaultdict(list)
    size = WHOLE[grain]
    for month in months:
        periods[month_of(counted(month) // size * size)].append(month)
    return periods


def in_won(purse: Purse, by_month: dict[date, list[Sale]], months: list[date]) -> int | None:
    """Each month at its year's rate; the sum to the whole won, halves up."""
    if any(month.year not in purse.rates for month in months):
        return None
    return (sum(total(by_month[month]) * purse.rates[month.year] for month in months) + 50) // 100


def exports_by_period(purse: Purse, as_of: date, grain: str = "year") -> list[Row]:
    by_month = grouped(closed_sales(purse, as_of), lambda sale: sale.month)
    rows = []
    for first, months in spans(grain, closed_months(purse, as_of)).items():
        sales = [sale for month in months for sale in by_month[month]]
        both = [month for month in months if a_year_before(month) in purse.months]
        before = sum(total(by_month[a_year_before(month)]) for month in both)
        rate = change(sum(total(by_month[month]) for month in both), before)
        rates = {purse.rates.get(month.year) for month in months}
        ways = {way: total(sale for sale in sales if sale.channel == way) for way in ("direct", "indirect", "unknown")}
        rows.append(
            {
                "period": first,
                "period_kind": grain,
                "year": months[-1].year,
                "last_month": months[-1],
                "months": len(months),
                "is_part_period": len(months) < WHOLE[grain],
                "exports_usd": total(sales),
                "exports_krw": in_won(purse, by_month, months),
                "krw_per_usd": min(rates) / 100 if len(rates) == 1 and None not in rates else None,
                "exporters": exporters(sales),
                "yoy_rate": None if grain == "rolling_year" and len(both) < 12 else rate,
            }
            | {f"{way}_usd": usd for way, usd in ways.items()}
        )
    return rows


def season_of(shares: list[list[float]]) -> list[float | None]:
    """The median of each calendar month's shares, all of them brought to a mean of 100."""
    middles = [quantile(sorted(each), 0.5) if len(each) >= LEAST else None for each in shares]
    known = [each for each in middles if each is not None]
    mean = sum(known) / len(known) if known else 0
    return [100 * each / mean if each is not None and mean else None for each in middles]


def exports_by_season(purse: Purse, as_of: date) -> list[Row]:
    sums = {month: 0 for month in closed_months(purse, as_of)}
    for sale in closed_sales(purse, as_of):
        sums[sale.month] += sale.usd
    totals = {
        year: sum(sums[month] for month in months)
        for year, months in months_by_year(purse, as_of).items()
        if len(months) == 12
    }
    years = sorted(year for year, usd in totals.items() if usd)[-MOST:]
    shares = [[12 * sums[date(year, month, 1)] / totals[year] for year in years] for month in range(1, 13)]
    indices = season_of(shares)
    rows = []
    for month, usd in sums.items():
        earlier = [sums[each] for back in range(1, MOST + 1) if (each := month.replace(year=month.year - back)) in sums]
        index = indices[month.month - 1]
        band = (min(earlier), max(earlier)) if len(earlier) >= LEAST else (None, None)
        rows.append(
            {
                "month": month,
                "year": month.year,
                "exports_usd": usd,
                "low_usd": band[0],
                "high_usd": band[1],
                "seasonal_index": index,
                "adjusted_usd": int(100 * usd / index + 0.5) if index else None,
                "season_years": len(years) if len(years) >= LEAST else None,
            }
        )
    return rows


def exports_without_largest(purse: Purse, as_of: date) -> list[Row]:
    sales, years = closed_sales(purse, as_of), months_by_year(purse, as_of)
    rows = []
    for year, months in years.items():
        sums = of_firms(sale for sale in sales if sale.month.year == year)
        largest = min(sums, key=lambda firm: (-sums[firm], purse.names[firm])) if sums else None
        now = {month for month in months if a_year_before(month) in years.get(year - 1, [])}
        before = {a_year_before(month) for month in now}
        values, whole = sorted(sums.values()), sum(sums.values())
        rows.append(
            {
                "year": year,
                "exports_usd": whole,
                "firm": largest,
                "firm_name": purse.names[largest] if largest else None,
                "largest_usd": sums[largest] if largest else None,
                "without_largest_usd": whole - sums[largest] if largest else None,
                "largest_share": share(sums[largest], whole) if largest else None,
                "exporters": len(sums),
                "mean_usd": whole / len(sums) if sums else None,
                "median_usd": quantile(values, 0.5),
                "yoy_rate": moved(sales, now, before),
                "without_largest_yoy_rate": moved([sale for sale in sales if sale.firm != largest], now, before),
                "is_part_year": len(months) < 12,
                "months": len(months),
            }
        )
    return rows


def moved(sales: list[Sale], now: set[date], before: set[date]) -> float | None:
    return change(*(total(sale for sale in sales if sale.month in months) for months in (now, before)))
