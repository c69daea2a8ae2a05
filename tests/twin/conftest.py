"""The real street, once: `python -m etl sample` into an empty folder; and the files as the twin reads them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse import Snapshot, open_snapshot

from .spells import Book, read_book

REPO = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def book() -> Book:
    return read_book(REPO / "data" / "sample", REPO / "data" / "reference")


@pytest.fixture(scope="session")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    home = tmp_path_factory.mktemp("twin") / "home"
    place = {**os.environ, "GANGSO_DATA": str(home)}
    act = subprocess.run([sys.executable, "-m", "etl", "sample"], cwd=REPO, env=place, capture_output=True, text=True)
    assert act.returncode == 0, act.stdout + act.stderr
    snapshot = open_snapshot(home)
    yield snapshot
    snapshot.close()
