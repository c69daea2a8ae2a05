"""By hand: the key figures with last year, target and status, and how complete the data is."""

from calendar import isleap, monthrange
from datetime import date

from .balance import exit_column
from .counts import Row, stage_counts
from .spells import DAY, Book
from .stays import Stay, by_firm, highest_stage, stage_stays

CURRENT = {"flagship_firms": "flagship", "pre_firms": "pre"}
CUMULATIVE = {"star_firms": "star", "global_firms": "global", "wc300_firms": "wc300"}
OF_THE_YEAR = ("entries_year", "promotions_year", "exits_year")


def key_figures(book: Book, as_of: date) -> dict[str, int]:
    """Each figure on one day."""
    stages = {row["stage_code"]: row for row in stage_counts(book, as_of)}
    figures = {name: stages[stage]["current"] for name, stage in CURRENT.items()}
    figures |= {name: stages[stage]["cumulative"] for name, stage in CUMULATIVE.items()}
    return figures | dict(zip(OF_THE_YEAR, moves_of_the_year(book, as_of), strict=True))


def moves_of_the_year(book: Book, as_of: date) -> tuple[int, int, int]:
    """Firms that came, rose and went between 31 December before and the day, by highest stage."""
    ranks = book.reference.ranks
    came = rose = went = 0
    for stays in by_firm(stage_stays(book)).values():
        before = highest_stage(stays, date(as_of.year, 1, 1) - DAY, ranks)
        after = highest_stage(stays, as_of, ranks)
        came += not before and bool(after)
        went += bool(before) and not after
        rose += ranks.get(after, 0) > ranks.get(before, 9)
    return came, rose, went


def year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def target_of(book: Book, name: str, as_of: date) -> float | None:
    """The target set for the year; else the quota in force."""
    for row in book.reference.targets:
        if row["kpi"] == name and int(row["year"]) == as_of.year:
            return float(row["target"])
    return book.reference.quota(CURRENT[name], as_of) if name in CURRENT else None


def status_of(name: str, value: int, target: float | None, as_of: date) -> str:
    """A figure that grows from 1 January is judged by the days gone; few exits are better than many."""
    if target is None:
        return "none"
    if name in OF_THE_YEAR:
        days_gone = (as_of - date(as_of.year, 1, 1)).days + 1
        target *= days_gone / (366 if isleap(as_of.year) else 365)
    if name == "exits_year":
        return "met" if value <= target else "watch" if value <= target * 1.1 else "missed"
    return "met" if value >= target else "watch" if value >= target * 0.9 else "missed"


def kpis(book: Book, as_of: date) -> list[Row]:
    now, then = key_figures(book, as_of), key_figures(book, year_before(as_of))
    is_before_data = year_before(as_of) < book.first_day
    rows = []
    for name, value in now.items():
        target = target_of(book, name, as_of)
        previous = None if is_before_data else then[name]
        facts = {"previous": previous, "target": target, "status": status_of(name, value, target, as_of)}
        rows.append({"kpi": name, "value": value, "unit": "firms", "as_of": as_of, **facts})
    return rows


def kpi_targets(book: Book, as_of: date) -> list[Row]:
    """What is to be reached this year and later; the sample has targets of counts of firms alone."""
    return [
        {
            "kpi": row["kpi"],
            "year": int(row["year"]),
            "target": float(row["target"]),
            "unit": "firms",
            "source": row["source"],
        }
        for row in book.reference.targets
        if int(row["year"]) >= as_of.year
    ]


def kpi_history(book: Book, as_of: date) -> list[Row]:
    rows = []
    for year in range(book.first_day.year, as_of.year + 1):
        day = min(date(year, 12, 31), as_of)
        facts = {"year": year, "as_of": day, "unit": "firms"}
        rows += [{"kpi": name, "value": value, **facts} for name, value in key_figures(book, day).items()]
    return rows


def completeness(book: Book, as_of: date) -> list[Row]:
    """Of the firms with a designation on the day (a gap is none): how many have each item."""
    held: dict[str, list] = {}
    for spell in book.spells:
        if spell.start <= as_of <= spell.end:
            held.setdefault(spell.firm, []).append(spell)
    known = {
        item: sum(item in book.known_items[firm] for firm in held)
        for item in ("business_no", "corporate_no", "industry", "district", "established_on")
    }
    known["start_day"] = sum(all(spell.start_is_a_day for spell in spells) for spells in held.values())
    known["written_end"] = sum(all(spell.end_is_written for spell in spells) for spells in held.values())
    return [
        {"item": item, "firms": len(held), "known": many, "known_share": many / len(held) if held else None}
        for item, many in known.items()
    ]


def attention(book: Book, as_of: date) -> list[Row]:
    """Firms that somebody should look at, by why."""
    stays = stage_stays(book)
    held = [stay for stay in stays if stay.holds(as_of)]
    holders = {stay.firm for stay in held}
    firms, ranks = by_firm(stays), book.reference.ranks
    gone = [stay for stay in stays if date(as_of.year, 1, 1) <= stay.exit_day <= as_of]
    how = {stay: exit_column(stay, firms[stay.firm], ranks) for stay in gone}
    left = {stay.firm for stay in gone if how[stay] in ("exits_expired", "exits_unknown")}
    is_last_day = as_of >= max(spell.start for spell in book.spells)
    items = {
        "ending_within_6_months": {stay.firm for stay in held if stay.end < months_later(as_of, 6)},
        "awaiting_redesignation": {stay.firm for stay in held if is_waiting(book, stay, as_of)},
        "left_without_reason": left - holders,
        "closed_but_designated": {
            firm for firm in holders if is_last_day and book.status[firm] in ("폐업", "합병", "이전")
        },
        "without_business_no": {firm for firm in holders if "business_no" not in book.known_items[firm]},
    }
    return [{"item": item, "firms": len(firms)} for item, firms in items.items()]


def is_waiting(book: Book, stay: Stay, day: date) -> bool:
    spells = [spell for spell in book.spells if (spell.firm, spell.stage) == (stay.firm, stay.rung)]
    return not any(spell.start <= day <= spell.end for spell in spells)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
