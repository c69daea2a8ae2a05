"""Two snapshots compared, table by table, row by row."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

EXAMPLES = 20  # keys named for each kind of change
_BETWEEN = "\x1f"  # stands between the parts of a key: no text holds it


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
            old, new = _rows(connection, older, file, before), _rows(connection, newer, file, after)
            found.append(_difference(connection, name, key, old, new))
    return [each for each in found if each.added or each.replaced or each.withdrawn]


def _manifest(folder: Path | None) -> dict:
    empty = {"tables": {}, "files": {}}
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8")) if folder else empty


def _rows(
    connection: duckdb.DuckDBPyConnection, folder: Path | None, file: str, manifest: dict
) -> duckdb.DuckDBPyRelation | None:
    return connection.read_parquet(str(folder / file)) if folder and file in manifest["files"] else None


def _difference(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    key: list[str],
    old: duckdb.DuckDBPyRelation | None,
    new: duckdb.DuckDBPyRelation | None,
) -> TableDifference:
    """Counted where the rows lie: a table may hold millions, and only the examples' keys are taken out."""
    come = _changed_keys(connection, new, old, key, "come")
    gone = _changed_keys(connection, old, new, key, "gone")
    kinds = {
        "added": come.join(gone, "key_text", how="anti"),
        "replaced": come.join(gone, "key_text", how="semi"),
        "withdrawn": gone.join(come, "key_text", how="anti"),
    }
    counts = [keys.shape[0] for keys in kinds.values()]
    examples = {kind: _named(keys) for (kind, keys), count in zip(kinds.items(), counts, strict=True) if count}
    connection.execute("DROP TABLE come; DROP TABLE gone")
    return TableDifference(name, *counts, examples)


def _named(keys: duckdb.DuckDBPyRelation) -> list[str]:
    rows = keys.order("key_text").limit(EXAMPLES).fetchall()
    return [text.replace(_BETWEEN, " · ") for (text,) in rows]


def _changed_keys(
    connection: duckdb.DuckDBPyConnection,
    here: duckdb.DuckDBPyRelation | None,
    there: duckdb.DuckDBPyRelation | None,
    key: list[str],
    table: str,
) -> duckdb.DuckDBPyRelation:
    """A table of the keys, as text, of the rows that stand here and not, or not the same, there."""
    if here is None:
        connection.sql("SELECT '' AS key_text WHERE false").create(table)
        return connection.table(table)
    only_here = here if there is None or there.columns != here.columns else here.except_(there)
    parts = [ColumnExpression(column).cast("VARCHAR") for column in key]
    text = FunctionExpression("concat_ws", ConstantExpression(_BETWEEN), *parts).alias("key_text")
    only_here.select(text).distinct().create(table)
    return connection.table(table)
