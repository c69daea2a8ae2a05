"""Which periods a file speaks of, how many rows each has, and what they sum to: what a person can check at a glance."""

from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.contract import Column, Contract

STARTS = "starts_on"  # designations come without periods; the years in which they start say as much
_BATCH = 1_000_000  # rows that are counted together

Cover = tuple[str, int, int | None]  # period, rows, sum of the money (None where the source has none)


def period_of(contract: Contract) -> Column | None:
    """The column that says of which time a row speaks."""
    name = contract.period or STARTS
    return next((column for column in contract.columns if column.name == name), None)


def money_of(contract: Contract) -> Column | None:
    """The money that is summed: the one that must be there, else the first."""
    money = [column for column in contract.columns if column.type == "money" and contract.period]
    return min(money, key=lambda column: not column.required, default=None)


def covers(contract: Contract, path: Path) -> tuple[Cover, ...]:
    """The periods of a file's clean rows, in order."""
    period, money = period_of(contract), money_of(contract)
    if period is None:
        return ()
    by = [period.name, *filter(None, [period.precision if period.type == "period" else None])]
    sums = [(money.name, "sum")] if money else []
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    batches = pq.ParquetFile(path).iter_batches(_BATCH, columns=[*by, *(name for name, _ in sums)], use_threads=False)
    for batch in batches:
        groups = pa.table(batch).group_by(by, use_threads=False).aggregate([([], "count_all"), *sums])
        for row in groups.to_pylist():
            if row[period.name] is not None:
                each = found[written(period, row)]
                each[0] += row["count_all"]
                each[1] += (row[f"{money.name}_sum"] or 0) if money else 0
    return tuple((told, rows, total if money else None) for told, (rows, total) in sorted(found.items()))


def written(period: Column, row: dict) -> str:
    """A row's period as people write it: 2025, 2025-Q4, 2025-12."""
    value = row[period.name]
    kind = row.get(period.precision) or period.type
    if isinstance(value, int):
        return str(value)
    if kind == "quarter":
        return f"{value:%Y}-Q{(value.month + 2) // 3}"
    return f"{value:%Y-%m}" if kind == "month" else f"{value:%Y}"
