"""Key figures for executives: each is one function marked @kpi in a file of this room."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics.asking import require_firms
from metrics.days import Spans, known_spans, last_day_known, year_before_known
from metrics.held import quota_on
from metrics.selection import Selection
from warehouse import Snapshot

# f(snapshot, selection, days, firms) -> day, value (no row is 0; not known is a row without value),
# previous where the figure is of reporters; with firms: day, firm_id, firm_name, district
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
    source: str  # the source that it counts: money speaks of whole months only, outcomes of whole years
    is_of_reporters: bool  # who reports changes from year to year: it says itself what was before, and has no line


KPIS: dict[str, Kpi] = {}


def kpi(
    *,
    unit: str = "firms",
    is_of_the_year: bool = False,
    is_less_better: bool = False,
    quota_of: str | None = None,
    source: str = "designations",
    is_of_reporters: bool = False,
) -> Callable[[Count], Count]:
    """Mark a function as a key figure; its name is the figure's name and its text key `kpi.<name>`."""

    def mark(count: Count) -> Count:
        facts = (unit, is_of_the_year, is_less_better, quota_of, source, is_of_reporters)
        KPIS[count.__name__] = Kpi(count.__name__, count, *facts)
        return count

    return mark


_TARGETS = "SELECT kpi, year, target FROM marts.targets"
_AHEAD = """
SELECT kpi, year, target, source
FROM marts.targets
WHERE year >= $from_year AND ($years IS NULL OR list_contains($years, year))
ORDER BY year, kpi
"""


