"""A data folder with its seed, copied for each test, and a visitor who stands on a page."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import run_module
from tests.pages_analyst.visitor import Visitor


@pytest.fixture(scope="session")
def seeded(tmp_path_factory) -> Path:
    """A data folder with reference data only. For copying."""
    home = tmp_path_factory.mktemp("seeded") / "home"
    done = run_module("etl", "build", "--by", "tests", home=home)
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def home(seeded, tmp_path, monkeypatch) -> Path:
    """A seeded data folder of this test's own."""
    home = tmp_path / "home"
    shutil.copytree(seeded, home)
    monkeypatch.setenv("GANGSO_DATA", str(home))
    return home


@pytest.fixture
def visitor(home) -> Visitor:
    """An analyst who reads Korean, on the upload page of a folder without firms."""
    return Visitor("upload")
