"""What a candidate would change, against the snapshot that is published."""

from pathlib import Path

import warehouse
from etl.proposal import TableChange
from warehouse.compare import compare


def changes_between(home: Path, candidate: Path) -> list[TableChange]:
    """Rows added, replaced and withdrawn, for each table that changes."""
    current = warehouse.current_id(home)
    older = home / "warehouse" / current if current else None
    older = older if older and (older / "manifest.json").exists() else None
    return [
        TableChange(each.table, each.added, each.replaced, each.withdrawn, each.examples)
        for each in compare(older, candidate)
    ]
