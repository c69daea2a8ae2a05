"""A proposal on a visitor's desk: asked for, looked at, then carried out or put away. The acts come from the page."""

from typing import Any

import streamlit as st

from web import session
from web.work import Act, Work


class Desk:
    """What lies on the desk between two runs of a page. Kept in session_state, it also survives a visit elsewhere."""

    def __init__(self) -> None:
        self.proposal: Any = None
        self.receipt: Any = None
        self.refusal: tuple[str, dict[str, str]] | None = None  # key and parameters of a sentence
        self.round = 0  # part of widget keys: a new round starts with empty widgets
        self._asking: Work | None = None
        self._doing: Work | None = None

    def ask(self, act: Act) -> None:
        """Begin to make a proposal; it takes the place of the one that lies here."""
        self.receipt = self.refusal = None
        self._asking = Work(act)

    def carry_out(self, act: Act) -> None:
        """Begin an act that publishes."""
        self.receipt = self.refusal = None
        self._doing = Work(act)

    def clear(self, *, widgets: bool = True) -> Any:
        """Take everything away, what stands in widgets too unless told; returns the proposal that lay here."""
        proposal, self.proposal = self.proposal, None
        self.receipt = self.refusal = self._asking = None
        self.round += widgets
        return proposal

    def lose(self, key: str) -> None:
        """The proposal is gone; `key` names the sentence that says why."""
        self.clear()
        self.refusal = (key, {})

    @property
    def is_publishing(self) -> bool:
        """Whether an act that publishes is under way."""
        return self._doing is not None

    @property
    def is_asking(self) -> bool:
        """Whether a proposal is being made."""
        return self._asking is not None

    def settle(self, lang: str, failed: type[Exception], unclear: type[Exception]) -> None:
        """Wait for what is under way and run the page again with what came of it.

        `failed` holds key and params of a sentence (cli.<key>), `unclear` the proposal as it is now.
        """
        work = self._doing or self._asking
        work.wait(lang)
        try:
            if work is self._asking:
                self.proposal = work.outcome()
            else:
                self.receipt, self.proposal = work.outcome(), None
                self.round += 1
                st.session_state.pop(session.SNAPSHOT, None)  # a link's old snapshot would hide what is new
        except failed as fault:
            self.refusal = (f"cli.{fault.key}", fault.params)
        except unclear as moved:
            self.refusal = ("upload.moved", {}) if self.proposal else ("upload.refused", {})
            self.proposal = self.proposal and moved.proposal
        finally:
            self._doing = self._asking = None
        st.rerun()


def desk_of(key: str) -> Desk:
    """The visitor's desk of that name (session.UPLOAD_DESK, session.UNDO_DESK)."""
    return st.session_state.setdefault(key, Desk())
