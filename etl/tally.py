"""How far a reading has come: the child writes its rows so far into a small file, and its parent passes them on."""

import time
from collections.abc import Callable
from pathlib import Path

OnRows = Callable[[int], None]
EVERY = 10_000  # rows read cell by cell between two tellings: they take a third of a second
_PAUSE = 0.5  # seconds between two numbers passed on: nobody reads faster


def untold(rows: int) -> None:
    """Tell nobody how many rows have been read."""


class Tally:
    """The child's side: rows of the files that it has read, and of the one that it reads."""

    def __init__(self, path: Path) -> None:
        self._path, self._before = path, 0

    def count(self, rows: int) -> None:
        """The file has come to so many rows."""
        self._path.write_text(str(self._before + rows), encoding="ascii")

    def close(self, rows: int) -> None:
        """The file has ended with so many rows."""
        self._before += rows
        self.count(0)


class Watch:
    """The parent's side: passes on each number that is larger than the one before, with a pause between two."""

    def __init__(self, path: Path, on_rows: OnRows) -> None:
        self._path, self._on_rows = path, on_rows
        self._told, self._next = 0, 0.0
        path.unlink(missing_ok=True)

    def look(self) -> None:
        """Tell how many rows have been read, when there is news."""
        if time.monotonic() < self._next:
            return
        if (rows := self._written()) > self._told:
            self._told, self._next = rows, time.monotonic() + _PAUSE
            self._on_rows(rows)

    def _written(self) -> int:
        try:
            return int(self._path.read_text(encoding="ascii") or 0)  # empty while a number is being written
        except FileNotFoundError:
            return 0
