"""Dated lists compared: which list named a spell last, and which later list of the same kind no longer does."""

import datetime as dt
from collections import defaultdict

Row = dict
SpellKey = tuple[str, str, str]  # firm_id, programme_code, cohort


def spell_key(row: Row) -> SpellKey:
    """The key of a spell."""
    return row["firm_id"], row["programme_code"], row["cohort"]


def named_and_gone(rows: list[Row], layouts: dict[str, str]) -> dict[SpellKey, tuple[dt.date, dt.date | None]]:
    """For each spell on a dated list: the newest list naming it, and the next of that layout that does not.

    `layouts` says which layout each upload has. A list covers only the programmes that it names at all, so
    no list ends a spell that no list has named.
    """
    lists: dict[tuple[str, str], set[dt.date]] = defaultdict(set)
    named: dict[SpellKey, dict[str, dt.date]] = defaultdict(dict)
    for row in rows:
        if row["list_date"]:
            layout = layouts[row["upload_id"]]
            lists[layout, row["programme_code"]].add(row["list_date"])
            seen = named[spell_key(row)]
            seen[layout] = max(row["list_date"], seen.get(layout, row["list_date"]))
    return {key: _fate(key, seen, lists) for key, seen in named.items()}


def _fate(key: SpellKey, seen: dict[str, dt.date], lists: dict) -> tuple[dt.date, dt.date | None]:
    last = max(seen.values())
    later = [day for layout in seen for day in lists[layout, key[1]] if day > last]
    return last, min(later, default=None)


def compare_lists(rows: list[Row], layouts: dict[str, str], fresh: set[str]) -> list[dict]:
    """Each dated list of a fresh upload beside the list before it of the same layout and programme.

    One entry per layout and programme: programme_code, list_date, previous (None for the first list),
    and the numbers new, gone and unchanged.
    """
    lists: dict[tuple[str, str], dict[dt.date, set[SpellKey]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        if row["list_date"]:
            lists[layouts[row["upload_id"]], row["programme_code"]][row["list_date"]].add(spell_key(row))
    touched = {
        (layouts[row["upload_id"]], row["programme_code"], row["list_date"])
        for row in rows
        if row["upload_id"] in fresh and row["list_date"]
    }
    return [_beside(programme, day, lists[layout, programme]) for layout, programme, day in sorted(touched)]


def _beside(programme: str, day: dt.date, by_day: dict[dt.date, set[SpellKey]]) -> dict:
    previous = max((other for other in by_day if other < day), default=None)
    now, before = by_day[day], by_day.get(previous, set())
    return {
        "programme_code": programme,
        "list_date": str(day),
        "previous": previous and str(previous),
        "new": len(now - before),
        "gone": len(before - now),
        "unchanged": len(now & before),
    }
