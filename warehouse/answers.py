"""Answers kept for the next reader: a snapshot never changes, so an answer never goes stale."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# Planning a question costs 5 to 15 ms whatever the tables weigh, and most readers ask the same ones.
MOST_CELLS = 2_000_000  # of all answers together: 50 to 150 MB
LONGEST = 100_000  # cells of one answer; a longer list is asked anew, for a few of them would push out all the rest
_LEAST = 1000  # what a table weighs without any cell


class Answers:
    """The latest answers of one snapshot, shared by its readers."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, pd.DataFrame] = OrderedDict()
        self._cells = 0
        self._lock = threading.Lock()

    def get(self, question: Hashable, ask: "Callable[[], pd.DataFrame]") -> "pd.DataFrame":
        """The kept answer, else a fresh one. Each caller may change its own copy (pandas copies on write)."""
        with self._lock:
            answer = self._kept.get(question)
            if answer is not None:
                self._kept.move_to_end(question)
        if answer is None:
            answer = ask()
            self._keep(question, answer)
        return answer.copy(deep=False)

    def _keep(self, question: Hashable, answer: "pd.DataFrame") -> None:
        if answer.size > LONGEST:
            return
        with self._lock:
            self._cells += _weight(answer) - _weight(self._kept.pop(question, None))
            self._kept[question] = answer
            while self._cells > MOST_CELLS:
                self._cells -= _weight(self._kept.popitem(last=False)[1])


def _weight(answer: "pd.DataFrame | None") -> int:
    return 0 if answer is None else answer.size + _LEAST
