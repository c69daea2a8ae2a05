"""The rows in which the twin and a metric differ, as a text that a person can read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

MOST_ROWS = 20  # beyond these a failure says only how many more there are


def plain_value(value: object) -> object:
    """A cell without its library: NaN and NaT are None, timestamps are days, whole floats are int."""
    if value is None or value != value:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 9)
    return value


def plain_rows(rows: Iterable[Mapping[str, object]]) -> Counter[tuple[tuple[str, object], ...]]:
    return Counter(tuple((name, plain_value(row[name])) for name in sorted(row)) for row in rows)


def differing_rows(by_hand: list[dict[str, object]], frame: object) -> str:
    """Empty when both say the same rows with the same columns, in any order."""
    expected, found = plain_rows(by_hand), plain_rows(frame.to_dict("records"))
    lines = [f"twin only:   {show(row)}" for row in (expected - found).elements()]
    lines += [f"metric only: {show(row)}" for row in (found - expected).elements()]
    lines.sort(key=lambda line: line.split(": ", 1)[1])
    more = f"\n… and {len(lines) - MOST_ROWS} more" if len(lines) > MOST_ROWS else ""
    return "\n".join(lines[:MOST_ROWS]) + more


def show(row: tuple[tuple[str, object], ...]) -> str:
    return ", ".join(f"{name}={value}" for name, value in row)
