"""How sales and exports of a cohort's firms moved, each against its own year of entry."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from metrics.asking import kept, remembered
from metrics.intervals import TOO_FEW
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

ALL = "all"  # every cohort of a programme together

_GROWTH = """
SELECT
  firm_id,
  firm_name,
  district,
  programme_code,
  cohort,
  years_since,
  measure,
  CAST(value_at_entry AS DOUBLE) AS value_at_entry,
  CAST(value AS DOUBLE) AS value,
  growth_index,
  stage_code,
  rank,
  starts_on,
  make_date(greatest(year, year - years_since), 12, 31) AS known_on
FROM marts.cohort_values
INNER JOIN marts.firms USING (firm_id)
WHERE ($programme_code IS NULL OR programme_code = $programme_code)
  AND ($cohort IS NULL OR cohort = $cohort)
  AND ($measure IS NULL OR measure = $measure)
ORDER BY firm_name, firm_id
"""
_LINE = {"programme_code": "object", "cohort": "object", "years_since": "int64", "measure": "object"}
_BEHIND = FIRM | _LINE | dict.fromkeys(("value_at_entry", "value", "growth_index"), "float64")
_COUNTED = dict.fromkeys(("firms", "cohort_firms"), "int64")
_COUNTED |= dict.fromkeys(("median_index", "p25_index", "p75_index"), "float64")


class _Value(NamedTuple):
    """A firm of a cohort in one year; each has its row of year 0, known or not."""

    firm_id: str
    firm_name: str
    district: str
    programme_code: str
    cohort: str
    years_since: int
    measure: str
    value_at_entry: float | None
    value: float | None
    growth_index: float | None
    stage_code: str
    rank: int
    starts_on: date
    known_on: date


@remembered
def cohort_growth(
    snapshot: Snapshot,
    selection: Selection,
    *,
    programme_code: str | None = None,
    cohort: str | None = None,
    measure: str | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Sales and exports of a cohort's firms in the years around their entry, each firm's year of entry = 100.

    One row per programme, cohort, measure and calendar year counted from that of the designation, in order of stage
    and start: programme_code, cohort (also `all`: every firm of the programme once, from its first designation in
    it), years_since (-3 to 6; 0 = the year of the designation), measure (exports_usd, sales_krw), firms (with a
    value of that year and one above 0 of the year of entry), cohort_firms (all of the cohort), median_index,
    p25_index, p75_index (interpolated, of 100 · value / value of the year of entry; missing below 5 firms). Only
    years that ended by the as-of date; of exports only those whose twelve months files cover, so that a part year
    stands beside no whole one. What no file says of a firm is left out, never 0: compare firms. `programme_code`,
    `cohort` and `measure` keep one. `firms`: firm_id, firm_name, district, programme_code, cohort, years_since,
    measure, value_at_entry, value, growth_index. Raises EmptySelection when no firm is selected.
    Source: marts.cohort_values.
    """
    own = {"programme_code": programme_code, "cohort": cohort, "measure": measure}
    members, begun, known = Counter(), {}, {}
    for each in kept(snapshot, selection, _GROWTH, _Value._make, **own):
        if each.starts_on > selection.as_of or (selection.stages and each.stage_code not in selection.stages):
            continue
        of_cohort = each.programme_code, each.cohort
        begun[of_cohort] = min(each.starts_on, begun.get(of_cohort, each.starts_on))
        members[*of_cohort, each.measure] += each.years_since == 0
        if each.growth_index is not None and each.known_on <= selection.as_of:
            known.setdefault((each.rank, *each[3:7]), []).append(each)
    lines = sorted(known.items(), key=lambda line: _place(line[0], begun))
    if firms:
        return table([each[:10] for _, those in lines for each in those], _BEHIND)
    rows = [(*of, len(those), members[of[0], of[1], of[3]], *_spread(those)) for (_, *of), those in lines]
    return table(rows, _LINE | _COUNTED)


def _place(line: tuple[Any, ...], begun: dict[tuple[str, str], date]) -> tuple[Any, ...]:
    """By stage, programme, its cohorts in the order of their starts after all of them together, measure and year."""
    rank, programme, cohort, years_since, measure = line
    return rank, programme, cohort != ALL, begun[programme, cohort], cohort, measure, years_since


def _spread(those: list[_Value]) -> list[float | None]:
    """Median and quartiles, interpolated."""
    values = sorted(each.growth_index for each in those)
    return [_point(values, share) if len(values) >= TOO_FEW else None for share in (0.5, 0.25, 0.75)]


def _point(values: list[float], share: float) -> float:
    below, between = divmod((len(values) - 1) * share, 1)
    low, high = values[int(below)], values[min(int(below) + 1, len(values) - 1)]
    return low + (high - low) * between
