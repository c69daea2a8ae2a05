"""The quota (총량제): seats held against seats there are, and the designations that end next."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from metrics.asking import remembered
from metrics.days import months_after
from metrics.held import Closings, Firm, Quota, holdings, quota_on, stages_shown
from metrics.seats import Seat, designations
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

_USE = {"year": "int64", "stage_code": "object", "used": "int64", "quota": "Int64", "vacancies": "Int64"} | {
    "use_rate": "float64",
    "quota_source": "object",
    "is_quota_changed": "bool",
}
_ENDS = dict.fromkeys(("stage_code", "programme_code", "cohort", "month", "ends_on"), "object") | {
    "is_end_estimated": "bool",
    "has_later_spell": "bool",
    "other_stage_code": "object",
}


@remembered
def quota_use(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Seats held of each stage at each year's end, and how many there were under the quota in force that day.

    One row per year and stage, from the year of the first designation: year, stage_code, used (firms that hold
    the stage on 31 December, in the last year on the as-of date; a firm in two stages counts in both), quota
    (firms; the row in force on that day, missing where the stage has none, and when districts or industries are
    chosen: a quota is for all firms), vacancies (quota - used; negative: over the quota), use_rate (used / quota;
    missing for a quota of 0), quota_source, is_quota_changed (another number than on 31 December before; the first
    quota of a stage changes nothing).
    `firms`: firm_id, firm_name, district, year, stage_code: those that hold the seats.
    Raises EmptySelection when no firm is selected. Source: marts.holdings, marts.quotas.
    """
    closings, stages = Closings(snapshot, selection), stages_shown(snapshot, selection)
    held: dict[tuple[int, str], list[Firm]] = {(year, stage): [] for year in closings.years for stage in stages}
    for each in holdings(snapshot, selection):
        if each.stage_code in stages:
            for year in closings.within(each.starts_on, each.ends_on):
                held[year, each.stage_code].append(each.firm)
    if firms:
        rows = [(*firm, *cell) for cell, those in held.items() for firm in those]
        return table(rows, FIRM | {"year": "int64", "stage_code": "object"})
    rows = []
    for year, day in zip(closings.years, closings.days, strict=True):
        now, before = (quota_on(snapshot, selection, each) for each in (day, date(year - 1, 12, 31)))
        rows += [_use(year, stage, len(held[year, stage]), now.get(stage), before.get(stage)) for stage in stages]
    return table(rows, _USE)


def _use(year: int, stage: str, used: int, now: Quota | None, before: Quota | None) -> tuple[Any, ...]:
    if now is None:
        return year, stage, used, None, None, None, None, False
    rate = used / now.quota if now.quota else None
    is_changed = before is not None and before.quota != now.quota
    return year, stage, used, now.quota, now.quota - used, rate, now.source, is_changed


@remembered
def ending_spells(snapshot: Snapshot, selection: Selection, *, months: int = 24, firms: bool = False) -> pd.DataFrame:
    """Designations held on the as-of date by the month in which they end.

    One row per stage, programme and month in which some end, in the order of months: stage_code, programme_code,
    month (its first day), firms (whose last day lies before the as-of date `months` later), with_later_spell (of
    these, firms whose stay in the stage goes on: a later designation of it is known already, so no seat is left).
    The last day may be computed from the term. A firm in two programmes counts in both.
    `firms`: firm_id, firm_name, district, stage_code, programme_code, cohort, month, ends_on, is_end_estimated,
    has_later_spell, other_stage_code (the highest other stage that it holds on the as-of date; missing: none).
    Raises EmptySelection when no firm is selected. Source: marts.seat_spells, marts.holdings.
    """
    ending = _ending(snapshot, selection, months)
    if firms:
        other = _highest_other(snapshot, selection)
        rows = [
            (
                *(each.firm_id, each.firm_name, each.district, each.stage_code, each.programme_code, each.cohort),
                *(each.ends_on.replace(day=1), each.ends_on, each.is_end_estimated, each.has_later_spell),
                other(each.firm_id, each.stage_code),
            )
            for each in ending
        ]
        return table(rows, FIRM | _ENDS)
    counted: dict[tuple[Any, ...], list[bool]] = {}
    for each in sorted(ending, key=lambda seat: (seat.ends_on.replace(day=1), seat.rank, seat.programme_code)):
        month = each.ends_on.replace(day=1)
        counted.setdefault((each.stage_code, each.programme_code, month), []).append(each.has_later_spell)
    rows = [(*cell, len(later), sum(later)) for cell, later in counted.items()]
    kinds = dict.fromkeys(("stage_code", "programme_code", "month"), "object")
    return table(rows, kinds | dict.fromkeys(("firms", "with_later_spell"), "int64"))


def _ending(snapshot: Snapshot, selection: Selection, months: int) -> list[Seat]:
    """Designations held on the as-of date that end within the months, in order of their last days."""
    day, by = selection.as_of, months_after(selection.as_of, months)
    found: dict[tuple[str, str, date], Seat] = {}
    for seat in designations(snapshot, selection):
        if seat.starts_on <= day <= seat.ends_on < by and (not selection.stages or seat.stage_code in selection.stages):
            # two cohorts of one programme that end in one month are one firm: the last of them in this order
            found[seat.firm_id, seat.programme_code, seat.ends_on.replace(day=1)] = seat
    return sorted(found.values(), key=lambda it: (it.ends_on, it.rank, it.programme_code, it.firm_name, it.firm_id))


def _highest_other(snapshot: Snapshot, selection: Selection) -> Callable[[str, str], str | None]:
    """Which other stage a firm holds on the as-of date, the highest."""
    held: dict[str, list[str]] = {}
    for each in holdings(snapshot, selection):  # from the lowest stage
        if each.starts_on <= selection.as_of <= each.ends_on:
            held.setdefault(each.firm_id, []).append(each.stage_code)
    return lambda firm_id, stage: next((each for each in reversed(held.get(firm_id, [])) if each != stage), None)
