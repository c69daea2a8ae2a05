"""Answers kept for the next reader: a snapshot never changes, so an answer never goes stale."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

# Planning a question costs 5 to 15 ms whatever the tables weigh, and most readers ask the same ones.
MOST_CELLS = 2_000_000  # of all answers together: 50 to 150 MB
LONGEST = 100_000  # cells of one answer; a longer list is asked anew, for a few of them would push out all the rest
_LEAST = 1000  # what a table weighs without any cell


class Answers:
    """The latest answers of one snapshot, shared by its readers."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._cells = 0
        self._lock = threading.Lock()

    def get(self, question: Hashable, ask: Callable[[], Any]) -> Any:
        """The kept answer, a table or a list of rows, else a fresh one: the same one for all, to be copied or read."""
        with self._lock:
            answer = self._kept.get(question)
            if answer is not None:
                self._kept.move_to_end(question)
        if answer is None:
            answer = ask()
            self._keep(question, answer)
        return answer

    def _keep(self, question: Hashable, answer: Any) -> None:
        if _cells(answer) > LONGEST:
            return
        with self._lock:
            self._cells += _weight(answer) - _weight(self._kept.pop(question, None))
            self._kept[question] = answer
            while self._cells > MOST_CELLS:
                self._cells -= _weight(self._kept.popitem(last=False)[1])


def _weight(answer: Any) -> int:
    return 0 if answer is None else _cells(answer) + _LEAST


def _cells(answer: Any) -> int:
    """Of a table its size, of a list of rows as many columns as the first has."""
    if isinstance(answer, list):
        return len(answer) * len(answer[0]) if answer else 0
    return answer.size
