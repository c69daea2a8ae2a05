"""A snapshot is built whole, published at once, checked, and read by many."""

import json
import pickle
import shutil
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

import warehouse
from tests.warehouse.clean_tables import clean_tables, spell
from warehouse import (
    AlreadyPublished,
    MartRefused,
    NoSnapshot,
    SchemaTooOld,
    SnapshotDamaged,
    UnknownSnapshot,
    build_snapshot,
    current_id,
    list_snapshots,
    open_candidate,
    open_snapshot,
    publish,
    verify,
)

SPELLS = [spell("a", "pre", "2016-01-01"), spell("b", "flagship", "2017-01-01")]


def candidate(home, name="p1", spells=SPELLS):
    folder = home / "warehouse" / ".candidates" / name
    build_snapshot(clean_tables(spells), folder, {"made_by": name})
    return folder


def published(home, snapshot_id, spells=SPELLS):
    publish(home, candidate(home, snapshot_id, spells), snapshot_id)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with open_candidate(candidate(tmp_path_factory.mktemp("opened"))) as snapshot:
        yield snapshot


def test_a_built_snapshot_is_whole_read_only_and_without_a_log(tmp_path) -> None:
    folder = candidate(tmp_path)
    assert verify(folder) == []
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert all(path.stat().st_mode & 0o777 == 0o444 for path in files)
    assert not [path for path in files if path.suffix == ".wal"]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["made_by"] == "p1" and manifest["schema"] == warehouse.SCHEMA
    assert manifest["tables"]["spells"]["rows"] == 2
    assert {"internal.duckdb", "parquet/spells.parquet", "parquet/dictionary.json"} <= manifest["files"].keys()


def test_the_fingerprint_knows_the_rows_and_not_their_order_or_files(tmp_path) -> None:
    tables = clean_tables(SPELLS)
    turned = {name: table[::-1] for name, table in tables.items()}
    first = build_snapshot(tables, tmp_path / "one", {})["fingerprint"]
    assert build_snapshot(turned, tmp_path / "two", {"made_by": "another"})["fingerprint"] == first
    other = clean_tables([SPELLS[0], spell("b", "flagship", "2017-01-02")])
    assert build_snapshot(other, tmp_path / "three", {})["fingerprint"] != first


def test_a_killed_build_can_be_tried_again_in_its_folder(tmp_path) -> None:
    (tmp_path / "s" / "parquet").mkdir(parents=True)
    (tmp_path / "s" / "internal.duckdb").write_bytes(b"half")
    build_snapshot(clean_tables(SPELLS), tmp_path / "s", {})
    assert verify(tmp_path / "s") == []


def test_publishing_moves_the_pointer_and_keeps_the_one_before(tmp_path) -> None:
    assert current_id(tmp_path) is None
    published(tmp_path, "2026-01-01-1")
    published(tmp_path, "2026-01-01-2")
    assert current_id(tmp_path) == "2026-01-01-2"
    assert [manifest["id"] for manifest in list_snapshots(tmp_path)] == ["2026-01-01-2", "2026-01-01-1"]


def test_publishing_again_after_a_kill_finishes_the_work(tmp_path) -> None:
    folder = candidate(tmp_path)
    place = tmp_path / "warehouse" / "s1"
    shutil.move(folder, place)  # killed between the move and the pointer
    publish(tmp_path, folder, "s1")
    assert current_id(tmp_path) == "s1"


def test_a_published_snapshot_is_never_written_again(tmp_path) -> None:
    published(tmp_path, "s1")
    with pytest.raises(AlreadyPublished):
        publish(tmp_path, candidate(tmp_path, "p2"), "s1")


def test_a_candidate_that_is_not_whole_is_not_published(tmp_path) -> None:
    published(tmp_path, "s1")
    folder = candidate(tmp_path, "p2")
    (folder / "parquet" / "spells.parquet").unlink()
    with pytest.raises(SnapshotDamaged):
        publish(tmp_path, folder, "s2")
    assert current_id(tmp_path) == "s1"


