"""By hand: what a programme asks, what a firm can show of a year, and whether that is enough."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from .counts import Row
from .money import NO_STAGE, Purse, stage_on
from .spells import rows_of, written_day

NEVER = date(9999, 12, 31)
MADE_OF = {  # measures of the year, and how many years back
    "sales": [("sales_krw", 0)],
    "sales_3y_mean": [("sales_krw", back) for back in range(3)],
    "sales_cagr_5y": [("sales_krw", 0), ("sales_krw", 5)],
    "rnd_intensity_3y_mean": [(measure, back) for back in range(3) for measure in ("rnd_krw", "sales_krw")],
    "staff": [("staff", 0)],
    "exports": [("exports_usd", 0)],
    "export_share": [("exports_usd", 0), ("krw_per_usd", 0), ("sales_krw", 0)],
}
YES, NO, DONT_KNOW = "met", "not_met", "unknown"


@dataclass(eq=False)
class Entrance:
    """The doors (programmes with their criteria) and those who stand before them."""

    purse: Purse
    programmes: list[dict[str, str]]
    criteria: list[dict[str, str]]
    knowledge: dict[str, str]  # firm → yes, no or nothing
    founded: dict[str, int]
    gone: set[str]  # closed or moved away


def read_entrance(sample: Path, reference: Path, purse: Purse) -> Entrance:
    kinds = {row["industry_code"]: row["knowledge_service"] for row in rows_of(reference / "industries.csv")}
    firms = {row["사업자등록번호"].replace("-", ""): row for row in rows_of(sample / "firms.csv")}
    return Entrance(
        purse,
        rows_of(reference / "programmes.csv"),
        rows_of(reference / "criteria.csv"),
        {firm: kinds[row["업종"]] for firm, row in firms.items()},
        {firm: written_day(row["설립일"]).year for firm, row in firms.items() if row["설립일"]},
        {firm for firm, row in firms.items() if row["상태"] in ("폐업", "이전")},
    )


def holds_on(row: dict[str, str], day: date) -> bool:
    return written_day(row["valid_from"]) <= day <= (written_day(row["valid_to"]) or NEVER)


@lru_cache(maxsize=4)
def whole_export_years(purse: Purse) -> set[int]:
    months = defaultdict(set)
    for month in purse.months:
        months[month.year].add(month)
    return {year for year, found in months.items() if len(found) == 12}


@lru_cache(maxsize=4)
def exported(purse: Purse) -> dict[tuple[str, int], int]:
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for sale in purse.sales:
        sums[sale.firm, sale.month.year] += sale.usd
    return dict(sums)


def figure(purse: Purse, firm: str, measure: str, year: int) -> float | None:
    if measure == "exports_usd":  # whoever has a number and stands in no row of a whole year sold nothing abroad
        return exported(purse).get((firm, year), 0) if year in whole_export_years(purse) else None
    if measure == "krw_per_usd":
        return purse.rates[year] / 100 if year in purse.rates else None
    return purse.reports.get((firm, year), {}).get(measure)


@lru_cache(maxsize=256)
def judged_year(purse: Purse, criterion: str, day: date) -> int | None:
    years = whole_export_years(purse) if criterion == "exports" else {year for _, year in purse.reports}
    return max((year for year in years if date(year, 12, 31) <= day), default=None)


@lru_cache(maxsize=100_000)
def value_of(purse: Purse, firm: str, criterion: str, year: int) -> float | None:
    found = {(measure, back): figure(purse, firm, measure, year - back) for measure, back in MADE_OF[criterion]}
    if None in found.values():
        return None
    sales = [found.get(("sales_krw", back)) for back in range(6)]
    if criterion == "sales_3y_mean":
        return sum(sales[:3]) / 3
    if criterion == "sales_cagr_5y":
        return round((sales[0] / sales[5]) ** 0.2 - 1, 9) if sales[5] > 0 and sales[0] >= 0 else None
    if criterion == "rnd_intensity_3y_mean":
        if min(sales[:3]) <= 0:
            return None
        return round(sum(found["rnd_krw", back] / sales[back] for back in range(3)) / 3, 9)
    if criterion == "export_share":
        return round(found["exports_usd", 0] * found["krw_per_usd", 0] / sales[0], 9) if sales[0] > 0 else None
    return found[MADE_OF[criterion][0]]


def gaps_of(entrance: Entrance, firm: str, criterion: str, year: int) -> list[tuple[str, int]]:
    return [
        (measure, year - back)
        for measure, back in MADE_OF[criterion]
        if figure(entrance.purse, firm, measure, year - back) is None
    ]


@lru_cache(maxsize=10_000)
def fulfils(entrance: Entrance, firm: str, condition: str) -> bool | None:
    kind = entrance.knowledge[firm]
    if condition in ("knowledge services", "industry is not knowledge services"):
        return (kind == "yes") == (condition == "knowledge services") if kind else None
    return None if condition == "certified innovative firm" else True


def is_ceiling(row: dict[str, str]) -> bool:
    return row["operator"] == "<"


def threshold_of(row: dict[str, str], tried: dict[str, float]) -> float:
    name = ":".join(row[part] for part in ("programme_code", "alternative", "criterion", "operator"))
    return tried.get(name, float(row["value"]))


def criterion_row(entrance: Entrance, firm: str, row: dict[str, str], day: date, tried: dict[str, float]) -> Row:
    """What one criterion says about one firm; not reached is not met, whatever the condition."""
    purse, criterion, limit = entrance.purse, row["criterion"], threshold_of(row, tried)
    year = judged_year(purse, criterion, day)
    parts = {year - back for _, back in MADE_OF[criterion]} if year else set()
    gaps = gaps_of(entrance, firm, criterion, year) if year else []
    value = value_of(purse, firm, criterion, year) if year else None
    condition = fulfils(entrance, firm, row["condition"])
    reached = None if value is None else (value < limit if is_ceiling(row) else value >= limit)
    state = NO if reached is False or condition is False else YES if reached and condition else DONT_KNOW
    young = any(entrance.founded.get(firm, 0) > of for _, of in gaps)
    why = "no_figures" if not year else "too_young" if young else "missing" if gaps else "no_base"
    lacking = {measure for measure, _ in gaps}
    return {
        "alternative": row["alternative"],
        "any_of": row["any_of"] or None,
        "criterion": criterion,
        "condition": row["condition"] or None,
        "operator": row["operator"],
        "threshold": limit,
        "unit": row["unit"].lower(),
        "value": value,
        "year": year,
        "margin": None if value is None else value - limit,
        "margin_share": None if value is None else (value - limit) / abs(limit),
        "criterion_state": state,
        "unknown_because": None if state != DONT_KNOW else why if value is None else "condition",
        "years_needed": len(parts) if year else None,
        "years_known": len(parts - {of for _, of in gaps}) if year else None,
        "missing_measure": None if not gaps else lacking.pop() if len(lacking) == 1 else "several",
        "source": row["source"],
        "is_barred": condition is False,
    }


def asked_of(entrance: Entrance, programme: str, day: date) -> list[dict[str, str]]:
    return [row for row in entrance.criteria if row["programme_code"] == programme and holds_on(row, day)]


def open_programmes(entrance: Entrance, day: date) -> list[dict[str, str]]:
    return [row for row in entrance.programmes if holds_on(row, day)]


def candidates(entrance: Entrance, day: date) -> list[Row]:
    """Each firm before each open door of a stage above its own."""
    ranks = entrance.purse.book.reference.ranks
    found = []
    for firm, name in entrance.purse.names.items():
        held = stage_on(entrance.purse.book, firm, day)
        for programme in open_programmes(entrance, day):
            steps = ranks[programme["stage_code"]] - ranks.get(held, 0)
            if steps > 0 and firm not in entrance.gone:
                found.append(
                    {
                        "firm": firm,
                        "firm_name": name,
                        "district": entrance.purse.districts[firm],
                        "held_stage": held or NO_STAGE,
                        "stage_code": programme["stage_code"],
                        "programme_code": programme["programme_code"],
                        "steps_up": steps,
                    }
                )
    return found


def checked(entrance: Entrance, who: Row, day: date, tried: dict[str, float]) -> list[Row]:
    rows = asked_of(entrance, who["programme_code"], day)
    return [criterion_row(entrance, who["firm"], row, day, tried) for row in rows]


def alternatives_of(rows: list[Row]) -> dict[str, list[Row]]:
    """Each way in, with the rows that belong to all."""
    names = sorted({row["alternative"] for row in rows} - {"*"}) or ["*"]
    return {name: [row for row in rows if row["alternative"] in ("*", name)] for name in names}


def is_barred(name: str, rows: list[Row]) -> bool:
    return any(row["is_barred"] for row in rows if row["alternative"] == name and name != "*")


def requirements_of(rows: list[Row]) -> list[list[Row]]:
    """Rows that share any_of are one requirement."""
    groups: dict[object, list[Row]] = defaultdict(list)
    for at, row in enumerate(rows):
        groups[row["any_of"] or at].append(row)
    return list(groups.values())


def verdict(rows: list[Row]) -> str:
    states = {row["criterion_state"] for row in rows}
    return YES if YES in states else DONT_KNOW if DONT_KNOW in states else NO


def readiness_criteria(entrance: Entrance, day: date, tried: dict[str, float] | None = None) -> list[Row]:
    found = []
    for who in candidates(entrance, day):
        rows = checked(entrance, who, day, tried or {})
        ways = alternatives_of(rows)
        shut = {name for name, of in ways.items() if is_barred(name, of)}
        hidden = shut if len(shut) < len(ways) else set()
        for row in rows:
            if row["alternative"] not in hidden:
                found.append(who | {name: cell for name, cell in row.items() if name != "is_barred"})
    return found
