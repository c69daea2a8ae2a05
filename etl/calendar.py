"""The calendar of months that marts join, so that no mart makes dates itself."""

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from etl.shapes import as_table

_DAYS = {
    "designations": ("starts_on", "written_end", "term_end", "last_listed_on"),
    "exports": ("month",),
    "benchmarks": ("period",),
}


def today() -> dt.date:
    """The day in Seoul, wherever the server stands."""
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=9))).date()  # Asia/Seoul has no summer time


def months_table(tables: dict[str, pa.Table]) -> pa.Table:
    """Every month from the first year that any fact names to the year after the last: month, month_end, year."""
    years = [year for name, columns in _DAYS.items() for column in columns for year in _years(tables.get(name), column)]
    if not years:
        return as_table("months", [])
    firsts = [dt.date(year, month, 1) for year in range(min(years), max(years) + 3) for month in range(1, 13)]
    pairs = [pair for pair in zip(firsts, firsts[1:], strict=False) if pair[0].year <= max(years) + 1]
    rows = [{"month": day, "month_end": after - dt.timedelta(days=1), "year": day.year} for day, after in pairs]
    return as_table("months", rows)


def _years(table: pa.Table | None, column: str) -> list[int]:
    if table is None or not table.num_rows:
        return []
    ends = pc.min_max(table[column]).as_py()
    return [day.year for day in ends.values() if day]
