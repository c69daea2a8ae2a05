"""By hand: moves between two days with their shares, stages held together, renewals, programmes that were succeeded."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from math import sqrt

from .balance import standing
from .spells import Book, Spell, written_day
from .stays import by_firm, stage_stays

Row = dict[str, object]
TOO_FEW = 5
Z = 1.959963984540054


def share_and_interval(name: str, count: int, base: int) -> Row:
    """The share; the interval holds every p from which it is at most Z standard errors away: a quadratic's roots."""
    if base < TOO_FEW:
        return {name: None, "ci_low": None, "ci_high": None}
    # base (share - p)^2 = Z^2 p (1 - p)
    share = count / base
    square, linear, rest = base + Z**2, -(2 * base * share + Z**2), base * share**2
    root = sqrt(max(linear**2 - 4 * square * rest, 0))
    return {name: share, "ci_low": (-linear - root) / (2 * square), "ci_high": (-linear + root) / (2 * square)}


def stage_transitions(
    book: Book,
    as_of: date,
    start: date | None = None,
    end: date | None = None,
    chosen: tuple[str | None, str | None] = (None, None),
) -> list[Row]:
    """Who stood where on two days; never designated by the second: left out."""
    after = min(end or as_of, as_of)
    before = start or date(after.year - 1, 12, 31)
    firms = by_firm(stage_stays(book))
    wanted = {spell.firm for spell in book.spells if spell.start <= as_of and is_of(spell, chosen)}
    ways = Counter(
        (standing(stays, before, book.reference.ranks), standing(stays, after, book.reference.ranks))
        for firm, stays in firms.items()
        if firm in wanted
    )
    del ways["none", "none"]
    bases: Counter[str] = Counter()
    for (source, _), many in ways.items():
        bases[source] += many
    return [
        {"from_stage": source, "to_stage": target, "firms": many, "base": bases[source]}
        | share_and_interval("share", many, bases[source])
        for (source, target), many in ways.items()
    ]


def is_of(spell: Spell, chosen: tuple[str | None, str | None]) -> bool:
    programme, cohort = chosen
    return programme in (None, spell.programme) and cohort in (None, spell.cohort)


def stage_overlap(book: Book, as_of: date) -> list[Row]:
    """Each firm's stages on the day, each with each."""
    pairs: Counter[tuple[str, str]] = Counter()
    for stays in by_firm(stage_stays(book)).values():
        held = {stay.rung for stay in stays if stay.holds(as_of)}
        pairs.update((one, other) for one in held for other in held)
    ranks = book.reference.ranks
    return [
        {"stage_code": one, "other_stage_code": other, "firms": pairs[one, other]} for one in ranks for other in ranks
    ]


def programme_successions(book: Book, as_of: date) -> list[Row]:
    rows = {row["programme_code"]: row for row in book.reference.programmes}
    return [
        {
            "stage_code": row["stage_code"],
            "programme_code": code,
            "valid_to": written_day(row["valid_to"]),
            "successor": row["successor"],
            "succeeded_on": written_day(rows[row["successor"]]["valid_from"]),
        }
        for code, row in rows.items()
        if row["successor"] and written_day(rows[row["successor"]]["valid_from"]) <= as_of
    ]


def fate(spell: Spell, of_firm: list[Spell], ranks: dict[str, int], as_of: date) -> str:
    """What became of one designation by the day."""
    if spell.end >= as_of:
        return "running"
    later = [other.stage for other in of_firm if spell.start < other.start <= as_of]
    if any(ranks[stage] > ranks[spell.stage] for stage in later):
        return "promoted"
    return "renewed" if spell.stage in later else "left"


def went_on_asking(spell: Spell, of_firm: list[Spell], book: Book, as_of: date) -> bool | None:
    """Whether the firm asked to stay when the term ended; None where no file tells who did, or it runs on."""
    if spell.end >= as_of:
        return None
    last = spell.end + timedelta(days=book.reference.grace_days(spell.end + timedelta(days=1)))
    for_stage = [each for each in book.applications if each.stage == spell.stage and each.day <= min(last, as_of)]
    next_start = min((it.start for it in of_firm if it.stage == spell.stage and it.start > spell.start), default=last)
    own = [
        each
        for each in for_stage
        if each.firm == spell.firm
        and not each.is_new
        and spell.start < each.day <= next_start
        and (each.programme, each.cohort) != (spell.programme, spell.cohort)
    ]
    if own:
        return True
    return False if any(each.day >= spell.end - timedelta(days=365) for each in for_stage) else None


def renewal_rates(book: Book, as_of: date, by: str = "cohort") -> list[Row]:
    of_firm = defaultdict(list)
    for spell in book.spells:
        of_firm[spell.firm].append(spell)
    fates: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for spell in book.spells:
        if spell.start <= as_of:
            key = (spell.stage, spell.programme, spell.cohort) if by == "cohort" else (spell.stage,)
            fates[key][fate(spell, of_firm[spell.firm], book.reference.ranks, as_of)] += 1
            asked = went_on_asking(spell, of_firm[spell.firm], book, as_of)
            fates[key]["known"] += asked is not None
            fates[key]["applied"] += asked is True
    rows = []
    for key, tally in fates.items():
        ended = tally["renewed"] + tally["promoted"] + tally["left"]
        names = ("stage_code", "programme_code", "cohort")
        counts = {name: tally[name] for name in ("renewed", "promoted", "left")}
        applied = {"with_applications": tally["known"], "applied": tally["applied"] if tally["known"] else None}
        rows.append(
            dict(zip(names, key, strict=False))
            | {"firms": ended + tally["running"], "ended": ended, **applied, **counts}
            | share_and_interval("renewal_rate", tally["renewed"], ended)
        )
    return rows
