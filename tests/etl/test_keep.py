"""A data folder over the years: copied, moved, damaged, swept, backed up."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest

import warehouse
from etl import act, folder, worker
from etl.faults import ActFailed, explain
from etl.folder import FolderBusy, only_builder
from etl.proposal import Incoming
from tests.conftest import ROOT
from tests.etl.acting import FOUR, business_no, count, etl, fingerprint, is_whole, load, propose, written

A, B = business_no(1), business_no(2)


@pytest.fixture
def path(tmp_path):
    return written(tmp_path / "x.csv", FOUR, [("가람", A, "명품강소기업", "2024-03-02")])


def flip(path) -> None:
    """One bit of a read-only file, as a tired disk would."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    os.chmod(path, 0o644)
    path.write_bytes(content)


def test_a_backup_restores_to_the_same_fingerprint(home, path, tmp_path):
    load(home, path)
    assert etl(home, "backup", tmp_path / "backup").code == 0
    assert not (tmp_path / "backup" / "warehouse").exists()  # snapshots are made again from the truth
    assert etl(tmp_path / "new", "restore", tmp_path / "backup").code == 0
    assert fingerprint(tmp_path / "new") == fingerprint(home) and is_whole(tmp_path / "new")
    assert etl(home, "backup", tmp_path / "backup").code == 64  # nothing is written over
    assert etl(home, "restore", tmp_path / "backup").code == 64


def test_a_folder_can_be_moved_and_works_on(home, path, tmp_path):
    before = fingerprint(home)
    moved = shutil.move(home, tmp_path / "elsewhere")
    assert fingerprint(moved) == before and is_whole(moved)
    load(moved, path)
    assert count(moved, "spells") == 1


def test_doctor_finds_a_flipped_bit_in_landing(home, path):
    assert etl(home, "doctor").code == 0
    load(home, path)
    sha256 = json.loads((home / "ledger.jsonl").read_text("utf-8").splitlines()[-1])["sha256"]
    flip(home / "landing" / sha256)
    said = etl(home, "doctor")
    assert said.code == 3 and sha256[:12] in said.out and "x.csv" in said.out


@pytest.mark.parametrize("name", ["internal.duckdb", "manifest.json"])
def test_doctor_finds_damage_in_the_snapshot_and_the_next_act_builds_it_again(home, path, name):
    before = fingerprint(home)
    damaged = warehouse.current_id(home)
    flip(home / "warehouse" / damaged / name) if name != "manifest.json" else os.remove(
        home / "warehouse" / damaged / name
    )
    assert etl(home, "doctor").code == 3
    assert etl(home, "build").code == 0
    assert warehouse.current_id(home) != damaged
    assert fingerprint(home) == before and is_whole(home)


def test_a_snapshot_of_an_older_program_is_built_again_and_one_of_today_stands(home):
    before, old = fingerprint(home), warehouse.current_id(home)
    manifest = home / "warehouse" / old / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"schema": 0}), "utf-8")
    assert etl(home, "build", "--if-needed").code == 0
    assert warehouse.current_id(home) != old and fingerprint(home) == before
    stands = warehouse.current_id(home)
    said = etl(home, "build", "--if-needed")
    assert said.code == 0 and stands in said.err
    assert warehouse.current_id(home) == stands


def test_clean_rows_that_are_torn_or_changed_are_read_again_from_landing(home, path, tmp_path):
    load(home, path)
    before = fingerprint(home)
    kept = sorted((home / "warehouse" / ".clean").glob("*.parquet"))
    flip(kept[0])
    kept[1].write_bytes(kept[1].read_bytes()[:20])
    kept[2].unlink()
    assert etl(home, "build").code == 0
    assert fingerprint(home) == before


def test_a_line_that_a_power_cut_tore_is_no_line(home, path):
    ledger = home / "ledger.jsonl"
    whole = ledger.read_bytes()
    ledger.write_bytes(whole + b'{"act": 2, "lines": 1, "kind": "upl')
    assert is_whole(home)
    load(home, path)
    assert ledger.read_bytes().startswith(whole + b'{"act": 2, "lines": 1, "kind": "upload"')
    assert count(home, "spells") == 1


def test_half_an_act_is_no_act(home, path):
    ledger = home / "ledger.jsonl"
    whole = ledger.read_bytes()
    first = json.loads(whole.splitlines()[0]) | {"act": 2, "lines": 2, "id": "u-half", "sha256": "0" * 64}
    ledger.write_bytes(whole + json.dumps(first).encode() + b"\n")
    assert is_whole(home)
    load(home, path)
    assert b"u-half" not in ledger.read_bytes()


