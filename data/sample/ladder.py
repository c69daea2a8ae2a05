"""Who was designated when, who was designated again, and how it ended: the invented history, round by round."""

import datetime as dt

from dice import Dice
from firms import LEADER, Firm
from rounds import PROGRAMMES, ROUNDS, STAGES, Round
from stays import DAY, GRACE, History, Spell

LAST_EXIT = dt.date(2025, 9, 15)
# The announced picture of 2018-12-31 stands still in its last quarter
CALM = (dt.date(2018, 9, 30), dt.date(2018, 12, 31))
LEAVING = ("폐업", "합병", "타지역 이전")
EARLY_ENDS = (("포기", 30), ("지정취소", 14), ("폐업", 18), ("합병", 9), ("타지역 이전", 14), ("불명", 15))
QUIET_ENDS = (("만료", 5), ("졸업", 3), ("탈락", 2), ("불명", 1))
EARLY_END_SHARE = 0.08


class Ladder:
    """Plays the rounds in order over the firms; afterwards `history` holds every spell."""

    def __init__(self, firms: list[Firm]) -> None:
        self.firms, self.history = firms, History()

    def play(self) -> History:
        for number, turn in enumerate(ROUNDS):
            dice = Dice("round", number)
            if turn.until:
                self._extend(turn, dice)
                continue
            self._contest(turn, dice)
            seats = turn.picks or turn.fill - len(self.history.holders(turn.stage, turn.day))
            if seats < 0:
                raise ValueError(f"{turn.programme} {turn.cohort}: {-seats} firms too many")
            for firm in self._choose(turn, seats, dice):
                self._enter(firm, turn, dice)
        self._name_reasons()
        self._close_others()
        return self.history

    def _extend(self, turn: Round, dice: Dice) -> None:
        for spell in self._ending(turn, turn.day - DAY, turn.day - DAY):
            if dice.chance(turn.renewed):
                self.history.add(Spell(spell.serial, turn.programme, "", turn.day, "day", "연장", turn.until))

    def _contest(self, turn: Round, dice: Dice) -> None:
        """Those whose spell ends about now are designated again, or not."""
        last_day = turn.day + dt.timedelta(days=turn.ahead - 1)
        contested = turn.fill > 0 and turn.ahead > 1
        room = turn.fill - len(self.history.holders(turn.stage, turn.day)) if turn.fill else len(self.firms)
        for spell in self._ending(turn, turn.day - GRACE, last_day):
            stays_on = turn.renewed > 0 and dice.chance(turn.renewed)
            if stays_on and (spell.end >= turn.day or room > 0):
                room -= spell.end < turn.day
                self._add(Spell(spell.serial, turn.programme, turn.cohort, turn.day, turn.precision, "재지정"), dice)
            elif contested and spell.end >= turn.day and spell.start.year < turn.day.year:
                spell.written_end = turn.day - DAY
                spell.reason = dice.weighted((("탈락", 6), ("졸업", 3), ("만료", 2)))

    def _ending(self, turn: Round, first: dt.date, last: dt.date) -> list[Spell]:
        ending = (self.history.last(serial, turn.stage) for serial in range(len(self.firms)))
        due = [it for it in ending if it and first <= it.end <= last and not it.reason]
        return [it for it in due if not self.firms[it.serial].left_on]

    def _choose(self, turn: Round, seats: int, dice: Dice) -> list[Firm]:
        scored = []
        for firm in self.firms:
            if turn.picks and turn.day <= CALM[1] and self.history.of(firm.serial, turn.stage):
                continue  # the announced cumulative counts are firms, all different
            free = firm.left_on is None and self.history.is_free(firm.serial, turn.stage, turn.day)
            score = self._score(firm, turn) if free and firm.is_alive(turn.day.year) else None
            if score is not None:
                scored.append((score + dice.normal(0.0, 0.55), firm.serial))
        if len(scored) < seats:
            raise ValueError(f"{turn.programme} {turn.cohort}: only {len(scored)} firms qualify for {seats} seats")
        return [self.firms[serial] for _, serial in sorted(scored, reverse=True)[:seats]]

    def _score(self, firm: Firm, turn: Round) -> float | None:
        """How well a firm suits a stage in a year, or None; by the entry criteria, a little softened."""
        year, day = turn.day.year - 1, turn.day
        sales, usd = firm.sales(year), firm.own_exports.get(year, 0.0)
        held = {stage for stage in STAGES if self.history.holds(firm.serial, stage, day - DAY)}
        # Most who left stay away; now and then one comes back
        back = (0.7 if (firm.serial + year) % 8 == 0 else -3.0) if self.history.of(firm.serial, turn.stage) else 0.0
        floor = 0.3 if firm.profile.is_knowledge_service else 1.0
        growth = sales / max(firm.sales(year - 1), sales / 2, 1.0) - 1
        if turn.stage == "pre":
            fits = 900 * floor <= sales < 5200 and not held & set(STAGES[1:])
            return back + growth if fits and not self.history.of(firm.serial, "flagship") else None
        if turn.stage == "flagship":
            bonus = 0.7 if "pre" in held and self._is_seasoned(firm, day) else -2.0 if "pre" in held else 0.0
            bonus += 0.5 * bool(held & {"star", "global"})
            return bonus + back + growth if sales >= (2600 if bonus > 0.6 else 4600) * floor else None
        if turn.stage == "star":
            bonus = 0.6 * ("flagship" in held) - 0.1 * ("pre" in held)
            return bonus + back + growth if 3500 * floor <= sales < 42000 else None
        if turn.stage == "global":
            bonus = 0.6 * ("flagship" in held) + 0.5 * ("star" in held)
            return bonus + back + growth if 5000 <= sales < 110000 and usd >= 1e6 else None
        fits = sales >= 32000 and firm.export_share(year) >= 0.2
        return 1.5 * ("global" in held) + 2.0 * (firm.serial == LEADER and year >= 2015) + back if fits else None

    def _is_seasoned(self, firm: Firm, day: dt.date) -> bool:
        last = self.history.last(firm.serial, "pre")
        return last is not None and (day - last.start).days > 300

    def _enter(self, firm: Firm, turn: Round, dice: Dice) -> None:
        again = bool(self.history.of(firm.serial, turn.stage))
        # Some firms of 2014 come back to a programme whose first years no file knows
        unknown_past = turn.programme == "global" and turn.day.year == 2014 and firm.serial % 2 == 0
        began_as = "재지정" if again or unknown_past else "신규" if dice.chance(0.85) else ""
        self._promote(firm, turn, dice)
        self._add(Spell(firm.serial, turn.programme, turn.cohort, turn.day, turn.precision, began_as), dice)

    def _promote(self, firm: Firm, turn: Round, dice: Dice) -> None:
        """Moving up ends PRE at once; flagship firms mostly keep their title beside the higher one."""
        for stage in STAGES[: STAGES.index(turn.stage)]:
            last = self.history.last(firm.serial, stage)
            leaves = stage == "pre" or (stage == "flagship" and dice.chance(0.15) and not CALM[0] < turn.day <= CALM[1])
            if last and last.start < turn.day <= last.end + DAY and not last.reason and leaves:
                last.written_end, last.reason = turn.day - DAY, "승급"

    def _add(self, spell: Spell, dice: Dice) -> None:
        self.history.add(spell)
        first, last = spell.start + dt.timedelta(days=150), min(spell.end - dt.timedelta(days=60), LAST_EXIT)
        if not dice.chance(EARLY_END_SHARE) or first >= last or spell.serial == LEADER:
            return
        day, reason = dice.day(first, last), dice.weighted(EARLY_ENDS)
        if not CALM[0] <= day <= CALM[1]:
            self._end_early(spell, day, reason)

    def _end_early(self, spell: Spell, day: dt.date, reason: str) -> None:
        if reason in LEAVING:
            firm = self.firms[spell.serial]
            firm.left_on, firm.left_because = day, reason
        touched = [it for it in self.history.every() if it.serial == spell.serial] if reason in LEAVING else [spell]
        for it in touched:
            if it.start <= day <= it.end:
                it.written_end, it.reason = day, reason

    def _name_reasons(self) -> None:
        """About half of the ends in the past get their reason; it stands on the last spell of a stay."""
        dice = Dice("reasons")
        for (serial, stage), spells in sorted(self.history.spells.items()):
            for spell in sorted(spells, key=lambda it: it.start):
                goes_on = any(it.start <= spell.end + GRACE and it.end > spell.end for it in spells)
                if spell.reason or goes_on or spell.end > LAST_EXIT:
                    continue
                above = STAGES[STAGES.index(stage) + 1 :]
                higher = any(self.history.holds(serial, at, spell.end + DAY) for at in above)
                if dice.chance(0.55):
                    spell.written_end = spell.end
                    spell.reason = "승급" if higher else dice.weighted(QUIET_ENDS)

    def _close_others(self) -> None:
        """A few firms that were never chosen go too."""
        dice = Dice("closing")
        chosen = {serial for serial, _ in self.history.spells}
        others = [firm for firm in self.firms if firm.serial not in chosen and firm.founded.year < 2013]
        for firm in dice.some(others, 14):
            firm.left_on, firm.left_because = dice.day(dt.date(2016, 2, 1), LAST_EXIT), dice.pick(LEAVING)


def designation_rows(firms: list[Firm], history: History, write_name) -> list[list[object]]:
    """designations.csv, in the order of the awards."""
    rows = []
    for number, spell in enumerate(sorted(history.every(), key=lambda it: (it.start, it.programme, it.serial))):
        firm, (programme, _, _, body) = firms[spell.serial], PROGRAMMES[spell.programme]
        start = spell.start.isoformat()[: {"day": 10, "month": 7, "year": 4}[spell.precision]]
        rows.append([
            write_name(firm.name, Dice("written", number)), firm.business_no, programme, spell.cohort, start,
            spell.written_end or "", spell.began_as, spell.reason, body, "가상(표본)",
        ])  # fmt: skip
    return rows


DESIGNATION_HEADER = [
    "기업명", "사업자등록번호", "지정단계", "기수", "지정일", "종료일", "신규연장", "종료사유", "지정기관", "출처",
]  # fmt: skip
