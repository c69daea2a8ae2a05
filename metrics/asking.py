"""How a metric asks: one static question, the selection's values bound by name."""

from dataclasses import replace
from typing import Any

import pandas as pd

from metrics.errors import EmptySelection, WrongUsage
from metrics.selection import Selection
from warehouse import Snapshot, is_about_trade, named_in

_SOMEBODY = "SELECT EXISTS (FROM selected_firms($selection)) AS is_somebody"


def ask(snapshot: Snapshot, selection: Selection, sql: str, **params: Any) -> pd.DataFrame:
    """Run the question with those parameters that it names.

    Raises EmptySelection when no firm is selected, WrongUsage as `ask_plainly` does.
    """
    require_firms(snapshot, selection)
    return ask_plainly(snapshot, selection, sql, **params)


def ask_plainly(snapshot: Snapshot, selection: Selection, sql: str, **params: Any) -> pd.DataFrame:
    """The same without looking whether anybody is selected.

    Raises WrongUsage when markets or products are asked for and the question takes firms with all they export.
    """
    if selection.is_by_trade and "selected_firms(" in sql and not is_about_trade(sql):
        raise WrongUsage("no_trade")
    at_hand = selection.parameters() | params
    return snapshot.query(sql, **{name: at_hand[name] for name in named_in(sql)})


def require_firms(snapshot: Snapshot, selection: Selection) -> None:
    """Raises EmptySelection when no firm passes the filters."""
    selection = replace(selection, countries=(), products=())  # these leave no firm out
    found = snapshot.query(_SOMEBODY, selection=selection.parameters()["selection"])
    if not found["is_somebody"][0]:
        raise EmptySelection(as_of=selection.as_of)
