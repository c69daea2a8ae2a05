"""By hand: where to by region and over the years, markets gained and lost, products at each level of the HS."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import date

from .counts import Row
from .money import Purse, Sale, a_year_before, change, closed_months, closed_sales, share
from .money_exports import asked_years, exporters, grouped, total

UNKNOWN = "unknown"


def comparable(purse: Purse, month: date) -> bool:
    return a_year_before(month) in purse.months


def compared(purse: Purse, as_of: date, year: int, key: Callable[[Sale], Hashable]) -> dict[Hashable, tuple[int, int]]:
    """Each part's exports in the year and in the year before, in the months that both have."""
    months = [month for month in closed_months(purse, as_of) if month.year == year and comparable(purse, month)]
    before = {a_year_before(month) for month in months}
    sums: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
    for sale in closed_sales(purse, as_of):
        sums[key(sale)][0] += sale.usd if sale.month in months else 0
        sums[key(sale)][1] += sale.usd if sale.month in before else 0
    return {part: (now, then) for part, (now, then) in sums.items()}


def exports_by_market_group(purse: Purse, as_of: date, years: tuple[int, ...] = ()) -> list[Row]:
    def group(sale: Sale) -> str:
        return purse.groups.get(sale.country, UNKNOWN)

    rows = []
    for year in asked_years(purse, as_of, years):
        sales = [sale for sale in closed_sales(purse, as_of) if sale.month.year == year and sale.usd > 0]
        both = compared(purse, as_of, year, group)
        rows += [
            {
                "year": year,
                "market_group": name,
                "exports_usd": total(of_group),
                "exporters": exporters(of_group),
                "countries": len({sale.country for sale in of_group}),
                "share": share(total(of_group), total(sales)),
                "yoy_rate": change(*both[name]),
                "country_codes": ",".join(sorted({sale.country for sale in of_group})),
            }
            for name, of_group in grouped(sales, group).items()
        ]
    return rows


def market_history(purse: Purse, as_of: date, years: tuple[int, ...] = (), most: int = 10) -> list[Row]:
    sales = [sale for sale in closed_sales(purse, as_of) if sale.usd > 0 and (not years or sale.month.year in years)]
    rankings = {}
    for year, of_year in grouped(sales, lambda sale: sale.month.year).items():
        sums = {country: total(group) for country, group in grouped(of_year, lambda sale: sale.country).items()}
        rankings[year] = sorted(sums.items(), key=lambda market: (-market[1], market[0]))
    followed = {country for ranking in rankings.values() for country, _ in ranking[:most]}
    rows = []
    for year, ranking in rankings.items():
        whole, rest = sum(usd for _, usd in ranking), [usd for country, usd in ranking if country not in followed]
        lines = [(country, rank, usd, 1) for rank, (country, usd) in enumerate(ranking, 1) if country in followed]
        lines += [("other", None, sum(rest), len(rest))] if rest else []
        rows += [
            {
                "year": year,
                "country": country,
                "market_rank": rank,
                "exports_usd": usd,
                "share": share(usd, whole),
                "countries": markets,
            }
            for country, rank, usd, markets in lines
        ]
    return rows


def markets_gained_and_lost(purse: Purse, as_of: date, years: tuple[int, ...] = ()) -> list[Row]:
    rows = []
    for year in sorted({month.year for month in closed_months(purse, as_of)}):
        if years and year not in years:
            continue
        of_firms = compared(purse, as_of, year, lambda sale: (sale.country, sale.firm))
        of_all = compared(purse, as_of, year, lambda sale: sale.country)
        moved: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (country, _), (now, before) in of_firms.items():
            if (now > 0) != (before > 0):
                moved["gained" if now else "lost", country].append(now + before)
        rows += [
            {
                "year": year,
                "market_change": way,
                "country": country,
                "firms": len(sums),
                "exports_usd": sum(sums),
                "is_for_all": of_all[country][1 if way == "gained" else 0] == 0,
            }
            for (way, country), sums in moved.items()
        ]
    return rows


def path_of(purse: Purse, code: str) -> list[tuple[str, str, str | None]]:
    """The product at each level of the HS that this code is part of: itself, its level, the one above."""
    section = purse.sections.get(code[:2], UNKNOWN)
    return [
        (section, "section", None),
        (code[:2], "chapter", section),
        (code[:4], "heading", code[:2]),
        (code, "code", code[:4]),
    ]


def product_tree(purse: Purse, as_of: date, years: tuple[int, ...] = ()) -> list[Row]:
    rows = []
    for year in asked_years(purse, as_of, years):
        of_year = [sale for sale in closed_sales(purse, as_of) if sale.month.year == year]
        parts: dict[tuple[str, str, str | None], list[Sale]] = defaultdict(list)
        for sale in of_year:
            for place in path_of(purse, sale.hs):
                parts[place].append(sale)
        both: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for code, (now, before) in compared(purse, as_of, year, lambda sale: sale.hs).items():
            for name, _, _ in path_of(purse, code):
                both[name][0] += now
                both[name][1] += before
        for (name, level, within), sales in parts.items():
            if not total(sales):
                continue
            weighed = [sale for sale in sales if sale.kg is not None and sale.usd > 0]
            kg = sum(sale.kg for sale in weighed) if weighed else None
            rows.append(
                {
                    "year": year,
                    "hs_product": name,
                    "hs_level": level,
                    "hs_within": within,
                    "exports_usd": total(sales),
                    "weight_kg": kg,
                    "unit_value_usd_per_kg": total(weighed) / kg if kg else None,
                    "weighed_share": share(total(weighed), total(sales)),
                    "exporters": exporters(sales),
                    "share": share(total(sales), total(of_year)),
                    "yoy_rate": change(*both[name]),
                }
            )
    return rows


def exports_by_product(purse: Purse, as_of: date, years: tuple[int, ...] = (), within: str | None = None) -> list[Row]:
    return [row for row in product_tree(purse, as_of, years) if row["hs_within"] == within]
