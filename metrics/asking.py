"""How a metric asks: one static question, the selection's values bound by name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any, TypeVar

import pandas as pd

from metrics.errors import EmptySelection, WrongUsage
from metrics.selection import Selection
from warehouse import Snapshot, is_about_trade, named_in

Row = TypeVar("Row")

_CHOSEN = "SELECT firm_id FROM selected_firms($selection)"
_SOMEBODY = "SELECT EXISTS (FROM selected_firms($selection)) AS is_somebody"
_UNKNOWN = """
SELECT 'unknown_market' AS fault, code
FROM (SELECT unnest(CAST($countries AS VARCHAR[])) AS code)
WHERE code NOT IN (SELECT country FROM marts.markets UNION ALL SELECT country FROM marts.export_month_countries)
UNION ALL
SELECT 'unknown_product', code
FROM (SELECT unnest(CAST($products AS VARCHAR[])) AS code)
WHERE substr(code, 1, 2) NOT IN (
  SELECT hs_code FROM marts.hs_names UNION ALL SELECT hs_chapter FROM marts.export_month_chapters
)
"""


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


def remembered(metric: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """The metric, which works a table out once for each selection: a page asks for the same one several times."""

    @wraps(metric)
    def ask_once(snapshot: Snapshot, selection: Selection, **asked: Any) -> pd.DataFrame:
        question = (metric, selection, tuple(sorted(asked.items())))
        return snapshot.remember(question, lambda: metric(snapshot, selection, **asked))

    return ask_once


def require_firms(snapshot: Snapshot, selection: Selection) -> None:
    """Raises EmptySelection when no firm passes the filters."""
    if not snapshot.query(_SOMEBODY, selection=_who(selection))["is_somebody"][0]:
        raise EmptySelection(as_of=selection.as_of)


def require_firm(snapshot: Snapshot, selection: Selection, firm_id: str) -> None:
    """Raises EmptySelection when this firm does not pass the filters."""
    if firm_id not in set(snapshot.query(_CHOSEN, selection=_who(selection))["firm_id"]):
        raise EmptySelection(as_of=selection.as_of)


def require_known(snapshot: Snapshot, selection: Selection) -> None:
    """Raises WrongUsage for a market or an HS chapter that neither the reference nor a file knows: 0 would mislead."""
    asked = {"countries": list(selection.countries) or None, "products": list(selection.products) or None}
    for fault, code in snapshot.rows(_UNKNOWN, **asked):
        raise WrongUsage(fault, value=code)


def kept(
    snapshot: Snapshot, selection: Selection, sql: str, make: Callable[..., Row] = tuple, **params: Any
) -> list[Row]:
    """The chosen firms' rows of a question about all firms and days, firm_id first; each made by `make`.

    It is asked once a snapshot, and the metric keeps the rows of the day: planning another question costs DuckDB 4 to
    10 ms, going through a thousand rows less than one. For tables whose rows are counted in thousands.
    Raises EmptySelection when no firm is selected, WrongUsage when markets or products are asked for.
    """
    if selection.is_by_trade:
        raise WrongUsage("no_trade")
    require_firms(snapshot, selection)
    rows = snapshot.rows(sql, make, **params)
    if not selection.stages and selection.has_whole_stages:
        return rows
    chosen = set(snapshot.query(_CHOSEN, selection=_who(selection))["firm_id"])
    return [row for row in rows if row[0] in chosen]


def ask_of_any_day(snapshot: Snapshot, selection: Selection, sql: str, **params: Any) -> pd.DataFrame:
    """The answer to a question about the chosen firms that names no day: asked once for each choice of firms.

    Raises WrongUsage when markets or products are asked for.
    """
    if selection.is_by_trade:
        raise WrongUsage("no_trade")
    return snapshot.query(sql, selection=_who(selection), **params)


def kept_of_chosen(snapshot: Snapshot, selection: Selection, sql: str, **params: Any) -> list[tuple[Any, ...]]:
    """The rows of a question about the chosen firms on any day, asked once for each choice of firms.

    For tables that have too many rows of all firms. Raises EmptySelection when no firm is selected.
    """
    require_firms(snapshot, selection)
    return snapshot.rows(sql, selection=_who(selection), **params)


def rows_of_chosen(
    snapshot: Snapshot, selection: Selection, sql: str, make: Callable[..., Row] = tuple, **params: Any
) -> list[Row]:
    """The same of the chosen exports: of the markets and products asked for; each made by `make`."""
    require_firms(snapshot, selection)
    chosen = _who(selection) | {name: list(getattr(selection, name)) or None for name in ("countries", "products")}
    return snapshot.rows(sql, make, selection=chosen, **params)


def _who(selection: Selection) -> dict[str, Any]:
    """What chooses firms, as SQL takes it: markets and products leave none out, the day is of stages alone."""
    day = selection.as_of if selection.stages else date.max
    return replace(selection, as_of=day, countries=(), products=()).parameters()["selection"]
