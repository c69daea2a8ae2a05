"""The tables between etl and metrics: build a snapshot, publish it, open it, check it."""

from warehouse.building import SCHEMA, build_snapshot
from warehouse.cursors import named_in
from warehouse.errors import (
    AlreadyPublished,
    MartRefused,
    NoRelease,
    NoSnapshot,
    NotReleased,
    ReleaseDamaged,
    ReleaseTooOld,
    SchemaTooOld,
    SnapshotDamaged,
    UnknownRelease,
    UnknownSnapshot,
    WarehouseFault,
)
from warehouse.publishing import current_id, data_home, list_snapshots, publish
from warehouse.reading import Snapshot, open_candidate, open_snapshot
from warehouse.reference import reference_rows
from warehouse.releases import cited_snapshots, list_releases, open_release
from warehouse.sealing import verify
from warehouse.trading import is_about_trade

__all__ = [
    "AlreadyPublished",
    "MartRefused",
    "NoRelease",
    "NoSnapshot",
    "NotReleased",
    "ReleaseDamaged",
    "ReleaseTooOld",
    "SCHEMA",
    "SchemaTooOld",
    "Snapshot",
    "SnapshotDamaged",
    "UnknownRelease",
    "UnknownSnapshot",
    "WarehouseFault",
    "build_snapshot",
    "cited_snapshots",
    "current_id",
    "data_home",
    "is_about_trade",
    "list_releases",
    "list_snapshots",
    "named_in",
    "open_candidate",
    "open_release",
    "open_snapshot",
    "publish",
    "reference_rows",
    "verify",
]
