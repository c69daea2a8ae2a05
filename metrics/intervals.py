"""How sure a share is: its interval, and whether its base is large enough to speak of a share at all."""

from math import exp, log, nan, sqrt

import numpy as np
import pandas as pd

TOO_FEW = 5  # firms; a share of fewer is not told
_Z = 1.959963984540054  # of 95 % confidence
_DUST = 1e-12  # what sums of many parts leave where nothing should be left


def wilson(count: int, base: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson (1927): it stays between 0 and 1 and holds for small bases.

    Raises ZeroDivisionError for an empty base.
    """
    share, z2 = count / base, _Z * _Z
    middle = (share + z2 / (2 * base)) / (1 + z2 / base)
    half = _Z * sqrt(share * (1 - share) / base + z2 / (4 * base * base)) / (1 + z2 / base)
    return max(0.0, middle - half), min(1.0, middle + half)


def log_log(share: float, variance: float) -> tuple[float, float]:
    """The 95 % interval of a cumulative incidence, by log(-log(1 - share)); missing at 0, at 1 and without variance."""
    kept = 1 - share
    if not (_DUST < kept < 1 - _DUST and variance > _DUST):
        return nan, nan
    ratio = exp(_Z * sqrt(variance) / (kept * -log(kept)))
    return 1 - kept ** (1 / ratio), 1 - kept**ratio


def with_share(table: pd.DataFrame, count: str, base: str, share: str = "share") -> pd.DataFrame:
    """The table with `share`, ci_low and ci_high of `count` in `base`; missing where the base is below TOO_FEW."""
    told = [
        (of / all_of, *wilson(of, all_of)) if all_of >= TOO_FEW else (nan, nan, nan)
        for of, all_of in zip(table[count].tolist(), table[base].tolist(), strict=True)
    ]
    columns = zip(*told, strict=True) if told else [()] * 3
    return table.assign(
        **{
            name: np.array(column, dtype="float64")
            for name, column in zip((share, "ci_low", "ci_high"), columns, strict=True)
        }
    )
