"""Who applied to the city's two programmes since 2021, when, and with what result: read off the history played before.

No other file depends on these rows: they have streams of chance of their own, and change nothing that is there.
"""

import datetime as dt
from dataclasses import dataclass

from dice import Dice
from firms import Firm
from rounds import PROGRAMMES, ROUNDS, Round
from stays import GRACE, History, Spell

CITY = ("pre", "flagship")  # the ministries tell the city nothing about who applies to theirs
FIRST_YEAR = 2021  # older applications are on paper
AGAIN = ("재지정", "연장")
TRIED_IN_VAIN = 0.4  # of those whose term ended for no reason that forbids it, how many had applied again
REJECTED_NEW = 0.5  # firms that applied anew in vain, by firm that was chosen
# The call that is open on the sample's last day: its cohort, first day, and the terms that it is about
OPEN = ("flagship", "15기", dt.date(2025, 10, 1), dt.date(2026, 3, 31))
APPLICATION_HEADER = ["기업명", "사업자등록번호", "사업", "기수", "신청일", "신청구분", "결과"]


@dataclass(frozen=True)
class Application:
    serial: int
    programme: str
    cohort: str
    applied_on: dt.date
    applied_as: str
    result: str


def applications(firms: list[Firm], history: History) -> list[Application]:
    """All applications, call by call."""
    found: list[Application] = []
    for turn in ROUNDS:
        if turn.programme in CITY and turn.day.year >= FIRST_YEAR:
            found += _of_call(firms, history, turn, Dice("applications", turn.programme, turn.day))
    return found + _of_open_call(history, Dice("applications", *OPEN[:2]))


def _of_call(firms: list[Firm], history: History, turn: Round, dice: Dice) -> list[Application]:
    chosen = {spell.serial: spell for spell in _spells(history, turn.stage) if spell.start == turn.day}
    told = [(serial, spell.began_as if spell.began_as in AGAIN else "신규", "선정") for serial, spell in chosen.items()]
    for spell in _spells(history, turn.stage):
        is_due = spell.start < turn.day and turn.day - GRACE <= spell.end < turn.day + GRACE
        if is_due and spell.serial not in chosen and _in_vain(spell, dice):
            told.append((spell.serial, "연장" if turn.until else "재지정", "탈락"))
    if not turn.until:
        told += [(serial, "신규", "탈락") for serial in _strangers(firms, history, turn, len(chosen), dice)]
    days = (turn.day - dt.timedelta(days=60), turn.day - dt.timedelta(days=20))
    return [
        Application(serial, turn.programme, turn.cohort, dice.day(*days), applied_as, result)
        for serial, applied_as, result in sorted(told)
    ]


def _in_vain(spell: Spell, dice: Dice) -> bool:
    return spell.reason == "탈락" or (spell.reason in ("", "만료", "불명") and dice.chance(TRIED_IN_VAIN))


def _strangers(firms: list[Firm], history: History, turn: Round, chosen: int, dice: Dice) -> list[int]:
    """Firms outside the stage that applied and were not chosen."""
    outside = [
        firm.serial
        for firm in firms
        if firm.is_alive(turn.day.year - 1) and not firm.left_on and history.is_free(firm.serial, turn.stage, turn.day)
    ]
    return dice.some(outside, round(chosen * REJECTED_NEW))


def _of_open_call(history: History, dice: Dice) -> list[Application]:
    programme, cohort, opened, until = OPEN
    due = [spell for spell in _spells(history, PROGRAMMES[programme][1]) if opened <= spell.end <= until]
    days = (opened, opened + dt.timedelta(days=20))
    return [
        Application(spell.serial, programme, cohort, dice.day(*days), "재지정", "심사중")
        for spell in due
        if not spell.reason and dice.chance(0.6)
    ]


def _spells(history: History, stage: str) -> list[Spell]:
    found = [spell for (_, at), spells in history.spells.items() if at == stage for spell in spells]
    return sorted(found, key=lambda it: (it.serial, it.start))


def application_rows(firms: list[Firm], found: list[Application], write_name) -> list[list[object]]:
    """applications.csv, in the order of the days."""
    rows = []
    for number, it in enumerate(sorted(found, key=lambda it: (it.applied_on, it.programme, it.serial))):
        firm = firms[it.serial]
        name = write_name(firm.name, Dice("application name", number))
        programme = PROGRAMMES[it.programme][0]
        rows.append([name, firm.business_no, programme, it.cohort, it.applied_on, it.applied_as, it.result])
    return rows
