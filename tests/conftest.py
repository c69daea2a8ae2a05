"""What every test may lean on: no test touches the data of the person who runs it; the sample is filled once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
os.environ["GANGSO_DATA"] = str(ROOT / "data" / "home-of-no-test")  # a test that forgot its folder finds nothing

try:
    from hypothesis import settings

    # A slow minute of a shared machine is no defect of a rule; the same histories each time are told apart by seed.
    settings.register_profile("house", deadline=None)
    settings.load_profile("house")
except ImportError:  # the tests that need it will say so
    pass


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config) -> None:
    """Let pytest's own lines be the last: duckdb's binding tells at exit what an interpreter at its end leaves open."""
    sys.stderr.flush()
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    os.close(silence)


def pytest_collection_finish(session) -> None:
    """Look for components once: AppTest reads the papers of every installed package for each visitor (0.2 s)."""
    if "streamlit.testing.v1" not in sys.modules:
        return
    import functools

    from streamlit.components.v2 import manifest_scanner

    manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


def run_module(module: str, *words: str, home: Path, **env: str) -> subprocess.CompletedProcess:
    """Run `python -m module words…` as a person would, in the data folder `home`."""
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=os.environ | {"GANGSO_DATA": str(home), "PYTHONIOENCODING": "utf-8"} | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory) -> Path:
    """A data folder with the invented sample. For reading only: all tests and both test processes share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    home, done, lock = shared / "sample-home", shared / "sample-home.done", shared / "sample-home.lock"
    try:
        lock.mkdir()
    except FileExistsError:
        for _ in range(600):
            if done.exists():
                break
            time.sleep(0.2)
    else:
        result = run_module("etl", "sample", "--by", "tests", home=home)
        done.write_text(result.stderr if result.returncode else "")
    if not done.exists() or done.read_text():
        pytest.fail("the sample could not be filled: " + (done.read_text() if done.exists() else "nobody finished it"))
    return home
