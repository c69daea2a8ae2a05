"""The invented firms: who they are, how large they grow, what they would export without any support."""

import csv
import datetime as dt
import math
from dataclasses import dataclass, field
from pathlib import Path

from dice import Dice
from firm_numbers import business_number, corporate_number
from names import DISTRICT_WEIGHTS, invent_address, invent_names, with_legal_form
from profiles import PROFILES, Profile

FIRMS = 420
LARGE = 16  # big enough for World Class 300
LEADER_SHARE = 0.26
LEADER = 0  # serial of the firm that exports about a fifth of everything
YEARS = range(2012, 2026)  # two years before the files begin, so that past growth is known in 2014
# The business cycle in log points against 2018: exports and domestic sales
_EXPORTS = (-0.36, -0.30, -0.24, -0.22, -0.20, -0.08, 0.0, -0.02, -0.24, 0.0, 0.10, 0.09, 0.18, 0.22)
_DOMESTIC = (-0.16, -0.14, -0.11, -0.09, -0.07, -0.03, 0.0, 0.02, -0.04, 0.03, 0.08, 0.09, 0.11, 0.13)
EXPORT_CYCLE = dict(zip(YEARS, _EXPORTS, strict=True))
DOMESTIC_CYCLE = dict(zip(YEARS, _DOMESTIC, strict=True))
LARGE_KINDS = {"motor", "electric", "chip", "light", "machine"}
REFERENCE = Path(__file__).parents[1] / "reference"


@dataclass
class Firm:
    serial: int
    name: str  # without legal form
    english: str
    profile: Profile
    district: str
    founded: dt.date
    business_no: str
    domestic: dict[int, float] = field(default_factory=dict)  # million KRW by year
    own_exports: dict[int, float] = field(default_factory=dict)  # USD by year, without any support
    left_on: dt.date | None = None  # last day in the city's figures
    left_because: str = ""

    def is_alive(self, year: int) -> bool:
        return self.founded.year < year and (self.left_on is None or self.left_on.year > year)

    def sales(self, year: int) -> float:
        """Million KRW, without any support."""
        return self.domestic.get(year, 0.0) + self.own_exports.get(year, 0.0) * KRW_PER_USD.get(year, 1100.0) / 1e6

    def export_share(self, year: int) -> float:
        return 1 - self.domestic[year] / self.sales(year) if self.domestic.get(year) else 0.0


def exchange_rates() -> dict[int, float]:
    """Yearly mean KRW per USD from the reference."""
    with (REFERENCE / "exchange_rates.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["year"]): float(row["krw_per_usd"]) for row in csv.DictReader(file)}


KRW_PER_USD = exchange_rates()


def invent_firms() -> list[Firm]:
    dice = Dice("firms")
    profiles = [_profile(dice, serial) for serial in range(FIRMS)]
    names = invent_names([profile.names for profile in profiles])
    firms = []
    for serial, (profile, (name, english)) in enumerate(zip(profiles, names, strict=True)):
        first = 1986 if serial < LARGE else 1988
        last = 2004 if serial < LARGE else 2019
        age = dice.unit() ** 0.7
        year = first + int(age * (last - first))
        founded = dice.day(dt.date(year, 1, 4), dt.date(year, 12, 20))
        district = dice.weighted(DISTRICT_WEIGHTS)
        firm = Firm(serial, name, english, profile, district, founded, business_number(serial + 11))
        _grow(firm)
        firms.append(firm)
    _let_one_lead(firms)
    return firms


def _let_one_lead(firms: list[Firm]) -> None:
    """A quarter of what all others export is a fifth of everything."""
    for year in YEARS:
        others = sum(firm.own_exports.get(year, 0.0) for firm in firms if firm.serial != LEADER)
        firms[LEADER].own_exports[year] = others * LEADER_SHARE * Dice("leader", year).between(0.93, 1.07)


def _profile(dice: Dice, serial: int) -> Profile:
    if serial == LEADER:
        return next(profile for profile in PROFILES if profile.product == "생활가전")
    fitting = [(p, p.weight) for p in PROFILES if serial >= LARGE or p.names in LARGE_KINDS]
    return dice.weighted(fitting)


def _grow(firm: Firm) -> None:
    dice = Dice("growth", firm.serial)
    large = firm.serial < LARGE
    drift = dice.normal(0.035, 0.025)
    base = dice.between(10.4, 11.3) if large else dice.normal(8.55, 0.85)
    if firm.profile.is_knowledge_service:
        base -= 0.9
    walk = {year: 0.0 for year in YEARS}
    for year in YEARS:
        walk[year] = walk.get(year - 1, 0.0) + dice.normal(0.0, 0.09)
    for year in YEARS:
        if year >= firm.founded.year:
            young = -0.3 * max(0, 4 - (year - firm.founded.year))
            firm.domestic[year] = math.exp(base + drift * (year - 2018) + DOMESTIC_CYCLE[year] + walk[year] + young)
    if large or dice.chance(_exporter_share(firm.profile)):
        _begin_exports(firm, dice, base)


def _exporter_share(profile: Profile) -> float:
    if profile.is_knowledge_service or profile.industry in ("42", "46"):
        return 0.3
    return 0.74


def _begin_exports(firm: Firm, dice: Dice, base: float) -> None:
    large = firm.serial < LARGE
    share = dice.between(0.35, 1.1) if large else min(0.9, math.exp(dice.normal(-2.3, 1.0)))
    level = base + math.log(share * 1e6 / 1100)
    first = firm.founded.year + 1 if large or dice.chance(0.72) else dice.whole(2014, 2022)
    last = 2025 if large or dice.chance(0.86) else dice.whole(2016, 2024)
    drift, walk = dice.normal(0.025, 0.01), 0.0
    for year in YEARS:
        # Growth persists as a walk, and each year has luck of its own that the next year takes back
        walk += dice.normal(0.0, 0.13)
        luck = dice.normal(0.0, 0.04)
        if max(first, firm.founded.year + 1) <= year <= last:
            firm.own_exports[year] = math.exp(level + drift * (year - 2018) + EXPORT_CYCLE[year] + walk + luck)


def firm_rows(firms: list[Firm]) -> list[list[object]]:
    """firms.csv: some cells are empty and some founding dates known to the month or year only, as in real registers."""
    rows = []
    for firm in firms:
        dice = Dice("register", firm.serial)
        is_company = dice.chance(0.95)
        founded = firm.founded.isoformat()
        founded = dice.weighted(((founded, 88), (founded[:7], 6), (founded[:4], 3), ("", 3)))
        moved = firm.left_because == "타지역 이전"
        rows.append([
            firm.business_no,
            corporate_number(firm.serial + 5) if is_company and dice.chance(0.94) else "",
            with_legal_form(firm.name, dice) if is_company else firm.name,
            f"{firm.english}{dice.pick((' Co., Ltd.', ' Inc.', ' Co., Ltd.', ''))}" if dice.chance(0.82) else "",
            firm.profile.industry,
            firm.profile.product if dice.chance(0.95) else "",
            invent_address("outside" if moved else firm.district, dice),
            founded,
            {"폐업": "폐업", "합병": "폐업", "타지역 이전": "이전"}.get(firm.left_because, "정상"),
        ])  # fmt: skip
    return rows


FIRM_HEADER = ["사업자등록번호", "법인등록번호", "기업명", "영문명", "업종", "주생산품", "주소", "설립일", "상태"]
