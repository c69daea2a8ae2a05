"""Yearly outcomes as firms report them: late, missing, with empty cells."""

import math

from dice import Dice
from firms import KRW_PER_USD, Firm
from rounds import STAGES
from stays import History, stays
from support import COACHED_PROTOTYPES, Support

OUTCOME_YEARS = range(2014, 2025)
OUTCOME_HEADER = [
    "기업명", "사업자등록번호", "연도", "매출액(천원)", "영업이익(천원)", "종사자수(명)", "연구개발비(천원)",
    "지식재산권 출원(건)", "지식재산권 등록(건)", "시제품(건)", "사업화(건)", "사업화 매출액(천원)", "해외인증(건)",
]  # fmt: skip
RESEARCHERS = {"bio", "medical", "measure", "light", "software"}
# Share of cells left empty, column by column from sales on
EMPTY = (0.008, 0.03, 0.02, 0.05, 0.05, 0.06, 0.07, 0.07, 0.09, 0.06)


def outcome_rows(firms: list[Firm], history: History, support: Support, write_name) -> list[list[object]]:
    rows = []
    for firm in firms:
        dice = Dice("outcomes", firm.serial)
        name = write_name(firm.name, Dice("report name", firm.serial))
        held = [stay for stage in STAGES for stay in stays(history.of(firm.serial, stage))]
        habits = _habits(firm, dice)
        for year in OUTCOME_YEARS:
            cells = _cells(firm, year, habits, support, dice)
            is_member = any(first.year <= year <= last.year for first, last in held)
            # Members answer the secretariat; others seldom; the latest year comes in late
            answers = (0.94 if is_member else 0.58) * (0.86 if year == OUTCOME_YEARS[-1] else 1.0)
            if firm.is_alive(year) and dice.chance(answers):
                rows.append([name, firm.business_no, year, *_with_gaps(cells, dice)])
    return sorted(rows, key=lambda row: (row[2], row[1]))


def _habits(firm: Firm, dice: Dice) -> tuple[float, float, float]:
    """What stays with a firm: operating margin, sales per head in million KRW, R&D as a share of sales."""
    rnd = 0.055 if firm.profile.names in RESEARCHERS else 0.022
    return dice.normal(0.055, 0.03), 210 * math.exp(dice.normal(0.0, 0.3)), rnd * math.exp(dice.normal(0.0, 0.5))


def _cells(firm: Firm, year: int, habits: tuple[float, float, float], support: Support, dice: Dice) -> list[int]:
    margin, per_head, rnd_share = habits
    usd = support.exports(firm, year)
    sales = firm.domestic.get(year, 0.0) + usd * KRW_PER_USD[year] / 1e6
    profit = sales * (margin + dice.normal(0.0, 0.03) - (0.03 if year == 2020 else 0.0))
    staff = max(2, round((sales / per_head) ** 0.93 * 1.25 * (1.012 ** (2018 - year)) + dice.normal(0.0, 0.8)))
    rnd = sales * min(0.3, rnd_share * math.exp(dice.normal(0.0, 0.2)))
    filed = dice.small_count(min(9.0, 0.4 + rnd / 260))
    granted = dice.small_count(min(7.0, 0.3 + rnd / 420))
    prototypes = dice.small_count(
        min(5.0, 0.5 + rnd / 700) * (COACHED_PROTOTYPES if support.is_coached(firm.serial, year) else 1)
    )
    launched = dice.small_count(0.3 + 0.3 * prototypes)
    launch_sales = sales * 0.04 * launched * dice.between(0.4, 1.4)
    certificates = dice.small_count(0.5) if usd else 0
    return [
        round(sales * 1000), round(profit * 1000), staff, round(rnd * 1000), filed, granted, prototypes, launched,
        round(min(launch_sales, sales * 0.5) * 1000), certificates,
    ]  # fmt: skip


def _with_gaps(cells: list[int], dice: Dice) -> list[object]:
    """A missing answer is an empty cell, never a zero."""
    return ["" if dice.chance(share) else cell for cell, share in zip(cells, EMPTY, strict=True)]
