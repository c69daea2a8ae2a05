"""By hand: what firms reported of a year, out of those who were expected to. Missing is missing, never 0."""

from datetime import date
from functools import lru_cache

from .counts import Row
from .money import MEASURES, NO_STAGE, Purse, change, closed_years, stage_on

UNITS = {name: "krw" if name.endswith("_krw") else "count" for name in MEASURES} | {"staff": "people"}
Values = dict[str, float]  # firm → what it reported
Stages = set[str] | None  # keep only these


def quantile(ordered: list[float], part: float) -> float | None:
    """On the straight line between the two neighbours of the place (n − 1) · part."""
    if not ordered:
        return None
    place = (len(ordered) - 1) * part
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def closing_stage(purse: Purse, firm: str, year: int) -> str:
    return stage_on(purse.book, firm, date(year, 12, 31))


def expected_firms(purse: Purse, year: int, stages: Stages = None) -> set[str]:
    """Whoever holds a stage on 31 December; with a filter, one of these as its highest."""
    held = {firm: closing_stage(purse, firm, year) for firm in {spell.firm for spell in purse.book.spells}}
    return {firm for firm, stage in held.items() if stage != NO_STAGE and (not stages or stage in stages)}


@lru_cache(maxsize=512)
def reported(purse: Purse, measure: str, year: int) -> Values:
    if measure == "rnd_share":
        rnd, sales = reported(purse, "rnd_krw", year), reported(purse, "sales_krw", year)
        return {firm: rnd[firm] / sales[firm] for firm in rnd if sales.get(firm, 0) > 0}
    return {firm: report[measure] for (firm, of), report in purse.reports.items() if of == year and measure in report}


def outcomes_by_year(purse: Purse, as_of: date, stages: Stages = None) -> list[Row]:
    return [
        outcome_row(purse, measure, year, stages)
        for measure in (*MEASURES, "rnd_share")
        for year in closed_years(purse, as_of)
    ]


def outcome_row(purse: Purse, measure: str, year: int, stages: Stages) -> Row:
    values, before = reported(purse, measure, year), reported(purse, measure, year - 1)
    if stages:
        values = {firm: value for firm, value in values.items() if closing_stage(purse, firm, year) in stages}
    expected = expected_firms(purse, year, stages)
    both = values.keys() & before.keys()
    ordered = sorted(values.values())
    is_sum = measure != "rnd_share"
    yoy = change(sum(values[firm] for firm in both), sum(before[firm] for firm in both)) if is_sum else None
    return {
        "measure": measure,
        "year": year,
        "sum": sum(ordered) if is_sum and ordered else None,
        "median": quantile(ordered, 0.5),
        "p25": quantile(ordered, 0.25),
        "p75": quantile(ordered, 0.75),
        "reporting_firms": len(values),
        "expected_firms": len(expected),
        "response_rate": len(expected & values.keys()) / len(expected) if expected else None,
        "responding_firms": len(expected & values.keys()),
        "firms_in_both_years": len(both),
        "yoy_rate": yoy,
        "unit": UNITS.get(measure, "share"),
    }


def report_grid(purse: Purse, as_of: date, stages: Stages = None) -> list[Row]:
    return [
        {
            **expected_row(purse, firm, year),
            "measure": measure,
            "is_reported": measure in purse.reports.get((firm, year), {}),
        }
        for year in closed_years(purse, as_of)
        for firm in expected_firms(purse, year, stages)
        for measure in MEASURES
    ]


def expected_row(purse: Purse, firm: str, year: int) -> Row:
    return {
        "firm": firm,
        "firm_name": purse.names[firm],
        "district": purse.districts[firm],
        "stage_code": closing_stage(purse, firm, year),
        "fiscal_year": year,
    }


def not_reported(purse: Purse, as_of: date, stages: Stages = None) -> list[Row]:
    """Expected, and nothing came; a report without a single value is nothing."""
    return [
        {
            **expected_row(purse, firm, year),
            "last_reported_year": max(
                (of for (who, of), report in purse.reports.items() if who == firm and report), default=None
            ),
        }
        for year in closed_years(purse, as_of)
        for firm in expected_firms(purse, year, stages)
        if not purse.reports.get((firm, year))
    ]
