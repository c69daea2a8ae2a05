"""Hand-made tables of money, shaped as the metrics give them; the charts that draw them."""

from datetime import date

import pandas as pd

from charts.benchmarks import city_share_line
from charts.entry import exports_around_entry_line
from charts.exports import (
    exports_by_stage_bars,
    exports_of_todays_members_bars,
)
from charts.markets import exports_by_country_bars
from charts.outcomes import outcomes_by_year_band
from charts.reporting import report_grid_heat, response_rate_heat

YEARS = pd.DataFrame(
    {
        "year": [2023, 2024, 2025],
        "exports_usd": [100_000_000, 150_000_000, 60_000_000],
        "exports_krw": [130_550_000_000, None, 85_000_000_000],  # no rate is known for 2024
        "exporters": [40, 42, 35],
        "is_part_year": [False, False, True],
        "months": [12, 12, 6],
        "yoy_rate": [None, 0.5, -0.2],
        "last_month": [date(2023, 12, 1), date(2024, 12, 1), date(2025, 6, 1)],
        "krw_per_usd": [1305.5, None, 1416.7],
    }
)
STAGES = pd.DataFrame(
    [
        (2023, "pre", 10_000_000, 8, 0.1), (2023, "flagship", 70_000_000, 20, 0.7), (2023, "none", 20_000_000, 12, 0.2),
        (2024, "pre", 30_000_000, 9, 0.2), (2024, "flagship", 90_000_000, 21, 0.6), (2024, "none", 30_000_000, 12, 0.2),
        (2025, "pre", 0, 0, 0.0), (2025, "flagship", 60_000_000, 22, 1.0), (2025, "none", 0, 0, 0.0),
    ],
    columns=["year", "stage_code", "exports_usd", "exporters", "share"],
)  # fmt: skip
MEMBERS = pd.DataFrame(
    {
        "year": [2023, 2024, 2025],
        "exports_usd": [50_000_000, 90_000_000, 55_000_000],
        "exporters": [20, 22, 25],
        "members": [97, 97, 97],
        "is_part_year": [False, False, True],
        "months": [12, 12, 6],
    }
)
COUNTRIES = pd.DataFrame(
    [(2024, code, 1_000_000 * (20 - at), 10, (20 - at) / 174)
     for at, code in enumerate(("US", "CN", "VN", "JP", "DE", "IN", "MX", "AU", "BR", "KZ", "SA", "TH"))],
    columns=["year", "country", "exports_usd", "exporters", "share"],
)  # fmt: skip
AROUND = pd.DataFrame(
    [("flagship", -1, 12, 5, 900_000, 180_000.0, 90_000.0), ("flagship", 0, 12, 0, 0, None, None),
     ("flagship", 1, 9, 6, 1_200_000, 200_000.0, 120_000.0)],
    columns=["stage_code", "years_since_entry", "firms", "exporters", "exports_usd", "mean_usd", "median_usd"],
)  # fmt: skip
SHARES = pd.DataFrame(
    [
        ("광주", 2023, 100, 1000, 0.1, False),
        ("광주", 2024, 150, None, None, False),
        ("광주", 2025, 60, 500, 0.12, True),
    ],
    columns=["region", "year", "exports_usd", "benchmark_usd", "share", "is_part_year"],
)
BREAKS = pd.DataFrame(
    [
        ("광주", date(2024, 1, 1), "total_jumped"),
        ("광주", date(2025, 1, 1), "part_year"),
        ("전국", date(2023, 1, 1), "total_jumped"),
    ],
    columns=["region", "period", "break_kind"],
)
OUTCOMES = pd.DataFrame(
    [("sales_krw", year, 9e9, 3e9, 1e9, 5e9, firms, 10, rate, answered, "krw")
     for year, firms, rate, answered in ((2022, 0, 0.0, 0), (2023, 8, 0.8, 8), (2024, 6, 0.5, 5))],
    columns=["measure", "year", "sum", "median", "p25", "p75", "reporting_firms", "expected_firms", "response_rate",
             "responding_firms", "unit"],
)  # fmt: skip
GRID = pd.DataFrame(
    [("f0001", "가람", 2023, True), ("f0001", "가람", 2024, False), ("f0002", "가람", 2024, True)],
    columns=["firm_id", "firm_name", "fiscal_year", "is_reported"],
)
DRAWN_MONEY = {
    exports_by_stage_bars: (STAGES, YEARS),
    exports_of_todays_members_bars: (MEMBERS, YEARS),
    exports_by_country_bars: (COUNTRIES,),
    exports_around_entry_line: (AROUND,),
    city_share_line: (SHARES, BREAKS),
    outcomes_by_year_band: (OUTCOMES,),
    response_rate_heat: (OUTCOMES,),
    report_grid_heat: (GRID,),
}
