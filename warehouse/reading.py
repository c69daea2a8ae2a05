"""Open a snapshot to read it, and nothing else."""

import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.answers import Answers
from warehouse.building import SCHEMA
from warehouse.errors import NoSnapshot, SchemaTooOld, SnapshotDamaged, UnknownSnapshot
from warehouse.judging import JUDGED_CRITERIA, WEIGHED_ALTERNATIVES
from warehouse.publishing import current_id, snapshot_folder
from warehouse.sealing import verify
from warehouse.trading import trade_macros

if TYPE_CHECKING:
    import pandas as pd

# Threads: 0.9 ms CPU a query against 1.8 with all cores. No outside files, no temporary ones, nothing to unlock.
_CONFIG = {"threads": "1", "enable_external_access": "false", "temp_directory": ""}
_LOCKS = "SET disabled_filesystems = 'LocalFileSystem'; SET lock_configuration = true"

# A file that is open already shares its database with who opens it again, locks and all.
_IS_LOCKED = "SELECT current_setting('lock_configuration')"

# Firms that pass every filter of a selection; NULL is no filter. A stage filter keeps firms that have held one of the
# stages by the as-of date, so that past years keep the firms that have left since.
_SELECTED_FIRMS = """
CREATE TEMP MACRO selected_firms(selection) AS TABLE
SELECT
  firm_id,
  firm_name,
  district
FROM marts.firms
WHERE (
    struct_extract(selection, 'districts') IS NULL
    OR list_contains(struct_extract(selection, 'districts'), district_code)
  )
  AND (
    struct_extract(selection, 'industries') IS NULL
    OR list_contains(struct_extract(selection, 'industries'), industry_code)
  )
  AND (
    struct_extract(selection, 'firm_ids') IS NULL
    OR list_contains(struct_extract(selection, 'firm_ids'), firm_id)
  )
  AND (
    struct_extract(selection, 'stages') IS NULL
    OR firm_id IN (
      SELECT holdings.firm_id
      FROM marts.holdings
      WHERE list_contains(struct_extract(selection, 'stages'), stage_code)
        AND starts_on <= struct_extract(selection, 'as_of')
    )
  )
"""

# Months of exports that ended by the day, of the years asked for, else of the last such month's year; each with the
# last such month of its year.
_ASKED_MONTHS = """
CREATE TEMP MACRO asked_months(as_of, years) AS TABLE
WITH ended AS (
  SELECT month, year FROM marts.export_months WHERE month_end <= as_of
)
SELECT month, year, max(month) OVER (PARTITION BY year) AS last_month
FROM ended
WHERE CASE WHEN years IS NULL THEN year = (SELECT max(year) FROM ended) ELSE list_contains(years, year) END
"""


class Snapshot:
    """One opened snapshot. Share it between threads: each query runs on its own cursor."""

    def __init__(self, folder: Path, manifest: dict[str, Any]) -> None:
        self.id: str = manifest["id"]
        self.manifest = manifest
        self.folder = folder
        self._connection = duckdb.connect(str(folder / "internal.duckdb"), read_only=True, config=_CONFIG)
        if not self._connection.execute(_IS_LOCKED).fetchone()[0]:
            self._connection.execute(_LOCKS)
        self._own = threading.local()
        self._answers = Answers()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A new cursor that knows `marts.<table>`, selected_firms(selection) and asked_months(as_of, years)."""
        cursor = self._connection.cursor()
        cursor.execute("USE marts")
        cursor.execute(_SELECTED_FIRMS)
        cursor.execute(_ASKED_MONTHS)
        return cursor

    def query(self, sql: str, **params: Any) -> "pd.DataFrame":
        """Run one static SELECT with $named parameters. Missing is None in texts and dates, NA or NaN in numbers."""
        return self._answers.get((sql, repr(sorted(params.items()))), lambda: self._run(sql, params))

    def _run(self, sql: str, params: dict[str, Any]) -> "pd.DataFrame":
        from warehouse.frames import as_frame  # here: whoever loads files asks nothing, and needs no pandas

        cursor = self._cursor_of_this_thread()
        if not hasattr(self._own, "judges") and ("judged_criteria(" in sql or "weighed_alternatives(" in sql):
            cursor.execute(JUDGED_CRITERIA)  # 2 ms each, that only those pay who ask for readiness
            cursor.execute(WEIGHED_ALTERNATIVES)
            self._own.judges = True
        for macro in trade_macros(sql, self._own.traders):  # as dear, and for those who ask for trade
            cursor.execute(macro)
            self._own.traders.add(macro)
        cursor.execute(sql, params)
        described = cursor.description or []
        return as_frame([(name, str(kind)) for name, kind, *_ in described], cursor.fetchall())

    def _cursor_of_this_thread(self) -> duckdb.DuckDBPyConnection:
        # a page runs in one thread: it pays for the macro once, not with each query (1.4 ms)
        if not hasattr(self._own, "cursor"):
            self._own.cursor, self._own.traders = self.cursor(), set[str]()
        return self._own.cursor

    def close(self) -> None:
        """Let go of the files: while one cursor holds them, DuckDB answers from them under the same path."""
        self._own = threading.local()
        self._connection.close()

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


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
