"""Key figures for executives: each is one function marked @kpi in a file of this room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics.asking import ask_plainly, require_firms
from metrics.selection import Selection
from warehouse import Snapshot

# f(snapshot, selection, days, firms) -> day, value (no row is 0; not known is a row without value);
# with firms: day, firm_id, firm_name, district
Count = Callable[[Snapshot, Selection, list[date], bool], pd.DataFrame]
_WATCH = 0.1  # within a tenth of the target: watch, not missed


@dataclass(frozen=True)
class Kpi:
    """A key figure: how it is counted, in which unit, and what its target means."""

    name: str
    count: Count
    unit: str
    is_of_the_year: bool  # grows from 1 January on: its target is for the whole year
    is_less_better: bool
    quota_of: str | None  # the stage whose quota is its target where none was set


KPIS: dict[str, Kpi] = {}


def kpi(
    *, unit: str = "firms", is_of_the_year: bool = False, is_less_better: bool = False, quota_of: str | None = None
) -> Callable[[Count], Count]:
    """Mark a function as a key figure; its name is the figure's name and its text key `kpi.<name>`."""

    def mark(count: Count) -> Count:
        KPIS[count.__name__] = Kpi(count.__name__, count, unit, is_of_the_year, is_less_better, quota_of)
        return count

    return mark


_TARGETS = "SELECT kpi, target FROM marts.targets WHERE year = year($as_of)"
_QUOTAS = """
SELECT stage_code, arg_max(quota, valid_from) AS quota
FROM marts.quotas
WHERE valid_from <= $as_of AND (valid_to IS NULL OR valid_to >= $as_of)
GROUP BY stage_code
"""
_FIRST_DAY = "SELECT min(starts_on) AS first_day FROM marts.spells"


def kpis(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """The key figures on the as-of date, a year before, and against their targets.

    One row per figure: kpi, value, unit, previous (the same day a year before, 28 February for the
    29th; missing before the first designation), target (set for the year, else the quota in force;
    missing where neither is, and when districts or industries are chosen), status (met, watch =
    within a tenth of the target, missed, none = no target). The target of a figure that grows from
    1 January on is taken in proportion to the days gone. Each figure says itself what it counts.
    `firms`: firm_id, firm_name, district, kpi.
    Raises EmptySelection when no firm is selected. Source: the functions marked @kpi, marts.targets, marts.quotas.
    """
    require_firms(snapshot, selection)
    if firms:
        behind = [_firms_behind(snapshot, selection, each) for each in KPIS.values()]
        return pd.concat(behind, ignore_index=True)
    before, first_day = a_year_before(selection.as_of), _first_day(snapshot, selection)
    targets = _targets(snapshot, selection)
    rows = []
    for each in KPIS.values():
        values = _values(snapshot, selection, each)
        value, target = values[selection.as_of], targets.get(each.name)
        previous = values[before] if first_day <= before else None
        rows.append([each.name, value, each.unit, previous, target, _status(each, value, target, selection.as_of)])
    table = pd.DataFrame(rows, columns=["kpi", "value", "unit", "previous", "target", "status"])
    return table.assign(**{name: table[name].convert_dtypes() for name in ("previous", "target")})


def kpi_history(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """The key figures at each year's end, for the line behind each.

    One row per figure and year, from the year of the first designation: kpi, year, as_of (31 December,
    in the last year the as-of date), value, unit. Raises EmptySelection when no firm is selected.
    Source: the functions marked @kpi.
    """
    require_firms(snapshot, selection)
    days = [day for day in _year_ends(snapshot, selection) if not selection.years or day.year in selection.years]
    rows = []
    for each in KPIS.values():
        values = _values(snapshot, selection, each)
        rows += [[each.name, day.year, day, values[day], each.unit] for day in days]
    return pd.DataFrame(rows, columns=["kpi", "year", "as_of", "value", "unit"])


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _first_day(snapshot: Snapshot, selection: Selection) -> date:
    return snapshot.query(_FIRST_DAY)["first_day"][0] or selection.as_of


def _year_ends(snapshot: Snapshot, selection: Selection) -> list[date]:
    years = range(_first_day(snapshot, selection).year, selection.as_of.year + 1)
    return [min(date(year, 12, 31), selection.as_of) for year in years]


def _values(snapshot: Snapshot, selection: Selection, each: Kpi) -> dict[date, float]:
    # all days that a page may show in one question, so that cards and the lines behind them share its answer
    days = sorted({*_year_ends(snapshot, selection), selection.as_of, a_year_before(selection.as_of)})
    found = each.count(snapshot, selection, days, False)
    return dict.fromkeys(days, 0) | dict(zip(found["day"], found["value"].tolist(), strict=True))


def _firms_behind(snapshot: Snapshot, selection: Selection, each: Kpi) -> pd.DataFrame:
    found = each.count(snapshot, selection, [selection.as_of], True)
    return found[["firm_id", "firm_name", "district"]].assign(kpi=each.name)


def _targets(snapshot: Snapshot, selection: Selection) -> dict[str, float]:
    if not selection.is_of_all_firms:
        return {}  # a target is set for all firms
    quotas = dict(ask_plainly(snapshot, selection, _QUOTAS).itertuples(index=False))
    by_quota = {each.name: quotas[each.quota_of] for each in KPIS.values() if each.quota_of in quotas}
    return by_quota | dict(ask_plainly(snapshot, selection, _TARGETS).itertuples(index=False))


def _status(each: Kpi, value: float, target: float | None, as_of: date) -> str:
    if target is None:
        return "none"
    days_gone = (as_of - date(as_of.year, 1, 1)).days + 1
    days_of_year = (date(as_of.year, 12, 31) - date(as_of.year, 1, 1)).days + 1
    due = target * days_gone / days_of_year if each.is_of_the_year else target
    short_by = value - due if each.is_less_better else due - value
    if short_by <= 0:
        return "met"
    return "watch" if short_by <= _WATCH * due else "missed"
