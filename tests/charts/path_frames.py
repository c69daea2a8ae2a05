"""Hand-made tables of cohorts and of one firm, shaped as the metrics give them; the charts that draw them."""

from datetime import date

import pandas as pd

from charts.cohorts import cohort_growth_lines, cohort_years_heat
from charts.firm import firm_path_timeline

COHORT_YEARS = pd.DataFrame(
    [
        ("1기", 0, 20, 20, 0, 0, 1.0, 0.0),
        ("1기", 1, 20, 15, 3, 2, 0.75, 0.15),
        ("1기", 2, 20, 10, 6, 4, 0.5, 0.3),
        ("2기", 0, 4, 4, 0, 0, None, None),
        ("2기", 1, 4, 3, 1, 0, None, None),  # fewer than five: counted, no share
    ],
    columns=["cohort", "years_since", "firms", "retained", "promoted", "left", "retained_share", "promoted_share"],
)
GROWTH = pd.DataFrame(
    [
        (-1, "sales_krw", 3, 9, None, None, None),
        (0, "sales_krw", 9, 9, 100.0, 100.0, 100.0),
        (1, "sales_krw", 8, 9, 110.0, 95.0, 130.0),
        (2, "sales_krw", 6, 9, 125.4, 90.0, 160.0),
    ],
    columns=["years_since", "measure", "firms", "cohort_firms", "median_index", "p25_index", "p75_index"],
)
SPELLS = pd.DataFrame(
    [
        ("pre", "1기", "pre", date(2016, 1, 1), date(2017, 12, 31), False, "expiry"),
        ("flagship", "2018-03-02", "flagship", date(2018, 3, 2), date(2021, 3, 1), True, None),
        ("flagship", "9기", "flagship", date(2021, 3, 1), date(2024, 2, 29), True, None),
        ("flagship", "9기", "flagship", date(2021, 3, 1), date(2024, 2, 29), True, None),  # its second uploaded row
    ],
    columns=["programme_code", "cohort", "stage_code", "starts_on", "ends_on", "is_end_estimated", "end_reason"],
)
FIRM_YEARS = pd.DataFrame(
    {
        "year": [2017, 2018, 2020, 2022],
        "sales_krw": pd.array([1_000_000_000, 2_000_000_000, None, 5_000_000_000], dtype="Int64"),
        "exports_usd": pd.array([None, 100_000, 250_000, 90_000], dtype="Int64"),
        "staff": [10.0, float("nan"), 12.0, 14.0],
        "rnd_krw": pd.array([None, None, None, None], dtype="Int64"),
        "months": pd.array([None, 12, 12, 6], dtype="Int64"),
        "is_part_year": pd.array([None, False, False, True], dtype="boolean"),
    }
)
SUPPORT = pd.DataFrame(
    [
        ("찾아가는 현장코칭", date(2019, 4, 2), date(2019, 12, 11), "prototype", "광주테크노파크", 13_000_000),
        ("수출지원 <패키지>", date(2020, 4, 3), None, None, None, None),  # neither its end nor its amount is known
        ("찾아가는 현장코칭", date(2021, 4, 2), date(2022, 10, 31), "ip", "광주테크노파크", 15_000_000),
    ],
    columns=["support_programme", "support_starts_on", "support_ends_on", "support_step", "agency", "support_krw"],
).astype({"support_krw": "Int64"})
DRAWN_PATHS = {
    cohort_years_heat: (COHORT_YEARS, "retained"),
    cohort_growth_lines: (GROWTH,),
    firm_path_timeline: (SPELLS, FIRM_YEARS, SUPPORT, date(2022, 6, 30)),
}
