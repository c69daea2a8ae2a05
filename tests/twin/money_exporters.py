"""By hand: how exports are spread, over whom, and which exporters begin, stop and go on."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date

from .counts import Row
from .money import Purse, Sale, a_year_before, closed_months, closed_sales, month_end, share, stage_in
from .money_exports import asked_years, grouped, months_by_year
from .money_firms import of_firms
from .money_outcomes import quantile

CLASSES = {  # name: from so many dollars on
    "under_100k": 0,
    "from_100k": 100_000,
    "from_500k": 500_000,
    "from_1m": 1_000_000,
    "from_5m": 5_000_000,
    "from_10m": 10_000_000,
}
SPREAD: dict[str, Callable[[Sale], str]] = {
    "firms": lambda sale: sale.firm,
    "markets": lambda sale: sale.country,
    "products": lambda sale: sale.product,
}


def half(values: Iterable[int]) -> float | None:
    """The value in the middle, the mean of the two middle ones of an even number."""
    return quantile(sorted(values), 0.5)


def mean(values: list[int]) -> float | None:
    return sum(values) / len(values) if values else None


def herfindahl(sums: list[int]) -> float:
    return sum(usd * usd for usd in sums) / sum(sums) ** 2


def sales_of_year(purse: Purse, as_of: date, year: int) -> list[Sale]:
    return [sale for sale in closed_sales(purse, as_of) if sale.month.year == year and sale.usd > 0]


def exporter_concentration(purse: Purse, as_of: date) -> list[Row]:
    rows = []
    for year, months in months_by_year(purse, as_of).items():
        for over, part in SPREAD.items():
            groups = grouped(sales_of_year(purse, as_of, year), part)
            sums = sorted((sum(sale.usd for sale in group) for group in groups.values()), reverse=True)
            if not sums:
                continue
            whole = sum(sums)
            rows.append(
                {
                    "year": year,
                    "spread_over": over,
                    "parts": len(sums),
                    "exports_usd": whole,
                    **{f"top_{most}_share": sum(sums[:most]) / whole for most in (1, 5, 10)},
                    "hhi": herfindahl(sums),
                    "effective_number": 1 / herfindahl(sums),
                    "is_part_year": len(months) < 12,
                    "months": len(months),
                }
            )
    return rows


def size_class(usd: int) -> str:
    return [name for name, begin in CLASSES.items() if usd >= begin][-1]


def exporters_by_size(purse: Purse, as_of: date, years: tuple[int, ...] = ()) -> list[Row]:
    begins = [*CLASSES.values(), None]
    rows = []
    for year in asked_years(purse, as_of, years):
        sums, months = of_firms(sales_of_year(purse, as_of, year)), months_by_year(purse, as_of)[year]
        for place, (name, begin) in enumerate(CLASSES.items()):
            here = [usd for usd in sums.values() if size_class(usd) == name]
            rows.append(
                {
                    "year": year,
                    "size_class": name,
                    "from_usd": begin,
                    "below_usd": begins[place + 1],
                    "exporters": len(here),
                    "exports_usd": sum(here),
                    "exporters_share": share(len(here), len(sums)),
                    "share": share(sum(here), sum(sums.values())),
                    "is_part_year": len(months) < 12,
                    "months": len(months),
                }
            )
    return rows


def exporter_pareto(purse: Purse, as_of: date, years: tuple[int, ...] = ()) -> list[Row]:
    rows = []
    for year in asked_years(purse, as_of, years):
        sums = of_firms(sales_of_year(purse, as_of, year))
        ranking, whole, so_far = sorted(sums, key=lambda firm: (-sums[firm], purse.names[firm])), sum(sums.values()), 0
        for rank, firm in enumerate(ranking, start=1):
            so_far += sums[firm]
            rows.append(
                {
                    "year": year,
                    "rank": rank,
                    "firm": firm,
                    "firm_name": purse.names[firm],
                    "district": purse.districts[firm],
                    "exports_usd": sums[firm],
                    "share": sums[firm] / whole,
                    "cumulative_usd": so_far,
                    "cumulative_share": so_far / whole,
                    "cumulative_exporters_share": rank / len(ranking),
                }
            )
    return rows


def exports_by_group(
    purse: Purse, as_of: date, by: str = "stage", years: tuple[int, ...] = (), industries: dict[str, str] | None = None
) -> list[Row]:
    rows = []
    for year in asked_years(purse, as_of, years):
        sales, last = sales_of_year(purse, as_of, year), max(months_by_year(purse, as_of)[year])
        groups: dict[Hashable, list[Sale]] = {}
        for sale in sales:
            for group in groups_of(purse, sale, by, last, industries or {}):
                groups.setdefault(group, []).append(sale)
        for group, of_group in groups.items():
            sums = of_firms(of_group)
            rows.append(
                {
                    "year": year,
                    **dict(group),
                    "exports_usd": sum(sums.values()),
                    "exporters": len(sums),
                    "median_usd": half(sums.values()),
                    "share": sum(sums.values()) / sum(sale.usd for sale in sales),
                }
            )
    return rows


def groups_of(purse: Purse, sale: Sale, by: str, last: date, industries: dict[str, str]) -> list[tuple]:
    """Where a sale counts, as the columns that say so."""
    if by == "stage":
        return [(("stage_code", stage_in(purse, sale.firm, sale.month)),)]
    if by == "district":
        return [(("district", purse.districts[sale.firm]),)]
    if by == "industry":
        return [(("industry_code", industries.get(sale.firm)),)]
    cohorts = {
        (("programme_code", spell.programme), ("cohort", spell.cohort))
        for spell in purse.book.spells
        if spell.firm == sale.firm and spell.start <= month_end(last)
    }
    return list(cohorts) or [(("programme_code", None), ("cohort", None))]


def exporter_dynamics(purse: Purse, as_of: date) -> list[Row]:
    covered = months_by_year(purse, as_of)
    return [dynamics_of(purse, as_of, year, months, covered.get(year + 1, [])) for year, months in covered.items()]


def dynamics_of(purse: Purse, as_of: date, year: int, months: list[date], next_months: list[date]) -> Row:
    sales, known = sales_of_year(purse, as_of, year), set(closed_months(purse, as_of))
    both = [month for month in months if a_year_before(month) in known]
    sums, now = of_firms(sales), of_firms(sale for sale in sales if sale.month in both)
    earlier = {a_year_before(month) for month in both}
    before = of_firms(sale for sale in closed_sales(purse, as_of) if sale.month in earlier)
    entrants, stayed = [firm for firm in now if firm not in before], [firm for firm in now if firm in before]
    went_on = [firm for firm in entrants if firm in of_firms(sales_of_year(purse, as_of, year + 1))]
    is_compared, is_followed = bool(both), bool(both) and len(next_months) == 12
    markets = [len({sale.country for sale in of_firm}) for of_firm in grouped(sales, lambda sale: sale.firm).values()]
    products = [len({sale.product for sale in of_firm}) for of_firm in grouped(sales, lambda sale: sale.firm).values()]
    largest = sorted(sums.values(), reverse=True)
    return {
        "year": year,
        "exporters": len(sums),
        "entrants": len(entrants) if is_compared else None,
        "exiters": sum(firm not in now for firm in before) if is_compared else None,
        "incumbents": len(stayed) if is_compared else None,
        "surviving_entrants": len(went_on) if is_followed else None,
        "entry_rate": share(len(entrants), len(now)),
        "exit_rate": share(sum(firm not in now for firm in before), len(before)),
        "first_year_survival_rate": share(len(went_on), len(entrants)) if is_followed else None,
        "exports_usd": sum(largest),
        "mean_usd": mean(largest),
        "median_usd": half(largest),
        "entrants_mean_usd": mean([now[firm] for firm in entrants]),
        "entrants_median_usd": half(now[firm] for firm in entrants),
        "mean_markets": mean(markets),
        "median_markets": half(markets),
        "mean_products": mean(products),
        "median_products": half(products),
        "top_1_share": share(sum(largest[:1]), sum(largest)),
        "top_5_share": share(sum(largest[:5]), sum(largest)),
        "hhi": herfindahl(largest) if largest else None,
        "compared_exporters": len(now) if is_compared else None,
        "exporters_before": len(before) if is_compared else None,
        "is_part_year": len(months) < 12,
        "months": len(months),
        "compared_months": len(both),
    }
