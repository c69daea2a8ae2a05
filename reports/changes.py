"""What changed since a deck was made: its frozen tables beside the same questions asked today, slide by slide."""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from reports.asking import AUDIENCES
from reports.draft import Draft, DraftSlide, draft_deck
from reports.errors import ReportFault
from warehouse import Snapshot

COLUMNS = ("slide", "kind", "metric", "row", "column", "then", "now")
_TIMES = ("year", "month", "period")  # numbers or days that name a row
_NO_FACTS = ("decisions", "definitions")  # what the log and the texts say is no figure


def what_changed(deck: Draft, snapshot: Snapshot, home: Path, today: date) -> pd.DataFrame:
    """Every value of the deck that the opened snapshot (or release) tells otherwise for the same day.

    One row per value: slide (its number), kind, metric, row (its codes, by column), column, then, now (None: no such
    row). Tables whose columns another program made are told in one row without a column. Raises what drafting raises.
    """
    _require_same_audience(deck, snapshot)
    kinds = [each.kind for each in deck.slides]
    asked = replace(deck.agenda, slides=tuple(each for each in deck.agenda.slides if each.kind in kinds))
    now = {each.kind: each for each in draft_deck(snapshot, home, asked, today).slides}
    rows: list[tuple] = []
    for number, slide in enumerate(deck.slides, start=1):
        rows += [(number, slide.kind, *change) for change in _changes(slide, now.get(slide.kind))]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _require_same_audience(deck: Draft, snapshot: Snapshot) -> None:
    is_release = "snapshot_id" in snapshot.manifest
    if is_release != (deck.about.audience != AUDIENCES[0]):
        raise ReportFault("deck_not_for_audience", deck=deck.about.title, audience=deck.about.audience)


def _changes(then: DraftSlide, now: DraftSlide | None) -> Iterable[tuple]:
    for name, table in then.tables.items():
        if name in _NO_FACTS:
            continue
        other = now.tables.get(name) if now else None
        yield from [(name, *change) for change in _table_changes(table, other)]


def _table_changes(then: pd.DataFrame, now: pd.DataFrame | None) -> list[tuple]:
    if now is None or list(then.columns) != list(now.columns):
        return [("", None, None, None)]
    keys = _keys(then, now)
    values = [name for name in then.columns if name not in keys]
    before, after = _by_key(then, keys), _by_key(now, keys)
    found = []
    for key in dict.fromkeys([*before, *after]):
        row = ", ".join(f"{name}={part}" for name, part in zip(keys, key, strict=True))
        for name in values:
            old, new = (_plain(rows.get(key, {}).get(name)) for rows in (before, after))
            if not _is_same(old, new):
                found.append((row, name, old, new))
    return found


def _keys(*tables: pd.DataFrame) -> list[str]:
    """What tells the rows of a figure apart: the first of its codes, names, days and years that are enough for it."""
    first = tables[0]
    told = [name for name in first.columns if name in _TIMES or not pd.api.types.is_numeric_dtype(first[name])]
    for most in range(1, len(told)):
        if not any(table.duplicated(told[:most]).any() for table in tables):
            return told[:most]
    return told


def _by_key(table: pd.DataFrame, keys: list[str]) -> dict[tuple, dict]:
    return {tuple(str(row[name]) for name in keys): row for row in table.to_dict("records")}


def _is_same(old: object, new: object) -> bool:
    if isinstance(old, float) and isinstance(new, (int, float)):
        return math.isclose(old, new, rel_tol=1e-9)  # sums of shares are added up in no fixed order
    return old == new


def _plain(value: object) -> object:
    """A value that can be compared: what is missing is None, a number that is whole is whole."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value.item() if hasattr(value, "item") else value
