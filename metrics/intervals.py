"""How sure a share is: its interval, and whether its base is large enough to speak of a share at all."""

from math import sqrt

TOO_FEW = 5  # firms; a share of fewer is not told
_Z = 1.959963984540054  # of 95 % confidence


def wilson(count: int, base: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson (1927): it stays between 0 and 1 and holds for small bases.

    Raises ZeroDivisionError for an empty base.
    """
    share, z2 = count / base, _Z * _Z
    middle = (share + z2 / (2 * base)) / (1 + z2 / base)
    half = _Z * sqrt(share * (1 - share) / base + z2 / (4 * base * base)) / (1 + z2 / base)
    return max(0.0, middle - half), min(1.0, middle + half)
