"""Hand-made tables of one institution, shaped as the metrics give them; the charts that draw them."""

import pandas as pd

from charts.institutions import institution_recommendations_bars, institution_support_bars

SUPPORT = pd.DataFrame(
    [
        ("세관", 2019, "package", 3, 3, 3, 94_000_000),
        ("세관", 2019, "coaching <b>", 2, 2, 1, 10_000_000),
        ("세관", 2021, "package", 2, 2, 0, None),  # nobody took part in 2020; no amount is known
    ],
    columns=["institution", "year", "support_programme", "firms", "participations", "priced_participations",
             "support_krw"],
)  # fmt: skip
RECOMMENDED = pd.DataFrame(
    [("세관", "none", "flagship", 2, 2), ("세관", "pre", "flagship", 1, 1), ("세관", "none", "left", 4, 0)],
    columns=["institution", "stage_then", "state", "firms", "risen_firms"],
)
SUMMARY = pd.DataFrame(
    [("세관", 5, 7, 104_000_000, 7, 3, "2019-01-01"), ("시", 0, 0, None, 0, 0, None)],
    columns=["institution", "supported_firms", "participations", "support_krw", "recommended_firms", "risen_firms",
             "member_since"],
)  # fmt: skip
DRAWN_INSTITUTIONS = {institution_support_bars: (SUPPORT,), institution_recommendations_bars: (RECOMMENDED,)}
