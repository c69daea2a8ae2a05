"""The snapshot of this run: opened once per process and id, the one before it when it is damaged."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from warehouse import (
    ReleaseTooOld,
    Snapshot,
    WarehouseFault,
    current_id,
    list_releases,
    list_snapshots,
    open_release,
    open_snapshot,
)


@dataclass(frozen=True)
class Opened:
    """What a run reads: the snapshot, and the key of the sentence that warns about it."""

    snapshot: Snapshot | None = None
    alarm: str | None = None
    is_pinned: bool = False


@st.cache_resource(max_entries=4, show_spinner=False)
def _open(home: str, snapshot_id: str) -> Snapshot | WarehouseFault:
    try:
        return open_snapshot(Path(home), snapshot_id)
    except WarehouseFault as fault:
        return fault  # kept too: a damaged file is hashed once, not on every run


def open_for(home: Path, pinned: str | None) -> Opened:
    """The snapshot to read: the pinned one, else the current one, else the newest whole one before it."""
    current = current_id(home)
    if pinned and pinned != current:
        found = _open(str(home), pinned)
        if isinstance(found, Snapshot):
            return Opened(found, is_pinned=True)
        return Opened(alarm=f"shell.alarm.pinned_{found.code}")
    if current is None:
        return Opened()
    for snapshot_id in (current, *(made["id"] for made in list_snapshots(home) if made["id"] != current)):
        found = _open(str(home), snapshot_id)
        if isinstance(found, Snapshot):
            return Opened(found, None if snapshot_id == current else "shell.alarm.fallback")
    return Opened(alarm="shell.alarm.none_whole")


def open_before(home: Path, snapshot: Snapshot) -> Snapshot | None:
    """The whole snapshot published before this one, None where there is none."""
    published = [made["id"] for made in list_snapshots(home)]
    older = published[published.index(snapshot.id) + 1 :] if snapshot.id in published else []
    found = (_open(str(home), snapshot_id) for snapshot_id in older)
    return next((each for each in found if isinstance(each, Snapshot)), None)


def open_released(home: Path, pinned: str | None) -> Opened:
    """The release to read: the pinned one, else the newest that stands. Never a snapshot."""
    standing = [line["id"] for line in list_releases(home) if not line["withdrawn"]]
    if pinned in standing:
        standing = [pinned]
    if not standing:
        return Opened()
    found = _open_release(str(home), standing[0])
    if isinstance(found, Snapshot):
        return Opened(found, is_pinned=pinned == standing[0])
    return Opened(alarm="shell.alarm.release_too_old" if isinstance(found, ReleaseTooOld) else "shell.alarm.release")


@st.cache_resource(max_entries=4, show_spinner=False)
def _open_release(home: str, release_id: str) -> Snapshot | WarehouseFault:
    try:
        return open_release(Path(home), release_id)
    except WarehouseFault as fault:
        return fault
