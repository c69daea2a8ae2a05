"""By hand: the largest exporters, today's members over time, and firms around their entry into a stage."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from .counts import Row
from .money import Purse, Sale, closed_sales, share, stages_in_order
from .money_exports import asked_years, exporters, grouped, months_by_year, total
from .money_outcomes import quantile
from .stays import stage_stays

Entry = tuple[str, str, int]  # firm, stage, year


def of_firms(sales: Iterable[Sale]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for sale in sales:
        sums[sale.firm] += sale.usd
    return {firm: usd for firm, usd in sums.items() if usd > 0}


def top_exporters(purse: Purse, as_of: date, years: tuple[int, ...] = (), most: int | None = 20) -> list[Row]:
    rows = []
    for year in asked_years(purse, as_of, years):
        sums = of_firms(sale for sale in closed_sales(purse, as_of) if sale.month.year == year)
        ranking = sorted(sums, key=lambda firm: (-sums[firm], purse.names[firm]))
        rows += [
            {
                "year": year,
                "rank": rank,
                "firm": firm,
                "firm_name": purse.names[firm],
                "district": purse.districts[firm],
                "exports_usd": sums[firm],
                "share": share(sums[firm], sum(sums.values())),
            }
            for rank, firm in enumerate(ranking[:most], start=1)
        ]
    return rows


def exports_of_todays_members(purse: Purse, as_of: date, stages: set[str] | None = None) -> list[Row]:
    """Who holds a stage today, in every year: not the stage held in the month."""
    stays = stage_stays(purse.book)
    members = {stay.firm for stay in stays if stay.holds(as_of) and (not stages or stay.rung in stages)}
    sales = [sale for sale in closed_sales(purse, as_of) if sale.firm in members]
    by_year = grouped(sales, lambda sale: sale.month.year)
    return [
        {
            "year": year,
            "exports_usd": total(by_year[year]),
            "exporters": exporters(by_year[year]),
            "members": len(members),
            "is_part_year": len(months) < 12,
            "months": len(months),
        }
        for year, months in months_by_year(purse, as_of).items()
    ]


def first_entries(purse: Purse, as_of: date) -> list[Entry]:
    """Whoever was there before, or is written as designated again, does not enter."""
    stays = stage_stays(purse.book)
    return [(stay.firm, stay.rung, stay.start.year) for stay in stays if stay.is_first and stay.start <= as_of]


def spell_entries(purse: Purse, as_of: date, programme: str | None, cohort: str | None) -> list[Entry]:
    """The first start in each stage of the programme's spells, or the cohort's."""
    starts: dict[tuple[str, str], date] = {}
    for spell in purse.book.spells:
        if programme in (None, spell.programme) and cohort in (None, spell.cohort) and spell.start <= as_of:
            key = (spell.firm, spell.stage)
            starts[key] = min(spell.start, starts.get(key, spell.start))
    return [(firm, stage, start.year) for (firm, stage), start in starts.items()]


def exports_around_entry(
    purse: Purse, as_of: date, programme: str | None = None, cohort: str | None = None, within: int = 5
) -> list[Row]:
    """By whole calendar years counted from the year of entry; a year that is not whole is not known."""
    is_of_spells = programme or cohort
    entries = spell_entries(purse, as_of, programme, cohort) if is_of_spells else first_entries(purse, as_of)
    whole_years = {year for year, months in months_by_year(purse, as_of).items() if len(months) == 12}
    sold: dict[tuple[str, int], int] = defaultdict(int)
    for sale in closed_sales(purse, as_of):
        sold[sale.firm, sale.month.year] += sale.usd
    rows = []
    for stage in stages_in_order(purse.book):
        for since in range(-within, within + 1):
            years = [(firm, year + since) for firm, of, year in entries if of == stage and year + since in whole_years]
            sums = sorted(sold[key] for key in years if sold[key] > 0)
            if years:
                rows.append(
                    {
                        "stage_code": stage,
                        "years_since_entry": since,
                        "firms": len(years),
                        "exporters": len(sums),
                        "exports_usd": sum(sums),
                        "mean_usd": sum(sums) / len(sums) if sums else None,
                        "median_usd": quantile(sums, 0.5),
                    }
                )
    return rows
