"""A table as text: for eyes, for spreadsheets, for programs."""

import csv
import datetime
import io
import json
import unicodedata
from typing import Any

import pandas as pd

NOTHING = "–"
_WHOLE_FROM = 1000  # money: nobody reads 4.166e+09


def as_json(table: pd.DataFrame) -> str:
    """One array with an object per row; missing is null, dates are ISO."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in _plain_rows(table)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_csv(table: pd.DataFrame) -> str:
    """Comma-separated with a header line; missing is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(["" if value is None else value for value in row] for row in _plain_rows(table))
    return text.getvalue()


def as_table(table: pd.DataFrame) -> str:
    """Columns in line on a terminal; Hangul takes two places."""
    rows = [[_shown(value) for value in row] for row in _plain_rows(table)]
    lines = [list(table.columns), *rows]
    widths = [max(_width(line[at]) for line in lines) for at in range(len(table.columns))]
    is_number = [pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes]
    return "".join(_line(line, widths, is_number) for line in lines)


def _plain_rows(table: pd.DataFrame) -> list[list[Any]]:
    columns = [[_plain(value) for value in table[name].tolist()] for name in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, datetime.date) else value


def _shown(value: Any) -> str:
    if value is None:
        return NOTHING
    if not isinstance(value, float):
        return str(value)
    return f"{value:.4g}" if abs(value) < _WHOLE_FROM else f"{value:.0f}"


def _line(cells: list[str], widths: list[int], is_number: list[bool]) -> str:
    padded = []
    for cell, width, right in zip(cells, widths, is_number, strict=True):
        space = " " * (width - _width(cell))
        padded.append(space + cell if right else cell + space)
    return "  ".join(padded).rstrip() + "\n"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
