"""The act: propose what would be released, publish it as a file of its own, withdraw it."""

import datetime
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from filelock import FileLock

import warehouse
from disclosure.facts import DIMENSIONS, MEASURES, as_record, facts_of, from_record, may_be_split
from disclosure.plan import Earlier, Plan, Rules, Tell, plan
from disclosure.tables import FIGURES, MASKED, figures_of
from warehouse.releases import LEDGER, list_releases, releases_folder
from warehouse.sealing import READ_ONLY, flush, sha256_of, write_json

_SETTINGS = (
    "SELECT setting, value FROM settings QUALIFY row_number() OVER (PARTITION BY setting ORDER BY valid_from DESC) = 1"
)


class PlanMoved(Exception):
    """What would be released is no longer what the person looked at; `seal` is the new plan's."""

    def __init__(self, seal: str) -> None:
        self.seal = seal
        super().__init__(seal)


@dataclass(frozen=True)
class Wish:
    """What somebody wants to release: from which snapshot, as of which day, which measures, years and dimensions."""

    snapshot_id: str
    as_of: datetime.date
    measures: tuple[str, ...]
    years: tuple[int, ...]
    dimensions: tuple[str, ...] = DIMENSIONS


@dataclass(frozen=True)
class Proposal:
    """The plans of a wish, and their seal: who publishes names what was looked at."""

    wish: Wish
    plans: tuple[Plan, ...]

    @property
    def seal(self) -> str:
        """The sha256 of every cell with its state."""
        told = json.dumps([asdict(each) for each in self.plans], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


def propose(home: Path, wish: Wish, tell: Tell = lambda *_: None) -> Proposal:
    """What would be shown and hidden, held against everything released before. Raises UnknownSnapshot and its kin."""
    with closing(warehouse.open_snapshot(home, wish.snapshot_id)) as snapshot:
        plans, _ = _plans(home, snapshot, wish, tell)
    return Proposal(wish, tuple(plans))


def _plans(home: Path, snapshot: warehouse.Snapshot, wish: Wish, tell: Tell) -> tuple[list[Plan], list[dict]]:
    earlier, rules = earlier_releases(home), rules_of(snapshot)
    plans, records = [], []
    steps = [(measure, year) for measure in MEASURES if measure in wish.measures for year in sorted(set(wish.years))]
    for at, (measure, year) in enumerate(steps):
        facts = facts_of(snapshot, measure, year, wish.as_of)
        dimensions = [each for each in DIMENSIONS if each in wish.dimensions and may_be_split(measure, each)]
        part = _part(tell, at, len(steps), year)
        plans.append(plan(facts, dimensions, earlier, rules, part))
        records.append(as_record(facts))
    return plans, records


def _part(tell: Tell, at: int, steps: int, year: int) -> Tell:
    return lambda measure, share: tell(f"{measure} {year}", (at + share) / steps)


def rules_of(snapshot: warehouse.Snapshot) -> Rules:
    """The reference's settings as rules."""
    settings = dict(snapshot.query(_SETTINGS).itertuples(index=False))
    known = {name: float(settings[name]) for name in ("min_firms", "dominance", "protect") if name in settings}
    rules = Rules(**{**asdict(Rules()), **known})
    return Rules(int(rules.min_firms), rules.dominance, rules.protect)


def earlier_releases(home: Path) -> list[Earlier]:
    """Everything that was ever released: what was withdrawn has been seen."""
    found = []
    for line in list_releases(home):
        inside = json.loads((releases_folder(home) / f"{line['id']}.inside.json").read_text("utf-8"))
        found += [Earlier(from_record(each), tuple(map(tuple, each["shown"]))) for each in inside]
    return found


def publish(home: Path, wish: Wish, seal: str | None, who: str, tell: Tell = lambda *_: None) -> str:
    """Release what was proposed under this seal; returns the release's id. Without a seal nobody looked at it before.

    Raises PlanMoved when something was released or changed since, UnknownSnapshot and its kin, OSError.
    """
    with _only_one(home), closing(warehouse.open_snapshot(home, wish.snapshot_id)) as snapshot:
        plans, records = _plans(home, snapshot, wish, tell)
        now = Proposal(wish, tuple(plans))
        if seal is not None and now.seal != seal:
            raise PlanMoved(now.seal)
        release_id = _next_id(home)
        folder = releases_folder(home)
        for each, record in zip(plans, records, strict=True):
            record["shown"] = [[cell.dimension, cell.code] for cell in each.cells if cell.hidden is None]
        _write(folder / f"{release_id}.inside.json", records, 0o600)
        tables = _make(snapshot, plans, folder / f"{release_id}.duckdb")
        told = {"id": release_id, "snapshot_id": snapshot.id, "as_of": wish.as_of, "schema": warehouse.SCHEMA,
                "is_sample": bool(snapshot.manifest.get("is_sample")), "tables": tables,
                "sha256": sha256_of(folder / f"{release_id}.duckdb")}  # fmt: skip
        _write(folder / f"{release_id}.json", told, READ_ONLY)
        line = {"measures": wish.measures, "years": wish.years, "dimensions": wish.dimensions, "as_of": wish.as_of}
        _append(home, "release", release_id, who, snapshot_id=snapshot.id, is_sample=told["is_sample"], **line)
    return release_id


def withdraw(home: Path, release_id: str, who: str, reason: str) -> None:
    """Take a release back: no page opens it any more; what it told stays told, and later ones are held against it.

    Raises UnknownRelease.
    """
    with _only_one(home):
        if release_id not in {line["id"] for line in list_releases(home) if not line["withdrawn"]}:
            raise warehouse.UnknownRelease(release_id=release_id)
        _append(home, "withdraw", release_id, who, reason=reason)


def _make(snapshot: warehouse.Snapshot, plans: list[Plan], file: Path) -> dict[str, dict]:
    """Write the file that outsiders read: designations in full, how a firm left as one kind, the released figures."""
    aside = file.with_name(f".{file.name}.part")
    aside.unlink(missing_ok=True)
    known = snapshot.manifest["tables"]
    tables = {name: about for name, about in known.items() if about["audience"] == "all"}
    with duckdb.connect(str(aside)) as connection:
        connection.execute("CREATE SCHEMA marts")
        for name in tables:
            rows = connection.read_parquet(str(snapshot.folder / "parquet" / f"{name}.parquet"))
            rows.create(f"marts.{name}")
        for name, sql in MASKED.items():
            parquet = str(snapshot.folder / "parquet" / f"{name}.parquet")
            connection.read_parquet(parquet).query("written", sql).create(f"marts.{name}")
            tables[name] = known[name]
        figures = figures_of(plans)
        connection.from_arrow(pa.table(figures)).create(f"marts.{FIGURES}")
        tables[FIGURES] = {"columns": dict.fromkeys(figures, ""), "audience": "all", "key": [], "about": ""}
        connection.execute("CHECKPOINT")
    aside.chmod(READ_ONLY)
    flush(aside)
    os.replace(aside, file)
    flush(file.parent)
    return tables


def _next_id(home: Path) -> str:
    day = datetime.datetime.now(datetime.UTC).astimezone().date().isoformat()
    taken = {line["id"] for line in list_releases(home)}
    taken |= {path.name.split(".")[0] for path in releases_folder(home).glob("R*")}
    return next(name for number in range(1, 10_000) if (name := f"R{day}-{number}") not in taken)


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    releases_folder(home).mkdir(parents=True, exist_ok=True)
    with FileLock(str(releases_folder(home) / ".lock"), timeout=120):
        yield


def _write(path: Path, content: object, mode: int) -> None:
    aside = path.with_name(f".{path.name}.part")
    aside.unlink(missing_ok=True)
    aside.touch(0o600)
    write_json(aside, content)
    aside.chmod(mode)
    flush(aside)
    shutil.move(aside, path)


def _append(home: Path, kind: str, release_id: str, who: str, **facts: object) -> None:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"kind": kind, "id": release_id, "who": who, "at": now, **facts}, ensure_ascii=False, default=str)
    ledger = releases_folder(home) / LEDGER
    handle = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
    flush(ledger.parent)
