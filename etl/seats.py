"""Which heading means which column of a contract."""

from collections.abc import Mapping
from dataclasses import dataclass

from etl.contract import Column, Contract
from etl.findings import Finding, warning
from etl.headers import Header, Name, header_key, name_of, split_period
from etl.units import Unit, split_unit

Words = dict[str, tuple[int, Column]]  # a heading's key → how well it fits (0 is best), and the column that it means


def words_of(candidate: Contract) -> Words:
    """Every heading that means a column of the contract."""
    return {header_key(name): (rank, column) for column in candidate.columns
            for rank, name in reversed(list(enumerate(column.headers)))}  # fmt: skip


Spread = dict[str, dict[int, tuple[Column, Unit | None]]]  # period → place → column and unit


@dataclass(frozen=True)
class Seat:
    """A heading that means a column: where, how well the word fits (0 is best), and the unit it states."""

    at: int
    rank: int
    unit: Unit | None


def seats_of(words: Words, header: Header, findings: list[Finding]) -> tuple[dict[str, Seat], set[int]]:
    """Which heading means which column, and the places of headings that mean none."""
    seats: dict[str, Seat] = {}
    others: set[int] = set()
    for at, names in enumerate(header.names):
        found = next(filter(None, (_meaning(words, name) for name in names)), None)
        if found is None:
            others.add(at)
            continue
        rank, column, unit = found
        seat, rival = Seat(at, rank, unit), seats.get(column.name)
        if rival:
            worse = max(seat, rival, key=lambda each: each.rank)
            seat = rival if worse is seat else seat
            kept = header.headings[seat.at]
            findings.append(warning("column_twice", header.last + 1, header.headings[worse.at], kept=kept))
        seats[column.name] = seat
    return seats, others


def _meaning(words: Words, name: Name) -> tuple[int, Column, Unit | None] | None:
    found = words.get(name.key) or words.get(name.base)
    return (*found, name.unit) if found else None


def side_by_side(candidate: Contract, words: Words, headings: list[str], others: set[int], above: list[str]) -> Spread:
    """The columns of headings that name a period and perhaps what was measured (매출액 2023년)."""
    found: Spread = {}
    for at in sorted(others):
        split = split_period(headings[at])
        if split is None:
            continue
        rest, period = split
        base, unit = split_unit(rest)
        measured = _meaning(words, name_of(rest))
        if measured is None and (column := _sole(candidate, base, above)):
            measured = (0, column, unit)
        if measured is None or not measured[1].measures:
            continue
        group = found.setdefault(period, {})
        if measured[1] not in [column for column, _ in group.values()]:
            group[at] = measured[1:]
    return found


def laid_out(
    measures: Mapping[str, tuple[str, ...]], headings: list[str], taken: set[int]
) -> dict[str, dict[int, str]]:
    """Period → place → measure, by a layout's words: what each measure's headings say besides the period."""
    wanted = {header_key(word): name for name, words in measures.items() for word in words}
    found: dict[str, dict[int, str]] = {}
    for at, heading in enumerate(headings):
        split = split_period(heading) if at not in taken else None
        if split is None:
            continue
        rest, period = split
        name = wanted.get(header_key(rest)) or wanted.get(header_key(split_unit(rest)[0]))
        if name and name not in found.get(period, {}).values():
            found.setdefault(period, {})[at] = name
    return found


def _sole(candidate: Contract, base: str, above: list[str]) -> Column | None:
    """What is measured where a heading names only a period: the one amount that must be there, else the title's."""
    if base:
        return None
    measured = [column for column in candidate.columns if column.measures]
    must = [column for column in measured if column.required]
    titles = header_key(" ".join(above))
    named = [column for column in measured if header_key(column.label["ko"]) in titles]
    choice = must if len(must) == 1 else named
    return choice[0] if len(choice) == 1 else None


def reaches_down(row: list[str], seats: Mapping[str, Seat], spread: Mapping[str, Mapping[int, object]]) -> bool:
    """Whether the last row of a header says something; else it is a row of data."""
    places = {seat.at for seat in seats.values()} | {at for group in spread.values() for at in group}
    return any(at < len(row) and row[at].strip() for at in places)
