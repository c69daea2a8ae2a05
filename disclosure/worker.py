"""The acts of a release in a process of their own, for pages: the solver takes seconds, a full disk must not hurt."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from disclosure.child import wish_of
from disclosure.plan import Cell, Plan
from disclosure.release import Proposal, Wish

ROOT = Path(__file__).parents[1]
PROPOSE, PUBLISH, SAMPLE = "release_look", "release_write", "release_sample"  # phases, as texts name them


class ReleaseFailed(Exception):
    """An act that came to nothing: a key of texts (cli.<key>) and its parameters."""

    def __init__(self, key: str, params: dict[str, str]) -> None:
        self.key, self.params = key, params
        super().__init__(key, params)


class Moved(Exception):
    """What would be released has changed since it was looked at; `proposal` is what it is now."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        super().__init__()


class _Running:
    """The process of one act, which may be ended while it only looks."""

    def __init__(self, child: subprocess.Popen, may_cancel: bool) -> None:
        self._child, self.may_cancel = child, may_cancel

    def cancel(self) -> bool:
        """End it; False when it is writing already."""
        if self.may_cancel:
            self._child.kill()
        return self.may_cancel


def propose_release(home: Path, wish: Wish, *, on_phase: Callable[[str], None]) -> Proposal:
    """What would be shown and hidden. Raises ReleaseFailed."""
    on_phase(PROPOSE)
    return _proposal(_ask(home, on_phase, True, verb="propose", wish=asdict(wish))["proposal"])


def publish_release(home: Path, proposal: Proposal, who: str, *, on_phase: Callable[[str], None]) -> str:
    """Release what was proposed; returns its id. Raises ReleaseFailed, Moved."""
    on_phase(PUBLISH)
    asked = {"wish": asdict(proposal.wish), "seal": proposal.seal, "who": who}
    answer = _ask(home, on_phase, False, verb="publish", **asked)
    if "moved" in answer:
        raise Moved(_proposal(answer["moved"]))
    return answer["release"]


def release_sample(home: Path, who: str, *, on_phase: Callable[[str], None]) -> tuple[str, Wish] | None:
    """Release the sample; returns the id and what was released, None where a release stands. Raises ReleaseFailed."""
    on_phase(SAMPLE)
    answer = _ask(home, on_phase, False, "sample_not_released", verb="sample", who=who)
    return answer["release"] and (answer["release"], wish_of(answer["wish"]))


def _ask(
    home: Path,
    on_phase: Callable[[str], None],
    may_cancel: bool,
    failed: str = "release_failed",
    **request: object,
) -> dict:
    child = subprocess.Popen(
        [sys.executable, "-m", "disclosure.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    running = _Running(child, may_cancel)
    with child:
        if hold := getattr(on_phase, "hold", None):
            hold(running)
        asked = {"home": str(Path(home).resolve()), **request}
        child.stdin.write(json.dumps(asked, default=str) + "\n")
        child.stdin.flush()
        for line in child.stdout:
            answer = json.loads(line)
            if "failed" in answer:
                raise ReleaseFailed(failed, {"what": answer["failed"]})
            if "at" not in answer:
                return answer
    raise ReleaseFailed(failed, {"what": f"exit {child.returncode}"})


def _proposal(answer: dict) -> Proposal:
    plans = [Plan(**{**each, "cells": [Cell(**cell) for cell in each["cells"]]}) for each in answer["plans"]]
    return Proposal(wish_of(answer["wish"]), tuple(plans))
