"""By hand: where a cohort's firms stand on each anniversary of their designation, and what they sold around it."""

from collections import Counter, defaultdict
from datetime import date

from .counts import Row
from .money import Purse, closed_months, closed_sales, closed_years
from .money_outcomes import quantile
from .spells import Book, Spell
from .stays import Stay, by_firm, stage_stays

MOST_YEARS = 20
TOO_FEW = 5
Firms = dict[str, list[Stay]]


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; 28 February for the 29th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def whereabouts(spell: Spell, stays: list[Stay], day: date, ranks: dict[str, int]) -> str:
    """Who has risen since counts as risen, whether it stands there still or not."""
    rank = ranks[spell.stage]
    if any(ranks[stay.rung] > rank and spell.start < stay.start <= day for stay in stays):
        return "promoted"
    held = [ranks[stay.rung] for stay in stays if stay.holds(day)]
    if rank in held:
        return "retained"
    return "promoted" if any(other > rank for other in held) else "left"


def share(part: int, whole: int) -> float | None:
    return part / whole if whole >= TOO_FEW else None


def cohort_years(book: Book, as_of: date) -> list[Row]:
    firms: Firms = by_firm(stage_stays(book))
    tally: dict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
    for spell in book.spells:
        for years in range(MOST_YEARS + 1):
            day = anniversary(spell.start, years)
            if day <= as_of:
                placed = whereabouts(spell, firms[spell.firm], day, book.reference.ranks)
                tally[spell.programme, spell.cohort, years][placed] += 1
    return [
        {
            "programme_code": programme,
            "cohort": cohort,
            "years_since": years,
            "firms": places.total(),
            "retained": places["retained"],
            "promoted": places["promoted"],
            "left": places["left"],
            "retained_share": share(places["retained"], places.total()),
            "promoted_share": share(places["promoted"], places.total()),
        }
        for (programme, cohort, years), places in tally.items()
    ]


def values_of(purse: Purse, as_of: date, measure: str) -> dict[tuple[str, int], int]:
    """Firm and year → what a file says of it; of exports only years whose twelve months are all there."""
    if measure == "sales_krw":
        years = closed_years(purse, as_of)
        return {key: told[measure] for key, told in purse.reports.items() if key[1] in years and measure in told}
    months = Counter(month.year for month in closed_months(purse, as_of))
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for sale in closed_sales(purse, as_of):
        if months[sale.month.year] == 12:
            sums[sale.firm, sale.month.year] += sale.usd
    return dict(sums)


def members(book: Book, as_of: date) -> dict[tuple[str, str], dict[str, int]]:
    """Programme and cohort → firm → year of entry; `all` has each firm of the programme at its first start."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for spell in sorted(book.spells, key=lambda one: one.start):
        if spell.start <= as_of:
            found[spell.programme, spell.cohort][spell.firm] = spell.start.year
            found[spell.programme, "all"].setdefault(spell.firm, spell.start.year)
    return found


def cohort_growth(purse: Purse, as_of: date) -> list[Row]:
    rows = []
    for measure in ("sales_krw", "exports_usd"):
        values = values_of(purse, as_of, measure)
        for (programme, cohort), entered in members(purse.book, as_of).items():
            for since in range(-3, 7):
                index = sorted(
                    100 * values[firm, year + since] / values[firm, year]
                    for firm, year in entered.items()
                    if values.get((firm, year), 0) > 0 and (firm, year + since) in values
                )
                if index:
                    told = index if len(index) >= TOO_FEW else []
                    rows.append(
                        {
                            "programme_code": programme,
                            "cohort": cohort,
                            "years_since": since,
                            "measure": measure,
                            "firms": len(index),
                            "cohort_firms": len(entered),
                            "median_index": quantile(told, 0.5),
                            "p25_index": quantile(told, 0.25),
                            "p75_index": quantile(told, 0.75),
                        }
                    )
    return rows
