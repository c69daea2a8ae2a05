"""The tables between etl and metrics: build a snapshot, publish it, open it, check it."""

from warehouse.building import SCHEMA, build_snapshot
from warehouse.cursors import named_in
from warehouse.errors import (
    AlreadyPublished,
    MartRefused,
    NoSnapshot,
    SchemaTooOld,
    SnapshotDamaged,
    UnknownSnapshot,
    WarehouseFault,
)
from warehouse.publishing import current_id, data_home, list_snapshots, publish
from warehouse.reading import Snapshot, open_candidate, open_snapshot
from warehouse.sealing import verify
from warehouse.trading import is_about_trade

__all__ = [
    "SCHEMA",
    "AlreadyPublished",
    "MartRefused",
    "NoSnapshot",
    "SchemaTooOld",
    "Snapshot",
    "SnapshotDamaged",
    "UnknownSnapshot",
    "WarehouseFault",
    "build_snapshot",
    "current_id",
    "data_home",
    "is_about_trade",
    "list_snapshots",
    "named_in",
    "open_candidate",
    "open_snapshot",
    "publish",
    "verify",
]
