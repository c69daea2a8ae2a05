"""A real server, as `streamlit run app.py` starts it, on a port that nobody else has."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds: two cores may be busy with the other half of the tests


@dataclass(frozen=True)
class Server:
    """A running server: its address, what it wrote to its log, its process."""

    url: str
    log: Path
    pid: int

    def traces(self) -> list[str]:
        """Lines of the log that tell of an accident; a reader never sees them, the tests must."""
        marks = ("Traceback", "failure ", "Error:", "Exception:")
        return [line for line in self.log.read_text("utf-8", "replace").splitlines() if any(m in line for m in marks)]


@contextlib.contextmanager
def serve(home: Path, log: Path, *options: str, port: int | None = None, **environ: str) -> Iterator[Server]:
    """Start a server on the data folder `home` and end it afterwards, with everything that it started.

    `options` go to streamlit run, `environ` is set for the server alone.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"GANGSO_DATA": str(home)} | environ,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_it_answers(url, process, log)
            yield Server(url, log, process.pid)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)


def free_port() -> int:
    """A port that nobody listens on, below those that systems give to whoever calls: between this answer and the
    server's own start nobody takes it."""
    while True:
        port = random.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as door:
            door.bind(("127.0.0.1", port))
            return port


def _wait_until_it_answers(url: str, process: subprocess.Popen, log: Path) -> None:
    # /healthz and no page: the first page that is asked for must be the test's own deep link.
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}: {log.read_text('utf-8', 'replace')}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"no answer in {PATIENCE} s: {log.read_text('utf-8', 'replace')}")
