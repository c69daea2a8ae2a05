"""Work that outlives a run of the page: a thread does it, and each run tells how far it has come.

Streamlit stops a run in the middle when somebody clicks; an act that has begun must come to its end all the same.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

import streamlit as st

_LOOK = 0.1  # seconds between two looks at the work
Phases = Callable[[str], None]


class Work:
    """One act in a thread of its own: its phases so far, then its result or its fault."""

    def __init__(self, act: Callable[[Phases], Any]) -> None:
        self.phases: list[str] = []
        self.result: Any = None
        self.fault: Exception | None = None
        self.started = time.monotonic()
        self._thread = threading.Thread(target=self._do, args=(act,), daemon=True)
        self._thread.start()

    def _do(self, act: Callable[[Phases], Any]) -> None:
        try:
            self.result = act(self.phases.append)
        except Exception as fault:  # raised again in the run that asks for the outcome
            self.fault = fault

    def is_done(self, within: float = 0.0) -> bool:
        """Whether it has ended, waiting so many seconds at most."""
        self._thread.join(within)
        return not self._thread.is_alive()


def begin(key: str, act: Callable[[Phases], Any]) -> None:
    """Start an act; what was under way under this key is no longer waited for."""
    st.session_state[key] = Work(act)


def is_under_way(key: str) -> bool:
    """Whether an act was begun whose outcome nobody has taken yet."""
    return key in st.session_state


def outcome(key: str, tell: Callable[[str, int], str]) -> Any:
    """Wait for the act and return its result; raises what it raised. `tell(phase, seconds)` says how far it is."""
    work: Work = st.session_state[key]
    place = st.empty()
    with place.container():
        status = st.status(tell("", 0))
        told = ("", 0)
        while not work.is_done(_LOOK):
            now = (work.phases[-1] if work.phases else "", int(time.monotonic() - work.started))
            if now != told:
                status.update(label=tell(*now))
                told = now
    place.empty()
    st.session_state.pop(key, None)
    if work.fault:
        raise work.fault
    return work.result
