"""An act that kills itself: `python -m tests.etl.killer HOME ACT ARGUMENT PHASE DELAY`.

The process gets SIGKILL `delay` seconds after the act tells `phase` (or after its start, for the phase "any"),
while the act goes on: so it dies in the middle of whatever it does then. Exit code 0 when the act was faster.
"""

import os
import signal
import sys
import threading
from pathlib import Path

from etl import act
from etl.proposal import Incoming


def main(home: Path, verb: str, argument: str, phase: str, delay: float) -> None:
    """Carry out the act, and die on the way."""

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def told(name: str, rows: int = 0) -> None:
        if name == phase:
            threading.Timer(delay, die).start() if delay else die()

    if phase == "any":
        threading.Timer(delay, die).start()
    if verb == "load":
        proposal = act.propose(home, [Incoming(argument, Path(argument).name)], "victim", progress=told)
    else:
        proposal = act.withdraw(home, argument, "victim", "a test", verb)
    if proposal.lines:  # else an earlier victim has done it
        act.confirm(home, proposal.id, "victim", progress=told)
    os._exit(0)  # the timer may still be waiting


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:5], float(sys.argv[5]))
