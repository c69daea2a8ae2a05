"""Open snapshot and Selection in, tidy table out: one function per measure, found by its shape.

A metric is a public function of a file in this room whose first two parameters are `snapshot`
and `selection`, whose others have names, and that returns a table; its name is the measure's everywhere.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable

import pandas as pd

Metric = Callable[..., pd.DataFrame]


def _find_metrics() -> dict[str, Metric]:
    found: dict[str, Metric] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        theme = importlib.import_module(f"{__name__}.{module.name}")
        for name, function in inspect.getmembers(theme, inspect.isfunction):
            if function.__module__ == theme.__name__ and not name.startswith("_") and _is_metric(function):
                found[name] = function
    return dict(sorted(found.items()))


def _is_metric(function: Callable[..., object]) -> bool:
    signature = inspect.signature(function)
    first, others = list(signature.parameters)[:2], list(signature.parameters.values())[2:]
    return (
        first == ["snapshot", "selection"]
        and all(parameter.kind is parameter.KEYWORD_ONLY for parameter in others)
        and signature.return_annotation is pd.DataFrame
    )


METRICS: dict[str, Metric] = _find_metrics()
