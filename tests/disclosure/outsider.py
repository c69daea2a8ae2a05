"""Somebody of the council who keeps all that the browser receives, and works it out at home with the public lists."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import openpyxl
import pyarrow as pa

from tests.disclosure.attack import Attacker
from tests.web.wire import Line

REST = "rest"  # the hidden cells of a table together
TABLE = "open_released_"  # the keys that open a released table; after it, what it is split by


@dataclass(frozen=True)
class Shown:
    """A cell that was shown: in which release, what, and how much."""

    release: str
    measure: str
    year: int
    dimension: str
    code: str
    value: float


@dataclass(frozen=True)
class Public:
    """What the designation lists tell of one release: by firm its place, by firm and month its stage."""

    release: str
    as_of: date
    firms: Mapping[str, Mapping[str, str]]  # dimension → code
    stages: Mapping[tuple[str, int, int], str]

    def stage(self, firm: str, year: int, month: int) -> str | None:
        """The firm's stage at the month's end; nothing when that is after the release's day."""
        ended = (self.as_of + timedelta(days=1)).replace(day=1) > date(year, month, 1)
        return self.stages.get((firm, year, month), "none") if ended else None


class Outsider:
    """Walks the figures page of each release through the websocket: every choice, every table, every file."""

    def __init__(self, measures: Mapping[str, str]) -> None:
        self._measures = {name: code for code, name in measures.items()}
        self.shown: set[Shown] = set()
        self.received: list[bytes] = []
        self._read: set[tuple[str, str]] = set()
        self._codes: Mapping[str, Mapping[str, str]] = {}

    def read(self, address: str, release: str, cells: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what this release's page gives; `cells` are the codes of its cells by dimension and name."""
        self._codes = cells
        with Line(address) as line:
            line.open(f"/figures?role=council&snapshot={release}")
            for measure in [each.content for each in line.of("button_group")[0].options]:
                line.choose("released_measure", string_array_value={"data": [measure]})
                for year in _options(line, "released_year"):
                    line.choose("released_year", string_value=year)
                    self._read_tables(line, release, self._measures[measure])
            self.received.append(line.received)

    def _read_tables(self, line: Line, release: str, measure: str) -> None:
        for key in sorted(each for each in line.keys if each.startswith("open_")):
            if not key.startswith(TABLE) and (release, key) in self._read:
                continue  # the lists: no choice changes them
            self._read.add((release, key))
            line.press(key)
            name = key.removeprefix("open_")
            files = [line.take(f"{kind}_{name}") for kind in ("csv", "xlsx")]
            self.received += files
            if key.startswith(TABLE):
                tables = [_of_csv(files[0]), _of_xlsx(files[1]), _of_page(line)]
                cells = [set(self._cells(table, release, measure, key.removeprefix(TABLE))) for table in tables]
                assert cells[0] == cells[1] == cells[2], f"{release} {measure} {key}: table and files differ"
                self.shown |= cells[0]

    def _cells(self, rows: Iterable[list[Any]], release: str, measure: str, dimension: str) -> Iterator[Shown]:
        """Rows of year, code, value, …; a hidden cell has no value."""
        for year, code, value, *_ in rows:
            if value not in (None, ""):
                named = self._codes.get(dimension, {})
                yield Shown(release, measure, int(year), dimension, named.get(code, str(code)), float(value))


def _options(line: Line, key: str) -> list[str]:
    (box,) = (each for each in line.of("selectbox") if each.id == line.id_of(key))
    return list(box.options)


def _of_csv(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))[1:]


def _of_xlsx(file: bytes) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(file)).worksheets[0].iter_rows(min_row=2, values_only=True))


def _of_page(line: Line) -> list[list[Any]]:
    table = pa.ipc.open_stream(line.of("dataframe")[-1].arrow_data.data).read_all()
    return [list(row.values()) for row in table.to_pylist()]


def attack(shown: Iterable[Shown], public: list[Public], measure: str, year: int) -> tuple[Attacker, dict]:
    """What the cells tell together, and by firm its unknowns.

    An unknown is a firm's amount in the months in which each list puts it into the same stage, by market group; what
    was not shown by group went to some other one.
    """
    cells = [each for each in shown if (each.measure, each.year) == (measure, year)]
    groups = {each.code for each in cells if each.dimension == "market_group"} | {REST}
    months = range(1, 13) if measure == "exports_usd" else (12,)
    attacker, parts = Attacker(), {}
    for firm in public[0].firms:
        held = {tuple(each.stage(firm, year, month) for each in public) for month in months}
        parts[firm] = frozenset((firm, stages, group) for stages in held for group in groups)
    for cell in cells:
        at = [each.release for each in public].index(cell.release)
        told = {each.code for each in cells if (each.release, each.dimension) == (cell.release, cell.dimension)}
        counted = (part for firm in parts for part in parts[firm] if part[1][at] is not None)
        places = {part: _place(part, cell.dimension, at, public[at]) for part in counted}
        attacker.learn((part for part in places if (places[part] if places[part] in told else REST) == cell.code),
                       cell.value)  # fmt: skip
    return attacker, parts


def _place(part: tuple, dimension: str, at: int, public: Public) -> str:
    firm, stages, group = part
    return ({"stage": stages[at], "market_group": group} | public.firms[firm])[dimension]


def written_amounts(received: Iterable[bytes], amounts: Iterable[float]) -> list[int]:
    """Which of these amounts, of five digits or more, stand anywhere in what was received."""
    texts = [each.decode("utf-8", "ignore") for each in received]
    found = set().union(*(set(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", text))) for text in texts))
    return [int(each) for each in amounts if each >= 10_000 and str(int(each)) in found]
