"""Rows of an answer → a table as metrics use it: missing is None in texts and dates, NA or NaN in numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

_NUMPY = {"BIGINT": "int64", "INTEGER": "int64", "HUGEINT": "int64", "BOOLEAN": "bool"}
_PANDAS = {"BIGINT": "Int64", "INTEGER": "Int64", "HUGEINT": "Int64", "BOOLEAN": "boolean"}


def as_frame(described: Sequence[tuple[str, str]], rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """A table of these columns (name, type in SQL).

    Built by hand: DuckDB's own costs three times as much on small results and warns on pandas 3.1.
    """
    columns = zip(*rows, strict=True) if rows else [()] * len(described)
    arrays = {name: _array(kind, column) for (name, kind), column in zip(described, columns, strict=True)}
    return pd.DataFrame(arrays, copy=False)


def _array(kind: str, column: tuple[Any, ...]) -> Any:
    if kind == "DOUBLE":
        return np.array(column, dtype="float64")  # None becomes NaN
    if kind in _NUMPY and None not in column:
        return np.array(column, dtype=_NUMPY[kind])
    if kind in _PANDAS:
        return pd.array(column, dtype=_PANDAS[kind])
    return pd.Series(column, dtype="object")  # said aloud: pandas would make NaN of a missing text
