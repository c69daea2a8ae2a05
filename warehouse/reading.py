"""Open a snapshot to read it, and nothing else."""

import json
import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from warehouse.answers import Answers
from warehouse.building import SCHEMA
from warehouse.cursors import Cursors
from warehouse.errors import NoSnapshot, SchemaTooOld, SnapshotDamaged, UnknownSnapshot
from warehouse.publishing import current_id, snapshot_folder
from warehouse.sealing import verify

if TYPE_CHECKING:
    import pandas as pd

Row = TypeVar("Row")

# Threads: 0.9 ms CPU a query against 1.8 with all cores. No outside files, no temporary ones, nothing to unlock.
# Two optimizers that are for more rows than marts have: without them a question costs a tenth less.
_CONFIG = {
    "threads": "1",
    "enable_external_access": "false",
    "temp_directory": "",
    "disabled_optimizers": "statistics_propagation,compressed_materialization",
}
_LOCKS = "SET disabled_filesystems = 'LocalFileSystem'; SET lock_configuration = true"

# A file that is open already shares its database with who opens it again, locks and all.
_IS_LOCKED = "SELECT current_setting('lock_configuration')"


class Snapshot:
    """One opened snapshot. Share it between threads: each query runs on its own cursor."""

    def __init__(self, folder: Path, manifest: dict[str, Any], file: str = "internal.duckdb") -> None:
        self.id: str = manifest["id"]
        self.manifest = manifest
        self.folder = folder
        self._connection = duckdb.connect(str(folder / file), read_only=True, config=_CONFIG)
        if not self._connection.execute(_IS_LOCKED).fetchone()[0]:
            self._connection.execute(_LOCKS)
        self._cursors = Cursors(self._connection)
        self._answers = Answers()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A new cursor that knows `marts.<table>` and no macro."""
        cursor = self._connection.cursor()
        cursor.execute("USE marts")
        return cursor

    def query(self, sql: str, **params: Any) -> "pd.DataFrame":
        """Run one static SELECT with $named parameters. Missing is None in texts and dates, NA or NaN in numbers."""
        answer = self._answers.get((sql, repr(sorted(params.items()))), lambda: self._run(sql, params, _as_table))
        return answer.copy(deep=False)  # each caller may change its own (pandas copies on write)

    def rows(self, sql: str, make: Callable[..., Row] = tuple, **params: Any) -> list[Row]:
        """The same as rows of plain values, each handed to `make`: one list for everybody, to be read, not changed."""
        question = (make, sql, repr(sorted(params.items())))
        return self._answers.get(
            question, lambda: self._run(sql, params, lambda found: list(map(make, found.fetchall())))
        )

    def remember(self, question: Hashable, work_out: "Callable[[], pd.DataFrame]") -> "pd.DataFrame":
        """A table that was worked out of answers, kept as they are; each caller may change its own."""
        return self._answers.get(question, work_out).copy(deep=False)

    def _run(self, sql: str, params: dict[str, Any], read: Callable[[duckdb.DuckDBPyConnection], Any]) -> Any:
        with self._cursors.lend(params) as cursor:
            return read(cursor.ask(sql, params))

    def close(self) -> None:
        """Let go of the files: while one cursor holds them, DuckDB answers from them under the same path."""
        self._cursors = Cursors(self._connection)
        self._connection.close()

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _as_table(found: duckdb.DuckDBPyConnection) -> "pd.DataFrame":
    from warehouse.frames import as_frame  # here: whoever loads files asks nothing, and needs no pandas

    return as_frame([(name, str(kind)) for name, kind, *_ in found.description or []], found.fetchall())


def open_snapshot(home: Path, snapshot_id: str | None = None) -> Snapshot:
    """Open a published snapshot, the current one unless told, after checking its files.

    Raises NoSnapshot, UnknownSnapshot, SnapshotDamaged, SchemaTooOld. Open it once per
    process and keep it: the check reads every file.
    """
    wanted = snapshot_id or current_id(home)
    if wanted is None:
        raise NoSnapshot(home=str(home))
    folder = snapshot_folder(home, wanted)
    if folder is None:
        raise UnknownSnapshot(snapshot_id=wanted, home=str(home))
    return _open(folder)


def open_candidate(folder: Path) -> Snapshot:
    """Open a snapshot that is not published yet; close it before the folder is moved or built again.

    Raises SnapshotDamaged, SchemaTooOld.
    """
    return _open(folder)


def _open(folder: Path) -> Snapshot:
    problems = verify(folder)
    if problems:
        raise SnapshotDamaged(snapshot_id=folder.name, problems=problems)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if manifest.get("schema") != SCHEMA:
        raise SchemaTooOld(snapshot_id=folder.name, found=manifest.get("schema"), wanted=SCHEMA)
    try:
        return Snapshot(Path(os.path.realpath(folder)), {**manifest, "id": folder.name})
    except duckdb.Error as fault:
        raise SnapshotDamaged(snapshot_id=folder.name, problems=[str(fault).splitlines()[0]]) from fault
