"""A small town of firms with a secret each, as two snapshots know it: some firms' stages are known better later."""

import random
from datetime import date
from pathlib import Path

import warehouse
from tests.warehouse.clean_tables import clean_tables, day, export, firm, report, spell, stage

YEARS = (2023, 2024)
AS_OF = date(2024, 12, 31)
DISTRICTS = ("bukgu", "bukgu", "bukgu", "seogu", "seogu", "donggu")
ALONE = "namgu"  # the district of the last firm, which is the only one there
INDUSTRIES = ("26", "26", "28", "29", "29", "62")
SECTIONS = {"26": "C", "28": "C", "29": "C", "62": "J"}
STAGES = ("pre",) * 12 + ("flagship",) * 15 + ("star",) * 11
GROUPS = {"US": "america", "CA": "america", "DE": "eu", "FR": "eu", "JP": "east", "CN": "east"}
MOVED = ("firm00", "firm01", "firm20")  # the later snapshot knows that they had risen before the year
RISE = "2023-05-01"


def _spells(is_later: bool) -> list[dict]:
    rows = []
    for at, code in enumerate(STAGES):
        name, ends = f"firm{at:02}", "2026-12-31"
        if is_later and name in MOVED:
            rows.append(spell(name, code, "2022-01-01", "2023-04-30"))
            code, starts = "flagship" if code == "pre" else "star", RISE
            rows.append(spell(name, code, starts, ends))
        else:
            rows.append(spell(name, code, "2022-01-01", ends))
    return rows


def _money() -> dict[str, list[dict]]:
    dice = random.Random(20241231)
    outcomes, exports = [], []
    for at in range(len(STAGES)):
        name, size = f"firm{at:02}", dice.lognormvariate(3, 0.7)
        for year in YEARS:
            amounts = {"staff": float(max(1, round(size * dice.uniform(0.9, 1.1)))), "rnd_krw": round(size * 1e7)}
            outcomes.append(report(name, year, **amounts))
            for month in range(1, 13) if at % 2 else ():
                country = dice.choice(sorted(GROUPS))
                exports.append(export(name, f"{year}-{month:02}", round(size * dice.uniform(1e3, 9e3)), country))
    return {"outcomes": outcomes, "exports": exports}


def _districts() -> list[str]:
    return [DISTRICTS[at % len(DISTRICTS)] for at in range(len(STAGES) - 1)] + [ALONE]


def _named(code: str) -> dict[str, str]:
    return {"name_ko": code, "name_en": code}


def _reference() -> dict[str, list[dict]]:
    return {
        "firms": [
            firm(f"firm{at:02}", district_code=district, industry_code=INDUSTRIES[at * 5 % len(INDUSTRIES)])
            for at, district in enumerate(_districts())
        ],
        "districts": [{"district_code": code} | _named(code) for code in sorted(set(_districts()))],
        "industries": [{"industry_code": code, "section": of} | _named(code) for code, of in SECTIONS.items()],
        "market_groups": [{"market_group": code, "group_rank": at} | _named(code)
                          for at, code in enumerate(sorted(set(GROUPS.values())), 1)],
        "markets": [{"country": country, "market_group": group} for country, group in GROUPS.items()],
        "stages": [stage(code, at, code) for at, code in enumerate(dict.fromkeys(STAGES), 1)],
        "settings": [{"setting": name, "value": value, "valid_from": day("2015-01-01"), "meaning": name}
                     for name, value in (("grace_days", 90.0), ("min_firms", 3.0), ("dominance", 0.7))],
    }  # fmt: skip


def publish_town(home: Path, snapshot_id: str, is_later: bool) -> None:
    """Let readers see the town as it is known then."""
    folder = home / "warehouse" / f".{snapshot_id}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    warehouse.build_snapshot(clean_tables(_spells(is_later), **_reference(), **_money()), folder, {"made_by": "test"})
    warehouse.publish(home, folder, snapshot_id)


def secrets(measure: str, year: int) -> dict[str, float]:
    """Each firm's true value above 0."""
    money, found = _money(), {}
    for line in money["exports"] if measure == "exports_usd" else money["outcomes"]:
        if (line["month"].year if "month" in line else line["fiscal_year"]) == year:
            found[line["firm_id"]] = found.get(line["firm_id"], 0.0) + line[measure]
    return {firm_id: value for firm_id, value in found.items() if value > 0}
