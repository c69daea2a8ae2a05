"""Work that outlives a run of the page: a thread does it, and each run tells how far it has come.

Streamlit stops a run in the middle when somebody clicks; an act that has begun must come to its end all the same.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from texts import say, show_number

_LOOK = 0.1  # seconds between two looks at the work
Act = Callable[..., Any]  # called with on_phase=, to be told the name of each phase


class Running(Protocol):
    """An act under way that can be ended while it has changed nothing."""

    @property
    def may_cancel(self) -> bool: ...

    def cancel(self) -> bool: ...


class Work:
    """One act in a thread of its own: its phases so far, then its result or its fault."""

    def __init__(self, act: Act) -> None:
        self._phase, self._rows = "", 0
        self._running: Running | None = None
        self._is_unwanted = False
        self._result: Any = None
        self._fault: Exception | None = None
        self._started = time.monotonic()
        self._thread = threading.Thread(target=self._do, args=(act,), daemon=True)
        self._thread.start()

    def _do(self, act: Act) -> None:
        try:
            self._result = act(on_phase=self)
        except Exception as fault:  # raised again in the run that asks for the outcome
            self._fault = fault

    def __call__(self, phase: str) -> None:
        """The act enters a phase."""
        self._phase = phase

    def count(self, rows: int) -> None:
        """How many rows the phase is about; 0 where that is not known."""
        self._rows = rows

    def hold(self, running: Running) -> None:
        """The act has begun, and can be ended by this."""
        self._running = running
        if self._is_unwanted:
            running.cancel()

    def cancel(self) -> None:
        """End the act if it is not too late."""
        self._is_unwanted = True
        if self._running:
            self._is_unwanted = self._running.cancel()

    def wait(self, lang: str) -> None:
        """Show phase, seconds, rows and a button that ends the act, until it has ended."""
        told = self._told(lang)
        status, place = st.status(told), st.empty()
        is_offered = self._offer_cancel(place, lang)
        while self._thread.is_alive():
            self._thread.join(_LOOK)
            if is_offered and not self._may_cancel():
                is_offered = self._offer_cancel(place, lang)
            if (now := self._told(lang)) != told:
                status.update(label=now)
                told = now

    def outcome(self) -> Any:
        """The act's result; raises what it raised."""
        if self._fault:
            raise self._fault
        return self._result

    def _may_cancel(self) -> bool:
        return not self._is_unwanted and (self._running is None or self._running.may_cancel)

    def _offer_cancel(self, place: DeltaGenerator, lang: str) -> bool:
        if not self._may_cancel():
            place.caption(say(lang, "upload.cancelling" if self._is_unwanted else "upload.too_late"))
            return False
        with place.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(say(lang, "upload.cancel"), key="cancel_work", on_click=self.cancel)
            st.caption(say(lang, "upload.cancel_help"))
        return True

    def _told(self, lang: str) -> str:
        parts = [say(lang, f"cli.phase_{self._phase}") if self._phase else say(lang, "upload.starting")]
        if self._rows:
            parts.append(show_number(lang, self._rows, "rows"))
        if seconds := int(time.monotonic() - self._started):
            parts.append(say(lang, "upload.seconds", number=show_number(lang, seconds)))
        return " · ".join(parts)
