"""Key figures of the ladder: who stands on it, who came, rose and went this year."""

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd

from metrics.asking import remembered
from metrics.held import holdings, standings
from metrics.kpis import kpi
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

_FIRMS_OF_DAYS = {"day": "object"} | FIRM
_MOVES = _FIRMS_OF_DAYS | {"move": "object"}


def _in_stage(
    snapshot: Snapshot, selection: Selection, days: list[date], firms: bool, stage_code: str, *, ever: bool = False
) -> pd.DataFrame:
    """Firms that hold the stage on the day, or by then have ever held it."""
    of_stage = [each for each in holdings(snapshot, selection) if each.stage_code == stage_code]
    found = {
        day: {each.firm: None for each in of_stage if each.starts_on <= day and (ever or day <= each.ends_on)}
        for day in days
    }
    return _told([(day, *firm) for day, of_day in found.items() for firm in of_day], firms)


def _told(rows: list[tuple[Any, ...]], firms: bool) -> pd.DataFrame:
    if firms:
        rows.sort(key=lambda row: (row[0], row[2], row[1]))
        return table(rows, _FIRMS_OF_DAYS).assign(value=1)
    return table(Counter(row[0] for row in rows).items(), {"day": "object", "value": "int64"})


def _moved(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool, move: str) -> pd.DataFrame:
    found = _moves(snapshot, selection, days=tuple(days))
    rows = found.loc[found["move"] == move, list(_FIRMS_OF_DAYS)]
    return _told(list(rows.itertuples(index=False, name=None)), firms)


@remembered
def _moves(opened: Snapshot, selection: Selection, *, days: tuple[date, ...]) -> pd.DataFrame:
    """Entered, promoted or left between 31 December before and the day, by highest stage."""
    standing = standings(opened, selection)
    closings = {date(day.year - 1, 12, 31) for day in days}
    on = {day: [each for each in standing if each.starts_on <= day <= each.ends_on] for day in {*days, *closings}}
    earlier = {day: {each.firm_id: each.rank for each in on[day]} for day in closings}
    rows = []
    for day in days:
        ranks = earlier[date(day.year - 1, 12, 31)]
        moves = ((each, _move(ranks.get(each.firm_id), each.rank)) for each in on[day])
        rows += [(day, *each.firm, move) for each, move in moves if move]
    return table(rows, _MOVES)


def _move(earlier: int | None, later: int | None) -> str | None:
    if earlier is None:
        return None if later is None else "entered"
    if later is None:
        return "left"
    return "promoted" if later > earlier else None


@kpi(quota_of="flagship")
def flagship_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that hold the flagship stage on the day."""
    return _in_stage(snapshot, selection, days, firms, "flagship")


@kpi(quota_of="pre")
def pre_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that hold the PRE stage on the day."""
    return _in_stage(snapshot, selection, days, firms, "pre")


@kpi()
def star_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms ever selected into the star stage up to the day."""
    return _in_stage(snapshot, selection, days, firms, "star", ever=True)


@kpi()
def global_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms ever selected into the global stage up to the day."""
    return _in_stage(snapshot, selection, days, firms, "global", ever=True)


@kpi()
def wc300_firms(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms ever selected into the World Class stage up to the day."""
    return _in_stage(snapshot, selection, days, firms, "wc300", ever=True)


@kpi(is_of_the_year=True)
def entries_year(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that hold a stage on the day and held none on 31 December before; returning ones count."""
    return _moved(snapshot, selection, days, firms, "entered")


@kpi(is_of_the_year=True)
def promotions_year(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms whose highest stage on the day is above that of 31 December before; both held."""
    return _moved(snapshot, selection, days, firms, "promoted")


@kpi(is_of_the_year=True, is_less_better=True)
def exits_year(snapshot: Snapshot, selection: Selection, days: list[date], firms: bool) -> pd.DataFrame:
    """Firms that held a stage on 31 December before and hold none on the day."""
    return _moved(snapshot, selection, days, firms, "left")
