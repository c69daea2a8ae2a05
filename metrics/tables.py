"""Rows that a metric has worked out by itself → its table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

_MAY_BE_MISSING = {"Int64": "int64", "boolean": "bool"}
FIRM = dict.fromkeys(("firm_id", "firm_name", "district"), "object")


def table(rows: Iterable[Sequence[Any]], kinds: Mapping[str, str]) -> pd.DataFrame:
    """A table of these columns, each of its kind as pandas calls it: Int64 and boolean where values may be missing.

    Column by column: from rows and then put right, pandas takes four times as long on tables of a page's size.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = {name: _array(values, kind) for (name, kind), values in zip(kinds.items(), columns, strict=True)}
    return pd.DataFrame(arrays, copy=False)


def _array(values: Sequence[Any], kind: str) -> Any:
    if kind == "object":
        return pd.Series(values, dtype="object")
    if kind in _MAY_BE_MISSING and None in values:
        return pd.array(values, dtype=kind)
    return np.array(values, dtype=_MAY_BE_MISSING.get(kind, kind))  # of decimal numbers, None becomes NaN
