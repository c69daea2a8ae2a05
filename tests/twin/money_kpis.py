"""By hand: the key figures of money, each on the last day of which its files speak."""

from datetime import date

from .counts import Row
from .money import Purse, Sale, closed_months, closed_sales, closed_years, month_end
from .money_exports import exporters, months_by_year, total
from .money_outcomes import reported

EXPORTED = ("exports_usd", "exporters", "markets")
REPORTED = {"staff": "people", "rnd_krw": "krw"}
NO_TARGET = {"target": None, "status": "none"}


def export_figures(sales: list[Sale]) -> list[tuple[str, str, int]]:
    markets = {sale.country for sale in sales if sale.usd > 0}
    return [
        ("exports_usd", "usd", total(sales)),
        ("exporters", "firms", exporters(sales)),
        ("markets", "countries", len(markets)),
    ]


def year_to(purse: Purse, last: date) -> list[Sale]:
    """From January to the month."""
    sales = closed_sales(purse, month_end(last))
    return [sale for sale in sales if sale.month.year == last.year]


def months_to(purse: Purse, last: date) -> list[int]:
    """The months that files cover from January on: a part of them is no measure of all."""
    return [month.month for month in purse.months if month.year == last.year and month <= last]


def money_kpis(purse: Purse, as_of: date) -> list[Row]:
    return export_kpis(purse, as_of) + report_kpis(purse, as_of)


def export_kpis(purse: Purse, as_of: date) -> list[Row]:
    months = closed_months(purse, as_of)
    if not months:
        return []
    last = months[-1]
    before = last.replace(year=last.year - 1)
    is_known = months_to(purse, last) == months_to(purse, before)
    then = export_figures(year_to(purse, before))
    return [
        {"kpi": name, "value": value, "unit": unit, "previous": then[nth][2] if is_known else None}
        | NO_TARGET
        | {"as_of": month_end(last)}
        for nth, (name, unit, value) in enumerate(export_figures(year_to(purse, last)))
    ]


def report_kpis(purse: Purse, as_of: date) -> list[Row]:
    """Before: this less the change in those who reported both years, so that a new reporter is no growth."""
    rows = []
    for year in closed_years(purse, as_of)[-1:]:
        for name, unit in REPORTED.items():
            now, then = reported(purse, name, year), reported(purse, name, year - 1)
            both = now.keys() & then.keys()
            value = sum(now.values()) if now else None
            grown = sum(now[firm] - then[firm] for firm in both)
            previous = value - grown if both else None
            facts = {"kpi": name, "value": value, "unit": unit, "previous": previous}
            rows.append(facts | NO_TARGET | {"as_of": date(year, 12, 31)})
    return rows


def money_kpi_history(purse: Purse, as_of: date) -> list[Row]:
    rows = []
    for year, months in months_by_year(purse, as_of).items():
        facts = {"year": year, "as_of": month_end(months[-1])}
        figures = export_figures(year_to(purse, months[-1]))
        rows += [{"kpi": name, "value": value, "unit": unit} | facts for name, unit, value in figures]
    return rows
