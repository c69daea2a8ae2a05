"""A figure's table as a slide shows it: names for codes, numbers as they are read."""

from collections.abc import Mapping, Sequence

import pandas as pd

from charts.money import told
from charts.theme import Look
from reports.content import SlideTable
from texts import show_date
from texts.columns import head_label, name_codes
from texts.formats import NOTHING

_MONEY = {"usd", "krw", "usd_thousand"}
_PLAIN = {"year", "fiscal_year"}  # numbers that count nothing


def slide_table(
    table: pd.DataFrame, columns: Sequence[str], look: Look, units: Mapping[str, str] | None = None
) -> SlideTable:
    """These columns as words; `units` says what a column's numbers are of (usd, share …), firms where it says nothing.

    A column `unit` of the table, where it is not shown, is the unit of each row's numbers.
    """
    named = name_codes(table, look.lang, look.names)
    row_units = table["unit"].tolist() if "unit" in table and "unit" not in columns else [None] * len(table)
    cells = [
        tuple(_cell(row[name], name, (units or {}).get(name) or unit, look) for name in columns)
        for row, unit in zip(named.to_dict("records"), row_units, strict=True)
    ]
    heads = tuple(head_label(name, table.columns, look.lang) for name in columns)
    numbers = tuple(at for at, name in enumerate(columns) if pd.api.types.is_numeric_dtype(table[name]))
    return SlideTable(heads, tuple(cells), numbers)


def _cell(value: object, name: str, unit: str | None, look: Look) -> str:
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return NOTHING
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return look.say("figure.yes" if value else "figure.no")
    if hasattr(value, "year"):
        return show_date(look.lang, value)
    if isinstance(value, str):
        return value
    if name in _PLAIN:
        return str(value)
    return told(float(value), unit, look) if unit in _MONEY else look.number(float(value), unit)
