"""A server of our own for tests: started fresh, asked, stopped."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
START_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A running server: its port, and what it has written so far."""

    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """One request; the body is read and kept in `.body`."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        answer.body = answer.read()
        line.close()
        return answer


@contextmanager
def serve(home: Path, **environment: str) -> Iterator[Served]:
    """Start app.py on a free port over this data folder, and stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with tempfile.NamedTemporaryFile("w+", suffix=".log") as log:
        env = {**os.environ, "GANGSO_DATA": str(home), **environment}
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, port, Path(log.name))
            yield Served(port, Path(log.name))
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    for _ in range(START_SECONDS * 10):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped: {log.read_text()[-2000:]}")
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"no answer in {START_SECONDS} s: {log.read_text()[-2000:]}")
