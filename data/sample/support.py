"""Who took part in the coaching and the export package, and what that truly did to exports."""

import datetime as dt
import math
from dataclasses import dataclass

from dice import Dice
from firms import LEADER, Firm
from stays import History

PACKAGE, COACHING = "수출지원 패키지", "찾아가는 현장코칭"
SUPPORT_YEARS = range(2019, 2023)
PACKAGE_SEATS = 10  # flagship firms a year, and as many whom the partner institutions recommend
COACHING_SEATS = 25
# THE TRUE EFFECT: log points of yearly exports by years since the year of treatment (0, 1, 2 …; the last one stays)
TRUE_EFFECT = {PACKAGE: (0.04, 0.12, 0.18, 0.20), COACHING: (0.0, 0.03, 0.05, 0.06)}
COACHED_PROTOTYPES = 1.6  # coaching multiplies the expected prototypes of three years
# How loosely past growth decides: spread of the noise beside yearly growth in log points, itself spread by about 0.1
SELECTION_NOISE = 0.16
SIX_BODIES = (
    "광주광역시", "광주전남지방중소벤처기업청", "광주본부세관", "한국무역협회 광주전남지역본부",
    "중소벤처기업진흥공단 광주지역본부", "광주경제고용진흥원",
)  # fmt: skip
STEPS = (("연구개발 기획", 2), ("지식재산", 3), ("시제품", 3), ("사업화", 2))
SUPPORT_HEADER = [
    "기업명", "사업자등록번호", "지원사업", "연도", "시작일", "종료일",
    "진행단계", "수행기관", "추천기관", "지원금(천원)",
]  # fmt: skip


@dataclass(frozen=True)
class Participation:
    serial: int
    kind: str
    year: int
    starts_on: dt.date
    ends_on: dt.date
    step: str
    agency: str
    recommended_by: str
    amount_thousand_krw: int


class Support:
    """Chooses the participants year by year; each firm at most once in each of the two."""

    def __init__(self, firms: list[Firm], history: History) -> None:
        self.firms, self.history = firms, history
        self.participations: list[Participation] = []
        self._years: dict[tuple[int, str], int] = {}

    def choose(self) -> list[Participation]:
        for year in SUPPORT_YEARS:
            dice, day = Dice("support", year), dt.date(year, 3, 27)
            flagship, pre = (self.history.holders(stage, day) for stage in ("flagship", "pre"))
            package = self._ranked(PACKAGE, year, dice, self.exports)
            self._admit([it for it in package if it.serial in flagship][:PACKAGE_SEATS], PACKAGE, year, dice, False)
            self._admit([it for it in package if it.serial not in flagship][:PACKAGE_SEATS], PACKAGE, year, dice, True)
            coached = self._ranked(COACHING, year, dice, lambda firm, at: firm.sales(at))
            members = [it for it in coached if it.serial in flagship | pre]
            self._admit(members[:COACHING_SEATS], COACHING, year, dice, False)
        return self.participations

    def exports(self, firm: Firm, year: int) -> float:
        """Yearly exports in USD with everything that the support added so far."""
        return firm.own_exports.get(year, 0.0) * math.exp(self.effect(firm.serial, year))

    def effect(self, serial: int, year: int) -> float:
        total = 0.0
        for kind, effects in TRUE_EFFECT.items():
            since = year - self._years.get((serial, kind), 9999)
            total += effects[min(since, len(effects) - 1)] if since >= 0 else 0.0
        return total

    def is_coached(self, serial: int, year: int) -> bool:
        return 0 <= year - self._years.get((serial, COACHING), 9999) <= 2

    def _ranked(self, kind: str, year: int, dice: Dice, size) -> list[Firm]:
        """Firms by past yearly growth plus noise, the best first: selection that a naive comparison falls for."""
        scored = []
        for firm in self.firms:
            past, late = size(firm, year - 3), size(firm, year - 1)
            noise = dice.normal(0.0, SELECTION_NOISE)
            # Beginners grow fast by themselves: both programmes ask for five years on record
            is_seasoned = bool(past and late and size(firm, year - 5))
            may = firm.is_alive(year) and firm.serial != LEADER and (firm.serial, kind) not in self._years
            if may and is_seasoned:
                scored.append((math.log(late / past) / 2 + noise, firm.serial))
        return [self.firms[serial] for _, serial in sorted(scored, reverse=True)]

    def _admit(self, firms: list[Firm], kind: str, year: int, dice: Dice, recommended: bool) -> None:
        for firm in firms:
            self._years[firm.serial, kind] = year
            start = dice.day(dt.date(year, 4, 1), dt.date(year, 5, 29))
            end = dice.day(dt.date(year, 10, 15), dt.date(year, 12, 18))
            agency = "광주테크노파크" if kind == COACHING else dice.pick(SIX_BODIES)
            amount = dice.whole(10, 18) * 1000 if kind == COACHING else dice.whole(20, 45) * 1000
            step = dice.weighted(STEPS) if kind == COACHING else ""
            by = dice.pick(SIX_BODIES[1:]) if recommended else ""
            self.participations.append(Participation(firm.serial, kind, year, start, end, step, agency, by, amount))


def support_rows(firms: list[Firm], participations: list[Participation], write_name) -> list[list[object]]:
    rows = []
    for number, it in enumerate(sorted(participations, key=lambda it: (it.starts_on, it.kind, it.serial))):
        firm = firms[it.serial]
        rows.append([
            write_name(firm.name, Dice("support name", number)), firm.business_no, it.kind, it.year, it.starts_on,
            it.ends_on, it.step, it.agency, it.recommended_by, it.amount_thousand_krw,
        ])  # fmt: skip
    return rows
