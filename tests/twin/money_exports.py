"""By hand: exports by year, month, country, product and stage. An exporter has sold something, not only reported 0."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date

from .counts import Row
from .money import (
    Purse,
    Sale,
    a_year_before,
    change,
    closed_months,
    closed_sales,
    share,
    stage_in,
    stages_in_order,
)


def total(sales: Iterable[Sale]) -> int:
    return sum(sale.usd for sale in sales)


def exporters(sales: Iterable[Sale]) -> int:
    return len({sale.firm for sale in sales if sale.usd > 0})


def grouped(sales: Iterable[Sale], key: Callable[[Sale], Hashable]) -> dict[Hashable, list[Sale]]:
    groups: dict[Hashable, list[Sale]] = defaultdict(list)
    for sale in sales:
        groups[key(sale)].append(sale)
    return groups


def months_by_year(purse: Purse, as_of: date) -> dict[int, list[date]]:
    years: dict[int, list[date]] = defaultdict(list)
    for month in closed_months(purse, as_of):
        years[month.year].append(month)
    return years


def asked_years(purse: Purse, as_of: date, years: tuple[int, ...]) -> set[int]:
    """The years chosen, else that of the last closed month."""
    return set(years) or {month.year for month in closed_months(purse, as_of)[-1:]}


def won(usd: int, hundredths: int | None) -> int | None:
    """Dollars at a year's mean rate, to the whole won, halves up."""
    return None if hundredths is None else (usd * hundredths + 50) // 100


def exports_by_year(purse: Purse, as_of: date) -> list[Row]:
    by_month = grouped(closed_sales(purse, as_of), lambda sale: sale.month)
    rows = []
    for year, months in months_by_year(purse, as_of).items():
        sales = [sale for month in months for sale in by_month[month]]
        both = [month for month in months if a_year_before(month) in purse.months]
        before = sum(total(by_month[a_year_before(month)]) for month in both)
        rate = purse.rates.get(year)
        rows.append(
            {
                "year": year,
                "exports_usd": total(sales),
                "exports_krw": won(total(sales), rate),
                "exporters": exporters(sales),
                "is_part_year": len(months) < 12,
                "months": len(months),
                "yoy_rate": change(sum(total(by_month[month]) for month in both), before),
                "last_month": max(months),
                "krw_per_usd": rate / 100 if rate else None,
            }
        )
    return rows


def exports_by_month(purse: Purse, as_of: date) -> list[Row]:
    by_month = grouped(closed_sales(purse, as_of), lambda sale: sale.month)
    return [
        {
            "month": month,
            "year": month.year,
            "exports_usd": total(by_month[month]),
            "exporters": exporters(by_month[month]),
            "yoy_rate": change(total(by_month[month]), total(by_month[a_year_before(month)])),
        }
        for month in closed_months(purse, as_of)
    ]


def by_part(purse: Purse, as_of: date, years: tuple[int, ...], name: str, part: Callable[[Sale], str]) -> list[Row]:
    """Each part's exports and its share of its year; a part without exports is left out."""
    wanted = asked_years(purse, as_of, years)
    sales = [sale for sale in closed_sales(purse, as_of) if sale.month.year in wanted and sale.usd > 0]
    whole = {year: total(of_year) for year, of_year in grouped(sales, lambda sale: sale.month.year).items()}
    return [
        {
            "year": year,
            name: of,
            "exports_usd": total(group),
            "exporters": exporters(group),
            "share": share(total(group), whole[year]),
        }
        for (year, of), group in grouped(sales, lambda sale: (sale.month.year, part(sale))).items()
    ]


def exports_by_country(purse: Purse, as_of: date, years: tuple[int, ...] = ()) -> list[Row]:
    return by_part(purse, as_of, years, "country", lambda sale: sale.country)


def exports_by_hs(purse: Purse, as_of: date, years: tuple[int, ...] = ()) -> list[Row]:
    return by_part(purse, as_of, years, "hs_chapter", lambda sale: sale.chapter)


def exports_by_stage(purse: Purse, as_of: date) -> list[Row]:
    """A month counts for the stage held on its last day; a firm that rises is an exporter of both stages."""
    sales = closed_sales(purse, as_of)
    groups = grouped(sales, lambda sale: (sale.month.year, stage_in(purse, sale.firm, sale.month)))
    whole = {year: total(of_year) for year, of_year in grouped(sales, lambda sale: sale.month.year).items()}
    return [
        {
            "year": year,
            "stage_code": stage,
            "exports_usd": total(groups.get((year, stage), [])),
            "exporters": exporters(groups.get((year, stage), [])),
            "share": share(total(groups.get((year, stage), [])), whole.get(year, 0)),
        }
        for year in months_by_year(purse, as_of)
        for stage in stages_in_order(purse.book)
    ]


def exports_by_stage_and_country(purse: Purse, as_of: date, years: tuple[int, ...] = ()) -> list[Row]:
    wanted = asked_years(purse, as_of, years)
    sales = [sale for sale in closed_sales(purse, as_of) if sale.month.year in wanted and sale.usd > 0]
    stages = grouped(sales, lambda sale: (sale.month.year, stage_in(purse, sale.firm, sale.month)))
    return [
        {
            "year": year,
            "stage_code": stage,
            "country": country,
            "exports_usd": total(group),
            "exporters": exporters(group),
            "share": share(total(group), total(of_stage)),
        }
        for (year, stage), of_stage in stages.items()
        for country, group in grouped(of_stage, lambda sale: sale.country).items()
    ]
