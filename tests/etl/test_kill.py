"""kill −9 in every phase: nothing acknowledged is lost, nothing is half done, readers always have a whole snapshot."""

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import warehouse
from etl import act
from etl.ledger import read_ledger
from tests.conftest import ROOT
from tests.etl.acting import FOUR, business_no, fingerprint, is_whole, load, propose, undo, written

# how long a phase lasts on a quiet machine, in seconds: the kill falls somewhere within
LASTS = {"read": 0.8, "candidate": 1.2, "landing": 0.02, "ledger": 0.01, "pointer": 0.05, "any": 3.0}
ROWS = [(f"기업{serial}", business_no(serial), "명품강소기업", "2024-03-02") for serial in range(1, 40)]


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    return written(tmp_path_factory.mktemp("file") / "x.csv", FOUR, ROWS)


@pytest.fixture(scope="module")
def loaded(seeded, path, tmp_path_factory) -> Path:
    """A folder in which the file was loaded without disturbance. For copying only."""
    home = Path(shutil.copytree(seeded, tmp_path_factory.mktemp("loaded") / "home"))
    load(home, path)
    return home


def kill(home: Path, verb: str, argument: str | Path, phase: str, delay: float) -> None:
    """Run an act that dies `delay` seconds into `phase`."""
    words = [sys.executable, "-m", "tests.etl.killer", str(home), verb, str(argument), phase, str(delay)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, timeout=120)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()


def die_and_recover(home: Path, path: Path, phase: str, delays: list[float], before: str, after: str) -> None:
    ledger = home / "ledger.jsonl"
    for delay in delays:
        old, acknowledged = ledger.read_bytes(), read_ledger(home)
        kill(home, "load", path, phase, delay)
        assert ledger.read_bytes().startswith(old) and read_ledger(home)[: len(acknowledged)] == acknowledged
        assert fingerprint(home) in (before, after)  # the pointer leads to a whole snapshot, whenever one looks
    acknowledged = read_ledger(home)
    load_again(home, path)
    assert read_ledger(home)[: len(acknowledged)] == acknowledged
    assert len([line for line in read_ledger(home) if line.file == path.name]) == 1
    assert fingerprint(home) == after and is_whole(home)


def load_again(home: Path, path: Path) -> None:
    """The next act: it sweeps what the dead one left aside and ends what it acknowledged."""
    proposal = propose(home, path)
    left = [folder for folder in (home / "warehouse" / ".candidates").iterdir()]
    assert all((folder / "proposal.json").exists() for folder in left)
    if proposal.verdict == "already_loaded":
        act.discard(home, proposal.id)
    else:
        act.confirm(home, proposal.id, "tester")


@pytest.mark.parametrize("phase", ["landing", "ledger", "pointer"])  # that change the folder; all six in the long form
def test_a_killed_load_is_done_or_undone_and_the_next_one_ends_it(tmp_path, seeded, loaded, path, phase):
    home = Path(shutil.copytree(seeded, tmp_path / "home"))
    delays = [random.Random(phase).uniform(0, LASTS[phase]), 0.0]
    die_and_recover(home, path, phase, delays, fingerprint(seeded), fingerprint(loaded))


@pytest.mark.long
@pytest.mark.parametrize("phase", LASTS)
def test_twenty_kills_in_each_phase(tmp_path, seeded, loaded, path, phase):
    chance, before, after = random.Random(phase), fingerprint(seeded), fingerprint(loaded)
    for number in range(10):
        home = Path(shutil.copytree(seeded, tmp_path / f"home-{number}"))
        delays = [chance.uniform(0, LASTS[phase]) for _ in range(2)]
        die_and_recover(home, path, phase, delays, before, after)
        shutil.rmtree(home)


@pytest.mark.long
@pytest.mark.parametrize("verb", ["undo", "purge"])
@pytest.mark.parametrize("phase", ["landing", "ledger", "pointer", "published"])
def test_a_killed_undo_or_purge_is_done_or_undone(tmp_path, seeded, loaded, path, verb, phase):
    chance, before, after = random.Random(phase), fingerprint(loaded), fingerprint(seeded)
    upload = read_ledger(loaded)[-1]
    for number in range(10):
        home = Path(shutil.copytree(loaded, tmp_path / f"home-{number}"))
        kill(home, verb, upload.id, phase, chance.uniform(0, LASTS.get(phase, 0.05)))
        assert fingerprint(home) in (before, after)
        if read_ledger(home)[-1].kind != verb:
            undo(home, upload.id, verb)
        other = written(tmp_path / "y.csv", FOUR, [("다른", business_no(99), "명품강소기업", "2024-03-02")])
        undo(home, load(home, other).files[0].upload_id)
        assert fingerprint(home) == after and is_whole(home)
        assert (home / "landing" / upload.sha256).exists() == (verb == "undo")
        shutil.rmtree(home)


def test_a_folder_killed_while_it_is_made_is_made_by_the_next_act(tmp_path, loaded, path):
    home = tmp_path / "new"
    kill(home, "load", path, "seed", 1.5)
    assert warehouse.current_id(home) is None or fingerprint(home)
    load(home, path)
    assert fingerprint(home) == fingerprint(loaded) and is_whole(home)
