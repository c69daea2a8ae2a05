"""The key figures of two snapshots side by side: what an upload would move."""

from datetime import date

import pandas as pd

from metrics.errors import EmptySelection
from metrics.kpis import kpis
from metrics.selection import Selection, default_as_of
from warehouse import Snapshot

COLUMNS = ["kpi", "unit", "as_of", "before", "after", "change"]


def kpi_changes(before: Snapshot | None, after: Snapshot, today: date) -> pd.DataFrame:
    """The key figures as they are published and as they would be, on one and the same day.

    One row per figure: kpi, unit, as_of, before, after, change (after − before; a snapshot without
    firms counts as nothing known: missing, and change is missing too). The day is the default as-of
    date of the later snapshot, or of the earlier one where the later holds no firms. Empty where
    neither holds any.
    """
    holding = [each for each in (after, before) if each and _has_firms(each)]
    if not holding:
        return pd.DataFrame(columns=COLUMNS)
    selection = Selection(as_of=default_as_of(holding[0], today))
    sides = {name: _values(each, selection) for name, each in (("before", before), ("after", after))}
    known = pd.concat([side[["kpi", "unit"]] for side in sides.values()]).drop_duplicates(ignore_index=True)
    table = known.assign(as_of=selection.as_of)
    for name, side in sides.items():
        values = dict(zip(side["kpi"], side["value"], strict=True))
        table[name] = pd.array([values.get(each) for each in table["kpi"]], dtype="Float64")
    return table.assign(change=table["after"] - table["before"])[COLUMNS]


def _has_firms(snapshot: Snapshot) -> bool:
    return snapshot.manifest["tables"]["firms"]["rows"] > 0


def _values(snapshot: Snapshot | None, selection: Selection) -> pd.DataFrame:
    try:
        return kpis(snapshot, selection) if snapshot else _no_figures()
    except EmptySelection:
        return _no_figures()


def _no_figures() -> pd.DataFrame:
    return pd.DataFrame(columns=["kpi", "value", "unit"])
