"""A data folder with its seed, made once and copied for each test: everything in it is relocatable."""

import shutil
from pathlib import Path

import pytest

from etl import act, candidate, propose
from etl.folder import only_builder
from tests.etl.acting import read_here


@pytest.fixture(scope="session")
def seeded(tmp_path_factory) -> Path:
    """A data folder that holds the seed and nothing else. For copying only."""
    home = tmp_path_factory.mktemp("seeded") / "home"
    with only_builder(home):
        act.ready(home)
    return home


@pytest.fixture
def home(seeded, tmp_path, monkeypatch) -> Path:
    """A fresh copy of the seeded data folder, in which acts of this process read files without a child.

    The child has tests of its own (test_reading, test_kill) and costs more than all the rest of an act.
    """
    monkeypatch.setattr(propose, "read_files", read_here)
    monkeypatch.setattr(candidate, "read_files", read_here)
    return Path(shutil.copytree(seeded, tmp_path / "home"))
