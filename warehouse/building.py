"""Clean tables in, one snapshot folder out. Runs in the builder's process, never in the app's."""

import json
import shutil
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
from duckdb import ColumnExpression, FunctionExpression, SQLExpression, StarExpression

from warehouse.errors import MartRefused
from warehouse.headers import Mart, marts_in_order
from warehouse.sealing import hash_files, seal, write_json

SCHEMA = 10  # raise it when a mart changes so that today's metrics cannot read yesterday's snapshot
# A reader skips whole groups of rows by what they hold at least and at most: in groups of a quarter of the usual size a
# market or a product of ten million rows is found in half the time, and the file grows by a thirtieth.
_INTO = "ATTACH $file AS internal (ROW_GROUP_SIZE 30720)"
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
    with duckdb.connect(config={"temp_directory": str(folder / "spilled")}) as connection:
        connection.execute(_INTO, {"file": str(folder / "internal.duckdb")})
        connection.execute("USE internal")
        _hand_over(connection, clean)
        tables = {mart.name: _make(connection, mart, folder) for mart in marts}
        fingerprint = _fingerprint(connection, marts)
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


def _make(connection: duckdb.DuckDBPyConnection, mart: Mart, folder: Path) -> dict[str, Any]:
    table = f"marts.{mart.name}"
    try:
        connection.sql(mart.sql).order(", ".join(mart.key)).create(table)
    except duckdb.Error as fault:
        raise MartRefused(mart.name, "the SELECT runs", [str(fault).splitlines()[0]]) from fault
    made = connection.table(table)
    _check(made, mart)
    made.write_parquet(str(folder / "parquet" / f"{mart.name}.parquet"))
    return {
        "rows": made.shape[0],
        "key": list(mart.key),
        "about": mart.about,
        "audience": mart.audience,
        "columns": {name: str(kind) for name, kind in zip(made.columns, made.types, strict=True)},
    }


def _check(made: duckdb.DuckDBPyRelation, mart: Mart) -> None:
    key = [ColumnExpression(column) for column in mart.key]
    rules = [SQLExpression(rule) for rule in mart.always] + [column.isnotnull() for column in key]
    if made.filter(reduce(and_, rules)).shape[0] < made.shape[0]:  # one pass while all is well, which rule only then
        for name, rule in zip([*mart.always, *(f"{column} is not empty" for column in mart.key)], rules, strict=True):
            held = made.select(rule.alias("rule_holds"), StarExpression())
            _refuse(mart, name, held.filter("rule_holds IS NOT TRUE"))
    rows = FunctionExpression("count", StarExpression()).alias("rows_with_key")
    _refuse(mart, f"{', '.join(mart.key)} is unique", made.aggregate([*key, rows]).filter("rows_with_key > 1"))


def _refuse(mart: Mart, rule: str, wrong: duckdb.DuckDBPyRelation) -> None:
    rows = wrong.limit(_EXAMPLES).fetchall()
    if rows:
        examples = [dict(zip(wrong.columns, row, strict=True)) for row in rows]
        raise MartRefused(mart.name, rule, [{k: str(v) for k, v in example.items()} for example in examples])


def _fingerprint(connection: duckdb.DuckDBPyConnection, marts: list[Mart]) -> str:
    """Order-free hash over every column of every table, the same whatever the files' bytes.

    Rows are written out as text and hashed by MD5, because DuckDB's own hash() may change with its version.
    """
    sums: dict[str, Any] = {}
    for mart in marts:
        rows = connection.table(f"marts.{mart.name}").set_alias("line")
        found = rows.aggregate("count(*), CAST(sum(md5_number_lower(CAST(line AS VARCHAR))) AS VARCHAR)").fetchall()
        sums[mart.name] = {"columns": rows.columns, "sum": found[0]}
    return connection.execute("SELECT sha256($text)", {"text": json.dumps(sums, sort_keys=True)}).fetchall()[0][0]
