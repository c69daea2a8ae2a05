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
from texts import say, show_number
from texts.columns import column_label, name_codes
from texts.formats import NOTHING
from warehouse import Snapshot

COLUMNS = ("slide", "kind", "metric", "keys", "column", "then", "now")
_TIMES = ("year", "month", "period")  # numbers or days that name a row
_NO_FACTS = ("decisions", "definitions")  # what the log and the texts say is no figure


def what_changed(deck: Draft, snapshot: Snapshot, home: Path, today: date) -> pd.DataFrame:
    """Every value of the deck that the opened snapshot (or release) tells otherwise for the same day.

    One row per value: slide (its number), kind, metric, keys (column and code, of the row that it stands in), column,
    then, now (None: no such row). A table that is gone or has other columns now, because the program's metric changed,
    is told in one row without a column. Raises what drafting raises.
    """
    _require_same_audience(deck, snapshot)
    kinds = [each.kind for each in deck.slides]
    asked = replace(deck.agenda, slides=tuple(each for each in deck.agenda.slides if each.kind in kinds))
    now = {each.kind: each for each in draft_deck(snapshot, home, asked, today).slides}
    rows: list[tuple] = []
    for number, slide in enumerate(deck.slides, start=1):
        rows += [(number, slide.kind, *change) for change in _changes(slide, now.get(slide.kind))]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def in_words(changes: pd.DataFrame, deck: Draft, lang: str) -> pd.DataFrame:
    """The same as people read it: slide_name, row_name, column_name, value_then, value_now."""
    names = deck.names[lang]
    rows = []
    for change in changes.itertuples():
        named = name_codes(pd.DataFrame([dict(change.keys)]), lang, names) if change.keys else pd.DataFrame()
        row = ", ".join(str(value) for value in named.iloc[0]) if len(named) else ""
        column = column_label(change.column, lang) if change.column else say(lang, "slide.changes.other_columns")
        slide = say(lang, "slide.changes.slide", number=change.slide, name=say(lang, f"slide.{change.kind}.name"))
        rows.append((slide, row, column, _told(change.then, lang), _told(change.now, lang)))
    return pd.DataFrame(rows, columns=["slide_name", "row_name", "column_name", "value_then", "value_now"])


def _told(value: object, lang: str) -> str:
    return show_number(lang, value) if isinstance(value, (int, float)) else NOTHING if value is None else str(value)


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
        return [((), None, None, None)]
    keys = _keys(then, now)
    values = [name for name in then.columns if name not in keys]
    before, after = _by_key(then, keys), _by_key(now, keys)
    found = []
    for key in dict.fromkeys([*before, *after]):
        row = tuple(zip(keys, key, strict=True))
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
