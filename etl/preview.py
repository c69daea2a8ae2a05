"""What a candidate would change, against the snapshot that is published."""

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

import warehouse
from etl.assemble import Assembly
from etl.findings import ERROR, Finding, error, warning
from etl.ledger import Line
from etl.proposal import TableChange
from warehouse.compare import compare

NAMED = 5  # firms named in one sentence


def changes_between(home: Path, candidate: Path) -> list[TableChange]:
    """Rows added, replaced and withdrawn, for each table that changes."""
    return [
        TableChange(each.table, each.added, each.replaced, each.withdrawn, each.examples)
        for each in compare(_published(home), candidate)
    ]


def broken_by(assembly: Assembly, live: list[Line]) -> list[Finding]:
    """Errors in rows that are loaded already: they were readable until now. A decision is named as one."""
    return [
        error(
            "breaks_decision" if line.source == "match_decisions" else "breaks_loaded",
            None,
            None,
            finding.value,
            file=line.file,
            at=finding.row,
        )
        for line in live
        for finding in assembly.findings[line.id]
        if finding.severity == ERROR
    ]


def lost_by(home: Path, assembly: Assembly, fresh: set[str]) -> list[Finding]:
    """Rows that are loaded already, had a firm until now and would have none: told in one warning."""
    lost = [row for row in assembly.tables["unmatched_rows"].to_pylist() if row["upload_id"] not in fresh]
    published = _published(home)
    if lost and published:
        matches = pq.read_table(published / "parquet" / "firm_matches.parquet")
        waiting = matches.filter(pc.is_null(matches["firm_id"])).select(["upload_id", "source_row"]).to_pylist()
        lost = [row for row in lost if {"upload_id": row["upload_id"], "source_row": row["source_row"]} not in waiting]
    names = dict.fromkeys(row["written_name"] for row in lost)
    return [warning("match_lost", None, None, ", ".join(list(names)[:NAMED]), count=len(lost))] if lost else []


def _published(home: Path) -> Path | None:
    current = warehouse.current_id(home)
    folder = home / "warehouse" / current if current else None
    return folder if folder and (folder / "manifest.json").exists() else None
