"""Clean tables in, one snapshot folder out. Runs in the builder's process, never in the app's."""

import json
import shutil
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    FunctionExpression,
    SQLExpression,
    StarExpression,
)

from warehouse.errors import MartRefused
from warehouse.headers import Mart, marts_in_order
from warehouse.sealing import hash_files, seal, write_json

SCHEMA = 11  # raise it when a mart changes so that today's metrics cannot read yesterday's snapshot
# A reader skips whole groups of rows by what they hold at least and at most: in groups of a quarter of the usual size a
# market or a product of ten million rows is found in half the time, and the file grows by a thirtieth.
_INTO = "ATTACH $file AS internal (ROW_GROUP_SIZE 30720)"
_ROWS = FunctionExpression("count", StarExpression()).alias("rows_with_key")
# Rows are written out as text and hashed by MD5, because DuckDB's own hash() may change with its version.
_SUM = SQLExpression("CAST(sum(md5_number_lower(CAST(line AS VARCHAR))) AS VARCHAR)")
_FEW = 100_000  # clean rows: of so many one list of all keys of a table may be made
_EXAMPLES = 1000  # rows named when a table is refused: each becomes an error at its row


def build_snapshot(clean: dict[str, pyarrow.Table], folder: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Make the marts from clean tables in `folder` and return its manifest.

    The folder is emptied first, so a build that was killed can be tried again. Raises
    MartRefused when a table breaks its header.
    """
    marts = marts_in_order(clean)
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "parquet").mkdir(parents=True)
    is_small = sum(table.num_rows for table in clean.values()) <= _FEW
    threads = {"threads": 1} if is_small else {}  # a second one costs a seventh more where planning is most of the work
    with duckdb.connect(config={"temp_directory": str(folder / "spilled"), **threads}) as connection:
        connection.execute(_INTO, {"file": str(folder / "internal.duckdb")})
        connection.execute("USE internal")
        _hand_over(connection, clean)
        sums: dict[str, str] = {}
        tables = {mart.name: _make(connection, mart, folder, sums, is_small) for mart in marts}
        fingerprint = _fingerprint(connection, tables, sums)
        connection.execute("DETACH clean")
        connection.execute("CHECKPOINT internal")
    shutil.rmtree(folder / "spilled", ignore_errors=True)
    write_json(folder / "parquet" / "dictionary.json", tables)
    manifest = {**facts, "schema": SCHEMA, "tables": tables, "fingerprint": fingerprint, "files": hash_files(folder)}
    write_json(folder / "manifest.json", manifest)
    seal(folder)
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def _hand_over(connection: duckdb.DuckDBPyConnection, clean: dict[str, pyarrow.Table]) -> None:
    connection.execute("ATTACH ':memory:' AS clean")
    connection.execute("CREATE SCHEMA marts")
    for name, table in clean.items():
        connection.from_arrow(table).create(f"clean.main.{name}")


def _make(
    connection: duckdb.DuckDBPyConnection, mart: Mart, folder: Path, sums: dict[str, str], is_small: bool
) -> dict[str, Any]:
    table = f"marts.{mart.name}"
    try:
        connection.sql(mart.sql).order(", ".join(mart.key)).create(table)
    except duckdb.Error as fault:
        raise MartRefused(mart.name, "the SELECT runs", [str(fault).splitlines()[0]]) from fault
    made = connection.table(table).set_alias("line")
    rows, sums[mart.name] = _check(made, mart, is_small)
    made.write_parquet(str(folder / "parquet" / f"{mart.name}.parquet"))
    return {
        "rows": rows,
        "key": list(mart.key),
        "about": mart.about,
        "audience": mart.audience,
        "columns": {name: str(kind) for name, kind in zip(made.columns, made.types, strict=True)},
    }


def _check(made: duckdb.DuckDBPyRelation, mart: Mart, is_small: bool) -> tuple[int, str]:
    """How many rows, and the sum of what they hold; MartRefused where a row or two rows break the header.

    Of a small table a query costs its planning and little else, so all that needs one pass is asked in one: there the
    keys are counted with it, of a large one they are looked for by themselves.
    """
    key = [ColumnExpression(column) for column in mart.key]
    rules = [SQLExpression(rule) for rule in mart.always] + [column.isnotnull() for column in key]
    sound = FunctionExpression("count", CaseExpression(reduce(and_, rules), ConstantExpression(1)))
    row = FunctionExpression("list", FunctionExpression("row", *key))
    keys = [FunctionExpression("len", FunctionExpression("list_distinct", row))] if is_small else []
    rows, held, total, *distinct = made.aggregate([_ROWS, sound, _SUM, *keys]).fetchall()[0]
    if held < rows:  # which rule, only then
        for name, rule in zip([*mart.always, *(f"{column} is not empty" for column in mart.key)], rules, strict=True):
            judged = made.select(rule.alias("rule_holds"), StarExpression())
            _refuse(mart, name, judged.filter("rule_holds IS NOT TRUE"))
    if not rows or distinct == [rows]:
        return rows, total
    _refuse(mart, f"{', '.join(mart.key)} is unique", made.aggregate([*key, _ROWS]).filter("rows_with_key > 1"))
    return rows, total


def _refuse(mart: Mart, rule: str, wrong: duckdb.DuckDBPyRelation) -> None:
    rows = wrong.limit(_EXAMPLES).fetchall()
    if rows:
        examples = [dict(zip(wrong.columns, row, strict=True)) for row in rows]
        raise MartRefused(mart.name, rule, [{k: str(v) for k, v in example.items()} for example in examples])


def _fingerprint(connection: duckdb.DuckDBPyConnection, tables: dict[str, Any], sums: dict[str, str]) -> str:
    """Order-free hash over every column of every table, the same whatever the files' bytes."""
    held = {
        name: {"columns": list(facts["columns"]), "sum": [facts["rows"], sums[name]]} for name, facts in tables.items()
    }
    return connection.execute("SELECT sha256($text)", {"text": json.dumps(held, sort_keys=True)}).fetchall()[0][0]
