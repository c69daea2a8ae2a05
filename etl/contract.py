"""Contracts: one TOML file in etl/sources/ describes one kind of upload, and everything else follows from it."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
TYPES = (
    "text", "code", "business_no", "corporate_no", "date", "month", "period", "year", "whole", "number", "choice",
    "money", "quantity", "hs", "country",
)  # fmt: skip


class UnknownSource(LookupError):
    """No contract of that name; holds the name and the names there are."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@dataclass(frozen=True)
class Column:
    """One column of a contract: how it may be headed, what a cell may hold, how people are told about it."""

    name: str
    type: str
    label: dict[str, str]
    help: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    required: bool = False
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    references: str | None = None
    precision: str | None = None  # name of the column that keeps how exactly a date was written
    edge: str = "first"  # a month or a year stands for its first or its last day
    least: float | None = None  # a number outside is a slip of the keyboard
    most: float | None = None
    example: str = ""
    measures: str | None = None  # KRW, USD, kg, people, count: what money and quantities are kept in, whole
    unit: str | None = None  # the unit of a file that states none
    digits: tuple[int, ...] = ()  # lengths that an HS code may have

    @property
    def headers(self) -> tuple[str, ...]:
        """Every heading that means this column."""
        return (self.name, *self.label.values(), *self.aliases)

    def heading(self, lang: str) -> str:
        """How a template heads this column: its label, with the unit where cells have one."""
        return f"{self.label[lang]}({self.unit})" if self.unit else self.label[lang]


@dataclass(frozen=True)
class Contract:
    """One kind of upload: its columns, its key, and how it merges with what is loaded."""

    name: str
    kind: str
    merge: str
    key: tuple[str, ...]
    label: dict[str, str]
    help: dict[str, str]
    columns: tuple[Column, ...]
    period: str | None = None  # merge = "replace_period": a file replaces the periods of this column that it covers
    within: tuple[str, ...] = ()  # … of these columns only (a region's rows do not replace another's)
    parts: tuple[str, ...] = ()  # … and of the same breakdown: which of these columns are filled
    floor: dict | None = None  # the least sum of a column per group; below it the unit is probably wrong

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def clean_columns(self) -> dict[str, str]:
        """Column → Arrow type name of the clean rows, in order."""
        shapes = {"date": "date32", "month": "date32", "period": "date32", "whole": "int64", "year": "int64",
                  "money": "int64", "number": "float64", "quantity": "float64"}  # fmt: skip
        clean: dict[str, str] = {}
        for column in self.columns:
            clean[column.name] = shapes.get(column.type, "string")
            if column.precision:
                clean[column.precision] = "string"
        return clean


@cache
def contracts() -> dict[str, Contract]:
    """Every contract, by name. Raises ValueError when a file is not a contract."""
    return {path.stem: read_contract(path) for path in sorted(SOURCES.glob("*.toml"))}


def contract(name: str) -> Contract:
    """The contract of that name. Raises UnknownSource."""
    if name not in contracts():
        raise UnknownSource(name, sorted(contracts()))
    return contracts()[name]


def read_contract(path: Path) -> Contract:
    """One contract from its file. Raises ValueError naming the file and what is wrong."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        columns = tuple(_column(entry) for entry in raw["columns"])
        within = tuple(raw.get("within", ()))
        made = Contract(
            path.stem, raw["kind"], raw["merge"], tuple(raw["key"]), raw["label"], raw["help"], columns,
            raw.get("period"), within, tuple(raw.get("parts", ())), raw.get("floor"),
        )  # fmt: skip
    except (KeyError, TypeError) as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
    strange = [column.name for column in columns if column.type not in TYPES]
    if strange:
        raise ValueError(f"{path.name}: unknown type in {', '.join(strange)}")
    return made


def _column(entry: dict) -> Column:
    entry = dict(entry)
    entry["aliases"] = tuple(entry.get("aliases", ()))
    entry["digits"] = tuple(entry.get("digits", ()))
    entry["allowed"] = {code: tuple(words) for code, words in entry.get("allowed", {}).items()}
    return Column(**entry)
