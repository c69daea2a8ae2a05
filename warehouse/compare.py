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
    before, after = _tables(older), _tables(newer)
    found = []
    for name in sorted(before.keys() | after.keys()):
        key = (after.get(name) or before[name])["key"]
        difference = _difference(name, key, _rows(older, name, before), _rows(newer, name, after))
        if difference.added or difference.replaced or difference.withdrawn:
            found.append(difference)
    return found


def _tables(folder: Path | None) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["tables"] if folder else {}


def _rows(folder: Path | None, name: str, tables: dict) -> pa.Table | None:
    return pq.read_table(folder / "parquet" / f"{name}.parquet") if folder and name in tables else None


def _difference(name: str, key: list[str], old: pa.Table | None, new: pa.Table | None) -> TableDifference:
    gone = _changed_keys(old, new, key)
    come = _changed_keys(new, old, key)
    kinds = {"added": come - gone, "replaced": come & gone, "withdrawn": gone - come}
    examples = {
        kind: [" · ".join(map(str, each)) for each in sorted(keys, key=str)[:EXAMPLES]]
        for kind, keys in kinds.items()
        if keys
    }
    return TableDifference(name, *(len(keys) for keys in kinds.values()), examples)


def _changed_keys(here: pa.Table | None, there: pa.Table | None, key: list[str]) -> set[tuple]:
    """Keys of the rows that stand here and not, or not the same, there."""
    if here is None:
        return set()
    if there is None or there.schema.names != here.schema.names:
        return set(zip(*(here[column].to_pylist() for column in key), strict=True))
    with duckdb.connect() as connection:
        only_here = connection.from_arrow(here).except_(connection.from_arrow(there))
        return set(only_here.select(*key).fetchall())
