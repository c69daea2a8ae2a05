"""Which cells of a release stay hidden so that no firm's value, and no hidden cell, can be narrowed down.

First the cells that tell by themselves (few firms, one that dominates), then, as long as the sums that remain, together
with all that was released before, narrow anything to within the reference's share, one more cell at a time: the
smallest of those that fix it. At the end each is tried again: hidden is only what must be.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from disclosure.facts import COARSER, TOTAL, WHOLE, Facts
from disclosure.intervals import Ends, Known
from disclosure.parts import Parts

FEW, DOMINANT, DERIVABLE = "few", "dominant", "derivable"  # why a cell is hidden
ALREADY_OUT = "already_out"  # why nothing of a measure's year is released

Tell = Callable[[str, float], None]  # what is looked at, how far (0 to 1)


@dataclass(frozen=True)
class Rules:
    """The reference's settings: fewest firms, largest share of one, how near nobody may come."""

    min_firms: int = 3
    dominance: float = 0.70
    protect: float = 0.15

    def narrows(self, ends: Ends, truth: float, is_whole: bool = False) -> bool:
        """Whether somebody who knows the ends knows the value to within the share, from either side.

        Where values are whole, what lies between two whole numbers is no end: 0.5 to 1.4 is one person.
        """
        if is_whole:
            ends = ends.whole()
        return ends.least > (1 - self.protect) * truth or ends.most < (1 + self.protect) * truth


@dataclass(frozen=True)
class Cell:
    """A sum that would be released: firms above 0 in it, the sum, why it is hidden (None: it is not)."""

    measure: str
    period: int
    dimension: str
    code: str
    firms: int
    value: float
    hidden: str | None = None


@dataclass
class Plan:
    """What would be released of a measure's year, cell by cell; `refused` says why nothing is."""

    measure: str
    period: int
    cells: list[Cell]
    refused: str | None = None
    exposed: list[str] = field(default_factory=list)  # firms that earlier releases expose by themselves

    def hidden_share(self, dimension: str) -> float:
        """Of the dimension's cells, how many are hidden."""
        cells = [cell for cell in self.cells if cell.dimension == dimension]
        return sum(cell.hidden is not None for cell in cells) / len(cells) if cells else 0.0


def plan(
    facts: Facts, dimensions: Iterable[str], earlier: Sequence["Earlier"], rules: Rules, tell: Tell = lambda *_: None
) -> Plan:
    """The plan for a measure's year, by these dimensions; a table of which most is hidden is made coarser once."""
    wanted = list(dict.fromkeys(dimensions))
    made = _Planner(facts, wanted, earlier, rules, tell).make()
    coarse = [each for each in wanted if each in COARSER and made.hidden_share(each) > 0.5]
    if coarse and not made.refused:
        made = _Planner(facts, [COARSER.get(each, each) if each in coarse else each for each in wanted], earlier, rules,
                        tell).make()  # fmt: skip
    return made


@dataclass(frozen=True)
class Earlier:
    """A measure's year as it was released: the rows that stood behind it, the cells that were shown."""

    facts: Facts
    shown: tuple[tuple[str, str], ...]  # dimension, code


class _Planner:
    def __init__(
        self, facts: Facts, dimensions: list[str], earlier: Sequence[Earlier], rules: Rules, tell: Tell
    ) -> None:
        self._facts, self._rules, self._tell = facts, rules, tell
        self._earlier = [each for each in earlier if (each.facts.measure, each.facts.period) == _name(facts)]
        self._parts = Parts([facts, *(each.facts for each in self._earlier)])
        self._cells = [
            _cell(facts, dimension, code, rules) for dimension in dimensions for code in facts.codes(dimension)
        ]
        self._old = self._parts.links() + [
            self._parts.row(at, each.facts.within(*shown))
            for at, each in enumerate(self._earlier, 1)
            for shown in each.shown
        ]

    def make(self) -> Plan:
        firms = self._parts.firms()
        known = self._known([])
        exposed = [name for name, row in firms.items() if self._old and self._narrowing(row, known)]
        if exposed:
            return Plan(*_name(self._facts), [], ALREADY_OUT, sorted({name for name, _ in exposed}))
        targets = [*firms.values(), *(self._row(at) for at, cell in enumerate(self._cells) if cell.hidden)]
        self._hide_until_safe([row for row in targets if self._value(row) > 0])
        self._show_what_may_be(list(firms.values()))
        return Plan(*_name(self._facts), self._cells)

    def _hide_until_safe(self, open_: list[np.ndarray]) -> None:
        """Fewer sums only widen what is known: a target that was safe once is not looked at again."""
        most, shown = len(open_), self._shown()
        known = self._known(shown)
        while open_:
            self._tell(self._facts.measure, max(0.0, 1 - len(open_) / most))
            ends = self._narrowing(open_[-1], known)
            if ends is None:
                open_.pop()
                continue
            fixing = [shown[each - len(self._old)] for each in ends.binding if each >= len(self._old)]
            if not fixing:  # a cell that earlier releases have shown: hiding it now hides nothing
                open_.pop()
                continue
            at = self._least(fixing)
            self._cells[at] = replace(self._cells[at], hidden=DERIVABLE)
            if self._cells[at].value > 0:
                open_.insert(0, self._row(at))
            shown = self._shown()
            known = self._known(shown)

    def _least(self, cells: list[int]) -> int:
        """The cell that costs least: no total while there is another, then the smallest sum."""
        return min(cells, key=lambda at: (self._cells[at].dimension == TOTAL, self._cells[at].value, at))

    def _show_what_may_be(self, firms: list[np.ndarray]) -> None:
        """Try each cell that was hidden for the sake of others once more, the largest first."""
        hidden = [at for at, cell in enumerate(self._cells) if cell.hidden == DERIVABLE]
        for at in sorted(hidden, key=lambda each: -self._cells[each].value):
            known = self._known([*self._shown(), at])
            targets = [
                *firms,
                *(self._row(each) for each, cell in enumerate(self._cells) if cell.hidden and each != at),
            ]
            if not any(self._narrowing(row, known) for row in targets if self._value(row) > 0):
                self._cells[at] = replace(self._cells[at], hidden=None)

    def _shown(self) -> list[int]:
        return [at for at, cell in enumerate(self._cells) if cell.hidden is None]

    def _row(self, at: int) -> np.ndarray:
        cell = self._cells[at]
        return self._parts.row(0, self._facts.within(cell.dimension, cell.code))

    def _value(self, row: np.ndarray) -> float:
        return float(row @ self._parts.values)

    def _known(self, shown: list[int]) -> Known:
        return Known(self._parts.values, [*self._old, *map(self._row, shown)])

    def _narrowing(self, row: np.ndarray, known: Known) -> Ends | None:
        """What is known of a value when it is too much, else None."""
        is_whole = self._facts.measure in WHOLE
        if known.can_move(row, self._rules.protect, is_whole):
            return None
        ends = known.ends(row)
        return ends if self._rules.narrows(ends, self._value(row), is_whole) else None


def _name(facts: Facts) -> tuple[str, int]:
    return facts.measure, facts.period


def _cell(facts: Facts, dimension: str, code: str, rules: Rules) -> Cell:
    rows = facts.rows[facts.within(dimension, code)]
    values = rows.groupby("firm_id")["value"].sum()
    total = float(values.sum())
    hidden = None
    if len(values) < rules.min_firms:
        hidden = FEW
    elif values.max() > rules.dominance * total:
        hidden = DOMINANT
    return Cell(*_name(facts), dimension, code, len(values), total, hidden)
