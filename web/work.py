"""Work that outlives a run of the page: a thread does it, and each run tells how far it has come.

Streamlit stops a run in the middle when somebody clicks; an act that has begun must come to its end all the same.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from texts import say, show_number

_LOOK = 0.1  # seconds between two looks at the work
Act = Callable[..., Any]  # called with on_phase=, to be told the name of each phase


class Work:
    """One act in a thread of its own: its phases so far, then its result or its fault."""

    def __init__(self, act: Act) -> None:
        self._phase = ""
        self._result: Any = None
        self._fault: Exception | None = None
        self._started = time.monotonic()
        self._thread = threading.Thread(target=self._do, args=(act,), daemon=True)
        self._thread.start()

    def _do(self, act: Act) -> None:
        try:
            self._result = act(on_phase=self._enter)
        except Exception as fault:  # raised again in the run that asks for the outcome
            self._fault = fault

    def _enter(self, phase: str) -> None:
        self._phase = phase

    def wait(self, lang: str) -> None:
        """Show phase and seconds until the act has ended."""
        told = self._told(lang)
        status = st.status(told)
        while self._thread.is_alive():
            self._thread.join(_LOOK)
            if (now := self._told(lang)) != told:
                status.update(label=now)
                told = now

    def outcome(self) -> Any:
        """The act's result; raises what it raised."""
        if self._fault:
            raise self._fault
        return self._result

    def _told(self, lang: str) -> str:
        phase = say(lang, f"cli.phase_{self._phase}") if self._phase else say(lang, "upload.starting")
        seconds = int(time.monotonic() - self._started)
        return f"{phase} · {say(lang, 'upload.seconds', number=show_number(lang, seconds))}" if seconds else phase
