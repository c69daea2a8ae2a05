"""An act that is cancelled changes nothing: ledger, landing and pointer are as before, and the next act works."""

import threading
import time
from dataclasses import dataclass, field

import pytest

from etl import worker
from etl.faults import ActFailed
from etl.proposal import Incoming
from etl.running import Running
from tests.etl.acting import FOUR, business_no, fingerprint, is_whole, long_file, truth, written


@dataclass
class Impatient:
    """A listener that cancels `delay` seconds into a phase, and remembers what it was told."""

    phase: str
    delay: float = 0.0
    told: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    answer: bool | None = None
    running: Running | None = None

    def __call__(self, phase: str) -> None:
        self.told.append(phase)
        if phase == self.phase:
            threading.Timer(self.delay, self.cancel).start() if self.delay else self.cancel()

    def hold(self, running: Running) -> None:
        self.running = running
        if self.phase == "start":
            self.cancel()

    def count(self, rows: int) -> None:
        self.rows.append(rows)
        if rows and self.phase == "rows":
            self.cancel()

    def cancel(self) -> None:
        self.answer = self.running.cancel()


@pytest.fixture
def path(tmp_path):
    rows = [(f"기업{at}", business_no(at), "명품강소기업", "2024-03-02") for at in range(1, 300)]
    return written(tmp_path / "x.csv", FOUR, rows)


def propose(home, path, listener):
    return worker.propose(home, [Incoming(str(path), path.name)], "tester", on_phase=listener)


@pytest.mark.parametrize(
    ("phase", "delay"),
    [
        ("start", 0),
        ("read", 0.5),
        ("candidate", 0.3),
        pytest.param("read", 0, marks=pytest.mark.long),
        pytest.param("candidate", 0, marks=pytest.mark.long),
    ],
)
def test_cancelled_while_reading_or_building_nothing_has_changed(home, path, phase, delay):
    before, impatient = truth(home), Impatient(phase, delay)
    with pytest.raises(ActFailed) as failed:
        propose(home, path, impatient)
    assert failed.value.key == "cancelled" and impatient.answer is True
    assert truth(home) == before and is_whole(home)


@pytest.mark.parametrize("is_plain", [True, False])
def test_cancelled_when_some_rows_have_been_read_nothing_has_changed(home, tmp_path, is_plain):
    before, impatient = truth(home), Impatient("rows")
    with pytest.raises(ActFailed) as failed:
        propose(home, long_file(tmp_path / "long.csv", is_plain), impatient)
    assert failed.value.key == "cancelled" and impatient.answer is True
    assert impatient.told == ["read"] and 0 < impatient.rows[-1] < 600_000  # the phase is told once, its rows again
    assert truth(home) == before and is_whole(home)


def test_the_next_act_works_at_once_and_a_confirmation_can_be_cancelled_until_it_lands(home, path):
    before = truth(home)
    with pytest.raises(ActFailed):
        propose(home, path, Impatient("read", 0.3))
    patient = Impatient("never")
    began = time.monotonic()
    proposal = propose(home, path, patient)  # the lock fell with the process
    assert time.monotonic() - began < 60 and patient.told == ["read", "candidate"]
    assert (patient.rows[0], patient.rows[-1], set(patient.rows)) == (0, 299, {0, 299})
    left = [folder.name for folder in (home / "warehouse" / ".candidates").iterdir()]
    assert left == [proposal.id]  # what the dead act left aside is swept
    with pytest.raises(ActFailed) as failed:
        worker.confirm(home, proposal.id, "tester", on_phase=Impatient("start"))
    assert failed.value.key == "cancelled" and truth(home) == before
    late = Impatient("landing")
    receipt = worker.confirm(home, proposal.id, "tester", on_phase=late)
    assert late.answer is False and late.told == [
        "landing",
        "ledger",
        "pointer",
        "published",
    ]  # refused: it is published
    assert receipt.snapshot_id == proposal.snapshot_id and fingerprint(home) and is_whole(home)


def test_a_new_folder_is_made_whole_before_the_act_in_it_is_ended(tmp_path, path):
    impatient = Impatient("seed")
    with pytest.raises(ActFailed) as failed:
        propose(tmp_path / "new", path, impatient)
    assert failed.value.key == "cancelled" and impatient.told == ["seed"]
    assert is_whole(tmp_path / "new")
