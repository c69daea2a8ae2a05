"""Tables as the metrics of readiness give them, small enough to check by eye."""

import pandas as pd

from charts.readiness import below_floor_bars, readiness_counts_bars, readiness_criteria_bullets

READINESS_COUNTS = pd.DataFrame(
    [
        ("pre", "pre", 5, 20, 0, 4, 10, 6),
        ("flagship", "flagship", 4, 12, 6, 3, 2, 1),
        ("star", "innovation_leader", 0, 30, 0, 0, 30, 0),
    ],
    columns=[
        "stage_code",
        "programme_code",
        "criteria",
        "candidate_firms",
        "ready",
        "one_away",
        "unknown",
        "not_ready",
    ],
)


def criterion(name: str, operator: str, threshold: float, value: float | None, state: str, **cells: object) -> dict:
    told = {
        "firm_id": "f1",
        "programme_code": "pre",
        "any_of": None,
        "condition": None,
        "unit": "share",
        "unknown_because": None,
        "years_needed": 3,
        "years_known": 3,
        "missing_measure": None,
    }
    margin = None if value is None else value - threshold
    row = {"criterion": name, "operator": operator, "threshold": threshold, "value": value, "year": 2024}
    return told | row | {"margin": margin, "criterion_state": state} | cells


CRITERIA = pd.DataFrame(
    [
        criterion("sales", ">=", 1e9, 16e9, "met", unit="krw"),
        criterion("sales", "<", 5e9, 16e9, "not_met", unit="krw"),
        criterion("sales_cagr_5y", ">=", 0.05, -0.2, "not_met", any_of="growth"),
        criterion(
            "rnd_intensity_3y_mean",
            *(">=", 0.03, None, "unknown"),
            any_of="growth",
            unknown_because="missing",
            years_known=2,
            missing_measure="rnd_krw",
        ),
        criterion("exports", ">=", 1e6, 2e6, "unknown", unit="usd", unknown_because="condition", condition="<b>x</b>"),
    ]
)
BELOW = pd.DataFrame(
    [(f"f{at}", f"<i>기업{at}</i>", "pre", "sales", years, 2024 - years + 1, 2024, 4e9, 5e9, -1e9, -0.2, "krw")
     for at, years in enumerate([7, 4, 3, 2, 2, 1, 1, 1, 1])],
    columns=["firm_id", "firm_name", "stage_code", "criterion", "years_below", "since_year", "year", "value", "floor",
             "margin", "margin_share", "unit"],
)  # fmt: skip
DRAWN_READINESS = {
    readiness_counts_bars: (READINESS_COUNTS,),
    readiness_criteria_bullets: (CRITERIA,),
    below_floor_bars: (BELOW,),
}
