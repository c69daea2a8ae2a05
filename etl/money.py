"""Facts that come by period (exports, outcomes, benchmarks): what stands after every upload, what is odd in new ones.

A file replaces the periods that it covers; a correction replaces single rows by their full key. Everything is done on
whole columns, because such files may hold millions of rows: the rows of all uploads stand in one view, `line`, under
names that every source shares, and static SQL asks it.
"""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from etl.contract import Contract
from etl.findings import Finding, error, warning

JUMP = 300.0  # a firm's median rising or falling by more than this is a wrong unit (×1,000), not growth
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


def stand(contract: Contract, parts: list[Part], firms: dict[str, str]) -> Standing:
    """The rows that stand after these uploads (in ledger order), once a key, with firm_id where the contract has firms.

    `firms` is business number → firm_id; rows of unknown numbers stand with an empty firm_id, apart.
    """
    with duckdb.connect() as connection:
        _lay_out(connection, contract, parts, firms)
        connection.execute(_STANDING)
        table = connection.sql(_TABLE_OF_FIRMS if "business_no" in contract.clean_columns else _TABLE)
        standing = Standing(table.to_arrow_table())
        if any(part.is_fresh for part in parts):
            connection.execute(_BEFORE)
            standing.findings = list(_findings(connection, contract))
            standing.overlaps = [
                dict(zip(_OVERLAP_NAMES, row, strict=True)) for row in connection.sql(_OVERLAPS).fetchall()
            ]
        return standing


def _lay_out(
    connection: duckdb.DuckDBPyConnection, contract: Contract, parts: list[Part], firms: dict[str, str]
) -> None:
    columns = [*contract.clean_columns, "upload_id", "source_row"]
    files = [connection.read_parquet(str(part.path)).select(*columns) for part in parts]
    rows = files[0]
    for more in files[1:]:
        rows = rows.union(more)
    rows.create_view("written")
    uploads = {
        "upload_id": [part.upload_id for part in parts],
        "upload_order": list(range(len(parts))),
        "is_correction": [part.is_correction for part in parts],
        "is_fresh": [part.is_fresh for part in parts],
    }
    connection.from_arrow(pa.table(uploads)).create("upload")
    rejected = [(part.upload_id, row) for part in parts for row in part.rejected_rows]
    out = {"upload_id": [each for each, _ in rejected], "source_row": [row for _, row in rejected]}
    connection.from_arrow(pa.table(out, schema=pa.schema({"upload_id": pa.string(), "source_row": pa.int64()}))).create(
        "out"
    )
    known = {"business_no": list(firms), "firm_id": list(firms.values())}
    connection.from_arrow(
        pa.table(known, schema=pa.schema({"business_no": pa.string(), "firm_id": pa.string()}))
    ).create("firm")
    connection.view("written").select(*columns, *_shared(contract)).create_view("keyed")
    connection.execute(_LINE)


def _shared(contract: Contract) -> list[Expression]:
    """The names that the SQL below asks for, whatever the source calls its columns."""
    money = next(column.name for column in contract.columns if column.type == "money")
    covers = [contract.period, *contract.within, *contract.parts]
    parts = [CoalesceOperator(_filled(name), ConstantExpression("")) for name in contract.parts]
    cover = [_text(name) for name in covers if name not in contract.parts]
    others = [name for name in contract.clean_columns if name not in contract.key and name != "firm_name"]
    number = ColumnExpression("business_no") if "business_no" in contract.clean_columns else ConstantExpression(None)
    return [
        _joined([_text(name) for name in contract.key]).alias("row_key"),
        _joined([*cover, *parts]).alias("cover_key"),
        _text(contract.period).alias("period_text"),
        _joined([_text(name) for name in others]).alias("facts"),
        ColumnExpression(money).alias("amount"),
        number.cast("VARCHAR").alias("number"),
    ]


def _text(name: str) -> Expression:
    return CoalesceOperator(ColumnExpression(name).cast("VARCHAR"), ConstantExpression("–"))


def _filled(name: str) -> Expression:
    return CaseExpression(ColumnExpression(name).isnotnull(), ConstantExpression(name))


def _joined(texts: list[Expression]) -> Expression:
    return FunctionExpression("concat_ws", ConstantExpression("\x1f"), *texts)


def _findings(connection: duckdb.DuckDBPyConnection, contract: Contract):
    """(upload_id, finding) for every new upload."""
    for upload_id, row, first, differ in connection.sql(_DOUBLES).limit(TOLD).fetchall():
        tell = error if differ else warning
        yield upload_id, tell("key_twice" if differ else "row_repeated", row, contract.key[0], None, first=first)
    if "business_no" in contract.clean_columns:
        for upload_id, row, number, rows in connection.sql(_UNKNOWN).fetchall():
            yield upload_id, warning("number_unknown", row, "business_no", number, rows=rows)
        for upload_id, number, periods in connection.sql(_VANISHING).fetchall():
            yield upload_id, warning("firm_vanishes", None, "business_no", number, periods=periods)
        for upload_id, row, number, old, new in connection.execute(_JUMPS, {"jump": JUMP}).fetchall():
            yield upload_id, warning("unit_jump", row, "business_no", number, old=f"{old:,.0f}", new=f"{new:,.0f}")
    yield from _below_floor(connection, contract)


def _below_floor(connection: duckdb.DuckDBPyConnection, contract: Contract):
    if not contract.floor:
        return
    least = contract.floor["least"]
    for upload_id, row, period, total in connection.execute(_FLOOR, {"least": least}).fetchall():
        facts = {"period": period, "least": f"{least:,}", "total": f"{total:,}"}
        yield upload_id, warning("below_floor", row, contract.floor["column"], None, **facts)


