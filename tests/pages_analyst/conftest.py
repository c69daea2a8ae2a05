"""Data folders that are made once and copied for each test, and a visitor who stands on a page."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl import act, candidate, child, propose, worker
from etl.folder import only_builder
from etl.running import OnPhase, Running
from tests.etl.acting import load, read_here
from tests.pages_analyst.visitor import DESIGNATIONS, FIRMS, LIST, REGISTER, Visitor


class Here:
    """In place of etl.running.Running: the same act and the same answer, without a process of its own."""

    is_cancelled, may_cancel, exit_code = False, False, None

    def __init__(self, request: dict) -> None:
        self._request = json.dumps(request)

    def answers(self, on_phase: OnPhase) -> Iterator[dict]:
        answer = child.answer(json.loads(self._request), lambda phase, rows=0: on_phase(phase))
        yield json.loads(json.dumps(answer, default=str))


def act_here(patch: pytest.MonkeyPatch) -> None:
    """Let acts go on in this process: starting children costs more than all the rest of an act."""
    patch.setattr(propose, "read_files", read_here)
    patch.setattr(candidate, "read_files", read_here)
    patch.setattr(worker, "Running", Here)


def filled(seeded: Path, folder: Path, *files: tuple[str, str]) -> Path:
    """A copy of the seeded folder into which files (name, content) were loaded, each an upload of its own."""
    home = Path(shutil.copytree(seeded, folder / "home"))
    with pytest.MonkeyPatch.context() as patch:
        act_here(patch)
        for name, text in files:
            (folder / name).write_text(text, "utf-8")
            load(home, folder / name)
    return home


@pytest.fixture(scope="session")
def seeded(tmp_path_factory) -> Path:
    """A data folder with reference data only. For copying."""
    home = tmp_path_factory.mktemp("seeded") / "home"
    with only_builder(home):
        act.ready(home)
    return home


@pytest.fixture(scope="session")
def with_firms(seeded, tmp_path_factory) -> Path:
    """A data folder with a register of two firms. For copying."""
    return filled(seeded, tmp_path_factory.mktemp("firms"), ("firms.csv", FIRMS))


@pytest.fixture(scope="session")
def with_designations(with_firms, tmp_path_factory) -> Path:
    """The same with their designations, a second upload. For copying."""
    return filled(with_firms, tmp_path_factory.mktemp("designations"), ("designations.csv", DESIGNATIONS))


@pytest.fixture(scope="session")
def doubtful(seeded, tmp_path_factory) -> Path:
    """A data folder in which one name may mean two firms and one is known by its name only. For copying."""
    return filled(seeded, tmp_path_factory.mktemp("doubtful"), ("firms.csv", REGISTER), ("list.csv", LIST))


@pytest.fixture
def begin(tmp_path, monkeypatch):
    """Go on in a copy of a data folder, with acts in this process (tests that use `children` see the real ones)."""

    def begin(made: Path) -> Path:
        act_here(monkeypatch)
        monkeypatch.setenv("GANGSO_DATA", str(tmp_path / "home"))
        return Path(shutil.copytree(made, tmp_path / "home"))

    return begin


@pytest.fixture
def home(seeded, begin) -> Path:
    """A seeded data folder of this test's own."""
    return begin(seeded)


@pytest.fixture
def register(with_firms, begin) -> Path:
    """A data folder of this test's own with a register of two firms."""
    return begin(with_firms)


@pytest.fixture
def waiting(doubtful, begin) -> Path:
    """A data folder of this test's own with names to match."""
    return begin(doubtful)


@pytest.fixture
def children(home, monkeypatch) -> None:
    """Acts in processes of their own, and reading in children of those, as on a server."""
    monkeypatch.setattr(worker, "Running", Running)


@pytest.fixture
def visitor(home) -> Visitor:
    """An analyst who reads Korean, on the upload page of a folder without firms."""
    return Visitor("upload")
