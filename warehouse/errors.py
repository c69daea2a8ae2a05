"""What can go wrong with snapshots. Each fault holds a code and facts; texts (`problem.<code>`) makes the sentence."""

from typing import Any


class WarehouseFault(Exception):
    """A fault with a snapshot; `code` names its sentence in texts, `facts` fill it in."""

    code = "warehouse_fault"

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(", ".join(f"{name}={value}" for name, value in facts.items()))

    def __reduce__(self) -> tuple[Any, ...]:  # crosses from the builder's process with its facts
        return _revive, (type(self), self.facts)


def _revive(kind: type[WarehouseFault], facts: dict[str, Any]) -> WarehouseFault:
    return kind(**facts)


class NoSnapshot(WarehouseFault):
    """Nothing has been published in this data folder yet (home)."""

    code = "no_snapshot"


class UnknownSnapshot(WarehouseFault):
    """No snapshot bears this id (snapshot_id, home)."""

    code = "unknown_snapshot"


class NoRelease(WarehouseFault):
    """Nothing has been released from this data folder, or all of it was withdrawn (home)."""

    code = "no_release"


class UnknownRelease(WarehouseFault):
    """No release bears this id, or it was withdrawn (release_id)."""

    code = "unknown_release"


class NotReleased(WarehouseFault):
    """A question about a table that a release does not hold (table)."""

    code = "not_released"


class SnapshotDamaged(WarehouseFault):
    """A file of the snapshot is missing or is not what was written (snapshot_id, problems)."""

    code = "snapshot_damaged"


class SchemaTooOld(WarehouseFault):
    """The snapshot was built for another version of the program (snapshot_id, found, wanted)."""

    code = "schema_too_old"


class ReleaseDamaged(WarehouseFault):
    """A file of the release is missing or is not what was written (release_id, problems)."""

    code = "release_damaged"


class ReleaseTooOld(WarehouseFault):
    """The release was made for another version of the program (release_id, found, wanted)."""

    code = "release_too_old"


class AlreadyPublished(WarehouseFault):
    """A snapshot of this id stands already and a published one is never written again (snapshot_id)."""

    code = "already_published"


class MartRefused(WarehouseFault):
    """A table breaks its own header, or cannot be made (table, rule, examples)."""

    code = "mart_refused"

    def __init__(self, table: str, rule: str, examples: list[Any]) -> None:
        self.table, self.rule, self.examples = table, rule, examples
        super().__init__(table=table, rule=rule, examples=examples)
