"""Hand-made tables of the quota, shaped as the metrics give them."""

from datetime import date

import pandas as pd

from charts.quota import ending_spells_bars, quota_use_bars
from charts.vacancies import expected_vacancies_dots

AS_OF = date(2024, 9, 30)
USE = pd.DataFrame(
    [
        (2021, "pre", 0, None, None, None, None, False),
        (2021, "flagship", 0, None, None, None, None, False),
        (2021, "star", 9, None, None, None, None, False),
        (2022, "pre", 20, 20, 0, 1.0, "old", False),
        (2022, "flagship", 97, 100, 3, 0.97, "old", False),
        (2022, "star", 10, None, None, None, None, False),
        (2023, "pre", 18, 20, 2, 0.9, "old", False),
        (2023, "flagship", 84, 80, -4, 1.05, "new", True),
        (2023, "star", 11, None, None, None, None, False),
        (2024, "pre", 19, 20, 1, 0.95, "old", False),
        (2024, "flagship", 77, 80, 3, 0.9625, "new", False),
        (2024, "star", 12, None, None, None, None, False),
    ],
    columns=["year", "stage_code", "used", "quota", "vacancies", "use_rate", "quota_source", "is_quota_changed"],
).convert_dtypes()
ENDING = pd.DataFrame(
    [
        ("flagship", "flagship", date(2024, 12, 1), 12, 2),
        ("star", "star", date(2024, 12, 1), 3, 0),
        ("star", "innovation_leader", date(2024, 12, 1), 4, 1),
        ("pre", "pre", date(2026, 8, 1), 5, 5),
    ],
    columns=["stage_code", "programme_code", "month", "firms", "with_later_spell"],
)


def vacancies(stage: str, months: int, **cells: object) -> dict[str, object]:
    """A row of expected_vacancies; what is not told is 3 of 80 vacant, 12 of 20 expected to leave."""
    usual = {
        **{"stage_code": stage, "horizon_months": months, "horizon_on": date(2025, 9, 30)},
        **{"used": 77, "quota": 80, "vacant_now": 3, "term_years": 3},
        **{"ending": 24, "renewed_already": 4, "undecided": 20, "ended": 100, "stayed": 50},
        **{"stay_rate": 0.5, "low_stay_rate": 0.4, "high_stay_rate": 0.6},
        **{"expected_to_leave": 12.0, "low_to_leave": 6, "high_to_leave": 18},
        **{"expected_vacancies": 15.0, "low_vacancies": 9, "high_vacancies": 21},
    }
    return usual | cells


NONE = dict.fromkeys(
    (
        *(
            "stay_rate",
            "low_stay_rate",
            "high_stay_rate",
            "expected_to_leave",
            "low_to_leave",
            "high_to_leave",
        ),
        *("expected_vacancies", "low_vacancies", "high_vacancies"),
    )
)
PRE = {"used": 19, "quota": 20, "vacant_now": 1, "term_years": 2, "ended": 3, "stayed": 1}
EXPECTED = pd.DataFrame(
    [vacancies("pre", months, **PRE, **NONE) for months in (6, 12, 24)]
    + [vacancies("flagship", months) for months in (6, 12, 24)]
).convert_dtypes()

DRAWN_QUOTA = {
    quota_use_bars: (USE, AS_OF),
    ending_spells_bars: (ENDING, AS_OF),
    expected_vacancies_dots: (EXPECTED,),
}
