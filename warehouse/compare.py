"""Two snapshots compared, table by table, row by row."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

EXAMPLES = 20  # keys named for each kind of change


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
            old, new = _rows(older, file, before), _rows(newer, file, after)
            found.append(_difference(connection, name, key, old, new))
    return [each for each in found if each.added or each.replaced or each.withdrawn]


def _manifest(folder: Path | None) -> dict:
    empty = {"tables": {}, "files": {}}
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8")) if folder else empty


def _rows(folder: Path | None, file: str, manifest: dict) -> pa.Table | None:
    return pq.read_table(folder / file) if folder and file in manifest["files"] else None


def _difference(
    connection: duckdb.DuckDBPyConnection, name: str, key: list[str], old: pa.Table | None, new: pa.Table | None
) -> TableDifference:
    gone = _changed_keys(connection, old, new, key)
    come = _changed_keys(connection, new, old, key)
    kinds = {"added": come - gone, "replaced": come & gone, "withdrawn": gone - come}
    examples = {
        kind: [" · ".join(map(str, each)) for each in sorted(keys, key=str)[:EXAMPLES]]
        for kind, keys in kinds.items()
        if keys
    }
    return TableDifference(name, *(len(keys) for keys in kinds.values()), examples)


def _changed_keys(
    connection: duckdb.DuckDBPyConnection, here: pa.Table | None, there: pa.Table | None, key: list[str]
) -> set[tuple]:
    """Keys of the rows that stand here and not, or not the same, there."""
    if here is None:
        return set()
    if there is None or there.schema.names != here.schema.names:
        return set(zip(*(here[column].to_pylist() for column in key), strict=True))
    only_here = connection.from_arrow(here).except_(connection.from_arrow(there))
    return set(only_here.select(*key).fetchall())
