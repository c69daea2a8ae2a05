"""Answers kept for the next reader: a snapshot never changes, so an answer never goes stale."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# Planning a question costs 5 to 15 ms whatever the tables weigh, and most readers ask the same ones.
MOST_ANSWERS = 512
MOST_CELLS = 20_000  # a longer list is asked anew: a few of them would weigh more than all the rest


class Answers:
    """The latest answers of one snapshot, shared by its readers."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, pd.DataFrame] = OrderedDict()
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
        if answer.size > MOST_CELLS:
            return
        with self._lock:
            self._kept[question] = answer
            while len(self._kept) > MOST_ANSWERS:
                self._kept.popitem(last=False)
