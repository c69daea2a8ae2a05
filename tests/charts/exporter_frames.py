"""Hand-made tables of exporters, shaped as the metrics give them; the charts that draw them."""

from datetime import date

import pandas as pd

from charts.alerts import export_band_lines
from charts.dynamics import exporter_concentration_lines, exporter_dynamics_bars
from charts.exporters import exporter_pareto_curve, exporters_by_size_bars, exports_by_group_bars

USD = [50_000_000, 20_000_000, 10_000_000, *[1_000_000] * 20]
TOTAL = sum(USD)
PARETO = pd.DataFrame(
    [
        (2024, at, f"f{at:04}", f"<b>기업{at}</b>", usd, usd / TOTAL, sum(USD[:at]), sum(USD[:at]) / TOTAL, at / 23)
        for at, usd in enumerate(USD, start=1)
    ],
    columns=["year", "rank", "firm_id", "firm_name", "exports_usd", "share", "cumulative_usd", "cumulative_share",
             "cumulative_exporters_share"],
)  # fmt: skip
SIZES = pd.DataFrame(
    [(2024, "under_100k", 0, 100_000, 5, 200_000, 0.25, 0.002, False, 12),
     (2024, "from_100k", 100_000, 500_000, 0, 0, 0.0, 0.0, False, 12),
     (2024, "from_10m", 10_000_000, None, 15, 99_800_000, 0.75, 0.998, False, 12)],
    columns=["year", "size_class", "from_usd", "below_usd", "exporters", "exports_usd", "exporters_share", "share",
             "is_part_year", "months"],
)  # fmt: skip
STAGES = pd.DataFrame(
    [(2024, "pre", 2_000_000, 10, 127_587.5, 0.02), (2024, "none", 98_000_000, 60, 526_094.5, 0.98)],
    columns=["year", "stage_code", "exports_usd", "exporters", "median_usd", "share"],
)
COHORTS = pd.DataFrame(
    [(2024, "flagship", f"{at}기", at * 1_000_000, at, 500_000.0, at / 100) for at in range(1, 15)]
    + [(2024, None, None, 40_000_000, 30, 300_000.0, 0.4)],
    columns=["year", "programme_code", "cohort", "exports_usd", "exporters", "median_usd", "share"],
)
DYNAMICS = pd.DataFrame(
    [(2022, 100, None, None, None, None, None, 12, 0, False, 5e6, 8e5, 3.2, 1.4),
     (2023, 104, 7, 3, 97, 7 / 104, 0.03, 12, 12, False, 5e6, 8e5, 3.2, 1.4),
     (2024, 98, 0, 4, 98, 0.0, 0.04, 10, 10, True, 4e6, 7e5, 3.1, 1.3)],
    columns=["year", "exporters", "entrants", "exiters", "incumbents", "entry_rate", "exit_rate", "months",
             "compared_months", "is_part_year", "mean_usd", "median_usd", "mean_markets", "mean_products"],
)  # fmt: skip
SPREAD = pd.DataFrame(
    [(year, over, 20, 1_000_000, 0.3, 0.6, 0.8, 1 / number, number, year == 2024, 10 if year == 2024 else 12)
     for year, numbers in ((2022, (14.0, 10.0, 10.4)), (2023, (15.5, 9.0, 10.0)), (2024, (12.0, 9.5, 9.6)))
     for over, number in zip(("firms", "markets", "products"), numbers, strict=True)],
    columns=["year", "spread_over", "parts", "exports_usd", "top_1_share", "top_5_share", "top_10_share", "hhi",
             "effective_number", "is_part_year", "months"],
)  # fmt: skip
BAND = pd.DataFrame(
    [("f1", "<b>가람</b>", date(2024, 1, 1), 90_000, None, None, None, 2),
     ("f1", "<b>가람</b>", date(2024, 2, 1), 95_000, 70_000, 100_000, 130_000, 3),
     ("f1", "<b>가람</b>", date(2024, 3, 1), 60_000, 70_000, 100_000, 130_000, 3)],
    columns=["firm_id", "firm_name", "month", "three_months_usd", "low_usd", "middle_usd", "high_usd", "earlier_years"],
)  # fmt: skip
ALERTS = pd.DataFrame(
    [("below_band", "f1", "가람", "북구", "pre", 60_000.0, 70_000.0, 130_000.0, "usd", date(2024, 1, 1), None, 400_000),
     ("late", "f2", "나루", "동구", "none", 2.0, None, 0.0, "months", date(2024, 2, 1), None, 300_000),
     ("one_market", "f1", "가람", "북구", "pre", 0.8, None, 0.7, "share", date(2023, 2, 1), "CN", 400_000)],
    columns=["alert_kind", "firm_id", "firm_name", "district", "stage_code", "value", "low", "high", "unit",
             "since_month", "country", "exports_usd"],
)  # fmt: skip
DRAWN_EXPORTERS = {
    exporter_pareto_curve: (PARETO,),
    exporters_by_size_bars: (SIZES,),
    exports_by_group_bars: (COHORTS,),
    exporter_dynamics_bars: (DYNAMICS,),
    exporter_concentration_lines: (SPREAD,),
    export_band_lines: (BAND,),
}
