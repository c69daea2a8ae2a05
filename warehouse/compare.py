"""Two snapshots compared, table by table, row by row."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

EXAMPLES = 20  # keys named for each kind of change
_BETWEEN = "\x1f"  # stands between the parts of a key: no text holds it
_COUNTED = """
    SELECT
        count(*) FILTER (gone.key_text IS NULL),
        count(*) FILTER (come.key_text = gone.key_text),
        count(*) FILTER (come.key_text IS NULL)
    FROM come FULL JOIN gone ON come.key_text = gone.key_text
"""
_NAMED = {
    "added": "SELECT key_text FROM come ANTI JOIN gone USING (key_text) ORDER BY key_text LIMIT $most",
    "replaced": "SELECT key_text FROM come SEMI JOIN gone USING (key_text) ORDER BY key_text LIMIT $most",
    "withdrawn": "SELECT key_text FROM gone ANTI JOIN come USING (key_text) ORDER BY key_text LIMIT $most",
}


@dataclass(frozen=True)
class TableDifference:
    """Rows of one table by key: only in the newer, in both but different, only in the older."""

    table: str
    added: int
    replaced: int
    withdrawn: int
    examples: dict[str, list[str]]


def compare(older: Path | None, newer: Path) -> list[TableDifference]:
    """The tables in which two snapshot folders differ, by name. Without an older one everything is added."""
    before, after = _manifest(older), _manifest(newer)
    found = []
    with duckdb.connect() as connection:
        for name in sorted(before["tables"].keys() | after["tables"].keys()):
            file = f"parquet/{name}.parquet"
            if before["files"].get(file) == after["files"].get(file):
                continue  # written in key order: the same bytes are the same rows
            key = (after["tables"].get(name) or before["tables"][name])["key"]
            old, new = _rows(connection, older, name, before), _rows(connection, newer, name, after)
            found.append(_difference(connection, name, key, old, new))
    return [each for each in found if each.added or each.replaced or each.withdrawn]


def _manifest(folder: Path | None) -> dict:
    empty = {"tables": {}, "files": {}}
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8")) if folder else empty


def _rows(
    connection: duckdb.DuckDBPyConnection, folder: Path | None, table: str, manifest: dict
) -> duckdb.DuckDBPyRelation | None:
    """The rows of one table; None where it is absent or empty: then there is nothing to look up in it."""
    rows = manifest["tables"][table]["rows"] if table in manifest["tables"] else 0
    return connection.read_parquet(str(folder / "parquet" / f"{table}.parquet")) if folder and rows else None


def _difference(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    key: list[str],
    old: duckdb.DuckDBPyRelation | None,
    new: duckdb.DuckDBPyRelation | None,
) -> TableDifference:
    """Counted where the rows lie: a table may hold millions, and only the examples' keys are taken out."""
    _keep_changed_keys(connection, new, old, key, "come")
    _keep_changed_keys(connection, old, new, key, "gone")
    counts = connection.execute(_COUNTED).fetchall()[0]
    named = zip(_NAMED.items(), counts, strict=True)
    examples = {kind: _named(connection.execute(sql, {"most": EXAMPLES})) for (kind, sql), count in named if count}
    connection.execute("DROP TABLE come; DROP TABLE gone")
    return TableDifference(name, *counts, examples)


def _named(keys: duckdb.DuckDBPyConnection) -> list[str]:
    return [text.replace(_BETWEEN, " · ") for (text,) in keys.fetchall()]


def _keep_changed_keys(
    connection: duckdb.DuckDBPyConnection,
    here: duckdb.DuckDBPyRelation | None,
    there: duckdb.DuckDBPyRelation | None,
    key: list[str],
    table: str,
) -> None:
    """A table of the keys, as text, of the rows that stand here and not, or not the same, there."""
    if here is None:
        connection.sql("SELECT '' AS key_text WHERE false").create(table)
        return
    only_here = here if there is None or there.columns != here.columns else here.except_(there)
    parts = [ColumnExpression(column).cast("VARCHAR") for column in key]
    text = FunctionExpression("concat_ws", ConstantExpression(_BETWEEN), *parts).alias("key_text")
    only_here.select(text).distinct().create(table)
