"""The builder: live uploads (+ what is proposed) → a candidate snapshot in a folder that no reader sees."""

import datetime as dt
import hashlib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq

import warehouse
from etl.assemble import Assembly, assemble
from etl.contract import SOURCES, contract, contracts
from etl.folder import clean_rows, landing
from etl.land import seal_of, sha256_of
from etl.ledger import Line, acts
from etl.money import Part
from etl.reading import Request, read_files

READER = 1  # raise when reading changes what a cell means: clean rows are then made again


class LandingLost(Exception):
    """Landed bytes are missing or no longer readable; holds the upload's id."""

    def __init__(self, upload_id: str) -> None:
        super().__init__(upload_id)
        self.upload_id = upload_id


def clean_path(home: Path, upload_id: str) -> Path:
    """Where an upload's clean rows are kept; the name changes when contracts or the reader do."""
    return clean_rows(home) / f"{upload_id}-{_reader_mark()}.parquet"


def gather(home: Path, uploads: list[Line], fresh: frozenset[str] = frozenset()) -> Assembly:
    """The clean tables of these uploads; `fresh` names those that are only proposed. Raises LandingLost."""
    by_period = [line for line in uploads if contract(line.source).merge == "replace_period"]
    _read_again(home, [line for line in uploads if not _is_whole(clean_path(home, line.id))])
    rows: dict[str, list[dict]] = defaultdict(list)
    parts: dict[str, list[Part]] = defaultdict(list)
    for line in uploads:
        path = clean_path(home, line.id)
        if line in by_period:
            part = Part(line.id, path, tuple(line.rejected_rows), line.is_correction, line.id in fresh)
            parts[line.source].append(part)
            continue
        rejected = set(line.rejected_rows)
        rows[line.source] += [row for row in pq.read_table(path).to_pylist() if row["source_row"] not in rejected]
    return assemble(rows, {line.id: line.layout for line in uploads}, parts)


def build(home: Path, uploads: list[Line], assembly: Assembly, folder: Path, act: int) -> dict:
    """Build a candidate in `folder` and return its manifest. Raises warehouse.MartRefused."""
    now = dt.datetime.now(dt.UTC)
    facts = {
        "id": new_id(home, now, act),
        "built_at": now.isoformat(timespec="seconds"),
        "acts": act,
        "inputs": [line.id for line in uploads],
        "input_files": {line.id: line.file for line in uploads},  # so that a figure can name the file it comes from
        "is_sample": any(line.origin == "sample" for line in uploads),
    }
    return warehouse.build_snapshot(assembly.tables, folder, facts)


def new_id(home: Path, now: dt.datetime, act: int) -> str:
    """Date in Seoul, number of the act; a rebuild of the same act gets a further number."""
    seoul = now.astimezone(dt.timezone(dt.timedelta(hours=9)))
    stem = f"{seoul:%Y-%m-%d}-{act}"
    taken = {path.name for path in (home / "warehouse").glob(f"{stem}*")}
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}.{number}"
    return name


def is_behind(home: Path, lines: list[Line]) -> bool:
    """Whether the published snapshot does not yet show every acknowledged act."""
    try:
        shown = warehouse.open_snapshot(home)
    except (warehouse.NoSnapshot, warehouse.SnapshotDamaged, warehouse.SchemaTooOld):
        return True
    behind = shown.manifest["acts"] != acts(lines)
    shown.close()
    return behind


def _is_whole(path: Path) -> bool:
    """Whether kept clean rows are as they were written; if not, landing has them again."""
    try:
        return seal_of(path).read_text(encoding="ascii") == sha256_of(path)
    except OSError:
        return False


def _read_again(home: Path, uploads: list[Line]) -> None:
    if not uploads:
        return
    requests = [Request(str(landing(home) / line.sha256), line.file, line.id, str(clean_path(home, line.id)),
                        line.source, line.given, line.asked_layout) for line in uploads]  # fmt: skip
    lost = [line.id for line in uploads if not (landing(home) / line.sha256).exists()]
    if lost:
        raise LandingLost(lost[0])
    for line, reading in zip(uploads, read_files(requests, clean_rows(home)), strict=True):
        if reading.source is None:
            raise LandingLost(line.id)


@cache
def _reader_mark() -> str:
    digest = hashlib.sha256(str(READER).encode())
    for name in sorted(contracts()):
        digest.update((SOURCES / f"{name}.toml").read_bytes())
    return digest.hexdigest()[:8]
