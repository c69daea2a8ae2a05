"""Exports of all firms out of the stored sums, for metrics/exports.py: by year, and by the stage held."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import pandas as pd

from metrics.asking import require_firms
from metrics.held import stages_shown
from metrics.selection import Selection
from metrics.tables import table
from warehouse import Snapshot

_MONTHS = "SELECT month, month_end, year, exports_usd, exporters_to_date FROM marts.export_months ORDER BY month"
_RATES = "SELECT year, CAST(krw_per_usd AS DECIMAL(10, 4)) AS krw_per_usd FROM marts.exchange_rates"
_STAGES = "SELECT month, stage_code, exports_usd_to_date, exporters_to_date FROM marts.export_stage_months"
_YEARLY = {
    **dict.fromkeys(("year", "exports_usd"), "int64"),
    **{"exports_krw": "Int64", "exporters": "int64", "is_part_year": "bool", "months": "int64"},
    **{"yoy_rate": "float64", "last_month": "object", "krw_per_usd": "float64"},
}
_STAGED = {"year": "int64", "stage_code": "object", "exports_usd": "int64", "exporters": "int64", "share": "float64"}


class _Month(NamedTuple):
    month: date
    month_end: date
    year: int
    exports_usd: int
    exporters_to_date: int


def years_of_all(opened: Snapshot, selection: Selection) -> pd.DataFrame:
    """exports_by_year where no filter leaves anything out. Raises EmptySelection."""
    covered = _covered(opened, selection)
    usd, rates = {each.month: each.exports_usd for each in covered}, dict(opened.rows(_RATES))
    years: dict[int, list[_Month]] = {}
    for each in covered:
        years.setdefault(each.year, []).append(each)
    rows = [
        _of_year(year, months, usd, rates.get(year))
        for year, months in years.items()
        if not selection.years or year in selection.years
    ]
    return table(rows, _YEARLY)


def _covered(snapshot: Snapshot, selection: Selection) -> list[_Month]:
    require_firms(snapshot, selection)
    return [each for each in snapshot.rows(_MONTHS, _Month._make) if each.month_end <= selection.as_of]


def _of_year(year: int, months: list[_Month], usd: dict[date, int], rate: Decimal | None) -> tuple[Any, ...]:
    total, last = sum(each.exports_usd for each in months), months[-1]
    both = [(each.exports_usd, before) for each in months if (before := usd.get(_year_before(each))) is not None]
    now, earlier = (sum(sums) for sums in zip(*both, strict=True)) if both else (0, 0)
    yoy = (now - earlier) / earlier if earlier else None
    # in decimals: a product of doubles may fall to the wrong side of half a won
    krw = None if rate is None else int((total * rate).quantize(Decimal(1), ROUND_HALF_UP))
    return year, total, krw, last.exporters_to_date, len(months) < 12, len(months), yoy, last.month, rate


def _year_before(each: _Month) -> date:
    return each.month.replace(year=each.year - 1)


def stages_of_all(opened: Snapshot, selection: Selection) -> pd.DataFrame:
    """exports_by_stage where every export of the stages shown is in it. Raises EmptySelection."""
    ends = {each.year: each.month for each in _covered(opened, selection)}
    found = {(month, stage): sums for month, stage, *sums in opened.rows(_STAGES)}
    stages = stages_shown(opened, selection)
    if not selection.stages or "none" in selection.stages:
        stages = [*stages, "none"]
    rows = []
    for year, month in ends.items():
        if selection.years and year not in selection.years:
            continue
        sums = [found.get((month, stage), (0, 0)) for stage in stages]
        total = sum(usd for usd, _ in sums)
        told = zip(stages, sums, strict=True)
        rows += [(year, stage, usd, exporters, usd / total if total else None) for stage, (usd, exporters) in told]
    return table(rows, _STAGED)
