"""By hand: the balance of stays in each stage, and the flows of firms between year ends."""

from collections import Counter
from datetime import date

from .spells import DAY, Book
from .stays import Stay, by_firm, highest_stage, stage_stays

Row = dict[str, object]
EXITS = (
    "exits_to_other_stage",
    "exits_promotion",
    "exits_graduation",
    "exits_expiry",
    "exits_waiver",
    "exits_failure",
    "exits_revocation",
    "exits_closure",
    "exits_merger",
    "exits_relocation",
    "exits_expired",
    "exits_unknown",
)


def stage_balance(book: Book, as_of: date) -> list[Row]:
    stays = stage_stays(book)
    firms = by_firm(stays)
    first_year = book.first_day.year
    rows = []
    for stage in book.reference.ranks:
        here = [stay for stay in stays if stay.rung == stage]
        for year in range(first_year, as_of.year + 1):
            rows.append(balance_row(here, firms, book.reference.ranks, stage, year, as_of))
    return rows


def balance_row(
    here: list[Stay], firms: dict[str, list[Stay]], ranks: dict[str, int], stage: str, year: int, as_of: date
) -> Row:
    opens, closes = date(year, 1, 1), min(date(year, 12, 31), as_of)
    entered = [stay for stay in here if opens <= stay.start <= closes]
    first = sum(stay.is_first for stay in entered)
    exits = Counter(exit_column(stay, firms[stay.firm], ranks) for stay in here if opens <= stay.exit_day <= closes)
    return {
        "stage_code": stage,
        "year": year,
        "opening": sum(stay.holds(opens - DAY) for stay in here),
        "entries": len(entered),
        "entries_first": first,
        "entries_returning": len(entered) - first,
        "entries_from_other_stage": sum(held_elsewhere(stay, firms[stay.firm]) for stay in entered),
        "exits": sum(exits.values()),
        **{column: exits[column] for column in EXITS},
        "closing": sum(stay.holds(closes) for stay in here),
    }


def held_elsewhere(stay: Stay, of_firm: list[Stay]) -> bool:
    return any(other.rung != stay.rung and other.holds(stay.start - DAY) for other in of_firm)


def exit_column(stay: Stay, of_firm: list[Stay], ranks: dict[str, int]) -> str:
    """Standing higher on the exit day comes first, then the written reason, then what is left."""
    if any(ranks[other.rung] > ranks[stay.rung] and other.holds(stay.exit_day) for other in of_firm):
        return "exits_to_other_stage"
    if stay.reason:
        return f"exits_{stay.reason}"
    return "exits_unknown" if stay.gone else "exits_expired"


def standing(stays: list[Stay], day: date, ranks: dict[str, int]) -> str:
    """Where one firm stands on a day: its highest stage, or none, left, closed, unknown."""
    stage = highest_stage(stays, day, ranks)
    if stage:
        return stage
    past = [stay for stay in stays if stay.end < day]
    if not past:
        return "none"
    last_day = max(stay.end for stay in past)
    last = [stay for stay in past if stay.end == last_day]
    if any(stay.reason in ("closure", "merger") for stay in last):
        return "closed"
    if any(stay.reason == "unknown" or (stay.gone and not stay.reason) for stay in last):
        return "unknown"
    return "left"


def moves(book: Book, before: date, after: date) -> list[Row]:
    """Firms by where they stood on two days; who was never designated by either is left out."""
    firms = by_firm(stage_stays(book))
    ranks = book.reference.ranks
    tally = Counter((standing(stays, before, ranks), standing(stays, after, ranks)) for stays in firms.values())
    del tally["none", "none"]
    return [{"from_stage": source, "to_stage": target, "firms": many} for (source, target), many in tally.items()]


def stage_flows(book: Book, as_of: date) -> list[Row]:
    """From each 31 December to the next; the last year ends on the as-of date."""
    years = range(book.first_day.year, as_of.year + 1)
    return [
        {"year": year, **row}
        for year in years
        for row in moves(book, date(year - 1, 12, 31), min(date(year, 12, 31), as_of))
    ]
