"""By hand: the three counts, by stage and by programme, and the plain tallies of firms."""

from collections import Counter, defaultdict
from datetime import date

from .spells import Book
from .stays import Stay, by_firm, highest_stage, programme_stays, stage_stays

Row = dict[str, object]


def three_counts(stays: list[Stay], as_of: date) -> dict[str, object]:
    """Distinct firms: holding on the day, ever held, entered for the first time this year."""
    since = date(as_of.year, 1, 1)
    return {
        "current": len({stay.firm for stay in stays if stay.holds(as_of)}),
        "cumulative": len({stay.firm for stay in stays if stay.start <= as_of}),
        "new": len({stay.firm for stay in stays if stay.is_first and since <= stay.start <= as_of}),
    }


def stage_counts(book: Book, as_of: date) -> list[Row]:
    stays = stage_stays(book)
    rows = []
    for stage in book.reference.ranks:
        counts = three_counts([stay for stay in stays if stay.rung == stage], as_of)
        rows.append({"stage_code": stage, **counts, "quota": book.reference.quota(stage, as_of)})
    return rows


def programme_counts(book: Book, as_of: date) -> list[Row]:
    stays = programme_stays(book)
    return [
        {
            "programme_code": programme,
            "stage_code": stage,
            **three_counts([stay for stay in stays if stay.rung == programme], as_of),
        }
        for programme, stage in book.reference.stage_of.items()
    ]


def firms_by_district(book: Book, as_of: date) -> list[Row]:
    """Firms that hold any stage on the day."""
    current = {stay.firm for stay in stage_stays(book) if stay.holds(as_of)}
    tally = Counter(book.districts[firm] for firm in current)
    return [{"district": district, "firms": firms} for district, firms in tally.items()]


def programmes_per_firm(book: Book, as_of: date) -> list[Row]:
    """Firms by the number of programmes whose spells they have begun by the day."""
    programmes = defaultdict(set)
    for spell in book.spells:
        if spell.start <= as_of:
            programmes[spell.firm].add(spell.programme)
    tally = Counter(len(names) for names in programmes.values())
    return [{"programmes": many, "firms": firms} for many, firms in tally.items()]


def cohort_outcomes(book: Book, as_of: date) -> list[Row]:
    """What became of each cohort: promoted wins over renewed."""
    ranks = book.reference.ranks
    of_firm = defaultdict(list)
    for spell in book.spells:
        if spell.start <= as_of:
            of_firm[spell.firm].append(spell)
    tally: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for spells in of_firm.values():
        for spell in spells:
            later = [other for other in spells if other.start > spell.start]
            if any(ranks[other.stage] > ranks[spell.stage] for other in later):
                outcome = "promoted"
            elif any(other.programme == spell.programme for other in later):
                outcome = "renewed"
            else:
                outcome = "neither"
            tally[spell.programme, spell.cohort][outcome] += 1
    return [
        {
            "programme_code": programme,
            "cohort": cohort,
            "firms": sum(outcomes.values()),
            "renewed": outcomes["renewed"],
            "promoted": outcomes["promoted"],
            "neither": outcomes["neither"],
        }
        for (programme, cohort), outcomes in tally.items()
    ]


def stage_stock(book: Book, as_of: date) -> list[Row]:
    """Firms at their highest stage at each year's end; the last year at the as-of date."""
    firms = by_firm(stage_stays(book))
    rows = []
    for year in range(book.first_day.year, as_of.year + 1):
        day = min(date(year, 12, 31), as_of)
        tally = Counter(highest_stage(stays, day, book.reference.ranks) for stays in firms.values())
        rows += [{"year": year, "stage_code": stage, "firms": tally[stage]} for stage in book.reference.ranks]
    return rows
