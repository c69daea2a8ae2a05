"""Layouts: one TOML file says how one provider lays out a file (which heading is which column, in what unit)."""

import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from etl.contract import Column, Contract, contract
from etl.units import unit_of

LAYOUTS = Path(__file__).parent / "layouts"


class UnknownLayout(LookupError):
    """No layout of that name and no such file."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@dataclass(frozen=True)
class Layout:
    """How a provider lays out a file: header rows, heading of each column, values and units it leaves out."""

    name: str
    label: dict[str, str]
    source: str
    columns: dict[str, str]
    header_rows: int = 1
    auto: bool = True  # whether a file that shows these headings is read so without being told
    given: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    @property
    def contract(self) -> Contract:
        """The contract that it fills."""
        return contract(self.source)

    def column(self, name: str) -> Column:
        """The contract's column in this provider's unit."""
        column = self.contract.column(name)
        return replace(column, unit=self.units[name]) if name in self.units else column


@cache
def layouts() -> dict[str, Layout]:
    """The layouts that ship, by name. Raises ValueError when a file is none."""
    return {path.stem: read_layout(path) for path in sorted(LAYOUTS.glob("*.toml"))}


def find_layout(name: str) -> Layout:
    """The layout of that name, or in that file. Raises UnknownLayout, ValueError."""
    if name in layouts():
        return layouts()[name]
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return read_layout(path)
    raise UnknownLayout(name, sorted(layouts()))


def read_layout(path: Path) -> Layout:
    """One layout from its file. Raises ValueError naming the file and what is wrong."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        made = Layout(
            path.stem, raw["label"], raw["source"], raw["columns"], raw.get("header_rows", 1), raw.get("auto", True),
            raw.get("set", {}), raw.get("units", {}),
        )  # fmt: skip
        for name in (*made.columns, *made.given, *made.units):
            made.contract.column(name)
    except (KeyError, LookupError) as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
    wrong = [word for word in made.units.values() if unit_of(word) is None]
    if wrong:
        raise ValueError(f"{path.name}: unknown unit {', '.join(wrong)}")
    return made
