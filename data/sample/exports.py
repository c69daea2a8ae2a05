"""Yearly exports of a firm → months, HS codes and countries, as customs would count them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from dice import Dice
from firms import Firm
from profiles import MARKETS
from support import Support

EXPORT_YEARS = range(2014, 2026)
LAST_MONTH = "2025-10"
SEASONS = {
    "world": (76, 72, 87, 84, 84, 86, 81, 77, 85, 88, 89, 91),
    "food": (78, 66, 74, 72, 72, 74, 76, 82, 104, 108, 100, 94),
    "beauty": (70, 66, 88, 86, 82, 80, 74, 76, 92, 96, 106, 84),
    "home": (72, 80, 100, 104, 102, 96, 82, 70, 72, 74, 74, 74),
    "motor": (82, 78, 88, 86, 84, 88, 74, 66, 84, 90, 92, 88),
}
# Within 2020 the trade stood still in spring and came back by the end of the year
MONTHS_OF_2020 = (1.08, 1.06, 1.0, 0.66, 0.56, 0.66, 0.82, 0.9, 1.08, 1.1, 1.2, 1.24)
OFTEN_FROM_USD = 150000.0  # a product in a market worth that much a month is shipped nearly every month
EXPORT_HEADER = [
    "기업명", "사업자등록번호", "연월", "HS코드", "국가", "수출액(USD)", "중량(kg)", "직간접",
]  # fmt: skip


@dataclass(frozen=True)
class Lane:
    """One product of one firm going to one country."""

    hs_code: str
    country: str
    weight: float
    first_year: int
    last_year: int
    usd_per_kg: float
    is_indirect: bool


def export_rows(firms: list[Firm], support: Support, write_name) -> list[list[object]]:
    rows = []
    for firm in firms:
        if firm.own_exports:
            name = write_name(firm.name, Dice("customs name", firm.serial))
            rows += [[name, firm.business_no, *row] for row in _shipments(firm, support)]
    return sorted(rows, key=lambda row: (row[2], row[1], row[3], row[4]))


def _shipments(firm: Firm, support: Support) -> Iterator[list[object]]:
    dice = Dice("exports", firm.serial)
    lanes = _lanes(firm, dice)
    season = SEASONS.get(firm.profile.markets, SEASONS["world"])
    last_month = min(LAST_MONTH, firm.left_on.isoformat()[:7] if firm.left_on else LAST_MONTH)
    for year in EXPORT_YEARS:
        total = support.exports(firm, year)
        if not total:
            continue
        for month, lane, usd in _split_year(total, year, [it for it in lanes if _is_open(it, year)], season, dice):
            kg = max(1, round(usd / (lane.usd_per_kg * math.exp(dice.normal(0.0, 0.12)))))
            kg = "" if dice.chance(0.004) else kg
            if usd >= 40 and f"{year}-{month:02d}" <= last_month:
                way = "간접" if lane.is_indirect else "직접"
                yield [f"{year}-{month:02d}", lane.hs_code, lane.country, usd, kg, way]


def _is_open(lane: Lane, year: int) -> bool:
    return lane.first_year <= year <= lane.last_year


def _lanes(firm: Firm, dice: Dice) -> list[Lane]:
    """The larger the exporter, the more countries; the first country is always served."""
    largest = max(firm.own_exports.values())
    markets = list(MARKETS[firm.profile.markets])
    wanted = max(1, min(len(markets), round((math.log10(largest) - 4.3) * 2.4 + dice.normal(0.0, 1.0))))
    codes = dice.some(firm.profile.hs_codes, 2 if dice.chance(0.6) else 1)
    begin, lanes = min(firm.own_exports), []
    for rank in range(wanted):
        country = dice.weighted(markets)
        markets = [market for market in markets if market[0] != country]
        opened = dice.whole(2015, 2024) if rank and dice.chance(0.3) else begin
        closed = dice.whole(2016, 2024) if rank and dice.chance(0.2) else 2025
        for place, code in enumerate(codes):
            if place == 0 or dice.chance(0.45):
                weight = (0.35 if place else 1.0) * math.exp(dice.normal(0.0, 0.35)) / (rank + 1) ** 1.1
                price = firm.profile.usd_per_kg * math.exp(dice.normal(0.0, 0.2))
                lanes.append(Lane(code, country, weight, opened, closed, price, dice.chance(0.1)))
    return lanes


def _split_year(total: float, year: int, lanes: list[Lane], season, dice: Dice) -> list[tuple[int, Lane, int]]:
    """Amounts by month and lane that add up to the year's total; small lanes ship now and then only."""
    share = sum(lane.weight for lane in lanes)
    shipped: list[tuple[int, Lane, float]] = []
    for month in range(1, 13):
        mood = season[month - 1] * (MONTHS_OF_2020[month - 1] if year == 2020 else 1.0)
        for lane in lanes:
            monthly = total * lane.weight / share / 12
            often = min(0.97, (monthly / OFTEN_FROM_USD) ** 0.5)
            if dice.chance(often):
                shipped.append((month, lane, lane.weight / often * mood * math.exp(dice.normal(0.0, 0.3))))
    if not shipped:
        shipped.append((dice.whole(1, 10), lanes[0], 1.0))
    scale = total / sum(weight for _, _, weight in shipped)
    return [(month, lane, round(weight * scale)) for month, lane, weight in shipped]
