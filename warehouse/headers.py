"""A mart is one file: its header says what it is and what must hold, its body is one SELECT."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import MartRefused

MARTS = Path(__file__).parent / "marts"
AUDIENCES = ("all", "internal")
_HEADERS = ("about", "key", "always", "audience", "optional")


@dataclass(frozen=True)
class Mart:
    """One table to make: its SELECT and what its header promises."""

    name: str
    sql: str
    about: str
    key: tuple[str, ...]
    always: tuple[str, ...]
    audience: str
    is_optional: bool
    needs: frozenset[str]  # tables it reads, with their room: clean.designations, marts.spells


@cache
def _needs(name: str, sql: str) -> frozenset[str]:
    # not duckdb.get_table_names: it binds columns, and fails on JOIN ... USING before the tables exist
    tree = json.loads(duckdb.execute("SELECT json_serialize_sql($sql)", {"sql": sql}).fetchall()[0][0])
    if tree["error"]:
        raise MartRefused(name, "the SELECT can be parsed", [tree["error_message"]])
    return frozenset(_tables(tree))


def _tables(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE" and node["schema_name"]:
            yield f"{node['schema_name']}.{node['table_name']}"
        for part in node.values():
            yield from _tables(part)
    elif isinstance(node, list):
        for part in node:
            yield from _tables(part)


def read_mart(path: Path) -> Mart:
    """Read one marts/*.sql. Raises MartRefused when its header is incomplete."""
    found: dict[str, list[str]] = {name: [] for name in _HEADERS}
    sql = path.read_text(encoding="utf-8")
    for line in sql.splitlines():
        if not line.startswith("-- "):
            break
        word, _, value = line.removeprefix("-- ").partition(":")
        if word not in found or not value.strip():
            raise MartRefused(path.stem, f"header line {line!r}", [])
        found[word].append(value.strip())
    for word in ("about", "key", "always", "audience"):
        if not found[word]:
            raise MartRefused(path.stem, f"header without {word}", [])
    if found["audience"][0] not in AUDIENCES:
        raise MartRefused(path.stem, "audience is all or internal", found["audience"])
    return Mart(
        name=path.stem,
        sql=sql,
        about=" ".join(found["about"]),
        key=tuple(column.strip() for column in found["key"][0].split(",")),
        always=tuple(found["always"]),
        audience=found["audience"][0],
        is_optional=found["optional"] == ["yes"],
        needs=_needs(path.stem, sql),
    )


def marts_in_order(clean: Iterable[str], folder: Path = MARTS) -> list[Mart]:
    """All marts that can be made from these clean tables, each after those it reads.

    An optional mart whose input is absent is left out. Raises MartRefused for any other
    missing input and for marts that read each other in a circle.
    """
    at_hand = {f"clean.{name}" for name in clean}
    marts = {f"marts.{path.stem}": read_mart(path) for path in sorted(folder.glob("*.sql"))}
    try:
        order = list(TopologicalSorter({name: sorted(mart.needs) for name, mart in marts.items()}).static_order())
    except CycleError as circle:
        raise MartRefused(str(circle.args[1][0]), "marts read each other in a circle", circle.args[1]) from circle
    made: list[Mart] = []
    for mart in (marts[name] for name in order if name in marts):
        missing = sorted(mart.needs - at_hand)
        if not missing:
            made.append(mart)
            at_hand.add(f"marts.{mart.name}")
        elif not mart.is_optional:
            raise MartRefused(mart.name, "a table it reads is absent", missing)
    return made
