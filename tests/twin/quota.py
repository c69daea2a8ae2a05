"""By hand: seats against the quota, the designations that end, and the vacancies to expect."""

from collections import defaultdict
from datetime import date, timedelta

from .counts import Row
from .spells import DAY, Book, Spell, term_end
from .stays import Stay, stage_stays

HORIZONS = (6, 12, 24)
Z = 1.959963984540054  # two-sided 95 %


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    first = date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + (day.day - 1) * DAY, following - DAY)


def quota_use(book: Book, as_of: date) -> list[Row]:
    rows: list[Row] = []
    for year in range(book.first_day.year, as_of.year + 1):
        day = min(date(year, 12, 31), as_of)
        for stage in book.reference.ranks:
            used = len({stay.firm for stay in stage_stays(book) if stay.rung == stage and stay.holds(day)})
            quota, before = book.reference.quota(stage, day), book.reference.quota(stage, date(year - 1, 12, 31))
            rows.append(
                {
                    "year": year,
                    "stage_code": stage,
                    "used": used,
                    "quota": quota,
                    "vacancies": None if quota is None else quota - used,
                    "use_rate": used / quota if quota else None,
                    "quota_source": book.reference.quota_source(stage, day),
                    "is_quota_changed": None not in (quota, before) and quota != before,
                }
            )
    return rows


def ending_spells(book: Book, as_of: date, months: int = 24) -> list[Row]:
    by = months_later(as_of, months)
    last_day = last_days(book)
    firms: dict[tuple[str, str, date], dict[str, date]] = defaultdict(dict)
    for spell in book.spells:
        if spell.start <= as_of <= spell.end < by:
            month = firms[spell.stage, spell.programme, spell.end.replace(day=1)]
            month[spell.firm] = max(spell.end, month.get(spell.firm, spell.end))
    return [
        {
            "stage_code": stage,
            "programme_code": programme,
            "month": month,
            "firms": len(ends),
            "with_later_spell": sum(last_day[firm, stage, end] > end for firm, end in ends.items()),
        }
        for (stage, programme, month), ends in firms.items()
    ]


def last_days(book: Book) -> dict[tuple[str, str, date], date]:
    """The last day of the stay that a spell with this end belongs to."""
    return {
        (spell.firm, spell.stage, spell.end): stay.end for stay in stage_stays(book) for spell in spells_of(book, stay)
    }


def spells_of(book: Book, stay: Stay) -> list[Spell]:
    return [
        spell
        for spell in book.spells
        if (spell.firm, spell.stage) == (stay.firm, stay.rung) and stay.start <= spell.start <= stay.end
    ]


def expected_vacancies(book: Book, as_of: date, **asked: float) -> list[Row]:
    """`asked`: quota, stay_rate, term_years."""
    rows = []
    for stage in book.reference.ranks:
        if book.reference.quota(stage, as_of) is None:
            continue
        stays = [stay for stay in stage_stays(book) if stay.rung == stage]
        held = [seat_days(book, stay, as_of, asked.get("term_years")) for stay in stays if stay.holds(as_of)]
        shared = {
            "stage_code": stage,
            "used": len(held),
            "quota": asked.get("quota", book.reference.quota(stage, as_of)),
            "term_years": asked.get("term_years", book.reference.term_years(stage, as_of)),
        }
        record = by_record(book, stage, stays, as_of)
        if "stay_rate" in asked:
            record = dict.fromkeys(record, None) | {"stay_rate": asked["stay_rate"]}
        rows += [vacancy_row(shared | record, held, months, months_later(as_of, months)) for months in HORIZONS]
    return rows


def seat_days(book: Book, stay: Stay, as_of: date, term_years: float | None) -> tuple[date, date]:
    """The last day of the designation that holds the seat now, and the last that is known."""
    spells = spells_of(book, stay)
    moved = {spell: moved_end(spell, term_years) for spell in spells}
    begun = [spell for spell in spells if spell.start <= as_of]
    last = max(moved.values())
    if max(spell.end for spell in begun) < as_of:
        return last, last  # it waits for a designation that is known
    return max(moved[spell] for spell in begun), last


def moved_end(spell: Spell, term_years: float | None) -> date:
    if not term_years or spell.end_is_written or spell.gone:
        return spell.end
    return term_end(spell.start, int(term_years))


def by_record(book: Book, stage: str, stays: list[Stay], as_of: date) -> dict[str, float | None]:
    went_on: dict[tuple[str, date], bool] = {}
    for stay in stays:
        for spell in spells_of(book, stay):
            grace = book.reference.grace_days(spell.end + DAY)
            if spell.end + timedelta(days=grace) <= as_of:
                went_on[spell.firm, spell.end] = stay.end > spell.end
    ended, stayed = len(went_on), sum(went_on.values())
    low, high = interval(stayed, ended) if ended >= 5 else (None, None)
    rate = stayed / ended if ended >= 5 else None
    return {
        "ended": ended,
        "stayed": stayed,
        "stay_rate": rate,
        "low_stay_rate": low,
        "high_stay_rate": high,
    }


def interval(count: int, base: int) -> tuple[float, float]:
    """Wilson's bounds by their meaning: the shares p from which count / base lies just Z standard deviations away."""
    seen = count / base
    bounds = []
    for inner, outer in ((seen, 0.0), (seen, 1.0)):
        for _ in range(200):
            middle = (inner + outer) / 2
            if (seen - middle) ** 2 <= Z * Z * middle * (1 - middle) / base:
                inner = middle
            else:
                outer = middle
        bounds.append(inner)
    return bounds[0], bounds[1]


def point(draws: int, chance: float, reached: float) -> int:
    """The smallest number that this share of all outcomes stays within, one draw added after the other."""
    chances = [1.0]
    for _ in range(draws):
        chances = [
            (1 - chance) * same + chance * before for same, before in zip([*chances, 0.0], [0.0, *chances], strict=True)
        ]
    total, number = chances[0], 0
    while total < reached and number < draws:
        number += 1
        total += chances[number]
    return number


def vacancy_row(known: dict[str, object], held: list[tuple[date, date]], months: int, by: date) -> Row:
    ending = sum(end < by for end, _ in held)
    undecided = sum(end < by and last < by for end, last in held)
    vacant = known["quota"] - len(held)
    rate = known["stay_rate"] if ending else 1.0
    low, high = (known[f"{side}_stay_rate"] if ending else 1.0 for side in ("low", "high"))
    low, high = (rate if side is None else side for side in (low, high))
    leaving = dict.fromkeys(("expected", "low", "high"))
    if rate is not None:
        leaving["expected"] = min(undecided, ending * (1 - rate))
        leaving["low"] = min(undecided, point(ending, 1 - high, 0.025))
        leaving["high"] = min(undecided, point(ending, 1 - low, 0.975))
    return {
        **known,
        **{"horizon_months": months, "horizon_on": by, "vacant_now": vacant},
        **{"ending": ending, "renewed_already": ending - undecided, "undecided": undecided},
        **{f"{name}_to_leave": number for name, number in leaving.items()},
        **{f"{name}_vacancies": None if number is None else vacant + number for name, number in leaving.items()},
    }