def kpis(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """The key figures on the as-of date, a year before, and against their targets.

    One row per figure: kpi, value, unit, previous (the same day a year before, 28 February for the
    29th; missing before the first designation), target (set for the year, else the quota in force;
    missing where neither is, and when districts or industries are chosen), status (met, watch =
    within a tenth of the target, missed, none = no target), as_of (the day that the figure speaks of).
    The target of a figure that grows from 1 January on is taken in proportion to the days gone.
    Figures of exports speak of the last month that files cover and that ended by the as-of date; their
    previous is of the same months a year before, missing where files do not cover that year from January.
    Figures of outcomes speak of the last year reported that ended by the as-of date. Figures of a source
    that is not loaded or begins later are left out; a value is missing where nobody reported.
    Each figure says itself what it counts. `firms`: firm_id, firm_name, district, kpi.
    Raises EmptySelection when no firm is selected.
    Source: the functions marked @kpi, marts.targets, marts.quotas, marts.coverage.
    """
    return figures_of(snapshot, selection, KPIS.values(), known_spans(snapshot), firms=firms)


def figures_of(
    snapshot: Snapshot, selection: Selection, asked: Iterable[Kpi], spans: Spans, *, firms: bool = False
) -> pd.DataFrame:
    """`kpis` of these figures alone; `spans` tell from when to when their sources speak. Raises EmptySelection."""
    require_firms(snapshot, selection)
    days = {each: day for each in asked if (day := last_day_known(each.source, selection.as_of, spans))}
    if firms:
        behind = [_firms_behind(snapshot, selection, each, day) for each, day in days.items()]
        return pd.concat(behind, ignore_index=True)
    targets = _targets(snapshot, selection)
    rows = []
    for each, day in days.items():
        value, previous = _value_and_previous(snapshot, selection, each, day, spans)
        target = targets.get((each.name, day.year), targets.get((each.name, None)))
        rows.append([each.name, value, each.unit, previous, target, _status(each, value, target, day), day])
    table = pd.DataFrame(rows, columns=["kpi", "value", "unit", "previous", "target", "status", "as_of"])
    return table.assign(**{name: table[name].convert_dtypes() for name in ("value", "previous", "target")})


def kpi_history(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """The key figures at each year's end, for the line behind each.

    One row per figure and year, from the year in which its source begins: kpi, year, as_of (31 December, in the
    last year the as-of date; for figures of exports the last month's end that files cover), value, unit.
    Figures of outcomes are left out: who reports changes from year to year, so their sums make no line.
    Raises EmptySelection when no firm is selected. Source: the functions marked @kpi, marts.coverage.
    """
    require_firms(snapshot, selection)
    spans = known_spans(snapshot)
    rows = []
    for each in KPIS.values():
        if each.is_of_reporters:
            continue
        days = [day for day in _year_ends(each, selection, spans) if not selection.years or day.year in selection.years]
        values = _values(snapshot, selection, each, spans)["value"] if days else {}
        rows += [[each.name, day.year, day, values.get(day, 0), each.unit] for day in days]
    return pd.DataFrame(rows, columns=["kpi", "year", "as_of", "value", "unit"])


def kpi_targets(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """What the key figures are to reach in the year of the as-of date and in the years after it.

    One row per figure and year, the figures in their order: kpi, year, target (in the figure's unit), unit, source.
    Targets of figures that this program does not know are left out; what the filters choose changes no target.
    Source: marts.targets.
    """
    ahead = snapshot.query(_AHEAD, from_year=selection.as_of.year, years=list(selection.years) or None)
    known = ahead[ahead["kpi"].isin(list(KPIS))]
    known = known.assign(unit=known["kpi"].map({each.name: each.unit for each in KPIS.values()}))
    place = {name: at for at, name in enumerate(KPIS)}
    known = known.sort_values("kpi", key=lambda names: names.map(place), kind="stable", ignore_index=True)
    return known[["kpi", "year", "target", "unit", "source"]]


def _year_ends(each: Kpi, selection: Selection, spans: Spans) -> list[date]:
    first = spans[each.source][0] if each.source in spans else selection.as_of
    ends = [min(date(year, 12, 31), selection.as_of) for year in range(first.year, selection.as_of.year + 1)]
    known = [(end, last_day_known(each.source, end, spans)) for end in ends]
    return [day for end, day in known if day and day.year == end.year]


def _values(snapshot: Snapshot, selection: Selection, each: Kpi, spans: Spans) -> dict[str, dict[date, float | None]]:
    """value (and previous) by day; a day without a row is left out."""
    # all days that a page may show in one question, so that cards and the lines behind them share its answer
    day = last_day_known(each.source, selection.as_of, spans) or selection.as_of
    days = {*_year_ends(each, selection, spans), day, year_before_known(each.source, day, spans)} - {None}
    asked = sorted(days)
    question = (each.name, selection, tuple(asked))
    found = snapshot.remember(question, lambda: each.count(snapshot, selection, asked, False))
    told = [name for name in ("value", "previous") if name in found]
    return {
        name: {
            day: None if pd.isna(value) else value
            for day, value in zip(found["day"], found[name].tolist(), strict=True)
        }
        for name in told
    }


def _value_and_previous(
    snapshot: Snapshot, selection: Selection, each: Kpi, day: date, spans: Spans
) -> tuple[float | None, float | None]:
    values, before = _values(snapshot, selection, each, spans), year_before_known(each.source, day, spans)
    if each.is_of_reporters:
        return values["value"].get(day), values["previous"].get(day) if before else None
    return values["value"].get(day, 0), values["value"].get(before, 0) if before else None


def _firms_behind(snapshot: Snapshot, selection: Selection, each: Kpi, day: date) -> pd.DataFrame:
    found = each.count(snapshot, selection, [day], True)
    return found[["firm_id", "firm_name", "district"]].assign(kpi=each.name)


def _targets(snapshot: Snapshot, selection: Selection) -> dict[tuple[str, int | None], float]:
    """By figure and year; a quota is the target of any year that has none set."""
    if not selection.is_of_all_firms:
        return {}  # a target is set for all firms
    quotas = quota_on(snapshot, selection, selection.as_of)
    by_quota = {(each.name, None): quotas[each.quota_of].quota for each in KPIS.values() if each.quota_of in quotas}
    return by_quota | {(name, year): target for name, year, target in snapshot.rows(_TARGETS)}


def _status(each: Kpi, value: float | None, target: float | None, day: date) -> str:
    if target is None or value is None:
        return "none"
    days_gone = (day - date(day.year, 1, 1)).days + 1
    days_of_year = (date(day.year, 12, 31) - date(day.year, 1, 1)).days + 1
    due = target * days_gone / days_of_year if each.is_of_the_year else target
    short_by = value - due if each.is_less_better else due - value
    if short_by <= 0:
        return "met"
    return "watch" if short_by <= _WATCH * due else "missed"
