"""Hand-made tables of totals: periods, seasons, index, the largest firm; and the charts that draw them."""

from datetime import date

import pandas as pd

from charts.benchmarks import exports_index_lines
from charts.export_periods import exports_by_period_bars
from charts.exports import exports_by_season_lines
from charts.largest import exports_without_largest_bars
from tests.charts.money_frames import BREAKS

_PERIODS = ["period", "period_kind", "year", "last_month", "months", "is_part_period", "exports_usd", "exports_krw"]
_PERIODS += ["krw_per_usd", "exporters", "direct_usd", "indirect_usd", "unknown_usd", "yoy_rate"]
PERIODS = pd.DataFrame(
    [
        (date(2023, 1, 1), "year", 2023, date(2023, 12, 1), 12, False, 100_000_000, 130_550_000_000, 1305.5, 40,
         80_000_000, 15_000_000, 5_000_000, None),
        (date(2024, 1, 1), "year", 2024, date(2024, 12, 1), 12, False, 150_000_000, None, None, 42,
         150_000_000, 0, 0, 0.5),
        (date(2025, 1, 1), "year", 2025, date(2025, 6, 1), 6, True, 60_000_000, 85_000_000_000, 1416.7, 35,
         50_000_000, 10_000_000, 0, -0.2),
    ],
    columns=_PERIODS,
)  # fmt: skip
_DATES = [date(2017 + at // 12, at % 12 + 1, 1) for at in range(100)]
MONTHS = pd.DataFrame(
    {
        "period": _DATES,
        "period_kind": "month",
        "year": [each.year for each in _DATES],
        "last_month": _DATES,
        "months": 1,
        "is_part_period": False,
        "exports_usd": [1_000_000 * (10 + at % 12) for at in range(100)],
        "exports_krw": None,
        "krw_per_usd": None,
        "exporters": 30,
        "direct_usd": [1_000_000 * (10 + at % 12) for at in range(100)],
        "indirect_usd": 0,
        "unknown_usd": 0,
        "yoy_rate": [None] * 12 + [0.1] * 88,
    }
)
SEASONS = pd.DataFrame(
    {
        "month": _DATES,
        "year": [each.year for each in _DATES],
        "exports_usd": [1_000_000 * (10 + at % 12) for at in range(100)],
        "low_usd": [None] * 36 + [8_000_000] * 64,
        "high_usd": [None] * 36 + [20_000_000] * 64,
        "seasonal_index": 100.0,
        "adjusted_usd": [1_000_000 * (10 + at % 12) for at in range(100)],
        "season_years": 5,
    }
)
INDEX = pd.DataFrame(
    [
        ("firms", 2023, 100, 100.0, False, 12),
        ("firms", 2024, 150, 150.0, False, 12),
        ("firms", 2025, 60, 160.0, True, 6),
        ("광주", 2023, 1000, 100.0, False, 12),
        ("광주", 2024, 1100, 110.0, False, 12),
        ("전국", 2023, 9000, 100.0, False, 12),
        ("전국", 2025, 5000, 108.0, True, 6),
    ],
    columns=["series", "year", "exports_usd", "exports_index", "is_part_year", "months"],
).assign(base_year=2023)
LARGEST = pd.DataFrame(
    [
        (2023, 100_000_000, "f1", "<b>가람", 40_000_000, 60_000_000, 0.4, 40, 2_500_000, 500_000.0, None, None, False),
        (2024, 150_000_000, "f1", "<b>가람", 90_000_000, 60_000_000, 0.6, 42, 3_571_428, 600_000.0, 0.5, 0.0, False),
        (2025, 0, None, None, None, None, None, 0, None, None, -1.0, -1.0, True),
    ],
    columns=["year", "exports_usd", "firm_id", "firm_name", "largest_usd", "without_largest_usd", "largest_share",
             "exporters", "mean_usd", "median_usd", "yoy_rate", "without_largest_yoy_rate", "is_part_year"],
)  # fmt: skip
DRAWN_TOTALS = {
    exports_by_period_bars: (PERIODS, SEASONS),
    exports_by_season_lines: (SEASONS,),
    exports_index_lines: (INDEX, BREAKS),
    exports_without_largest_bars: (LARGEST,),
}
