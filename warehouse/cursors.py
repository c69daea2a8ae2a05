"""Cursors that wait for the next question, each with the macros it knows and the firms it was last asked about."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import duckdb

from warehouse.choosing import ASKED_MONTHS, KEEP_FIRMS, OF_ALL, OF_THE_KEPT, PASSING_FIRMS
from warehouse.trade_choice import ALL, Choice, choice_of
from warehouse.trading import trade_macros
from warehouse.trading_kept import KEPT, Kept

# A page about trade asks for some markets, products or firms and, to compare each, for all: four selections.
_MOST_ALIKE = 4


@lru_cache(maxsize=1024)
def parsed(sql: str) -> duckdb.Statement:
    """The question as DuckDB has read it. Reading costs up to 1.3 ms, the copy that each run takes next to nothing."""
    return duckdb.extract_statements(sql)[0]


@lru_cache(maxsize=1024)
def named_in(sql: str) -> frozenset[str]:
    """The $parameters of the question: DuckDB refuses a value that it does not name."""
    return frozenset(parsed(sql).named_parameters)


class Cursor:
    """One cursor of a snapshot: what it knows, which firms it keeps, and in which way its selections choose."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, choice: Choice) -> None:
        cursor.execute("USE marts")
        cursor.execute(PASSING_FIRMS)
        self.choice = choice
        self._cursor = cursor
        self._known: set[str] = set()
        self._kept: dict[str, Any] = {}
        self._ways: set[str] = set()

    @property
    def firms(self) -> Any:
        """What chose the firms that it keeps, None while there are none."""
        return self._kept.get(KEEP_FIRMS)

    def ask(self, sql: str, params: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        """Run the question. Its rows wait where it returns."""
        first, *others = _selections(params) or [None]
        is_about_one = first is not None and all(each == first for each in others)
        if is_about_one:
            self._keep(KEEP_FIRMS, what_chooses(first), selection=first)
        if first is not None:
            self._look(OF_THE_KEPT if is_about_one else OF_ALL, instead_of=OF_ALL if is_about_one else OF_THE_KEPT)
        if "asked_months(" in sql:
            self._learn(ASKED_MONTHS)
        self._learn(*trade_macros(sql, self.choice))
        for kept in KEPT:
            if kept.is_read_by(sql):
                self._look_at(kept, first if is_about_one and self.choice.is_by_trade else None)
        return self._cursor.execute(parsed(sql), params)

    def _keep(self, making: str, key: Any, **asked: Any) -> None:
        """Make what belongs to these values, unless what is there has the same key."""
        if self._kept.get(making) != key:
            self._cursor.execute(parsed(making), {name: asked[name] for name in named_in(making)})
            self._kept[making] = key

    def _look_at(self, kept: Kept, selection: dict[str, Any] | None) -> None:
        if selection is None:
            self._look(kept.of_all, instead_of=kept.of_the_kept)
        else:
            self._keep(kept.making, selection, selection=selection)
            self._look(kept.of_the_kept, instead_of=kept.of_all)

    def _look(self, way: str, *, instead_of: str) -> None:
        if way not in self._ways:
            self._cursor.execute(way)
            self._ways = self._ways - {instead_of} | {way}

    def _learn(self, *macros: str) -> None:
        for macro in macros:
            if macro not in self._known:
                self._cursor.execute(macro)
                self._known.add(macro)


class Cursors:
    """The cursors of one connection: lent for a question each, then idle until somebody asks again.

    One cursor is not safe across threads at once, and one made for each run of a page would cost it 3 ms and more.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._idle: list[Cursor] = []

    @contextmanager
    def lend(self, params: dict[str, Any]) -> Iterator[Cursor]:
        """A cursor for this question alone, where there is one the one that keeps its firms."""
        choice, selection = _choice(params), params.get("selection")
        cursor = self._take(choice, selection) or Cursor(self._connection.cursor(), choice)
        yield cursor
        self._idle.append(cursor)  # one whose question failed is not lent again

    def _take(self, choice: Choice, selection: Any) -> Cursor | None:
        alike = [each for each in self._idle if each.choice == choice]
        firms = selection and what_chooses(selection)
        fitting = [each for each in alike if each.firms == firms]
        if not fitting and len(alike) < _MOST_ALIKE:
            return None
        try:
            cursor = (fitting or alike)[0]
            self._idle.remove(cursor)  # somebody else may have taken it meanwhile
            return cursor
        except ValueError:
            return None


def what_chooses(selection: dict[str, Any]) -> dict[str, Any]:
    """What decides which firms are chosen: the day does for stages alone, which are held by a day."""
    return selection if selection.get("stages") else selection | {"as_of": None}


def _choice(params: dict[str, Any]) -> Choice:
    """The one way in which a question chooses; without a selection it chooses nothing."""
    (way,) = {choice_of(each) for each in _selections(params)} or {ALL}
    return way


def _selections(params: dict[str, Any]) -> list[dict[str, Any]]:
    return [value for value in params.values() if isinstance(value, dict) and "as_of" in value]
