"""Facts that come by period (exports, outcomes, benchmarks): what stands after every upload, what is odd in new ones.

A file replaces the periods that it covers; a correction replaces single rows by their full key. Such files may hold
millions of rows, so no question sorts them or writes them out as text: rows are found by a hash of their key, and only
the few that share one are compared word for word. Each source calls its columns what it likes; the view `line` gives
them the names that the static SQL of etl.standing asks for.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from etl import odd
from etl import standing as questions
from etl.breaks import broken_series
from etl.contract import Column, Contract
from etl.findings import Finding, error, warning
from etl.kept import rows_kept
from etl.names import normal_name

JUMP = 100.0  # a firm's median rising or falling by more than this is a wrong unit (×1,000), not growth
TOLD = 100_000  # findings of one kind; a file with more has one fault, not many


@dataclass(frozen=True)
class Part:
    """One upload of a source: its clean rows, and the rows that are left out."""

    upload_id: str
    path: Path
    rejected_rows: tuple[int, ...] = ()
    is_correction: bool = False
    is_fresh: bool = False


@dataclass
class Standing:
    """The rows that stand; findings by upload; for each period that was there before, old and new rows and sums."""

    table: pa.Table
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    overlaps: list[dict] = field(default_factory=list)


def stand(
    contract: Contract, parts: list[Part], firms: dict[str, str], name_of: Callable[[str], str] = normal_name
) -> Standing:
    """The rows that stand after these uploads (in ledger order), once a key, with firm_id where the contract has firms.

    `firms` is business number → firm_id; rows of unknown numbers stand with an empty firm_id, apart. `name_of` makes
    two spellings of a firm's name one.
    """
    # one thread: a second saves a tenth of the time and costs half as much again
    with duckdb.connect(config={"threads": 1}) as connection:
        _lay_out(connection, contract, parts, firms)
        for step in questions.FIRST:
            connection.execute(step)
        connection.execute(questions.DOUBLED, {"are_alike": _are_alike(connection)})
        for step in questions.THEN:
            connection.execute(step)
        standing = Standing(rows_kept(connection, contract, {part.upload_id: part.path for part in parts}, firms))
        if any(part.is_fresh for part in parts):
            connection.execute(questions.HAD)
            standing.findings = list(_findings(connection, contract, name_of))
            rows = connection.sql(questions.OVERLAPS).fetchall()
            standing.overlaps = [_overlap(contract, *row) for row in rows]
        return standing


def _overlap(contract: Contract, period: str, *numbers: int | None) -> dict[str, str | int | None]:
    """A period that was there before: its rows and the sum of its money, as they are and as they would be."""
    is_month = contract.column(contract.period).type == "month"
    told = dict(zip(questions.OVERLAP_NAMES, numbers, strict=True))
    return {"period": period[:7] if is_month else period, "unit": _money(contract).measures, **told}


def _money(contract: Contract) -> Column:
    return next(column for column in contract.columns if column.type == "money")


def _lay_out(
    connection: duckdb.DuckDBPyConnection, contract: Contract, parts: list[Part], firms: dict[str, str]
) -> None:
    """The view `written` (all clean rows, under their own and under shared names); tables of uploads and firms."""
    columns = [*contract.clean_columns, "upload_id", "source_row"]
    files = [connection.read_parquet(str(part.path)).select(*columns, *_shared(contract)) for part in parts]
    rows = files[0]
    for more in files[1:]:
        rows = rows.union(more)
    rows.create_view("written")
    rejected = [(part.upload_id, row) for part in parts for row in part.rejected_rows]
    _table(connection, "out", ("upload_id", "source_row"), rejected, (pa.string(), pa.int64()))
    _table(connection, "firm", ("business_no", "firm_id"), list(firms.items()), (pa.string(), pa.string()))
    uploads = [(part.upload_id, at, part.is_correction, part.is_fresh) for at, part in enumerate(parts)]
    names = ("upload_id", "upload_order", "is_correction", "is_fresh")
    _table(connection, "upload", names, uploads, (pa.string(), pa.int64(), pa.bool_(), pa.bool_()))


def _table(connection: duckdb.DuckDBPyConnection, name: str, columns: tuple, rows: list, kinds: tuple) -> None:
    values = zip(*rows, strict=True) if rows else [()] * len(columns)
    arrays = [pa.array(list(each), kind) for each, kind in zip(values, kinds, strict=True)]
    connection.from_arrow(pa.table(arrays, names=list(columns))).create(name)


def _are_alike(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any two rows of one upload may have the same key."""
    hashes = connection.sql(questions.HASHES).to_arrow_table()["one"].to_numpy()
    hashes = np.sort(hashes)
    return bool((hashes[1:] == hashes[:-1]).any())


