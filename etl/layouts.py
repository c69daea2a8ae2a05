"""Layouts: one TOML file says how one provider lays out a file (which heading is which column, in what unit)."""

import json
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


class LayoutBroken(ValueError):
    """A text that is no layout; says what is wrong with it."""


@dataclass(frozen=True)
class Layout:
    """How a provider lays out a file: header rows, heading of each column, values and units it leaves out."""

    name: str
    label: dict[str, str]
    source: str
    columns: dict[str, tuple[str, ...]]  # column → its headings: a provider may have changed them
    header_rows: int = 1  # 0: one to three, as the file has it
    auto: bool = True  # whether a file that shows these headings is read so without being told
    given: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()  # words of which one stands above the header, where headings alone do not tell
    # periods side by side: measure → what its headings say besides the period ("수출액" of 수출액 2024년, "" of 2024년)
    periods: dict[str, tuple[str, ...]] = field(default_factory=dict)

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
    """The layouts that ship, by name. Raises LayoutBroken when a file is none."""
    return {path.stem: read_layout(path) for path in sorted(LAYOUTS.glob("*.toml"))}


def find_layout(name: str) -> Layout:
    """The layout of that name, in that file, or written out as TOML. Raises UnknownLayout, LayoutBroken."""
    if "\n" in name:
        return layout_from(name)
    if name in layouts():
        return layouts()[name]
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return read_layout(path)
    raise UnknownLayout(name, sorted(layouts()))


def read_layout(path: Path) -> Layout:
    """One layout from its file. Raises LayoutBroken naming the file and what is wrong."""
    return layout_from(path.read_text(encoding="utf-8"), path.stem)


def layout_from(text: str, name: str = "") -> Layout:
    """A layout from its TOML text; its name is the one in the text, else `name`. Raises LayoutBroken."""
    try:
        raw = tomllib.loads(text)
        name = raw.get("name", name)
        made = Layout(
            name, raw["label"], raw["source"], _headings(raw["columns"]), raw.get("header_rows", 1),
            raw.get("auto", True), raw.get("set", {}), raw.get("units", {}), tuple(raw.get("marks", ())),
            _headings(raw.get("periods", {})),
        )  # fmt: skip
        for column in (*made.columns, *made.given, *made.units, *made.periods):
            made.contract.column(column)
    except (KeyError, LookupError, AttributeError, TypeError, tomllib.TOMLDecodeError) as fault:
        raise LayoutBroken(f"{name}: {fault}") from fault
    wrong = [word for word in made.units.values() if unit_of(word) is None]
    if wrong:
        raise LayoutBroken(f"{name}: unknown unit {', '.join(wrong)}")
    strange = [column for column in made.periods if not made.contract.column(column).measures]
    if strange or (made.periods and not made.contract.period):
        raise LayoutBroken(f"{name}: no periods of {', '.join(strange) or made.source}")
    return made


def as_text(layout: Layout) -> str:
    """The layout as a TOML file: what a person keeps, hands on, or puts beside those that ship."""
    lines = [f"name = {_quoted(layout.name)}", f"label = {{ {_pairs(layout.label)} }}"]
    lines += [f"source = {_quoted(layout.source)}", f"header_rows = {layout.header_rows}"]
    lines += [f"auto = {'true' if layout.auto else 'false'}", f"marks = {_list(layout.marks)}", "[columns]"]
    lines += [f"{name} = {_list(headings)}" for name, headings in layout.columns.items()]
    lines += (
        ["[periods]", *(f"{name} = {_list(rest)}" for name, rest in layout.periods.items())] if layout.periods else []
    )
    for table, values in (("set", layout.given), ("units", layout.units)):
        lines += [f"[{table}]", *(f"{name} = {_quoted(value)}" for name, value in values.items())] if values else []
    return "\n".join(lines) + "\n"


def _headings(said: dict[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    return {column: (words,) if isinstance(words, str) else tuple(words) for column, words in said.items()}


def _pairs(values: dict[str, str]) -> str:
    return ", ".join(f"{name} = {_quoted(value)}" for name, value in values.items())


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a TOML basic string has the same escapes