_LINE = """
CREATE TABLE line AS
SELECT
  keyed.row_key, keyed.cover_key, keyed.period_text, keyed.facts, keyed.amount, keyed.number,
  keyed.upload_id, keyed.source_row, upload.upload_order, upload.is_correction, upload.is_fresh
FROM keyed
INNER JOIN upload USING (upload_id)
ANTI JOIN out USING (upload_id, source_row)
"""

# The newest whole file of each period stands; a correction made after it replaces single rows. Equal rows of one file
# stand once, the first of them.
_STANDING = """
CREATE TABLE standing AS
WITH newest AS (
  SELECT cover_key, max(upload_order) AS upload_order
  FROM line
  WHERE NOT is_correction
  GROUP BY cover_key
)
SELECT line.row_key, line.cover_key, line.period_text, line.amount, line.number, line.upload_id, line.source_row
FROM line
LEFT JOIN newest USING (cover_key)
WHERE line.upload_order = newest.upload_order
  OR (line.is_correction AND line.upload_order > coalesce(newest.upload_order, -1))
QUALIFY row_number() OVER (PARTITION BY line.row_key ORDER BY line.upload_order DESC, line.source_row) = 1
"""

_BEFORE = """
CREATE TABLE before AS
WITH old AS (SELECT * FROM line WHERE NOT is_fresh),
newest AS (
  SELECT cover_key, max(upload_order) AS upload_order
  FROM old
  WHERE NOT is_correction
  GROUP BY cover_key
)
SELECT old.row_key, old.cover_key, old.period_text, old.amount, old.number
FROM old
LEFT JOIN newest USING (cover_key)
WHERE old.upload_order = newest.upload_order
  OR (old.is_correction AND old.upload_order > coalesce(newest.upload_order, -1))
QUALIFY row_number() OVER (PARTITION BY old.row_key ORDER BY old.upload_order DESC, old.source_row) = 1
"""

_TABLE = """
SELECT written.*
FROM written
SEMI JOIN standing USING (upload_id, source_row)
ORDER BY upload_id, source_row
"""

_TABLE_OF_FIRMS = """
SELECT written.*, firm.firm_id
FROM written
SEMI JOIN standing USING (upload_id, source_row)
LEFT JOIN firm USING (business_no)
ORDER BY upload_id, source_row
"""

_DOUBLES = """
SELECT upload_id, source_row, first_row, differ
FROM (
  SELECT
    upload_id,
    source_row,
    min(source_row) OVER one_key AS first_row,
    min(facts) OVER one_key <> max(facts) OVER one_key AS differ,
    count(*) OVER one_key AS times
  FROM line
  WHERE is_fresh
  WINDOW one_key AS (PARTITION BY upload_id, row_key)
)
WHERE times > 1 AND source_row > first_row
ORDER BY upload_id, source_row
"""

_UNKNOWN = """
SELECT upload_id, min(source_row) AS source_row, number, count(*) AS rows_of_it
FROM line
WHERE is_fresh AND number NOT IN (SELECT business_no FROM firm)
GROUP BY upload_id, number
ORDER BY upload_id, source_row
"""

# Firms with rows in the periods that a new file replaces, and none in the new file.
_VANISHING = """
WITH covered AS (SELECT DISTINCT upload_id, cover_key FROM line WHERE is_fresh AND NOT is_correction)
SELECT covered.upload_id, before.number, count(DISTINCT before.period_text) AS periods
FROM before
INNER JOIN covered USING (cover_key)
ANTI JOIN (SELECT upload_id, number FROM line WHERE is_fresh) AS named
  ON named.upload_id = covered.upload_id AND named.number = before.number
GROUP BY ALL
ORDER BY ALL
"""

_JUMPS = """
WITH old AS (
  SELECT number, median(amount) AS typical FROM before WHERE amount > 0 GROUP BY number
),
fresh AS (
  SELECT upload_id, number, min(source_row) AS source_row, median(amount) AS typical
  FROM line
  WHERE is_fresh AND amount > 0
  GROUP BY upload_id, number
)
SELECT fresh.upload_id, fresh.source_row, number, old.typical, fresh.typical
FROM fresh
INNER JOIN old USING (number)
WHERE fresh.typical > $jump * old.typical OR old.typical > $jump * fresh.typical
ORDER BY ALL
"""

_FLOOR = """
SELECT upload_id, min(source_row) AS source_row, left(min(period_text), 4), CAST(sum(amount) AS BIGINT) AS total
FROM line
WHERE is_fresh
GROUP BY upload_id, cover_key
HAVING sum(amount) < $least
ORDER BY ALL
"""

_OVERLAP_NAMES = ("period", "old_rows", "new_rows", "old_sum", "new_sum")
_OVERLAPS = """
WITH old AS (
  SELECT cover_key, min(period_text) AS period, count(*) AS rows_of_it, sum(amount) AS total
  FROM before
  GROUP BY cover_key
),
new AS (
  SELECT cover_key, count(*) AS rows_of_it, sum(amount) AS total FROM standing GROUP BY cover_key
)
SELECT
  old.period,
  CAST(sum(old.rows_of_it) AS BIGINT),
  CAST(sum(coalesce(new.rows_of_it, 0)) AS BIGINT),
  CAST(sum(old.total) AS BIGINT),
  CAST(sum(coalesce(new.total, 0)) AS BIGINT)
FROM old
LEFT JOIN new USING (cover_key)
WHERE cover_key IN (SELECT cover_key FROM line WHERE is_fresh)
GROUP BY old.period
ORDER BY old.period
"""
