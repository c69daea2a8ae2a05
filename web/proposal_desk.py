"""A proposal on a visitor's desk: asked for, looked at, then carried out or put away. The acts come from the page."""

from pathlib import Path
from typing import Any

import streamlit as st

from web import session
from web.link import carry
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
        if not self._doing:
            self._asking = Work(act)

    def carry_out(self, act: Act) -> None:
        """Begin an act that publishes; a second click while one is under way begins nothing."""
        self.receipt = self.refusal = None
        self._doing = self._doing or Work(act)
        carry(session.SNAPSHOT, "")  # a link's old snapshot would hide what is new; only a callback may drop it

    def clear(self, *, widgets: bool = True) -> Any:
        """Take everything away, what stands in widgets too unless told; returns the proposal that lay here."""
        proposal, self.proposal = self.proposal, None
        self.receipt = self.refusal = self._asking = None
        self.round += widgets
        return proposal

    def refuse(self, key: str, **params: str) -> None:
        """Take everything away; `key` names the sentence that says why."""
        self.clear(widgets=False)
        self.refusal = (key, params)

    def drop_gone(self, home: Path) -> None:
        """Take away a proposal that was swept, or published from another window."""
        if self.proposal and not self.proposal.folder(home).exists():
            self.refuse("cli.proposal_gone")

    def settle(self, lang: str, failed: Any, unclear: type[Exception]) -> None:
        """Wait here for what is under way, if anything is, and run the page again with what came of it.

        `failed` (one kind or several) holds key and params of a sentence (cli.<key>), `unclear` the proposal as it is
        now.
        """
        place = st.empty()  # always there, so that nothing else takes its place on the page
        work = self._doing or self._asking
        if work is None:
            return
        with place.container():
            work.wait(lang)
        try:
            if work is self._asking:
                self.proposal = work.outcome()
            else:
                self.receipt, self.proposal = work.outcome(), None
                self.round += 1
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
