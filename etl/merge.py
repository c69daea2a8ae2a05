"""Rows of several uploads → one row a key, cell by cell: an empty cell never erases, the later written value stands."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Conflict:
    """A written value that differs from the one that stood: `row` is the later row."""

    row: dict
    column: str
    old: object
    new: object


def merge_rows(rows: Iterable[dict], key: tuple[str, ...], keep: tuple[str, ...]) -> tuple[list[dict], list[Conflict]]:
    """One row for each key, in order of first sight, with upload_id and source_row of its first row.

    `keep` names the columns to merge. Conflicts are told in order; the later value stands.
    """
    merged: dict[tuple, dict] = {}
    conflicts: list[Conflict] = []
    for row in rows:
        standing = merged.setdefault(
            tuple(row.get(name) for name in key),
            {name: row.get(name) for name in (*key, "upload_id", "source_row")},
        )
        for name in keep:
            new = row.get(name)
            if new is None:
                standing.setdefault(name, None)
                continue
            old = standing.get(name)
            if old is not None and old != new and name not in key:
                conflicts.append(Conflict(row, name, old, new))
            standing[name] = new
    return list(merged.values()), conflicts
