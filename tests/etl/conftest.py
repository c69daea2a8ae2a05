"""A data folder with its seed, made once and copied for each test: everything in it is relocatable."""

import shutil
from pathlib import Path

import pytest

from etl import act
from etl.folder import only_builder


@pytest.fixture(scope="session")
def seeded(tmp_path_factory) -> Path:
    """A data folder that holds the seed and nothing else. For copying only."""
    home = tmp_path_factory.mktemp("seeded") / "home"
    with only_builder(home):
        act.ready(home)
    return home


@pytest.fixture
def home(seeded, tmp_path) -> Path:
    """A fresh copy of the seeded data folder."""
    return Path(shutil.copytree(seeded, tmp_path / "home"))
