"""An act under way in a process of its own: told phase by phase, and ended on demand while it has changed nothing."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
WHOLE = ("seed", "catch_up")  # phases that change the folder and end by themselves: the act is ended after them
TOO_LATE = ("landing", "ledger", "pointer", "published")

OnPhase = Callable[[str], None]


class Running:
    """The process of one act. It waits for leave when it tells of a phase: no end falls into one that changes."""

    def __init__(self, request: dict) -> None:
        self._gate = threading.RLock()  # a listener may end the act while it is being told of a phase
        self._phase = ""
        self.is_cancelled = False
        self._child = subprocess.Popen(
            [sys.executable, "-m", "etl.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # a group of its own: the process that reads the files ends with it
        )
        self._write(json.dumps(request))

    @property
    def may_cancel(self) -> bool:
        """Whether the act can still be ended with nothing changed."""
        return self._phase not in TOO_LATE

    def cancel(self) -> bool:
        """End the act; False when it is too late. Ledger, landing and pointer are then as they were before it."""
        with self._gate:
            if not self.may_cancel:
                return False
            self.is_cancelled = True
            if self._phase not in WHOLE:
                self._kill()
            return True

    def answers(self, on_phase: OnPhase) -> Iterator[dict]:
        """What the act answers, phase by phase told to `on_phase`; nothing when it was ended or died."""
        with self._child:
            if hold := getattr(on_phase, "hold", None):
                hold(self)
            for line in self._child.stdout:
                answer = json.loads(line)
                if "phase" not in answer:
                    yield answer
                    return
                is_new = answer["phase"] != self._phase  # else it only has more rows
                if not self._enter(answer["phase"]):
                    return
                if count := getattr(on_phase, "count", None):
                    count(answer["rows"])
                if is_new:
                    on_phase(answer["phase"])
                self._write("go")

    @property
    def exit_code(self) -> int | None:
        """With which code the process ended."""
        return self._child.returncode

    def _enter(self, phase: str) -> bool:
        with self._gate:
            if self.is_cancelled:
                self._kill()
                return False
            self._phase = phase
            return True

    def _write(self, line: str) -> None:
        with suppress(BrokenPipeError, ValueError):  # it died: the end of its answers tells
            self._child.stdin.write(f"{line}\n")
            self._child.stdin.flush()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):  # it ended by itself meanwhile
            if os.name == "nt":
                self._child.kill()
            else:
                os.killpg(self._child.pid, signal.SIGKILL)