def test_flipped_bytes_missing_files_and_a_stray_log_are_found(tmp_path) -> None:
    folder = candidate(tmp_path)
    (folder / "internal.duckdb.wal").write_bytes(b"")
    parquet = folder / "parquet" / "firms.parquet"
    parquet.chmod(0o644)
    parquet.write_bytes(b"other")
    (folder / "parquet" / "stages.parquet").unlink()
    assert verify(folder) == [
        "parquet/firms.parquet: changed",
        "parquet/stages.parquet: missing",
        "internal.duckdb.wal: must not be here",
    ]
    with pytest.raises(SnapshotDamaged):
        open_candidate(folder)


def test_opening_names_what_is_wrong(tmp_path) -> None:
    with pytest.raises(NoSnapshot):
        open_snapshot(tmp_path)
    published(tmp_path, "s1")
    for bad in ("s9", "../..", ".candidates"):
        with pytest.raises(UnknownSnapshot):
            open_snapshot(tmp_path, bad)
    path = tmp_path / "warehouse" / "s1" / "manifest.json"
    manifest = json.loads(path.read_text())
    path.chmod(0o644)
    path.write_text(json.dumps({**manifest, "schema": 0}))
    with pytest.raises(SchemaTooOld):
        open_snapshot(tmp_path)


def test_a_fault_keeps_its_facts_across_processes() -> None:
    fault = pickle.loads(pickle.dumps(UnknownSnapshot(snapshot_id="s9", home="h")))
    assert fault.facts == {"snapshot_id": "s9", "home": "h"}
    refused = pickle.loads(pickle.dumps(MartRefused("spells", "rule", ["row"])))
    assert (refused.table, refused.rule, refused.examples) == ("spells", "rule", ["row"])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "SET lock_configuration = false",
        "SET enable_external_access = true",
        "DELETE FROM marts.spells",
        "INSTALL httpfs",
    ],
)
def test_an_opened_snapshot_can_only_be_read(opened, sql) -> None:
    with pytest.raises(duckdb.Error):
        opened.query(sql)


def test_many_threads_read_one_snapshot_at_once(opened) -> None:
    def ask(number: int) -> int:
        return int(opened.query("SELECT count(*) + $n AS n FROM marts.spells", n=number)["n"][0]) - number

    with ThreadPoolExecutor(8) as readers:
        assert set(readers.map(ask, range(200))) == {2}


def test_a_kept_answer_cannot_be_spoilt_by_who_asked_first(opened) -> None:
    first = opened.query("SELECT firm_id, rank FROM marts.spells")
    first["rank"] = 99
    first.loc[0, "firm_id"] = "spoilt"
    again = opened.query("SELECT firm_id, rank FROM marts.spells")
    assert again["rank"].tolist() == [1, 2] and again["firm_id"].tolist() == ["a", "b"]


def test_a_closed_candidate_built_again_in_its_place_shows_the_new_rows(tmp_path) -> None:
    counted = "SELECT count(*) AS spells FROM marts.spells"
    with open_candidate(candidate(tmp_path)) as snapshot:
        assert snapshot.query(counted)["spells"].tolist() == [2]
    with open_candidate(candidate(tmp_path, spells=SPELLS[:1])) as again:
        assert again.query(counted)["spells"].tolist() == [1]
    with pytest.raises(duckdb.Error):
        snapshot.query("SELECT 1 AS one")


def test_missing_is_none_in_texts_and_dates_and_na_in_numbers(opened) -> None:
    sql = """
    SELECT NULL::VARCHAR AS t, NULL::DATE AS d, NULL::BIGINT AS n, NULL::DOUBLE AS x
    UNION ALL SELECT 'a', '2020-01-01', 1, 0.5
    """
    found = opened.query(sql)
    assert found["t"].tolist() == [None, "a"] and found["d"][0] is None
    assert found["n"].isna().tolist() == [True, False] and found["n"][1] == 1
    assert found["x"].isna().tolist() == [True, False]
