"""Wilson's interval against figures worked out by hand and against its own equation."""

from math import isclose, sqrt

import pytest

from metrics.intervals import wilson


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (8, 16, 0.2800, 0.7200),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_known_intervals(count, base, low, high):
    assert wilson(count, base) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("base", [1, 5, 7, 100])
def test_each_bound_is_a_share_from_which_the_count_is_1_96_errors_away(base):
    for count in range(base + 1):
        for bound in (each for each in wilson(count, base) if 1e-9 < each < 1 - 1e-9):
            error = sqrt(bound * (1 - bound) / base)
            assert isclose(abs(count / base - bound), 1.959963984540054 * error, rel_tol=1e-6)