def _shared(contract: Contract) -> list[Expression]:
    """The names that the SQL below asks for, whatever the source calls its columns."""
    others = [name for name in contract.clean_columns if name not in (*contract.key, "firm_name")]
    number, name = (
        ColumnExpression(each) if each in contract.clean_columns else ConstantExpression(None)
        for each in ("business_no", "firm_name")
    )
    rest = [_text(name) for name in contract.within] + [_is_filled(name) for name in contract.parts]
    return [
        ColumnExpression(contract.period).alias("slot"),
        (_joined(rest) if rest else ConstantExpression("")).alias("rest"),
        FunctionExpression("hash", *map(ColumnExpression, contract.key)).alias("key_hash"),
        _joined([_text(name) for name in contract.key]).alias("row_key"),
        _joined([_text(name) for name in others]).alias("facts"),
        FunctionExpression("hash", *map(ColumnExpression, others)).alias("facts_hash"),
        ColumnExpression(_money(contract).name).alias("amount"),
        number.cast("VARCHAR").alias("number"),
        name.cast("VARCHAR").alias("said_name"),
        (_joined([_text(each) for each in contract.parts]) if contract.parts else ConstantExpression("")).alias("part"),
    ]


def _text(name: str) -> Expression:
    return CoalesceOperator(ColumnExpression(name).cast("VARCHAR"), ConstantExpression("–"))


def _is_filled(name: str) -> Expression:
    """The column's name where a row fills it: a breakdown replaces no other breakdown."""
    filled = CaseExpression(ColumnExpression(name).isnotnull(), ConstantExpression(name))
    return CoalesceOperator(filled, ConstantExpression(""))


def _joined(texts: list[Expression]) -> Expression:
    return FunctionExpression("concat_ws", ConstantExpression("\x1f"), *texts)


def _findings(
    connection: duckdb.DuckDBPyConnection, contract: Contract, name_of: Callable[[str], str]
) -> Iterator[tuple[str, Finding]]:
    """(upload_id, finding) for every new upload."""
    for upload_id, row, first, differ in connection.sql(questions.DOUBLES).limit(TOLD).fetchall():
        tell = error if differ else warning
        yield upload_id, tell("key_twice" if differ else "row_repeated", row, contract.key[0], None, first=first)
    yield from odd.odd_periods(connection, contract, TOLD)
    ((had_rows,),) = connection.sql(questions.HAD_ROWS).fetchall()
    if "business_no" in contract.clean_columns:
        yield from _of_firms(connection, contract, name_of, had_rows)
    else:
        yield from broken_series(connection, had_rows)
    if had_rows:
        yield from odd.known_rows(connection)
    if contract.floor:
        least = contract.floor["least"]
        for upload_id, row, period, total in connection.execute(questions.FLOOR, {"least": least}).fetchall():
            facts = {"period": period, "least": f"{least:,}", "total": f"{total:,}"}
            yield upload_id, warning("below_floor", row, contract.floor["column"], None, **facts)


def _of_firms(
    connection: duckdb.DuckDBPyConnection, contract: Contract, name_of: Callable[[str], str], had_rows: bool
) -> Iterator[tuple[str, Finding]]:
    connection.execute(odd.NAMED_FIRMS)
    for upload_id, row, number, rows in connection.sql(questions.UNKNOWN).fetchall():
        yield upload_id, warning("number_unknown", row, "business_no", number, rows=rows)
    yield from odd.odd_names(connection, name_of)
    jumps = []
    if had_rows:
        for upload_id, number, periods in connection.sql(questions.VANISHING).fetchall():
            yield upload_id, warning("firm_vanishes", None, "business_no", number, periods=periods)
        jumps = connection.execute(questions.JUMPS, {"jump": JUMP}).fetchall()
        for upload_id, row, number, old, new in jumps:
            yield upload_id, warning("unit_jump", row, "business_no", number, old=f"{old:,.0f}", new=f"{new:,.0f}")
        yield from odd.lost_firms(connection)
    if had_rows or contract.column(contract.period).type == "year":  # years are compared within one file too
        known = {(upload_id, number) for upload_id, _, number, *_ in jumps}
        yield from odd.odd_values(connection, contract, known)