def test_a_lost_ledger_is_told_and_no_empty_folder_takes_its_place(home, path):
    (home / "ledger.jsonl").unlink()
    said = etl(home, "load", path)
    assert said.code == 70 and "ledger.jsonl" in said.err
    assert not (home / "ledger.jsonl").exists() and etl(home, "doctor").code == 3


def test_an_act_that_is_written_but_cannot_be_shown_says_so_and_the_next_one_shows_it(home, path, tmp_path):
    proposal, before = propose(home, path), warehouse.current_id(home)
    (home / "warehouse" / proposal.snapshot_id).mkdir()  # something stands where the snapshot belongs
    with pytest.raises(act.NotYetShown) as late:
        act.confirm(home, proposal.id, "tester")
    assert explain(home, late.value)[0] == "not_yet_shown"
    assert warehouse.current_id(home) == before and not is_whole(home)
    load(home, written(tmp_path / "y.csv", FOUR, [("나래", B, "명품강소기업", "2024-03-02")]))
    assert count(home, "spells") == 2 and is_whole(home)


def test_sweep_keeps_the_last_ten_and_the_one_that_readers_see(home, path):
    current = home / "warehouse" / warehouse.current_id(home)
    manifest = json.loads((current / "manifest.json").read_text("utf-8"))
    for age in range(12):
        newer = shutil.copytree(current, home / "warehouse" / f"2030-01-{age + 1:02}-9")
        os.chmod(newer / "manifest.json", 0o644)
        (newer / "manifest.json").write_text(json.dumps(manifest | {"acts": age + 2, "built_at": f"2030-01-{age:02}"}))
        os.utime(newer / "manifest.json", (0, 0))  # a copied folder bears the day of the copy
    assert etl(home, "sweep").code == 0
    left = {each["id"] for each in warehouse.list_snapshots(home)}
    assert left == {current.name, *(f"2030-01-{age:02}-9" for age in range(3, 13))}
    assert etl(home, "sweep").code == 0
    assert len(warehouse.list_snapshots(home)) == 11


def test_diff_counts_the_rows_that_differ(home, path):
    older = warehouse.current_id(home)
    load(home, path)
    newer = warehouse.current_id(home)
    said = etl(home, "--lang", "en", "diff", older, newer)
    assert said.code == 0 and any("spells" in line and "1" in line for line in said.out.splitlines())
    assert "spells" not in etl(home, "diff", older, older).out
    assert etl(home, "diff", older, "../../etc").code == 3
    listed = etl(home, "snapshots", "--json").reports
    assert [(each["id"], each["is_current"]) for each in listed] == [(newer, True), (older, False)]


def test_a_second_builder_waits_and_then_is_told(home, path, monkeypatch):
    monkeypatch.setattr(folder, "LOCK_SECONDS", 0.2)
    hold = "import sys, time; from pathlib import Path; from etl.folder import only_builder\n"
    hold += "with only_builder(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold, str(home)], cwd=ROOT, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(FolderBusy):
            propose(home, path)
        assert etl(home, "load", path).code == 70
        other.kill()
    with only_builder(home):
        pass  # the lock fell with its process


def test_candidates_and_clean_rows_that_nobody_confirmed_are_swept(home, path, tmp_path):
    stale = propose(home, path)
    for old in (stale.folder(home), *(home / "warehouse" / ".clean").glob("u*")):
        os.utime(old, (time.time() - 100_000,) * 2)
    (home / "warehouse" / ".candidates" / "killed").mkdir()
    load(home, written(tmp_path / "y.csv", FOUR, [("나래", B, "명품강소기업", "2024-03-02")]))
    assert list((home / "warehouse" / ".candidates").iterdir()) == []
    assert not list((home / "warehouse" / ".clean").glob(f"{stale.files[0].upload_id}-*"))
    assert is_whole(home)


def test_pages_act_through_a_process_of_their_own(home, path):
    phases = []
    proposal = worker.propose(home, [Incoming(str(path), "x.csv")], "tester", on_phase=phases.append)
    assert proposal.verdict == "ready" and phases == ["read", "candidate"]
    receipt = worker.confirm(home, proposal.id, "tester", on_phase=phases.append)
    assert receipt.snapshot_id == warehouse.current_id(home)
    assert phases[2:] == ["landing", "ledger", "pointer", "published"]
    with pytest.raises(ActFailed) as failed:
        worker.confirm(home, proposal.id, "tester")
    assert failed.value.key == "proposal_gone"
